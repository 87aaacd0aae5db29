import { jsonText, type JsonObject } from '../../../core/json';

/** Both spellings (reference sage-300 2). */
const NAMES = ['@odata.nextLink', 'odata.nextLink'];

/**
 * The query of the link to the next page, or undefined where there is none.
 *
 * **No link leads anywhere else.** The host in it is the server's idea of itself, behind a proxy often an address that cannot be reached
 * (reference sage-300 5.1). So of a link only its query is ever used, behind the address of the request that it answers: whatever host,
 * port, protocol or path stands in it, nothing is sent there.
 */
export const nextQueryOf = (answer: JsonObject): string | undefined => {
	const link = NAMES.map((name) => jsonText(answer[name])).find((text) => text !== '');
	if (link === undefined) return undefined;
	const query = /\?([^#]*)/.exec(link)?.[1] ?? '';
	return query === '' ? undefined : query;
};

const COUNTS = ['@odata.count', 'odata.count'];

/** Total of the filter as text, from a number or a string; '' where it was not asked for. */
export const countOf = (answer: JsonObject): string => COUNTS.map((name) => jsonText(answer[name])).find((text) => text !== '') ?? '';
