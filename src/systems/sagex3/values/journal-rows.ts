import { add, formatDecimal, isZero, negate, parseDecimal, type Decimal } from '../../../core/decimal';
import { AmountProblem, decimalOf, sharesOfItself, signed, splitAmount } from './signed-amount';

/** One analytical line of a journal line, as either API has it. */
export interface AnalyticalLine {
	readonly number: string;
	/** Unsigned, in the currency of the transaction; by it the ledger amount is split. */
	readonly transactionAmount: string;
	/** Unsigned, in the currency of the ledger; '' where the API does not give it. */
	readonly ledgerAmount: string;
	readonly quantity: string;
	/** Types with their values, in whatever order; empty values are left out. */
	readonly dimensions: ReadonlyArray<readonly [type: string, value: string]>;
}

/** One journal line with its amounts, signed. */
export interface LineAmounts {
	readonly sign: 1 | -1;
	readonly ledger: Decimal;
	/** Undefined where the line has none. */
	readonly transaction: Decimal | undefined;
	readonly quantity: string;
}

export interface JournalRow {
	/** '' for the line's own row: what no analytical line has taken. */
	readonly analyticalLine: string;
	readonly amount: string;
	readonly transactionAmount: string;
	readonly quantity: string;
	/** By type. */
	readonly dimensions: ReadonlyMap<string, string>;
}

/** **By type, never by position** (reference sage-x3 7). One type with two values is a contradiction and no choice of ours. @throws AmountProblem */
const byType = ({ number, dimensions }: AnalyticalLine): ReadonlyMap<string, string> => {
	const found = new Map<string, string>();
	for (const [type, value] of dimensions) {
		if (type === '' || value === '') continue;
		const known = found.get(type);
		if (known !== undefined && known !== value) throw new AmountProblem(`analytical line ${number} has two values of dimension type ${type}: ${known} and ${value}`);
		found.set(type, value);
	}
	return found;
};

/** What all analytical lines agree upon: for a line that cannot be split. */
const common = (all: ReadonlyArray<ReadonlyMap<string, string>>): ReadonlyMap<string, string> => {
	const [first, ...others] = all;
	return new Map([...(first ?? [])].filter(([type, value]) => others.every((each) => each.get(type) === value)));
};

const sumOf = (values: readonly Decimal[]): Decimal => values.reduce(add, { units: 0n, places: 0 });

/**
 * One journal line → its rows: one for each analytical line (reference sage-x3 5.2), and last the line's own.
 *
 * **The rows of a line add up to the line**, in both currencies and to the last digit. Where the analytical lines carry ledger amounts of
 * their own (classic REST), those are taken, unless all are nothing while the line is something: decimals that are not told come as 0.
 * Otherwise the ledger amount is split by the transaction amounts. A line whose transaction amount is zero cannot be split: it is one row,
 * with the dimensions that all its analytical lines agree upon.
 *
 * **A line always has its own row**, under the same name: what no analytical line has taken. Of a line without any that is everything; of one
 * that is split it is the rest, zero included, without dimensions. So a line that is split later overwrites its whole amount where it was
 * loaded. Nothing in it is empty that was a number before, because loads may pass over empty cells. Rows of analytical lines that have gone
 * cannot be told from here: they keep the stamp of the last time, all others have that of their line's own row.
 *
 * @throws AmountProblem for what cannot be read or contradicts itself
 */
export const journalRows = (line: LineAmounts, analysis: readonly AnalyticalLine[]): readonly JournalRow[] => {
	const { sign, ledger, transaction, quantity } = line;
	const dimensions = analysis.map(byType);
	const transactionText = transaction ? formatDecimal(transaction) : '';
	const unsplit = (): JournalRow => ({
		analyticalLine: '', amount: formatDecimal(ledger), transactionAmount: transactionText, quantity, dimensions: common(dimensions),
	});
	if (analysis.length === 0) return [unsplit()];
	const transactions = analysis.map((each) => (each.transactionAmount.trim() === '' ? undefined : signed(sign, decimalOf(each.transactionAmount, 'the amount of an analytical line'))));
	const own = analysis.map((each) => parseDecimal(each.ledgerAmount)).filter((each) => each !== undefined).map((each) => signed(sign, each));
	const weights = transactions.filter((each) => each !== undefined);
	const isTold = own.length === analysis.length && (isZero(ledger) || own.some((each) => !isZero(each)));
	const split = isTold
		? { shares: own, rest: add(ledger, negate(sumOf(own))) }
		: transaction && weights.length === analysis.length ? sharesOfItself(ledger, weights, transaction) ?? splitAmount(ledger, weights, transaction) : undefined;
	if (split === undefined) return [unsplit()];

	const rows = analysis.map((each, index): JournalRow => {
		const [share, amount] = [split.shares[index], transactions[index]];
		return {
			analyticalLine: each.number || String(index + 1), amount: share ? formatDecimal(share) : '', transactionAmount: amount ? formatDecimal(amount) : '',
			quantity: each.quantity, dimensions: dimensions[index] ?? new Map<string, string>(),
		};
	});
	const leftOfTransaction = transaction && add(transaction, negate(sumOf(weights)));
	const rest = split.rest ?? { units: 0n, places: ledger.places };
	return [...rows, {
		analyticalLine: '', amount: formatDecimal(rest), transactionAmount: leftOfTransaction ? formatDecimal(leftOfTransaction) : '', quantity: quantity === '' ? '' : '0',
		dimensions: new Map<string, string>(),
	}];
};

