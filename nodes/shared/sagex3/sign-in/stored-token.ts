import type { ICredentialDataDecryptedObject, IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import type { Http } from '../../../../src/contracts';
import type { RetryPolicy } from '../../../../src/core/http/retry';
import type { RotatingGrant } from '../../../../src/core/sessions/rotation-chain';
import { createSageX3Client, type Folder, type SageX3Place } from '../../../../src/systems/sagex3';
import { discreet, keepSecret } from '../../context/discretion';
import { nodeClock } from '../../context/node-clock';
import { nodeHttp } from '../../context/node-http';
import { textIn } from '../../sign-in/credential-text';
import { NO_PATIENCE, plainly, withRemedy } from '../../sign-in/spoken-trial';
import { afterTrial, isTrialWanted, noteTrial, signInWanted } from '../../sign-in/trial-step';
import { trial } from './trial';

type Credentials = ICredentialDataDecryptedObject;

/** What belongs to one owner; empty texts where there is nothing. */
export interface Held {
	readonly accessToken: string;
	readonly refreshToken: string;
}

export interface Asking {
	readonly retryPolicy?: RetryPolicy;
	readonly signal?: AbortSignal;
}

/** A way of signing in whose tokens a service gives, and n8n keeps in the credential. */
export interface TokenWay {
	/** Whose tokens they are. Holds no secret itself, and stays when only a secret is changed. */
	owner(credentials: Credentials): string;
	renew(http: Http, credentials: Credentials, held: Held): Promise<RotatingGrant>;
	/** What goes with the token. */
	headers(credentials: Credentials): Readonly<Record<string, string>>;
	/** Where data are read; what the server alone knows is asked for over `http`, which signs. */
	place(http: Http, credentials: Credentials, asking?: Asking): Promise<SageX3Place>;
	/** The folders that may be reached. */
	folders(http: Http, credentials: Credentials, asking?: Asking): Promise<readonly Folder[]>;
	/** What must never be shown, apart from tokens. */
	typedSecrets(credentials: Credentials): readonly string[];
}

/**
 * What `preAuthentication` returns is merged into the stored credential, encrypted, and shared by all workers. A form that was open all the
 * while knows nothing of it and saves a credential without it; n8n keeps `oauthTokenData` whatever a form says, so a copy lies there.
 */
export type StoredTokens = {
	readonly accessToken: string;
	readonly signInSecret: string;
	readonly oauthTokenData: { readonly signInSecret: string };
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

interface Kept {
	readonly owner: string;
	readonly refreshToken: string;
}

const readKept = (secret: unknown): Kept | undefined => {
	if (typeof secret !== 'string' || secret === '') return undefined;
	try {
		const value: unknown = JSON.parse(secret);
		return isRecord(value) && typeof value.owner === 'string' && typeof value.refreshToken === 'string' ? { owner: value.owner, refreshToken: value.refreshToken } : undefined;
	} catch {
		return undefined;
	}
};

const keptIn = ({ signInSecret, oauthTokenData }: Credentials): Kept | undefined =>
	readKept(signInSecret) ?? readKept(isRecord(oauthTokenData) ? oauthTokenData.signInSecret : undefined);

/** The stored tokens, if these settings have got them. */
export const heldIn = (way: TokenWay, credentials: Credentials): Held => {
	const kept = keptIn(credentials);
	if (kept?.owner !== way.owner(credentials)) return { accessToken: '', refreshToken: '' };
	return { accessToken: textIn(credentials, 'accessToken'), refreshToken: kept.refreshToken };
};

/** Everything in the credential that must never be shown, whoever it belongs to. */
export const secretsOf = (way: TokenWay, credentials: Credentials): readonly string[] =>
	[...way.typedSecrets(credentials), textIn(credentials, 'accessToken'), keptIn(credentials)?.refreshToken ?? ''].filter((secret) => secret !== '');

const signed = (http: Http, headers: Readonly<Record<string, string>>): Http =>
	({ send: async (request) => await http.send({ ...request, headers: { ...request.headers, ...headers } }) });

const headersFor = (way: TokenWay, credentials: Credentials, accessToken: string): Readonly<Record<string, string>> =>
	({ authorization: `Bearer ${accessToken}`, ...way.headers(credentials) });

/** Objects of requests whose tokens have just been made here. */
const renewed = new WeakSet<object>();
/** What a trial with good tokens has failed at. */
const failures = new WeakMap<object, unknown>();

const renew = async (http: Http, way: TokenWay, credentials: Credentials): Promise<StoredTokens> => {
	const { accessToken, refreshToken } = await way.renew(http, credentials, heldIn(way, credentials));
	renewed.add(credentials);
	keepSecret(credentials, accessToken, refreshToken);
	const signInSecret = JSON.stringify({ owner: way.owner(credentials), refreshToken } satisfies Kept);
	return { accessToken, signInSecret, oauthTokenData: { signInSecret } };
};

const tryOut = async (http: Http, way: TokenWay, credentials: Credentials, accessToken: string): Promise<void> => {
	const asking = { retryPolicy: NO_PATIENCE };
	const own = signed(http, headersFor(way, credentials, accessToken));
	await trial(createSageX3Client({ http: own, clock: nodeClock, place: await way.place(own, credentials, asking), signIn: { way: 'carried' }, ...asking }));
};

const current = (credentials: Credentials): StoredTokens => {
	const signInSecret = textIn(credentials, 'signInSecret');
	return { accessToken: textIn(credentials, 'accessToken'), signInSecret, oauthTokenData: { signInSecret } };
};

/**
 * `preAuthentication` of the credential: fresh tokens, and what is to be stored.
 *
 * **Nothing that was exchanged is lost.** A rotating refresh token is dead once it was exchanged, and n8n stores only what is returned. So
 * nothing is thrown after an exchange: a trial that fails then is told by `signWithStored`, when the new pair is stored. A trial comes to what the
 * first step of the same test has exchanged and exchanges nothing again.
 *
 * @throws FatalError, RetryableError, ConnectionLostError
 */
export const freshTokens = async (helper: IHttpRequestHelper, credentials: Credentials, way: TokenWay): Promise<StoredTokens> => {
	keepSecret(credentials, ...secretsOf(way, credentials));
	const http = nodeHttp(helper);
	const isRenewed = isTrialWanted(credentials) && renewed.has(credentials);
	const stored = isRenewed ? current(credentials) : await renew(http, way, credentials).catch((caught: unknown) => {
		throw withRemedy(discreet(credentials, caught));
	});
	if (isTrialWanted(credentials)) {
		await plainly(credentials, () => tryOut(http, way, credentials, stored.accessToken)).then(() => noteTrial(credentials), (caught: unknown) => failures.set(credentials, caught));
	}
	return stored;
};

/** `authenticate` of the credential. Tokens of somebody else are not sent: n8n is asked to sign in first. @throws what a trial has failed at */
export const signWithStored = async (credentials: Credentials, request: IHttpRequestOptions, way: TokenWay): Promise<IHttpRequestOptions> => {
	if (failures.has(credentials)) throw discreet(credentials, failures.get(credentials));
	const { request: asked } = afterTrial('Sage X3', credentials, request);
	const { accessToken } = heldIn(way, credentials);
	if (accessToken === '') throw signInWanted('Sage X3');
	return { ...asked, headers: { ...asked.headers, ...headersFor(way, credentials, accessToken) } };
};
