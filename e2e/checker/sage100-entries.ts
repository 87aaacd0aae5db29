import { approvedCells, groupsOf, lastDayOf } from './approved-lines';
import { plain, units } from './decimal-text';
import { exact, type PostedVerdict } from './posted-batches';
import type { Control } from './simulator-control';
import { tableDifferences, type Row } from './table-differences';

/**
 * What the journal of Sage 100 has to hold after the approved budget was entered, and what it does hold: the one from the cells of Anaplan,
 * the other from the books behind the COM objects. Nothing here asks n8n or the agent.
 */

export interface Posting {
	/** How the comments of its entries begin: a regular expression. */
	readonly prefix: string;
	readonly company: string;
	readonly accountOf: (account: string, department: string) => string;
	/** Account of the line that brings a month to zero. */
	readonly offset: string;
	/** Months (1 to 12) that are entered; all unless set. */
	readonly months?: number;
}

type Line = Readonly<Record<'account' | 'DebitAmount' | 'CreditAmount' | 'PostingComment', string>>;

export interface Entry {
	readonly SourceJournal: string;
	readonly EntryNo: string;
	readonly BatchNo: string;
	readonly PostingDate: string;
	readonly JournalComment: string;
	readonly debits: string;
	readonly credits: string;
	readonly lines: readonly Line[];
}

/** Lines that have reached the ledger, by the reference that their comments begin with. */
interface Ledger {
	readonly count: number;
	readonly lines: ReadonlyArray<Line & { readonly PostingDate: string; readonly JournalRegisterNo: string }>;
}

const matching = ({ company, prefix }: Pick<Posting, 'company' | 'prefix'>): string => `company=${company}&match=${encodeURIComponent(`^${prefix}`)}`;

/** Entries that wait for their register. */
export const entriesOf = async (sage100: Control, posting: Pick<Posting, 'company' | 'prefix'>): Promise<readonly Entry[]> =>
	await sage100.get<Entry[]>(`entries?${matching(posting)}`);

export const ledgerOf = async (sage100: Control, posting: Pick<Posting, 'company' | 'prefix'>): Promise<Ledger> => await sage100.get<Ledger>(`ledger?${matching(posting)}`);

/** The reference is what the comment begins with, up to the first blank. */
export const referenceOf = (comment: string): string => comment.split(' ')[0] ?? '';

export const numberOf = ({ SourceJournal, EntryNo }: Entry): string => `${SourceJournal}-${EntryNo}`;

/** References that more than one entry carries, with their numbers: what must never be there. */
const doubled = (entries: readonly Entry[]): readonly string[] => groupsOf(entries, ({ JournalComment }) => referenceOf(JournalComment))
	.filter(({ length }) => length !== 1).map((same) => `${referenceOf(same[0]?.JournalComment ?? '')}: ${same.map(numberOf).join(', ')}`);

const day = (stored: string): string => `${stored.slice(0, 4)}-${stored.slice(4, 6)}-${stored.slice(6, 8)}`;

const rowOf = (account: string, amount: bigint, date: string): Row => ({ account, amount: plain(amount), date });

/** Every line of the approved budget, with the one that balances its month. */
const expectedLines = async (anaplan: Control, { months = 12, accountOf, offset }: Posting): Promise<readonly Row[]> => {
	const cells = (await approvedCells(anaplan)).filter(({ month }) => month <= months);
	return groupsOf(cells, ({ month }) => String(month)).flatMap((ofMonth) => {
		const date = lastDayOf(ofMonth[0]?.month ?? 0);
		const open = ofMonth.reduce((sum, { amount }) => sum + amount, 0n);
		return [
			...ofMonth.map(({ account, department, amount }) => rowOf(accountOf(account, department), amount, date)),
			...(open === 0n ? [] : [rowOf(offset, -open, date)]),
		];
	});
};

const signed = ({ DebitAmount, CreditAmount }: Line): bigint => units(DebitAmount || '0') - units(CreditAmount || '0');

/** One entry per month and none twice, each line of it with account, day and exact amount. Nothing missing, different, or too much. */
export const checkEntries = async (anaplan: Control, sage100: Control, posting: Posting): Promise<PostedVerdict> => {
	const entries = await entriesOf(sage100, posting);
	const expected = await expectedLines(anaplan, posting);
	const found = entries.flatMap(({ PostingDate, lines }) => lines.map((line) => rowOf(line.account, signed(line), day(PostingDate))));
	const wanted = new Set(expected.map(({ date }) => date)).size;
	const strange = entries.flatMap(({ JournalComment, lines }) => lines.filter(({ PostingComment }) => referenceOf(PostingComment) !== referenceOf(JournalComment)));
	return {
		batches: entries.length, lines: found.length, debit: plain(entries.reduce((total, { debits }) => total + units(debits), 0n)),
		differences: [
			...doubled(entries).map((one) => `twice: ${one}`),
			...(wanted === entries.length ? [] : [`${wanted} entries expected, ${entries.length} found`]),
			...entries.filter(({ debits, credits }) => exact(debits) !== exact(credits)).map((entry) => `${numberOf(entry)} does not balance`),
			...strange.map(({ account }) => `a line on ${account} does not begin with the reference`),
			...tableDifferences(expected, found),
		],
	};
};

/** The same of what has reached the ledger: every line once. */
export const checkLedger = async (anaplan: Control, sage100: Control, posting: Posting): Promise<readonly string[]> => {
	const { lines } = await ledgerOf(sage100, posting);
	return tableDifferences(await expectedLines(anaplan, posting), lines.map((line) => rowOf(line.account, signed(line), day(line.PostingDate))));
};
