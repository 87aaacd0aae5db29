import type { Journal } from '../../../contracts';
import { add, formatDecimal, isZero, parseDecimal, type Decimal } from '../../../core/decimal';

const ZERO: Decimal = { units: 0n, places: 0 };

const sum = (texts: readonly string[]): Decimal => texts.reduce((total, text) => add(total, parseDecimal(text) ?? ZERO), ZERO);

/** Exact decimal text. */
export const debitTotal = ({ lines }: Pick<Journal, 'lines'>): string => formatDecimal(sum(lines.map(({ debit }) => debit)));

/** Debits less credits as text; undefined when they are equal. */
export const imbalanceOf = ({ lines }: Pick<Journal, 'lines'>): string | undefined => {
	const total = sum(lines.map(({ amount }) => amount));
	return isZero(total) ? undefined : formatDecimal(total);
};
