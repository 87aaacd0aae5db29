import { plainDecimal } from '../../harness/decimal';

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const bySize = (a: string, b: string): number => {
	const [left, right] = [a, b].map((text) => {
		const plain = plainDecimal(text) ?? '0';
		const [whole = '0', fraction = ''] = plain.split('.');
		return { whole, fraction };
	});
	const width = Math.max(left!.fraction.length, right!.fraction.length);
	const difference = BigInt(left!.whole + left!.fraction.padEnd(width, '0')) - BigInt(right!.whole + right!.fraction.padEnd(width, '0'));
	return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

const SMALL = /^-?\d{1,15}$/;

/** Exact at any size. */
const byNumber = (a: string, b: string): number => (SMALL.test(a) && SMALL.test(b) ? Number(a) - Number(b) : bySize(a, b));

/** Keys by their parts: numbers by size. */
const byParts = (numeric: readonly boolean[]) => (a: string, b: string): number => {
	const [left, right] = [a.split('|'), b.split('|')];
	for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
		const [one = '', other = ''] = [left[at], right[at]];
		const found = numeric[at] === true && SMALL.test(one) && SMALL.test(other) ? Number(one) - Number(other) : byText(one, other);
		if (found !== 0) return found;
	}
	return 0;
};

export type Comparator = (a: string, b: string) => number;

const KINDS: Readonly<Record<string, Comparator>> = { int: byNumber, decimal: byNumber, menu: byNumber };

/** How values of a kind compare; `numeric` are the parts of a key that sort as numbers, when they do. */
export const comparatorOf = (kind: string, numeric?: readonly boolean[]): Comparator =>
	(numeric === undefined ? (KINDS[kind] ?? byText) : byParts(numeric));

/** What is not there comes first. */
export const nullsFirst = (compare: Comparator) => (a: string | null, b: string | null): number => {
	if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
	return compare(a, b);
};
