import { add, compare, isZero, negate, parseDecimal, type Decimal } from '../../../core/decimal';

/** What is left of a line's amount problem: the field and what stood in it. */
export class AmountProblem extends Error {}

/** @throws AmountProblem for what is no decimal number: an amount that cannot be read is never taken for zero */
export const decimalOf = (text: string, name: string): Decimal => {
	const value = parseDecimal(text);
	if (value !== undefined) return value;
	throw new AmountProblem(text.trim() === '' ? `${name} is empty` : `${name} is "${text.trim()}", which is no number`);
};

/** +1 is a debit, -1 a credit (reference sage-x3 5.2). @throws AmountProblem for anything else */
export const signOf = (text: string): 1 | -1 => {
	const value = text.trim();
	if (value === '1' || value === '+1') return 1;
	if (value === '-1') return -1;
	throw new AmountProblem(`the sign is "${value}", which is neither 1 nor -1`);
};

/** Amounts are unsigned: sign × amount, with all its places. */
export const signed = (sign: 1 | -1, amount: Decimal): Decimal => (sign === 1 ? amount : negate(amount));

/** Debit less credit, as older releases give them; a side that is empty is nothing, both empty are no amount. */
export const debitLessCredit = (debit: string, credit: string, name: string): Decimal => {
	if (debit.trim() === '' && credit.trim() === '') throw new AmountProblem(`debit and credit ${name} are empty`);
	const side = (text: string): Decimal => (text.trim() === '' ? { units: 0n, places: 0 } : decimalOf(text, name));
	return add(side(debit), negate(side(credit)));
};

/** The quotient of two whole numbers, halves away from zero. */
const roundedQuotient = (dividend: bigint, divisor: bigint): bigint => {
	const [top, bottom] = divisor < 0n ? [-dividend, -divisor] : [dividend, divisor];
	const half = bottom / 2n;
	return top < 0n ? -((-top + half) / bottom) : (top + half) / bottom;
};

const atPlaces = ({ units, places }: Decimal, wanted: number): bigint => units * 10n ** BigInt(wanted - places);

const ZERO: Decimal = { units: 0n, places: 0 };
const sum = (values: readonly Decimal[]): Decimal => values.reduce(add, ZERO);

export interface Shares {
	/** One for each weight, with the places of the amount. */
	readonly shares: readonly Decimal[];
	/** What the weights leave of the amount; undefined when they leave nothing. */
	readonly rest: Decimal | undefined;
}

/**
 * Splits an amount by weights (reference sage-x3 5.2): amount × weight ÷ whole, rounded to the places of the amount.
 *
 * **The shares and the rest are the amount, to the last digit.** When the weights are the whole, the last share takes what rounding has left,
 * and there is no rest. When they are not, as for a line that is distributed in part, nobody's share may take what belongs to no dimension:
 * then each share is rounded by itself, and the rest is the amount less the shares.
 *
 * @returns undefined when the whole is zero: nothing can be divided by it
 */
export const splitAmount = (amount: Decimal, weights: readonly Decimal[], whole: Decimal): Shares | undefined => {
	if (isZero(whole) || weights.length === 0) return undefined;
	const places = Math.max(whole.places, ...weights.map((weight) => weight.places));
	const divisor = atPlaces(whole, places);
	const shares = weights.map((weight): Decimal => ({ units: roundedQuotient(amount.units * atPlaces(weight, places), divisor), places: amount.places }));
	const left = add(amount, negate(sum(shares)));
	const isWhole = compare(sum(weights), whole) === 0;
	if (!isWhole) return { shares, rest: left };
	const last = shares.at(-1) ?? ZERO;
	return { shares: [...shares.slice(0, -1), add(last, left)], rest: undefined };
};

/**
 * The same where the amount is the whole, as in one currency: the weights are the shares, digit for digit. Servers may write `100` for
 * `100.00`, and shares rounded to its places would lose the cents of each.
 *
 * @returns undefined when the two are not the same number, or zero
 */
export const sharesOfItself = (amount: Decimal, weights: readonly Decimal[], whole: Decimal): Shares | undefined => {
	if (isZero(whole) || weights.length === 0 || compare(amount, whole) !== 0) return undefined;
	const shares = weights.map((weight) => add(weight, { units: 0n, places: amount.places }));
	const rest = add(amount, negate(sum(shares)));
	return { shares, rest: isZero(rest) ? undefined : rest };
};
