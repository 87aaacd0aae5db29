import type { HttpRequest, HttpResponse } from '../../../contracts';
import { FatalError, RetryableError } from '../../../core/errors';
import { jsonObject, jsonText, parseExactBody } from '../../../core/json';
import { classifyAnswer, errorOf } from '../answers/classify-answer';
import { SYSTEM } from '../identity';
import { clientIdWithTenant, OAUTH_SCOPE, oauthFacts } from './oauth-facts';

export interface OAuthClient {
	readonly siteUrl: string;
	readonly clientId: string;
	readonly clientSecret: string;
	readonly tenant?: string;
}

export interface PasswordGrant extends OAuthClient {
	readonly user: string;
	readonly password: string;
	/** `api offline_access` unless set. */
	readonly scope?: string;
}

/** Secrets. */
export interface AccessGrant {
	readonly accessToken: string;
	/** New with every refresh, the old one is dead then; '' without `offline_access`. */
	readonly refreshToken: string;
	readonly expiresInSeconds: number;
	readonly scope: string;
}

const TIMEOUT_MS = 180_000;
const DEFAULT_LIFE_SECONDS = 3_600;

/** Each grant takes a seat and each refresh kills the token before it, so neither is sent twice by itself. */
const tokenRequest = (client: OAuthClient, form: Readonly<Record<string, string>>, purpose: string): HttpRequest => ({
	method: 'POST', url: oauthFacts(client.siteUrl).tokenUrl, purpose, repeatable: false, timeoutMs: TIMEOUT_MS,
	headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
	body: new URLSearchParams({ ...form, client_id: clientIdWithTenant(client.clientId, client.tenant), client_secret: client.clientSecret }).toString(),
});

/** Resource owner password: user and password of an API user, exchanged for a token. */
export const passwordTokenRequest = ({ user, password, scope = OAUTH_SCOPE, ...client }: PasswordGrant): HttpRequest =>
	tokenRequest(client, { grant_type: 'password', username: user, password, scope }, 'sign in');

export const refreshTokenRequest = (client: OAuthClient, refreshToken: string): HttpRequest =>
	tokenRequest(client, { grant_type: 'refresh_token', refresh_token: refreshToken }, 'refresh the sign-in');

const REMEDIES: Readonly<Record<string, string>> = {
	invalid_grant: 'Check user and password. The same answer comes for a user who is not in this tenant, has no licence or API rights, or has to ' +
		'change the first password in the browser; and for a refresh token that was used before or has ended after 30 days: sign in again then.',
	invalid_client: 'Check client id, with its tenant behind @, and client secret; the application has to be active in Connected Applications (SM303010).',
	unauthorized_client: 'Allow this flow for the application in Connected Applications (SM303010).',
	unsupported_grant_type: 'This site does not offer this flow: choose another way to sign in.',
	invalid_scope: 'Allow the scopes api and offline_access for the application in Connected Applications (SM303010).',
};

const INVALID_USER = 'invalid_grant';

/**
 * @throws FatalError for a refusal, `code` being the OAuth word; RetryableError when no seat is free or the site is not there
 */
export const readTokenAnswer = (response: HttpResponse, operation = 'sign in'): AccessGrant => {
	const body = jsonObject(parseExactBody(response.body));
	const word = jsonText(body.error);
	const verdict = classifyAnswer(response);
	// The words of a seat that is not there count more than the status and the OAuth word they come with (reference acumatica 2.3).
	if (verdict?.meaning === 'no-seat') throw errorOf({ ...verdict, said: jsonText(body.error_description) || verdict.said }, operation, true);
	if (word !== '' && response.status >= 400) {
		const description = jsonText(body.error_description);
		throw new FatalError({
			system: SYSTEM, operation, status: response.status, code: word, said: description === '' ? word : `${word}: ${description}`,
			remedy: REMEDIES[word] ?? REMEDIES[INVALID_USER] ?? '',
		});
	}
	if (verdict) throw errorOf(verdict, operation, true);
	const accessToken = jsonText(body.access_token);
	if (accessToken === '') {
		throw new RetryableError({
			system: SYSTEM, operation, status: response.status, said: 'the answer holds no token', remedy: 'Run it again; if it stays, check the site address.',
		});
	}
	const seconds = Number(jsonText(body.expires_in));
	return {
		accessToken, refreshToken: jsonText(body.refresh_token), scope: jsonText(body.scope),
		expiresInSeconds: Number.isFinite(seconds) && seconds > 0 ? seconds : DEFAULT_LIFE_SECONDS,
	};
};
