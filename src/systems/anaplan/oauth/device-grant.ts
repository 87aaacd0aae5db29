import type { HttpRequest, HttpResponse } from '../../../contracts';
import { FatalError } from '../../../core/errors';
import { checkBaseUrl } from '../../../core/http/trusted-hosts';
import { numberOf, objectOf, parseJson, textOf } from '../json';
import { SYSTEM } from '../refusals';
import { oauthRefusal } from './oauth-refusal';

/** The device grant of the OAuth service as pure functions (reference anaplan 3). A device client has no secret. */

/** `profile` is dropped without a word; without `offline_access` there is no refresh token. */
export const OAUTH_SCOPE = 'openid profile email offline_access';

const TIMEOUT_MS = 60_000;
const DEFAULT_INTERVAL_SECONDS = 5;
const DEFAULT_LIFE_SECONDS = 2_100;
const DEFAULT_CODE_LIFE_SECONDS = 900;

export interface DeviceCode {
	/** Secret: whoever has it gets the tokens. */
	readonly deviceCode: string;
	/** To be shown, with the address. */
	readonly userCode: string;
	readonly verificationUri: string;
	/** The same with the code in it; empty when the service gives none. */
	readonly verificationUriComplete: string;
	/** By the server's clock where the answer tells it, ISO 8601. */
	readonly expiresAt: string;
	readonly lifeSeconds: number;
	readonly intervalSeconds: number;
}

export interface Grant {
	readonly accessToken: string;
	/** Empty when the service gives none. */
	readonly refreshToken: string;
	readonly expiresInSeconds: number;
}

/** A device that asks is nobody yet, so a lost answer costs a code and nothing else; a code or token is spent by its first answer. */
const call = (url: string, form: Readonly<Record<string, string>>, purpose: string, repeatable: boolean): HttpRequest => ({
	method: 'POST', url, purpose, repeatable, timeoutMs: TIMEOUT_MS, body: new URLSearchParams(form).toString(),
	headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
});

/** @param appUrl the app host, checked, without a slash at the end; so in all of these */
export const deviceCodeRequest = (appUrl: string, clientId: string): HttpRequest =>
	call(`${appUrl}/oauth/device/code`, { client_id: clientId, scope: OAUTH_SCOPE }, 'request a sign-in code', true);

export const redeemRequest = (appUrl: string, clientId: string, deviceCode: string): HttpRequest =>
	call(`${appUrl}/oauth/token`, { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: deviceCode, client_id: clientId }, 'redeem the sign-in code', false);

export const tokenRefreshRequest = (appUrl: string, clientId: string, refreshToken: string): HttpRequest =>
	call(`${appUrl}/oauth/token`, { grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken }, 'refresh the sign-in', false);

const isGood = ({ status }: HttpResponse): boolean => status >= 200 && status < 300;

const incomplete = (operation: string, status: number, said: string): FatalError => new FatalError({
	system: SYSTEM, operation, status, said, remedy: 'Check region and app URL in the credential: they must lead to the app host of the tenant.',
});

/**
 * @param nowMs the worker's clock, for an answer without a date
 * @throws OAuthRefusal, RetryableError for an outage, FatalError for an answer that is none
 */
export const readDeviceCode = (response: HttpResponse, nowMs: number): DeviceCode => {
	const operation = 'request a sign-in code';
	if (!isGood(response)) throw oauthRefusal(response, operation);
	const body = objectOf(parseJson(response.body));
	const [deviceCode, userCode, verificationUri] = [textOf(body, 'device_code'), textOf(body, 'user_code'), textOf(body, 'verification_uri')];
	if (!deviceCode || !userCode || !verificationUri) throw incomplete(operation, response.status, 'the answer holds no code');
	// People are sent there: it must be an address that they can trust as far as its form goes.
	for (const address of [verificationUri, textOf(body, 'verification_uri_complete')]) if (address !== '') checkBaseUrl(address, { system: SYSTEM });
	const servedAtMs = Date.parse(response.headers.date ?? '');
	const lifeSeconds = numberOf(body, 'expires_in') ?? DEFAULT_CODE_LIFE_SECONDS;
	return {
		deviceCode, userCode, verificationUri,
		verificationUriComplete: textOf(body, 'verification_uri_complete'),
		expiresAt: new Date((Number.isNaN(servedAtMs) ? nowMs : servedAtMs) + lifeSeconds * 1000).toISOString(),
		lifeSeconds,
		intervalSeconds: numberOf(body, 'interval') ?? DEFAULT_INTERVAL_SECONDS,
	};
};

/** Reads the answer to a redeeming or a refresh. @throws as `readDeviceCode` */
export const readGrant = (response: HttpResponse, operation: string): Grant => {
	if (!isGood(response)) throw oauthRefusal(response, operation);
	const body = objectOf(parseJson(response.body));
	const accessToken = textOf(body, 'access_token');
	if (accessToken === '') throw incomplete(operation, response.status, 'the answer holds no token');
	return { accessToken, refreshToken: textOf(body, 'refresh_token'), expiresInSeconds: numberOf(body, 'expires_in') ?? DEFAULT_LIFE_SECONDS };
};
