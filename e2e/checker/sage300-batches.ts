import { approvedCells, groupsOf, lastDayOf, twoDigits, YEAR } from './approved-lines';
import { plain, units } from './decimal-text';
import { exact, referencesTwice, sumOfDebits, type PostedVerdict } from './posted-batches';
import type { Control } from './simulator-control';
import { tableDifferences, type Row } from './table-differences';

/**
 * What the batches of Sage 300 have to hold after approved figures were posted, and what they do hold: the one from the cells of Anaplan,
 * the other from the simulator's own books. Nothing here asks n8n.
 */

const ADJUSTMENTS_MODULE = '102000000014';

/** Which batches a posting is about. */
export interface Posting {
	/** How their descriptions begin: a regular expression. */
	readonly prefix: string;
	/** Months (1 to 12) that are posted; all unless set. */
	readonly months?: number;
}

/** A line of a batch as the simulator tells it. */
interface Line {
	readonly account: string;
	readonly amount: string;
	readonly year: string;
	readonly period: string;
	readonly date: string;
	readonly document: string;
}

export interface Batch {
	readonly BatchNumber: string;
	readonly Description: string;
	readonly status: string;
	readonly debit: string;
	readonly credit: string;
	readonly lines: readonly Line[];
}

export type Kind = 'GLJournalBatches' | 'APPaymentAndAdjustmentBatches';

/** Batches in every status whose description begins like this, with their lines. */
export const batchesOf = async (sage300: Control, { prefix }: Pick<Posting, 'prefix'>, kind: Kind = 'GLJournalBatches', company = 'NORDIX'): Promise<readonly Batch[]> =>
	await sage300.get<Batch[]>(`batches?company=${company}&resource=${kind}&lines=1&match=${encodeURIComponent(`^${prefix}`)}`);

/** References that more than one batch carries, with their numbers: what must never be there. Deleted ones stand for nothing. */
export const doubledReferences = (batches: readonly Batch[]): readonly string[] =>
	referencesTwice(batches.filter(({ status }) => status !== 'Deleted'), ({ BatchNumber }) => BatchNumber);

const rowOf = (account: string, amount: bigint, date: string, period: string, document: string): Row => ({ account, amount: plain(amount), date, period, document });

/** Every line of the approved budget, with the one on 99000 that balances its month. */
const expectedJournalLines = async (anaplan: Control, { months = 12 }: Posting): Promise<readonly Row[]> => {
	const cells = (await approvedCells(anaplan)).filter(({ month }) => month <= months);
	return groupsOf(cells, ({ month }) => String(month)).flatMap((ofMonth) => {
		const month = ofMonth[0]?.month ?? 0;
		const [date, period] = [lastDayOf(month), `${YEAR}-${twoDigits(month)}`];
		const open = ofMonth.reduce((sum, { amount }) => sum + amount, 0n);
		return [
			...ofMonth.map(({ account, department, amount }) => rowOf(`${account}${department}`, amount, date, period, '')),
			...(open === 0n ? [] : [rowOf('99000', -open, date, period, '')]),
		];
	});
};

/** Every approved adjustment. */
const expectedAdjustmentLines = async (anaplan: Control): Promise<readonly Row[]> => (await anaplan.get<Row[]>(`cells?module=${ADJUSTMENTS_MODULE}`))
	.filter(({ Approved, Amount }) => Approved === 'true' && units(Amount || '0') !== 0n)
	.map(({ Account = '', Amount = '', Date = '', Vendor = '', Document = '' }) => rowOf(Account, units(Amount), Date, Date.slice(0, 7), `${Vendor}/${Document}`));

const foundLines = (batches: readonly Batch[]): readonly Row[] => batches.flatMap(({ lines }) =>
	lines.map(({ account, amount, date, year, period, document }) => rowOf(account, units(amount), date, `${year}-${twoDigits(Number(period))}`, document)));

const verdictOf = (expected: readonly Row[], all: readonly Batch[], status: string, keyOf: (row: Row) => string): PostedVerdict => {
	const batches = all.filter((batch) => batch.status !== 'Deleted');
	const wanted = groupsOf(expected, keyOf).length;
	return {
		batches: batches.length,
		lines: batches.reduce((count, { lines }) => count + lines.length, 0),
		debit: sumOfDebits(batches),
		differences: [
			...doubledReferences(all).map((one) => `twice: ${one}`),
			...(wanted === batches.length ? [] : [`${wanted} batches expected, ${batches.length} found`]),
			...batches.filter((batch) => batch.status !== status).map((batch) => `${batch.BatchNumber} is ${batch.status}`),
			...batches.filter(({ lines }) => new Set(foundLines([{ lines } as Batch]).map(keyOf)).size !== 1).map(({ BatchNumber }) => `${BatchNumber} holds several groups`),
			...tableDifferences(expected, foundLines(batches)),
		],
	};
};

/** One batch per month and none twice, each line of it with account, day, period and exact amount. Nothing missing, different, or too much. */
export const checkJournals = async (anaplan: Control, sage300: Control, posting: Posting, status = 'Open'): Promise<PostedVerdict> => {
	const batches = await batchesOf(sage300, posting);
	const verdict = verdictOf(await expectedJournalLines(anaplan, posting), batches, status, ({ period = '' }) => period);
	const unbalanced = batches.filter((batch) => batch.status !== 'Deleted' && exact(batch.debit) !== exact(batch.credit)).map(({ BatchNumber }) => `${BatchNumber} does not balance`);
	return { ...verdict, differences: [...verdict.differences, ...unbalanced] };
};

/** One adjustment batch per day, each line of it with its document, account and exact amount. */
export const checkAdjustments = async (anaplan: Control, sage300: Control, posting: Pick<Posting, 'prefix'>, status = 'Open', company = 'NORDIX'): Promise<PostedVerdict> =>
	verdictOf(await expectedAdjustmentLines(anaplan), await batchesOf(sage300, posting, 'APPaymentAndAdjustmentBatches', company), status, ({ date = '' }) => date);
