import { FatalError } from '../../../core/errors';
import type { JsonObject } from '../../../core/json';
import { SYSTEM } from '../identity';
import type { PropertyDescription } from '../metadata/module-model';
import { behind, OrderWatch, type Place } from './key-order';
import { PageEnd, type ListPage } from './list-page';
import type { Filter } from '../wire/filter';

/** The rows did not come in the order of the key; nothing was given yet, so that another way can be taken. */
export class NotInKeyOrder extends FatalError {}

export interface KeyRead {
	readonly what: string;
	/** The parts that are compared; all of the key where `strict`. */
	readonly parts: readonly PropertyDescription[];
	/** The parts are the whole key, so no two rows share a place. */
	readonly strict: boolean;
	readonly top?: number;
	readonly placeOf: (row: JsonObject) => Place;
	/** What tells a row from all others. */
	readonly identityOf: (row: JsonObject) => string;
	readonly ask: (range: { readonly behind: Filter | undefined; readonly skip: number }) => Promise<ListPage>;
}

const outOfOrder = (what: string): NotInKeyOrder => new NotInKeyOrder({
	system: SYSTEM, operation: `read ${what}`, said: 'the rows did not come in the order of the key',
	remedy: 'Set "Paging" to "By Position" for this resource.',
});

/**
 * Reads a list page by page so that a record that stays unchanged during the read appears exactly once.
 *
 * `$skip` cannot do that by itself: an insert or a deletion ahead of the window shifts all later rows (reference sage-300 5.1). Here each
 * page asks for what stands behind the last row seen, in the order of the key, which is the order of the View behind the resource.
 *
 * Proof. Let the rows be ordered by the compared parts of the key, and let R be a row that matches the filter and stays unchanged. Its
 * place is fixed, because a key never changes.
 * - *At least once.* A page is the beginning of what stands behind (with `strict`) or at and behind the place P of the last row. If R
 *   stands there it is within the page, or behind the page's last row, which is the next P. The read ends only at a page that cannot have
 *   more behind it (`PageEnd`).
 * - *At most once.* With `strict` nothing that was given stands behind P. Otherwise rows at P itself come again; their identities are
 *   kept until P moves on, and they are left out.
 * - *It ends.* P never moves back, which is checked at every row. A page that holds nothing but rows at P that were given is followed by
 *   one that leaves as many out by `$skip`, so that even a place with more rows than a page holds is passed.
 * - *The order is not believed but watched.* If the first page is out of order, nothing was given and the caller takes another way;
 *   if a later one is, the read ends with an error, because rows may have been passed over.
 */
export async function* keyPages({ what, parts, strict, top, placeOf, identityOf, ask }: KeyRead): AsyncGenerator<readonly JsonObject[]> {
	const [watch, end] = [new OrderWatch(parts), new PageEnd()];
	let last: Place | undefined;
	let given: ReadonlySet<string> = new Set();
	let skip = 0;
	for (;;) {
		const page = await ask({ behind: last && behind(parts, last, !strict), skip });
		let previous = last;
		const fresh: JsonObject[] = [];
		for (const row of page.rows) {
			const place = placeOf(row);
			if (previous && !watch.advances(previous, place, strict)) throw outOfOrder(what);
			previous = place;
			if (!given.has(identityOf(row))) fresh.push(row);
		}
		const isLast = end.isLast(page, top, what);
		const newest = fresh.at(-1);
		if (newest === undefined) {
			skip += page.rows.length;
		} else {
			const place = placeOf(newest);
			const isSame = last !== undefined && samePlace(last, place);
			const here = fresh.filter((row) => samePlace(placeOf(row), place)).map(identityOf);
			given = new Set([...(isSame ? given : []), ...here]);
			last = place;
			skip = isSame ? skip + page.rows.length : 0;
			yield fresh;
		}
		if (isLast) return;
	}
}

const samePlace = (left: Place, right: Place): boolean => left.length === right.length && left.every((part, index) => part === right[index]);
