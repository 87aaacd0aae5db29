import type { Journal, JournalProblem } from '../../../contracts';
import { add, formatDecimal, parseDecimal, type Decimal } from '../../../core/decimal';
import { SYSTEM } from '../identity';

/** Amounts of Sage 100 have sixteen digits, two of them behind the point (reference sage-100 6.1), and so have those of the contract. */
const MOST_DIGITS = 14;

const isTooLarge = (amount: string): boolean => (/^-?0*(\d*)/.exec(amount)?.[1] ?? '').length > MOST_DIGITS;

const limit = `${SYSTEM} takes ${MOST_DIGITS} digits before the point`;

/** Lines whose amount no field takes. Where each line fits, the sum has to as well: the entry carries it. */
export const tooLargeIn = ({ reference, lines }: Journal): readonly JournalProblem[] => {
	const ofLines = lines.flatMap(({ amount }, line) => (isTooLarge(amount) ? [{ reference, line, reason: `the amount ${amount} is too large: ${limit}` }] : []));
	if (ofLines.length > 0) return ofLines;
	const total = formatDecimal(lines.reduce<Decimal>((sum, { debit }) => add(sum, parseDecimal(debit) ?? { units: 0n, places: 0 }), { units: 0n, places: 2 }));
	return isTooLarge(total) ? [{ reference, reason: `the debits of the entry add up to ${total}, which is too large: ${limit}. Group the rows into smaller entries` }] : [];
};
