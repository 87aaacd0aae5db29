import type { Row } from '../data/row';
import { sortable, sortedBy, type Source } from '../data/table';

export const LEDGER_KEY = [
	'AccountNumber', 'FiscalYear', 'FiscalPeriod', 'SourceCurrencyCode', 'SourceLedgerCode', 'SourceTypeCode', 'PostingSequenceNumber', 'DetailCount',
] as const;
export const JOURNAL_KEY = ['PostingSequenceNumber', 'BatchNumber', 'JournalEntryNumber', 'JournalTransactionNumber'] as const;

const NUMERIC: ReadonlySet<string> = new Set(['PostingSequenceNumber', 'DetailCount', 'JournalTransactionNumber']);

const textBy = (fields: readonly string[]): ((row: Row) => string) => {
	const numeric = fields.map((field) => NUMERIC.has(field));
	return (row) => sortable(fields.map((field) => row.get(field)), numeric);
};

export const findIn = (rows: readonly Row[], fields: readonly string[], key: readonly string[]): Row | undefined =>
	rows.find((row) => fields.every((field, at) => row.get(field) === key[at]));

/**
 * Every line that posting has written, seen as posted transactions in the order of their key, which begins with the account, and as
 * details of posting journals. Lines of a posting in progress can be held back: their sequence shows before all of them do (reference
 * sage-300 9).
 */
export class PostedLines implements Source {
	private lines: Row[] = [];
	private heldBack: Row[] = [];
	private byAccount: readonly Row[] | undefined;
	private bySequence: readonly Row[] | undefined;
	/** Journals up to this sequence were cleared by somebody; the posted transactions stay (reference sage-300 7.4). */
	private clearedThrough = 0;
	version = 0;

	/** Lines behind the first `shown` come when `release` is called. */
	add(lines: readonly Row[], shown = lines.length): void {
		this.lines = this.lines.concat(lines.slice(0, shown));
		this.heldBack.push(...lines.slice(shown));
		this.changed();
	}

	release(): number {
		const released = this.heldBack.length;
		this.lines = this.lines.concat(this.heldBack);
		this.heldBack = [];
		this.changed();
		return released;
	}

	list(): readonly Row[] {
		this.byAccount ??= sortedBy(this.lines, textBy(LEDGER_KEY));
		return this.byAccount;
	}

	find(key: readonly string[]): Row | undefined {
		return findIn(this.list(), LEDGER_KEY, key);
	}

	readonly journals: Source = ((lines: PostedLines) => ({
		list: () => lines.inSequence(),
		find: (key: readonly string[]) => findIn(lines.inSequence(), JOURNAL_KEY, key),
		get version() {
			return lines.version;
		},
	}))(this);

	clearJournals(through: number): void {
		this.clearedThrough = through;
		this.changed();
	}

	private inSequence(): readonly Row[] {
		this.bySequence ??= sortedBy(this.lines.filter((row) => Number(row.get('PostingSequenceNumber')) > this.clearedThrough), textBy(JOURNAL_KEY));
		return this.bySequence;
	}

	private changed(): void {
		this.version += 1;
		this.byAccount = undefined;
		this.bySequence = undefined;
	}
}
