import { approvedCells, groupsOf, lastDayOf, twoDigits, YEAR } from './approved-lines';
import { plain } from './decimal-text';
import { exact, referencesTwice, sumOfDebits, type PostedVerdict } from './posted-batches';
import type { Control } from './simulator-control';
import { tableDifferences, type Row } from './table-differences';

/**
 * What the ledger has to hold after the approved budget was posted, and what it does hold: the one from the cells of Anaplan, the
 * other from the batches of Acumatica. Nothing here asks n8n.
 */

/** Subaccounts of the departments, as Harbor Mills has them. */
const subaccountOf = (department: string): string => `${department}0000`;

export interface Posting {
	/** How the descriptions of this posting begin: a regular expression. */
	readonly prefix: string;
	readonly ledger: string;
	readonly branch: string;
	/** What brings a batch to zero; without it batches stay as they are. */
	readonly offset?: { readonly account: string; readonly subaccount: string };
	/** Month (1 to 12) of the plan → month that it is posted to; undefined for a month that is not posted. */
	readonly monthOf?: (month: number) => number | undefined;
}

/** A line as it has to stand in the ledger; `amount` is signed, a debit is positive. */
interface Line {
	readonly account: string;
	readonly subaccount: string;
	readonly month: number;
	readonly amount: bigint;
}

export interface Batch {
	readonly BatchNbr: string;
	readonly Description: string;
	readonly Status: string;
	readonly LedgerID: string;
	readonly BranchID: string;
	readonly PostPeriod: string;
	readonly TransactionDate: string;
	readonly lines: number;
	readonly debit: string;
	readonly credit: string;
}

const periodOf = (month: number): string => `${twoDigits(month)}${YEAR}`;
const sum = (lines: readonly Line[]): bigint => lines.reduce((total, { amount }) => total + amount, 0n);

/** Approved cells by the month that they are posted to. */
const approvedLines = async (anaplan: Control, { monthOf = (month) => month }: Posting): Promise<readonly Line[]> =>
	(await approvedCells(anaplan)).flatMap(({ account, department, amount, month: planned }): Line[] => {
		const month = monthOf(planned);
		return month === undefined ? [] : [{ account, subaccount: subaccountOf(department), month, amount }];
	});

/** All lines of each batch, offset included. A month of nothing but zeros is no batch. */
export const expectedJournals = async (anaplan: Control, posting: Posting): Promise<readonly (readonly Line[])[]> =>
	groupsOf(await approvedLines(anaplan, posting), ({ month }) => String(month)).map((lines) => {
		const open = sum(lines);
		if (posting.offset === undefined || open === 0n) return lines;
		return [...lines, { ...posting.offset, month: lines[0]?.month ?? 0, amount: -open }];
	});

/** Batches in every status whose description begins like this, in the order of their numbers. */
export const batchesOf = async (acumatica: Control, { prefix }: Pick<Posting, 'prefix'>): Promise<readonly Batch[]> =>
	await acumatica.get<Batch[]>(`batches?match=${encodeURIComponent(`^${prefix}`)}`);

/** A line as it is stored, by the number that Acumatica gave it; lines are numbered in the order in which they were sent. */
export const storedLine = async (acumatica: Control, batchNumber: string, lineNumber: number): Promise<Row | undefined> =>
	(await acumatica.get<Array<{ readonly BatchNbr: string; readonly Details?: readonly Row[] }>>('records?entity=JournalTransaction'))
		.find(({ BatchNbr }) => BatchNbr === batchNumber)?.Details?.find(({ LineNbr }) => LineNbr === String(lineNumber));

/** References that more than one batch carries, with their numbers: what must never be there. */
export const doubledReferences = (batches: readonly Batch[]): readonly string[] => referencesTwice(batches, ({ BatchNbr }) => BatchNbr);

const batchRow = ({ LedgerID, BranchID, PostPeriod, TransactionDate, Status, lines, debit, credit }: Batch): Row => ({
	LedgerID, BranchID, PostPeriod, TransactionDate: TransactionDate.slice(0, 10), Status, lines: String(lines), debit: exact(debit), credit: exact(credit),
});

const expectedBatch = ({ ledger, branch }: Posting, Status: string, lines: readonly Line[]): Row => {
	const month = lines[0]?.month ?? 0;
	const [debits, credits] = [lines.filter(({ amount }) => amount > 0n), lines.filter(({ amount }) => amount < 0n)];
	return {
		LedgerID: ledger, BranchID: branch, PostPeriod: periodOf(month), TransactionDate: lastDayOf(month), Status,
		lines: String(lines.length), debit: plain(sum(debits)), credit: plain(-sum(credits)),
	};
};

/** Sums of the ledger, by everything that tells money apart. */
interface Total extends Row {
	readonly net: string;
}

const totalsOf = async (acumatica: Control, { prefix, ledger }: Posting): Promise<readonly Row[]> =>
	(await acumatica.get<Array<Total & { lines: unknown }>>(
		`totals?by=Account,Subaccount,Branch,Period&ledger=${ledger}&match=${encodeURIComponent(`^${prefix}`)}`,
	)).map(({ Account = '', Subaccount = '', Branch = '', Period = '', net, lines }) => ({ Account, Subaccount, Branch, Period, net: exact(net), lines: String(lines) }));

const expectedTotals = ({ branch }: Posting, journals: readonly (readonly Line[])[]): readonly Row[] =>
	groupsOf(journals.flat(), ({ account, subaccount, month }) => `${account}/${subaccount}/${month}`).map((lines) => ({
		Account: lines[0]?.account ?? '', Subaccount: lines[0]?.subaccount ?? '', Branch: branch, Period: periodOf(lines[0]?.month ?? 0),
		net: plain(sum(lines)), lines: String(lines.length),
	}));

/**
 * Compares a posting with the approved budget: one batch per month and none twice, each with its ledger, branch, period, last day of the
 * month, status, number of lines and exact totals; and the sums by account, subaccount, branch and period. Nothing missing, different, or too much.
 */
export const checkPosting = async (anaplan: Control, acumatica: Control, posting: Posting, status = 'Posted'): Promise<PostedVerdict> => {
	const journals = await expectedJournals(anaplan, posting);
	const batches = await batchesOf(acumatica, posting);
	return {
		batches: batches.length,
		lines: batches.reduce((count, { lines }) => count + lines, 0),
		debit: sumOfDebits(batches),
		differences: [
			...doubledReferences(batches).map((one) => `twice: ${one}`),
			...tableDifferences(journals.map((lines) => expectedBatch(posting, status, lines)), batches.map(batchRow)),
			...tableDifferences(expectedTotals(posting, journals), await totalsOf(acumatica, posting)),
		],
	};
};
