import type { SimResponse } from '../../harness/server';
import type { Call } from './call';

const REASONS: Readonly<Record<number, string>> = {
	400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 406: 'Not Acceptable',
	409: 'Conflict', 413: 'Payload Too Large', 415: 'Unsupported Media Type', 422: 'Unprocessable Entity', 423: 'Locked', 424: 'Failed Dependency', 425: 'Too Early',
	429: 'Too Many Requests', 500: 'Internal Server Error',
};

/** An answer of the Integration API that is no success; the reason stands in status.message (reference anaplan 4). */
export class ApiError extends Error {
	constructor(readonly status: number, reason?: string, readonly headers: Record<string, string> = {}) {
		super(reason ?? REASONS[status] ?? 'Error');
	}
}

export const notFound = (): ApiError => new ApiError(404);

/** The value, or the 404 that the service gives for everything it cannot show. */
export const found = <T>(value: T | undefined): T => {
	if (value === undefined) throw notFound();
	return value;
};

export const jsonResponse = (status: number, value: unknown, headers: Record<string, string> = {}): SimResponse =>
	({ status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) });

export const errorResponse = (error: ApiError, path: string, nowMs: number): SimResponse => jsonResponse(error.status, {
	status: { code: error.status, message: error.message },
	path,
	timestamp: `${new Date(nowMs).toISOString().slice(0, -1)}198115Z`,
}, error.headers);

const meta = (call: Call, object: string): Record<string, unknown> => ({
	schema: `${call.world.baseUrl()}/2/0/${call.model ? `models/${call.model.state.id}/` : ''}objects/${object}`,
});

const SUCCESS = { code: 200, message: 'Success' } as const;

/** Envelope around one thing or a few named members. */
export const single = (call: Call, object: string, members: Record<string, unknown>): SimResponse =>
	jsonResponse(200, { meta: meta(call, object), status: SUCCESS, ...members });

const whole = (text: string | null, fallback: number): number => (text !== null && /^\d+$/.test(text) ? Number(text) : fallback);

/** The address of another page of the same call. */
const pageUrl = (call: Call, limit: number, offset: number): string => {
	const query = new URLSearchParams(call.request.query);
	query.set('limit', String(limit));
	query.set('offset', String(offset));
	return `${call.world.baseUrl()}${call.request.path}?${query.toString()}`;
};

/**
 * Envelope around a page of a collection. The key and meta.paging are missing when the page is empty; `next` may be present
 * although nothing follows (switch spuriousNext) (reference anaplan 4).
 */
export const collection = (call: Call, object: string, key: string, all: readonly unknown[]): SimResponse => {
	const { pageMax, overlongLimit, spuriousNext } = call.world.switches.values;
	const asked = whole(call.request.query.get('limit'), pageMax);
	if (asked > pageMax && overlongLimit === 'refuse') throw new ApiError(400, `limit must not exceed ${pageMax}`);
	const limit = Math.max(1, Math.min(asked, pageMax));
	const offset = whole(call.request.query.get('offset'), 0);
	const page = all.slice(offset, offset + limit);
	if (page.length === 0) return jsonResponse(200, { meta: meta(call, object), status: SUCCESS });
	const following = offset + page.length < all.length;
	const paging = {
		currentPageSize: page.length, totalSize: all.length, offset,
		...(following || spuriousNext ? { next: pageUrl(call, limit, offset + page.length) } : {}),
		...(offset > 0 ? { previous: pageUrl(call, limit, Math.max(0, offset - limit)) } : {}),
	};
	return jsonResponse(200, { meta: { ...meta(call, object), paging }, status: SUCCESS, [key]: page });
};

/** A collection that is never paged: chunks, dimension items, list items. */
export const wholeCollection = (call: Call, object: string, key: string, all: readonly unknown[]): SimResponse =>
	single(call, object, all.length === 0 ? {} : { [key]: all });

export const bytes = (body: Buffer | string, contentType = 'application/octet-stream'): SimResponse =>
	({ status: 200, headers: { 'content-type': contentType }, body });

export const noContent = (note: Record<string, unknown> = {}): SimResponse => ({ status: 204, note });
