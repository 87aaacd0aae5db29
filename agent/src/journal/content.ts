import { createHash } from 'node:crypto';
import { type EntryToCreate, type Row } from '../sage/port';

/** Totals in cents, exact whatever their size. */
const cents = (amount: string): bigint => BigInt(amount.replace('.', ''));
const amountText = (sum: bigint): string => {
	const digits = (sum < 0n ? -sum : sum).toString().padStart(3, '0');
	return `${sum < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** What the agent can tell of an entry without asking Sage. */
export interface EntrySummary {
	readonly sourceJournal: string;
	readonly postingDate: string;
	readonly comment: string;
	readonly totalDebit: string;
	readonly totalCredit: string;
	readonly entryNo?: string | null;
	readonly batchNo?: string | null;
	readonly fiscalYear?: string;
	readonly fiscalPeriod?: string;
	readonly warnings?: readonly string[];
}

export const summaryOf = ({ naturalKey, sourceJournal, postingDate, comment, batchNo, lines }: EntryToCreate): EntrySummary => ({
	sourceJournal,
	postingDate,
	comment: `${naturalKey} ${comment}`,
	totalDebit: amountText(lines.reduce((sum, { debit }) => sum + cents(debit), 0n)),
	totalCredit: amountText(lines.reduce((sum, { credit }) => sum + cents(credit), 0n)),
	...(batchNo === undefined ? {} : { batchNo }),
});

/**
 * Content of a request, whatever the order of the names in its JSON. A default that is written out is the same content
 * as one that is left out; the order of the lines matters, because it is the order on paper.
 */
export const contentHash = ({ sourceJournal, postingDate, comment, batchNo, autoReverse, lines }: EntryToCreate): string =>
	createHash('sha256')
		.update(JSON.stringify([
			sourceJournal, postingDate, comment, batchNo ?? null, autoReverse,
			lines.map(({ account, accountKey, debit, credit, comment: text }) => [account ?? null, accountKey ?? null, debit, credit, text ?? null]),
		]))
		.digest('hex');

const amountOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** `1|debit|credit` per line: the account's own name where the request gave it, else its key. */
const lineMarks = (rows: unknown, entry: EntryToCreate): string[] | undefined => {
	if (!Array.isArray(rows) || rows.length === 0) return undefined;
	const byKey = entry.lines.every(({ accountKey }) => accountKey !== undefined);
	const byName = entry.lines.every(({ account }) => account !== undefined);
	return rows.map((row: Row) => [byKey ? row.accountKey : byName ? row.account : '', row.debit, row.credit].map(String).join('|')).sort();
};

const wantedMarks = (entry: EntryToCreate): string[] => {
	const byKey = entry.lines.every(({ accountKey }) => accountKey !== undefined);
	const byName = entry.lines.every(({ account }) => account !== undefined);
	return entry.lines.map(({ account, accountKey, debit, credit }) => [byKey ? accountKey : byName ? account : '', debit, credit].map(String).join('|')).sort();
};

/**
 * Whether an entry that carries the key in Sage, and of which the agent has no record, is the one that is asked for.
 * Comments are left aside: ledger lines may hold them cut.
 */
export const sameContent = (found: Row, entry: EntryToCreate): boolean => {
	const wanted = summaryOf(entry);
	const totals = amountOf(found.totalDebit) === wanted.totalDebit && amountOf(found.totalCredit) === wanted.totalCredit;
	if (!totals || found.sourceJournal !== entry.sourceJournal || found.postingDate !== entry.postingDate) return false;
	const marks = lineMarks(found.lines, entry);
	return marks === undefined || JSON.stringify(marks) === JSON.stringify(wantedMarks(entry));
};
