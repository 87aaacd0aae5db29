import type { ICredentialDataDecryptedObject, IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import type { Http } from '../../../../src/contracts';
import { RotationChain } from '../../../../src/core/sessions/rotation-chain';
import { grantOwner, renewGrant, tenantOf, type HeldGrant, type PasswordGrant } from '../../../../src/systems/acumatica';
import { discreet, keepSecret } from '../../context/discretion';
import { nodeClock } from '../../context/node-clock';
import { nodeHttp } from '../../context/node-http';
import { textIn } from '../../sign-in/credential-text';
import { plainly, withRemedy } from '../../sign-in/spoken-trial';
import { afterTrial, isTrialWanted, noteTrial, signInWanted } from '../../sign-in/trial-step';
import { placeIn } from './site-fields';
import { trial } from './trial';

/**
 * What `preAuthentication` returns is merged into the stored credential, encrypted, and shared by all workers. The access
 * token is the field that n8n looks at; what belongs to it lies beside it, with the name of its owner: a form in which the
 * user was changed comes with the tokens of the one before.
 */
export type StoredSignIn = {
	readonly accessToken: string;
	readonly signInSecret: string;
};

/** One per process: only then is no refresh token sent twice. */
const chain = new RotationChain(nodeClock);

/** Objects of requests whose tokens have just been made here: they need no other proof. */
const renewed = new WeakSet<object>();

const grantIn = (credentials: ICredentialDataDecryptedObject): PasswordGrant => {
	const { siteUrl, tenant = '' } = placeIn(credentials);
	return {
		siteUrl, tenant, clientId: textIn(credentials, 'clientId'), clientSecret: textIn(credentials, 'clientSecret'),
		user: textIn(credentials, 'user').trim(), password: textIn(credentials, 'password'),
	};
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const parsed = (text: string): Record<string, unknown> => {
	try {
		const value: unknown = JSON.parse(text);
		return isRecord(value) ? value : {};
	} catch {
		return {};
	}
};

/** The refresh token in the stored text, whoever it belongs to. */
const refreshTokenIn = (credentials: ICredentialDataDecryptedObject): string => {
	const { refreshToken } = parsed(textIn(credentials, 'signInSecret'));
	return typeof refreshToken === 'string' ? refreshToken : '';
};

/** Everything in the credential that must never be shown. */
export const secretsOfGrant = (credentials: ICredentialDataDecryptedObject): readonly string[] =>
	[...['accessToken', 'password', 'clientSecret'].map((name) => textIn(credentials, name)), refreshTokenIn(credentials)];

/** The stored tokens, if these settings have got them. */
const heldIn = (credentials: ICredentialDataDecryptedObject, owner: string): HeldGrant => {
	const accessToken = textIn(credentials, 'accessToken');
	return accessToken !== '' && parsed(textIn(credentials, 'signInSecret')).owner === owner
		? { accessToken, refreshToken: refreshTokenIn(credentials) } : { accessToken: '', refreshToken: '' };
};

const bearer = (http: Http, token: string): Http =>
	({ send: async (request) => await http.send({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } }) });

const renew = async (http: Http, credentials: ICredentialDataDecryptedObject): Promise<StoredSignIn> => {
	const grant = grantIn(credentials);
	const owner = grantOwner(grant);
	const { accessToken, refreshToken } = await renewGrant({ http, chain }, grant, heldIn(credentials, owner));
	renewed.add(credentials);
	return { accessToken, signInSecret: JSON.stringify({ owner, refreshToken }) };
};

/** What was stored may be long dead, so a test signs in with what is in the form; in the seat that is there, if there is one. */
const tryOut = async (http: Http, credentials: ICredentialDataDecryptedObject): Promise<StoredSignIn> => {
	const stored = renewed.has(credentials)
		? { accessToken: textIn(credentials, 'accessToken'), signInSecret: textIn(credentials, 'signInSecret') } : await renew(http, credentials);
	keepSecret(credentials, ...secretsOfGrant({ ...stored }));
	await trial(bearer(http, stored.accessToken), placeIn(credentials));
	noteTrial(credentials);
	return stored;
};

/** `preAuthentication` of the credential: a fresh token, and what is to be stored. @throws FatalError, RetryableError, ConnectionLostError */
export const freshToken = async (helper: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<StoredSignIn> => {
	keepSecret(credentials, ...secretsOfGrant(credentials));
	const http = nodeHttp(helper);
	if (isTrialWanted(credentials)) return await plainly(credentials, () => tryOut(http, credentials));
	try {
		return await renew(http, credentials);
	} catch (caught) {
		throw withRemedy(discreet(credentials, caught));
	}
};

/** `authenticate` of the credential. Tokens of somebody else are not sent: n8n is asked to sign in first. */
export const signWithToken = async (credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> => {
	const { request: asked } = afterTrial('Acumatica', credentials, request);
	const { accessToken } = heldIn(credentials, grantOwner(grantIn(credentials)));
	if (accessToken === '') throw signInWanted('Acumatica');
	return { ...asked, headers: { ...asked.headers, Authorization: `Bearer ${accessToken}` } };
};

/** The tenant that the client id names. */
export const tenantOfClient = (credentials: ICredentialDataDecryptedObject): string => tenantOf(textIn(credentials, 'clientId')) || textIn(credentials, 'tenant');
