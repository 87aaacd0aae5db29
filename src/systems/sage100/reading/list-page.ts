import { isJsonObject, jsonList, jsonText, type JsonObject } from '../../../core/json';
import { errorOf, unreadable } from '../answers/classify-answer';
import { readServerTime, type ServerTime } from '../facts/server-clock';

export interface ListPage {
	readonly rows: readonly JsonObject[];
	/** Undefined behind the last page. */
	readonly next: string | undefined;
	/** At the start of the walk; undefined for a list that is never paged. */
	readonly serverTime: ServerTime | undefined;
}

/**
 * An answer that may be incomplete is an error and never a short list: one without `items`, with an item that is no row, or one that says
 * "more" and not where.
 *
 * @throws RetryableError, FatalError
 */
export const readListPage = (json: JsonObject, isPaged: boolean, status: number, purpose: string): ListPage => {
	const rows = jsonList(json.items).filter(isJsonObject);
	const { page } = json;
	const wrong = (said: string) => errorOf(unreadable(status, said), purpose, true);
	if (!Array.isArray(json.items) || rows.length !== json.items.length) throw wrong('the answer is no list of rows');
	if (!isPaged) return { rows, next: undefined, serverTime: undefined };
	if (!isJsonObject(page) || typeof page.hasMore !== 'boolean') throw wrong('the answer does not say whether there is more');
	const next = jsonText(page.nextCursor);
	if (page.hasMore !== (next !== '')) throw wrong('the answer says whether there is more in two ways that differ');
	return { rows, next: page.hasMore ? next : undefined, serverTime: readServerTime(page.serverTime) };
};
