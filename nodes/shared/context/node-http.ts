import type { IExecuteFunctions, IHttpRequestHelper, IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';
import type { Http, HttpRequest, HttpResponse } from '../../../src/contracts';
import { isErrorLike, type ErrorLike } from '../../../src/core/error-like';
import { CancelledError, ConnectionLostError, FatalError, IntegrationError, RetryableError } from '../../../src/core/errors';

type Sending = Pick<IExecuteFunctions | ILoadOptionsFunctions, 'helpers' | 'getNode'>;

const DEFAULT_TIMEOUT_MS = 300_000;

/** A document that is cut short cannot be read as JSON or XML; of CSV and other bytes nobody can tell. */
const provesItsEnd = ({ headers }: HttpRequest): boolean => /json|xml/.test(headers?.accept ?? '');

/**
 * n8n's HTTP unpacks a compressed answer that was cut short without a word: it hands out what it could unpack. An answer
 * that is not compressed is checked against its length. So bytes that do not prove their own end are asked for as they are.
 */
const encodingFor = (request: HttpRequest): Record<string, string> => (provesItsEnd(request) ? {} : { 'accept-encoding': 'identity' });

/** How a connection is made, beside what the request says: whose certificates are believed. */
export type ConnectionOptions = Pick<IHttpRequestOptions, 'agentOptions'>;

const optionsFor = (request: HttpRequest): IHttpRequestOptions => ({
	method: request.method,
	url: request.url,
	headers: { ...encodingFor(request), ...request.headers },
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
	const cookies: unknown = isRecord(full.headers) ? full.headers['set-cookie'] : undefined;
	return {
		status: Number(full.statusCode), headers: readHeaders(full.headers), body: readBody(full.body),
		...(Array.isArray(cookies) ? { setCookies: cookies.map(String) } : {}),
	};
};

const lost = (request: HttpRequest, said: string, cause?: unknown): ConnectionLostError =>
	new ConnectionLostError({
		system: new URL(request.url).host, operation: request.purpose, said, cause,
		remedy: 'Check that the address in the credential is right and that this machine reaches it, then run again.',
	});

/** As much of n8n's error as is looked at here. */
interface ApiErrorLike extends ErrorLike {
	readonly httpCode?: unknown;
	readonly description?: unknown;
	readonly messages?: unknown;
}

/** By name and not by `instanceof`: a package that is linked into n8n brings a copy of n8n-workflow of its own, for which that is false. */
const isApiError = (caught: unknown): caught is ApiErrorLike => isErrorLike(caught) && caught.name === 'NodeApiError';

const causeOf = (caught: unknown): unknown => (isApiError(caught) ? caught.cause : undefined);

/** What the other side said, under n8n's own sentence. */
const wordsOf = (error: ApiErrorLike): string => {
	const said = [error.description, Array.isArray(error.messages) ? error.messages.at(-1) : undefined];
	return said.find((words): words is string => typeof words === 'string') ?? error.message;
};

/**
 * What the credential's own sign-in has thrown; n8n wraps it (reference n8n-platform 3.2). A refused one is final: asked
 * for again and again it would lock the user. After an outage of the sign-in the call itself was not sent, or was answered with
 * 401 and not begun. For one that may be repeated that is like a lost answer, so that it is tried again. For any other a lost answer
 * would be looked for in vain and for long, so it is told as what it is.
 */
const signInError = (request: HttpRequest, caught: unknown): Error | undefined => {
	const cause = causeOf(caught);
	if (!(cause instanceof IntegrationError)) return undefined;
	if (!(cause instanceof RetryableError || cause instanceof ConnectionLostError)) return cause;
	const { operation, said, remedy } = cause.facts;
	const facts = { system: new URL(request.url).host, operation: request.purpose, said: `${operation}: ${said}`, remedy, cause };
	return request.repeatable ? new ConnectionLostError(facts) : new RetryableError(facts, cause instanceof RetryableError ? cause.afterMs : undefined);
};

/** n8n's own OAuth2 says so in words alone; another try would only be another refusal. */
const NOT_CONNECTED = /needs to be reconnected|OAuth credentials not connected|without access token|no refresh token is available/i;

const connectionError = (request: HttpRequest, caught: unknown): FatalError | undefined => {
	const cause = causeOf(caught);
	const refusal = isErrorLike(cause) && cause.code === 'EAUTH' ? cause.message : undefined;
	const words = refusal ?? (isErrorLike(cause) && NOT_CONNECTED.test(cause.message) ? cause.message : undefined);
	if (words === undefined) return undefined;
	return new FatalError({
		system: new URL(request.url).host, operation: request.purpose, said: words, cause,
		remedy: 'Open the credential and connect it again; check client ID and secret. A refresh token ends when it was not used for its lifetime, when it is revoked, or when another instance has used it.',
	});
};

const failed = (request: HttpRequest, caught: unknown): Error => {
	if (request.signal?.aborted) {
		return new CancelledError({ system: new URL(request.url).host, operation: request.purpose, said: 'the execution was stopped', remedy: 'Run the workflow again when you are ready.' });
	}
	const words = isApiError(caught) ? wordsOf(caught) : isErrorLike(caught) ? caught.message : String(caught);
	return lost(request, words, caught instanceof Error ? caught : undefined);
};

const exchange = async (request: HttpRequest, call: (options: IHttpRequestOptions) => Promise<unknown>, ignore: IHttpRequestOptions['ignoreHttpStatusErrors']): Promise<HttpResponse> => {
	try {
		return readResponse(await call({ ...optionsFor(request), ignoreHttpStatusErrors: ignore }));
	} catch (caught) {
		const refused = signInError(request, caught) ?? connectionError(request, caught);
		if (refused) throw refused;
		if (isApiError(caught) && Number(caught.httpCode) === 401) {
			return { status: 401, headers: {}, body: Buffer.from(JSON.stringify({ message: wordsOf(caught) })) };
		}
		throw failed(request, caught);
	}
};

/** n8n's HTTP (its proxy, its SSRF guard) without any sign-in: for systems that sign in inside the request body, and for signing in. */
export const nodeHttp = (context: IHttpRequestHelper, connection: ConnectionOptions = {}): Http => ({
	send: (request) => exchange(request, async (options) => await context.helpers.httpRequest({ ...options, ...connection }), true),
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
