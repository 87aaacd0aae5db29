import type { HttpRequest, HttpResponse } from '../../contracts';
import { FatalError, type IntegrationError } from '../../core/errors';
import { memberOf, numberOf, objectOf, parseJson, textOf } from './json';
import { SYSTEM, refusalError } from './refusals';

/** The authentication service as pure functions: requests out of settings, tokens out of answers (reference anaplan 2). */

export interface AnaplanToken {
	/** Opaque: its form and length are the server's business. */
	readonly value: string;
	/** The server's clock, milliseconds since 1970. */
	readonly expiresAtMs: number | undefined;
	/** How long it lives from now on, by the server's clock alone; `undefined` when the answer does not tell. */
	readonly lifeMs: number | undefined;
}

const LOGIN_TIMEOUT_MS = 60_000;

const endpoint = (authUrl: string | URL, call: string): string => `${String(authUrl).replace(/\/+$/, '')}/token/${call}`;

/** One of the four calls of the service; `call` is the last part of its path. */
export const tokenCall = (authUrl: string | URL, call: string, authorization: string, purpose: string): HttpRequest => ({
	method: 'POST', url: endpoint(authUrl, call), headers: { authorization, accept: 'application/json' }, purpose,
	// A second token does no harm, nor does ending a token twice.
	repeatable: true, timeoutMs: LOGIN_TIMEOUT_MS,
});

/** @param authUrl base of the authentication service, already checked with `checkBaseUrl` */
export const basicLoginRequest = (authUrl: string | URL, user: string, password: string): HttpRequest =>
	tokenCall(authUrl, 'authenticate', `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`, 'log in');

export const refreshRequest = (authUrl: string | URL, token: string): HttpRequest =>
	tokenCall(authUrl, 'refresh', authorizationValue(token), 'refresh the token');

export const logoutRequest = (authUrl: string | URL, token: string): HttpRequest =>
	tokenCall(authUrl, 'logout', authorizationValue(token), 'log out');

export const authorizationValue = (token: string): string => `AnaplanAuthToken ${token}`;

const BAD_CREDENTIAL = [
	'Check user and password; passwords expire after 30, 60 or 90 days by policy of the tenant.',
	'In a workspace with single sign-on the user must be an Exception User.',
	'A tenant can also switch basic login off for the API, which looks the same: ask the tenant administrator.',
].join(' ');

/** What to do about a refused login; it differs by the way of signing in. */
export interface LoginRemedies {
	readonly badCredential: string;
	readonly badHeader: string;
}

const BASIC_REMEDIES: LoginRemedies = {
	badCredential: BAD_CREDENTIAL,
	badHeader: 'The login header is malformed. Check that the credential holds user and password, '
		+ 'and that the authentication URL is that of the tenant\'s region.',
};

/** `status` of the answer → which remedy. The wording of `statusMessage` is not documented, so nothing depends on it. */
const REFUSALS: Readonly<Record<string, keyof LoginRemedies>> = { FAILURE_BAD_CREDENTIAL: 'badCredential', FAILURE_BAD_HEADER: 'badHeader' };

const loginRefused = (response: HttpResponse, remedies: LoginRemedies): IntegrationError => {
	const code = textOf(objectOf(parseJson(response.body)), 'status');
	const plain = refusalError(response, 'log in', 0);
	const which = Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : response.status === 401 ? 'badCredential' : undefined;
	const remedy = which && remedies[which];
	if (remedy === undefined) {
		return response.status === 404
			? new FatalError({ ...plain.facts, remedy: 'Check the authentication URL: it is another host than the API, and differs by region.' })
			: plain;
	}
	return new FatalError({ ...plain.facts, remedy, ...(code ? { code } : {}) });
};

/**
 * Life by the server's own clock: `expiresAt` minus the `Date` of the same answer. The worker's clock, which may be
 * wrong by hours, is not in it.
 */
const lifeOf = (response: HttpResponse, expiresAtMs: number | undefined): number | undefined => {
	const servedAtMs = Date.parse(response.headers.date ?? '');
	return expiresAtMs === undefined || Number.isNaN(servedAtMs) ? undefined : expiresAtMs - servedAtMs;
};

/**
 * Reads the answer to a login or a refresh; the documentation says 200, the service answers 201 (reference anaplan 2).
 * @throws FatalError with a remedy for a refused login, RetryableError for an outage
 */
export const readTokenAnswer = (response: HttpResponse, remedies: LoginRemedies = BASIC_REMEDIES): AnaplanToken => {
	if (response.status !== 200 && response.status !== 201) throw loginRefused(response, remedies);
	const body = objectOf(parseJson(response.body));
	const info = memberOf(body, 'tokenInfo');
	const value = textOf(info, 'tokenValue');
	if (value === '') {
		throw new FatalError({
			system: SYSTEM, operation: 'log in', status: response.status, said: 'the answer holds no token',
			remedy: 'Check the authentication URL: it must be the host of the authentication service, not that of the API.',
		});
	}
	const expiresAtMs = numberOf(info, 'expiresAt');
	return { value, expiresAtMs, lifeMs: lifeOf(response, expiresAtMs) };
};
