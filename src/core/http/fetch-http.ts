import type { Http, HttpRequest, HttpResponse } from '../../contracts';
import { cancellationOf } from '../cancellation';
import { isErrorLike } from '../error-like';
import { ConnectionLostError, FatalError } from '../errors';
import { hostOf } from './address';

const DEFAULT_TIMEOUT_MS = 300_000;

const CHECK_ADDRESS = 'Check that the address is right and that this machine reaches it, then run again.';

const lost = (request: HttpRequest, said: string, cause?: unknown): ConnectionLostError =>
	new ConnectionLostError({ system: hostOf(request.url), operation: request.purpose, said, remedy: CHECK_ADDRESS, cause });

/** `fetch` says only "fetch failed"; what happened stands in the causes below it, each with a code such as ECONNREFUSED. */
const innermostWords = (caught: unknown): string => {
	let words = String(caught);
	for (let error = caught; isErrorLike(error); error = error.cause) {
		words = error.message || (typeof error.code === 'string' ? error.code : words);
	}
	return words;
};

/** Built outside of the call that may be lost: what fails here was never sent. Its words may quote a header, so they are left out. */
const buildRequest = (request: HttpRequest, signal: AbortSignal): Request => {
	try {
		return new Request(request.url, {
			method: request.method,
			headers: { ...request.headers },
			...(request.body === undefined ? {} : { body: request.body }),
			redirect: 'manual',
			signal,
		});
	} catch {
		throw new FatalError({
			system: hostOf(request.url), operation: request.purpose,
			said: 'the request could not be built: its address, a header or its body is not valid',
			remedy: 'Check the address and the credential for characters that do not belong there, such as line breaks.',
		});
	}
};

const ENCODED_BODY_HEADERS = new Set(['content-encoding', 'content-length']);

/**
 * `fetch` hands out a decoded body with the headers of the encoded one. They are dropped, so that nobody decodes twice
 * or counts bytes against the wrong length.
 */
const decodedHeaders = (headers: Headers): Record<string, string> => {
	const decoded = headers.has('content-encoding');
	const kept = [...headers.entries()].filter(([name]) => !(decoded && ENCODED_BODY_HEADERS.has(name)));
	// Several cookies come as several entries; they become one text as `Headers.get` joins them.
	const cookies = headers.get('set-cookie');
	return { ...Object.fromEntries(kept), ...(cookies === null ? {} : { 'set-cookie': cookies }) };
};

/** Statuses whose content-length speaks of a body that is not sent. */
const BODILESS = new Set([204, 304]);

const assertWhole = (request: HttpRequest, { status, headers, body }: HttpResponse): void => {
	const announced = headers['content-length'];
	if (announced === undefined || BODILESS.has(status) || Number(announced) === body.length) return;
	throw lost(request, `the answer broke off after ${body.length} of ${announced} bytes`);
};

/**
 * One controller over the caller's signal and the time limit. `AbortSignal.any` would do the same but lets its sources
 * be collected before they fire on some Node 20 versions; and the listeners must come off a signal that lives long.
 */
const limited = (request: HttpRequest, timeoutMs: number): { signal: AbortSignal; timedOut: () => boolean; release: () => void } => {
	const controller = new AbortController();
	const timeout = AbortSignal.timeout(timeoutMs);
	const abort = (): void => controller.abort();
	const sources = request.signal ? [timeout, request.signal] : [timeout];
	for (const source of sources) source.addEventListener('abort', abort, { once: true });
	return {
		signal: controller.signal,
		timedOut: () => timeout.aborted,
		release: () => sources.forEach((source) => source.removeEventListener('abort', abort)),
	};
};

/**
 * The port `Http` on the global `fetch`, for scripts and tests; inside n8n the nodes bring n8n's own (proxy, SSRF guard).
 * The time limit covers the whole exchange, body included. `fetch` itself gives up when no header has arrived for
 * 300 s, so a longer `timeoutMs` helps only once the answer has begun.
 */
export const fetchHttp = (options: { readonly timeoutMs?: number } = {}): Http => ({
	async send(request) {
		if (request.signal?.aborted) throw cancellationOf(request.signal, hostOf(request.url), request.purpose);
		const timeoutMs = request.timeoutMs ?? options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
		const limit = limited(request, timeoutMs);
		try {
			const built = buildRequest(request, limit.signal);
			const answer = await fetch(built);
			const body = Buffer.from(await answer.arrayBuffer());
			const setCookies = answer.headers.getSetCookie();
			const response: HttpResponse = { status: answer.status, headers: decodedHeaders(answer.headers), body, ...(setCookies.length > 0 ? { setCookies } : {}) };
			assertWhole(request, response);
			return response;
		} catch (caught) {
			if (caught instanceof ConnectionLostError || caught instanceof FatalError) throw caught;
			if (request.signal?.aborted) throw cancellationOf(request.signal, hostOf(request.url), request.purpose);
			if (limit.timedOut()) throw lost(request, `no complete answer within ${timeoutMs} ms`, caught);
			throw lost(request, innermostWords(caught), caught);
		} finally {
			limit.release();
		}
	},
});
