import { createHash } from 'node:crypto';
import type { Row } from '../data/row';
import { comparing, type SortKey } from './order';
import { QueryRefused } from './refused';

/** Arguments of a list, as the client gave them. */
export interface PageArguments {
	readonly first?: number | null;
	readonly after?: string | null;
	readonly last?: number | null;
	readonly before?: string | null;
}

export interface Page {
	readonly rows: readonly Row[];
	readonly total: number;
	readonly hasNext: boolean;
	readonly hasPrevious: boolean;
}

export const DEFAULT_PAGE = 20;

const checksum = (values: string, keys: readonly SortKey[]): string =>
	String(createHash('sha256').update(`${values}\n${keys.map(({ path }) => path).join()}`).digest().readUInt32BE(0) % 9973);

/** The values of the sort keys, and a checksum that knows the order they belong to: `["AO005"]#40` (reference sage-x3 3.4). */
export const cursorOf = (row: Row, keys: readonly SortKey[]): string => {
	const values = JSON.stringify(keys.map((key) => key.read(row)));
	return `${values}#${checksum(values, keys)}`;
};

const isPlace = (value: unknown, length: number): value is readonly (string | null)[] =>
	Array.isArray(value) && value.length === length && value.every((one) => one === null || typeof one === 'string');

const placeIn = (cursor: string, keys: readonly SortKey[]): readonly (string | null)[] => {
	const cut = cursor.lastIndexOf('#');
	const values = cursor.slice(0, Math.max(0, cut));
	if (cut >= 0 && checksum(values, keys) === cursor.slice(cut + 1)) {
		const place: unknown = JSON.parse(values);
		if (isPlace(place, keys.length)) return place;
	}
	throw new QueryRefused(`Invalid cursor ${cursor}`);
};

/** How many of the sorted rows are before the place, or at it too. */
export const countUntil = (rows: readonly Row[], keys: readonly SortKey[], place: readonly (string | null)[], inclusive: boolean): number => {
	const compare = comparing(keys);
	let [low, high] = [0, rows.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		const difference = compare(keys.map((key) => key.read(rows[middle]!)), place);
		if (difference < 0 || (inclusive && difference === 0)) low = middle + 1;
		else high = middle;
	}
	return low;
};

const checkCount = (name: string, count: number | null | undefined, most: number): void => {
	if (count === null || count === undefined) return;
	if (count <= 0) throw new QueryRefused(`${name}: ${count} is not a positive number`);
	if (most > 0 && count > most) throw new QueryRefused(`${name}: ${count} is more than ${most}`);
};

/**
 * The rows of a page. The place is found by its values: what was inserted or deleted before it moves no row of the next page, and a cursor
 * of a row that is gone is good all the same. Throws QueryRefused.
 */
export const pageOf = (
	rows: readonly Row[], keys: readonly SortKey[], { first, after, last, before }: PageArguments,
		{ maxFirst, restart }: { readonly maxFirst: number; readonly restart: boolean },
): Page => {
	checkCount('first', first, maxFirst);
	checkCount('last', last, maxFirst);
	const until = (cursor: string, inclusive: boolean, otherwise: number): number => {
		try {
			return countUntil(rows, keys, placeIn(cursor, keys), inclusive);
		} catch (error) {
			if (restart && error instanceof QueryRefused) return otherwise;
			throw error;
		}
	};
	const from = after ? until(after, true, 0) : 0;
	const to = before ? until(before, false, rows.length) : rows.length;
	const backwards = (last !== null && last !== undefined) || (before && !first);
	const count = backwards ? (last ?? DEFAULT_PAGE) : (first ?? DEFAULT_PAGE);
	const start = backwards ? Math.max(from, to - count) : from;
	const end = backwards ? to : Math.min(to, from + count);
	return { rows: rows.slice(start, Math.max(start, end)), total: rows.length, hasNext: end < rows.length, hasPrevious: start > 0 };
};
