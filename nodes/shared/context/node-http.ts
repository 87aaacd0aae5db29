import { NodeApiError, type IExecuteFunctions, type IHttpRequestOptions, type ILoadOptionsFunctions } from 'n8n-workflow';
import type { Http, HttpRequest, HttpResponse } from '../../../src/contracts';
import { CancelledError, ConnectionLostError } from '../../../src/core/errors';

type Sending = Pick<IExecuteFunctions | ILoadOptionsFunctions, 'helpers' | 'getNode'>;

const DEFAULT_TIMEOUT_MS = 300_000;

const optionsFor = (request: HttpRequest): IHttpRequestOptions => ({
	method: request.method,
	url: request.url,
	headers: { ...request.headers },
	...(request.body === undefined ? {} : { body: request.body }),
	encoding: 'arraybuffer',
	returnFullResponse: true,
	disableFollowRedirect: true,
	timeout: request.timeoutMs ?? DEFAULT_TIMEOUT_MS,
	...(request.signal ? { abortSignal: request.signal } : {}),
});

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const readHeaders = (raw: unknown): Record<string, string> =>
	Object.fromEntries(Object.entries(isRecord(raw) ? raw : {}).map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value.join(', ') : String(value)]));

const readBody = (raw: unknown): Buffer => {
	if (Buffer.isBuffer(raw)) return raw;
	if (raw instanceof ArrayBuffer) return Buffer.from(raw);
	if (typeof raw === 'string') return Buffer.from(raw, 'utf8');
	return raw === undefined || raw === null ? Buffer.alloc(0) : Buffer.from(JSON.stringify(raw), 'utf8');
};

const readResponse = (raw: unknown): HttpResponse => {
	const full = isRecord(raw) ? raw : {};
	return { status: Number(full.statusCode), headers: readHeaders(full.headers), body: readBody(full.body) };
};

const lost = (request: HttpRequest, said: string, cause?: unknown): ConnectionLostError =>
	new ConnectionLostError({
		system: new URL(request.url).host, operation: request.purpose, said, cause,
		remedy: 'Check that the address in the credential is right and that this machine reaches it, then run again.',
	});

const failed = (request: HttpRequest, caught: unknown): Error => {
	if (request.signal?.aborted) {
		return new CancelledError({ system: new URL(request.url).host, operation: request.purpose, said: 'the execution was stopped', remedy: 'Run the workflow again when you are ready.' });
	}
	const words = caught instanceof NodeApiError ? (caught.description ?? caught.messages.at(-1) ?? caught.message) : caught instanceof Error ? caught.message : String(caught);
	return lost(request, words, caught instanceof Error ? caught : undefined);
};

const exchange = async (request: HttpRequest, call: (options: IHttpRequestOptions) => Promise<unknown>, ignore: IHttpRequestOptions['ignoreHttpStatusErrors']): Promise<HttpResponse> => {
	try {
		return readResponse(await call({ ...optionsFor(request), ignoreHttpStatusErrors: ignore }));
	} catch (caught) {
		if (caught instanceof NodeApiError && Number(caught.httpCode) === 401) {
			return { status: 401, headers: {}, body: Buffer.from(JSON.stringify({ status: 'FAILURE_BAD_CREDENTIAL', statusMessage: caught.description ?? caught.message })) };
		}
		throw failed(request, caught);
	}
};

/** n8n's HTTP (its proxy, its SSRF guard) without any sign-in: for systems that sign in inside the request body. */
export const nodeHttp = (context: Sending): Http => ({
	send: (request) => exchange(request, async (options) => await context.helpers.httpRequest(options), true),
});

/**
 * n8n's HTTP signed with a credential. A 401 makes n8n log in again and repeat the request once (reference
 * n8n-platform 3.2); bodies are Buffers, so that works in the middle of an upload too. A second 401 comes back as 401.
 */
export const credentialHttp = (context: Sending, credentialType: string): Http => ({
	send: (request) =>
		exchange(
			request,
			async (options) => await context.helpers.httpRequestWithAuthentication.call(context as IExecuteFunctions, credentialType, options),
			{ ignore: true, except: [401] },
		),
});
