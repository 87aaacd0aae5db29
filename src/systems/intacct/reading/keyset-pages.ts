import type { IntacctGateway } from '../gateway';
import { allOf, type Filter } from '../wire/filter';
import { LARGEST_QUERY_PAGE, query } from '../wire/functions';
import { behind, checkAdvance, checkFresh, doesNotAdvance, identityOf, placeOf, type KeyOrder, type Place } from './place';
import { readPage, type RecordFields } from './record-page';

export interface KeysetRead {
	readonly object: string;
	/** The fields to return; those of the order are added. */
	readonly select: readonly string[];
	/** What holds for all pages: range of stamps, the user's own filter. */
	readonly filter?: Filter;
	readonly order: KeyOrder;
	readonly showPrivate?: boolean;
	readonly pageSize?: number;
	/**
	 * Asks for the next page while the reader still works on this one. For reads to the end only: a reader that stops
	 * early has asked for one page too many, and each is billed.
	 */
	readonly readAhead?: boolean;
}

/** A record with its place. */
export interface PlacedRecord {
	readonly place: Place;
	readonly row: RecordFields;
}

/**
 * Reads an object page by page so that a record that stays unchanged during the read appears exactly once.
 *
 * Offsets cannot do that: every offset is a new query, and a record that leaves the result (deleted, or edited so
 * that its stamp moves behind the range) shifts all later ones by one, so that the next page skips a record that
 * nobody touched (reference sage-intacct 8, 11.5). Here the offset is always 0 and each page asks for what stands
 * behind the last record seen: `(stamp > s) or (stamp = s and key > k)`.
 *
 * Proof. Let the result be ordered by (stamp, key), keys unique, and let R be a record that matches the filter and is
 * not changed between first and last page. Its place (s, k) is therefore fixed.
 * - *At least once.* Every page is a prefix of what stands behind the place P of the page before. If R stands behind P
 *   it is either within the page, or behind the page's last record, which is the next P. P moves strictly forward
 *   (checked), and the read ends only when a page has nothing behind it. So R comes before the end. A deletion removes
 *   its own record and moves no other; an edit moves a record out of the range or behind every place, and moves no other.
 * - *At most once.* Each page holds only what stands strictly behind P, and P is never before a record already given.
 * - *Equal stamps.* A bulk job may stamp more records with one second than a page holds; the second half of the
 *   condition continues inside that second by key (reference sage-intacct 11.4).
 * - *It ends.* Places move strictly forward through a range that is bounded above by the caller. A server that does not
 *   advance, sorts differently, or claims a rest and sends nothing is an error: silence would be loss.
 */
export async function* keysetPages(gateway: IntacctGateway, read: KeysetRead): AsyncGenerator<readonly PlacedRecord[]> {
	const { object, order, filter, showPrivate, pageSize = LARGEST_QUERY_PAGE, readAhead = false } = read;
	const orderFields = [...(order.stamp ? [order.stamp.field] : []), order.keyField];
	const select = [...new Set([...read.select, ...orderFields])];
	let last: Place | undefined;
	let seen: ReadonlySet<string> = new Set();
	const ask = async (after: Place | undefined): Promise<ReturnType<typeof readPage>> => {
		const { result } = await gateway.call(query({
			object, select, showPrivate, pageSize, offset: 0, orderBy: orderFields.map((field) => ({ field })),
			filter: allOf(filter, after && behind(after, order)),
		}));
		return readPage(result);
	};
	let coming: Promise<ReturnType<typeof readPage>> | undefined;
	for (;;) {
		const page = await (coming ?? ask(last));
		const records: PlacedRecord[] = [];
		for (const row of page.rows) {
			const place = placeOf(row, order, object);
			if (last) checkAdvance(last, place, object);
			checkFresh(seen, place, object);
			records.push({ place, row });
			last = place;
		}
		seen = new Set(records.map(({ place }) => identityOf(place)));
		if (records.length === 0 && (page.remaining ?? 0) > 0) throw doesNotAdvance(object, page.remaining ?? 0);
		const isLast = records.length === 0 || (page.remaining ?? (records.length < pageSize ? 0 : 1)) === 0;
		coming = readAhead && !isLast ? ask(last) : undefined;
		// A reader that stops here never looks at it; whoever goes on gets its error above.
		coming?.catch(() => undefined);
		if (records.length > 0) yield records;
		if (isLast) return;
	}
}
