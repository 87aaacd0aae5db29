import type { Instant } from '../../../contracts';
import { FatalError } from '../../../core/errors';
import { jsonText, type JsonObject } from '../../../core/json';
import { isWithin, type Slice } from '../resources/slice';
import type { ListRequest } from '../wire/classic-requests';
import { allOf, within, type Filter } from '../wire/filter';
import { whereText } from '../wire/where-text';
import { listPages, type ClassicParts } from './list-pages';
import { stampOf } from './row-records';

/** The property that lists are ordered by and ranges are asked of; UTC (reference sage-x3 6). */
const STAMP = 'UPDDATTIM';

type Pages = AsyncGenerator<readonly JsonObject[]>;

export interface SliceRead {
	readonly list: ListRequest;
	readonly filter: Filter | undefined;
	readonly slice: Slice;
	readonly resource: string;
	/** Columns that make a row unique, as far as they are known. */
	readonly keys: readonly string[];
	/** Questions that this server has refused, kept between reads of one client: class and question. */
	readonly refused: Set<string>;
}

/** What a page shows of the order that it was asked for in. */
interface Shown {
	readonly keys: readonly string[];
	/** Null for a row without one. */
	readonly stamps: ReadonlyArray<Instant | null>;
}

/** Rows before the first that has a stamp. */
const leading = ({ stamps }: Shown): number => {
	const at = stamps.findIndex((stamp) => stamp !== null);
	return at < 0 ? stamps.length : at;
};

/** Rows without a stamp stand together at one end, and the others rise. */
const isSorted = (stamps: ReadonlyArray<Instant | null>): boolean => {
	const told = stamps.filter((stamp) => stamp !== null);
	const start = stamps.findIndex((stamp) => stamp !== null);
	const isTogether = start < 0 || (stamps.slice(start, start + told.length).every((stamp) => stamp !== null) && (start === 0 || start + told.length === stamps.length));
	return isTogether && told.every((stamp, index) => index === 0 || (told[index - 1] ?? '') <= stamp);
};

/**
 * Whether the server has put the list into the order that it was asked for, as far as the first page of each direction tells. One that
 * passes over the order gives the same page twice, so equal pages tell nothing.
 */
const obeys = (up: Shown, down: Shown): boolean => {
	const downwards = [...down.stamps].reverse();
	const [last, first] = [up.stamps.findLast((stamp) => stamp !== null), downwards.find((stamp) => stamp !== null)];
	// A list of one page has the same rows in both.
	const isOnePage = JSON.stringify([...up.keys].sort()) === JSON.stringify([...down.keys].sort());
	return JSON.stringify(up.keys) !== JSON.stringify(down.keys) && isSorted(up.stamps) && isSorted(downwards) && (isOnePage || last === undefined || first === undefined || (last ?? '') <= (first ?? ''));
};

/** Only a refusal of the question itself is a reason to ask another one. */
const isRefusal = (caught: unknown): caught is FatalError => caught instanceof FatalError && (caught.facts.status === undefined || caught.facts.status >= 400) && ![401, 403, 404].includes(caught.facts.status ?? 0);

/** The first page before it is decided what is read. */
const begun = async (pages: Pages): Promise<{ readonly first: readonly JsonObject[]; readonly rest: Pages }> => {
	const first = await pages.next();
	return { first: first.done ? [] : first.value, rest: pages };
};

/**
 * The rows of a slice, before anything else is asked about them.
 *
 * **Nothing depends on an unconfirmed condition.** Only `eq` and `left` are documented for `where` (reference sage-x3 8.3). A range of moments
 * is asked for, and where it is refused the list is read whole and the range is taken here: slower, with the same rows. What the server
 * gives beside the range is left out.
 *
 * **Rows without a stamp** answer to no condition that is sure: whether "no moment" comes as nothing or as the first day of the database, and
 * how it compares, is not confirmed (reference sage-x3 3.5). So they are looked for at the ends of the list in the order of its stamps,
 * which is documented (reference sage-x3 8.1): an order puts them all before or all behind the others, so each end is read until a row
 * has a stamp. The order ends with the key, or ties would be lost between pages. Where the order is refused, or two pages do not show that it was kept, the list is read whole. Rows that get or lose a stamp
 * meanwhile get one of after the read, or are compared with what was confirmed the next time.
 *
 * @throws FatalError, RetryableError
 */
export async function* sliceRows(parts: ClassicParts, { list, filter, slice, resource, keys, refused }: SliceRead): Pages {
	const pagesOf = (condition: Filter | undefined, orderBy?: string): Pages =>
		listPages(parts, { ...list, ...(condition && { where: whereText(condition) }), ...(orderBy !== undefined && { orderBy }) });
	const belongs = (row: JsonObject): boolean => isWithin(slice, stampOf(row, resource).stamp);
	const only = async function* (pages: Pages): Pages {
		for await (const rows of pages) {
			const found = slice.kind === 'all' ? rows : rows.filter(belongs);
			if (found.length > 0) yield found;
		}
	};
	const question = `${list.class}.${list.representation} ${slice.kind}`;
	if (slice.kind === 'all' || refused.has(question)) {
		yield* only(pagesOf(filter));
		return;
	}
	if (slice.kind === 'changed') {
		const pages = pagesOf(allOf(filter, within(STAMP, slice.from, slice.to)));
		const start = await begun(pages).catch((caught: unknown) => {
			if (!isRefusal(caught)) throw caught;
			refused.add(question);
			return undefined;
		});
		yield* only(start ? joined(start.first, start.rest) : pagesOf(filter));
		return;
	}

	const shown = (rows: readonly JsonObject[]): Shown => ({
		keys: rows.map(({ $key, $uuid }) => `${jsonText($key)} ${jsonText($uuid)}`), stamps: rows.map((row) => stampOf(row, resource).stamp),
	});
	const ends = await Promise.all(['asc', 'desc'].map(async (direction) => await begun(pagesOf(filter, [STAMP, ...keys].map((name) => `${name} ${direction}`).join(','))))).catch((caught: unknown) => {
		if (!isRefusal(caught)) throw caught;
		return undefined;
	});
	const [up, down] = ends ?? [];
	if (!up || !down || !obeys(shown(up.first), shown(down.first))) {
		yield* only(pagesOf(filter));
		return;
	}
	for (const { first, rest } of [up, down]) {
		let isWhole = true;
		for await (const rows of joined(first, rest)) {
			const count = leading(shown(rows));
			if (count > 0) yield rows.slice(0, count);
			isWhole = count === rows.length;
			if (!isWhole) break;
		}
		// Not one row with a stamp in the list: the other end shows the same rows.
		if (isWhole) return;
	}
}

async function* joined(first: readonly JsonObject[], rest: Pages): Pages {
	if (first.length > 0) yield first;
	yield* rest;
}
