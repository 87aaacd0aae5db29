import { plain, units } from './decimal-text';
import type { Difference } from './verdict';

/** Keys with the amounts that stand for them; those of one key are added up. */
export type Amounts = Iterable<readonly [key: string, amount: string]>;

const sumsOf = (amounts: Amounts): ReadonlyMap<string, string> => {
	const sums = new Map<string, bigint>();
	for (const [key, amount] of amounts) sums.set(key, (sums.get(key) ?? 0n) + units(amount || '0'));
	return new Map([...sums].map(([key, sum]) => [key, plain(sum)]));
};

/** Sums that each side computes by itself: every key of either side is compared, and none is left out because it is zero. */
export const sumDifferences = (expected: Amounts, found: Amounts): { readonly compared: number; readonly differences: readonly Difference[] } => {
	const [ours, theirs] = [sumsOf(expected), sumsOf(found)];
	const differences = [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((key): Difference[] =>
		(ours.get(key) === theirs.get(key) ? [] : [{ where: 'Total', key, expected: ours.get(key) ?? 'absent', found: theirs.get(key) ?? 'absent' }]));
	return { compared: ours.size, differences };
};
