import { RetryableError } from '../../../core/errors';
import { isJsonObject, jsonList, jsonObject, jsonText, type JsonObject } from '../../../core/json';
import { errorOf, unreadable, verdictInside } from '../answers/classify-answer';
import { classicProblems } from '../answers/error-body';
import type { SageX3Gateway } from '../gateway';
import { SYSTEM, type CompletePlace } from '../identity';
import { listRequest, nextRequest, type ListRequest } from '../wire/classic-requests';

export interface ClassicParts {
	readonly place: CompletePlace;
	readonly gateway: SageX3Gateway;
}

/**
 * A list to its end, by the links that the server gives (wire/classic-requests says how they are followed). The size that is asked for may be
 * made smaller by the server, so only a page without a link is the last one. A page of errors is none (reference sage-x3 8.4).
 *
 * **Each unchanged record once.** Links go on behind the last key and not at a position (reference sage-x3 8.1), so what comes and goes meanwhile
 * moves no other record over the edge of a page. A link that comes again is an error.
 *
 * @throws FatalError, RetryableError
 */
export async function* listPages({ place, gateway }: ClassicParts, list: ListRequest): AsyncGenerator<readonly JsonObject[]> {
	const first = listRequest(place, list);
	const seen = new Set<string>();
	for (let request = first; ;) {
		const { response, json } = await gateway.call(request);
		if (classicProblems(json).length > 0) throw errorOf(verdictInside(response), first.purpose);
		const { $resources, $links } = jsonObject(json);
		const rows = jsonList($resources).filter(isJsonObject);
		if (!Array.isArray($resources) || rows.length !== $resources.length) throw errorOf(unreadable(response.status, 'the answer is no list'), first.purpose);
		if (rows.length > 0) yield rows;
		const link = jsonText(jsonObject(jsonObject($links).$next).$url);
		if (link === '') return;
		if (seen.has(link)) {
			throw new RetryableError({
				system: SYSTEM, operation: first.purpose, said: 'the next page is the same page again', remedy: 'Nothing was confirmed, so nothing is lost: run it again.',
			});
		}
		seen.add(link);
		request = nextRequest(place, link, first.purpose);
	}
}
