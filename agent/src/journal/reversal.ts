import { type Row } from '../sage/port';
import { amountText, cents } from '../sage/amounts';

/** What a row moves on each account, one line after another; undefined where it has no lines to tell. */
const movements = ({ lines }: Row, sign: bigint): string | undefined => {
	if (!Array.isArray(lines) || lines.length === 0) return undefined;
	const moved = lines.map(({ accountKey, account, debit, credit }: Row) =>
		`${String(accountKey)}|${String(account)}|${amountText(sign * (cents(String(debit)) - cents(String(credit))))}`);
	return JSON.stringify(moved.sort());
};

/**
 * Of an entry that was asked to be reversed and its reversing entry, the entry. Sage 100 makes the second one with the comments of the first, so
 * it carries the same key; how it does so stands in no public source. Told apart from a copy: it is the only other one, of a later day than
 * the one that was asked for, and moves the very opposite on the same accounts. Whatever else is there counts as several.
 */
export const withoutReversal = (found: readonly Row[], postingDate: string): readonly Row[] => {
	const [own, ...more] = found.filter((row) => row.postingDate === postingDate);
	if (found.length !== 2 || own === undefined || more.length > 0) return found;
	const moved = movements(own, 1n);
	const isReversed = moved !== undefined && found.some((row) => String(row.postingDate) > postingDate && movements(row, -1n) === moved);
	return isReversed ? [own] : found;
};
