import type { HttpRequest } from '../../../contracts';
import { checkBaseUrl } from '../../../core/http/trusted-hosts';
import { addressOf, SYSTEM } from '../identity';

/** The application as registered at Sage, and the customer's gateway. */
export interface PairedApplication {
	/** `https://api.eu-sagex3.com`, or what the pairing's callback has named. */
	readonly gatewayUrl: string;
	readonly clientId: string;
	readonly clientSecret: string;
}

export interface PairingWish {
	readonly gatewayUrl: string;
	readonly clientId: string;
	/** The customer's own address: `https://x3.customer.example`. */
	readonly customer: string;
	readonly redirectUri: string;
	/** Comes back with the callback, which counts only with it. */
	readonly state: string;
	/** `businessDomain.ALL` unless set; `user.?` runs as the user who accepts. `api.graphQL` is added. */
	readonly scope?: string;
}

const TIMEOUT_MS = 60_000;
const JSON_BOTH = { accept: 'application/json', 'content-type': 'application/json' };

/** Where the customer accepts the pairing (reference sage-x3 2.2). */
export const pairingAddress = ({ gatewayUrl, clientId, customer, redirectUri, state, scope = 'businessDomain.ALL' }: PairingWish): string => {
	const scopes = scope.includes('api.') ? scope : `${scope} api.graphQL`;
	const query = [['client_id', clientId], ['scope', scopes], ['customer', customer], ['redirect_uri', redirectUri], ['state', state]] as const;
	return `${addressOf(gatewayUrl)}/v1/token/authorise?${query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
};

/** A code and a refresh token work once, so neither is sent twice by itself. */
const tokenCall = ({ gatewayUrl, clientId, clientSecret }: PairedApplication, grant: Readonly<Record<string, string>>, purpose: string): HttpRequest => {
	const { grant_type, ...rest } = grant;
	return {
		method: 'POST', url: `${addressOf(gatewayUrl)}/v1/token`, headers: JSON_BOTH, purpose, repeatable: false, timeoutMs: TIMEOUT_MS,
		body: JSON.stringify({ grant_type, ...rest, client_id: clientId, client_secret: clientSecret }),
	};
};

export const exchangeCodeRequest = (application: PairedApplication, code: string, redirectUri: string): HttpRequest =>
	tokenCall(application, { grant_type: 'authorization_code', code, redirect_uri: redirectUri }, 'exchange the code of the pairing');

export const refreshTokenRequest = (application: PairedApplication, refreshToken: string): HttpRequest =>
	tokenCall(application, { grant_type: 'refresh_token', refresh_token: refreshToken }, 'refresh the pairing');

/** Client credentials with an API key; no page of the vendor describes it (reference sage-x3 2.3, unconfirmed). */
export interface ApiKeyClient {
	readonly tokenUrl: string;
	readonly clientId: string;
	readonly clientSecret: string;
	/** Left out when empty. */
	readonly audience?: string;
	readonly apiKey: string;
	/** How the token call is written: as a form unless set. */
	readonly tokenCall?: 'form' | 'json';
}

/** Gives a token each time and changes nothing, so it may be sent again. */
export const clientTokenRequest = ({ tokenUrl, clientId, clientSecret, audience = '', tokenCall: written = 'form' }: ApiKeyClient): HttpRequest => {
	const parts = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, ...(audience.trim() === '' ? {} : { audience: audience.trim() }) };
	const isForm = written === 'form';
	return {
		method: 'POST', url: checkBaseUrl(tokenUrl, { system: SYSTEM }).href, purpose: 'ask for a token', repeatable: true, timeoutMs: TIMEOUT_MS,
		headers: isForm ? { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' } : JSON_BOTH,
		body: isForm ? new URLSearchParams(parts).toString() : JSON.stringify(parts),
	};
};
