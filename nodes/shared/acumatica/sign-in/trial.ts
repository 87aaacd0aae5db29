import type { ICredentialDataDecryptedObject, IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import type { Http } from '../../../../src/contracts';
import { FatalError } from '../../../../src/core/errors';
import { CookieSessions, createAcumaticaClient, createCookieSignIn, type AcumaticaClient, type AcumaticaPlace } from '../../../../src/systems/acumatica';
import { keepSecret } from '../../context/discretion';
import { nodeClock } from '../../context/node-clock';
import { nodeHttp } from '../../context/node-http';
import { NO_PATIENCE, plainly } from '../../sign-in/spoken-trial';
import { afterTrial, noteTrial } from '../../sign-in/trial-step';
import { learning } from '../../sign-in/learned-secrets';
import { cookieIdentity, placeIn } from './site-fields';

/** What says that the sign-in is worth nothing. Any other refusal is about rights, and only to somebody who is signed in. */
const NOT_IN: ReadonlySet<string> = new Set(['no-seat', 'busy', 'signed-out', 'redirected', 'wrong-address', 'gateway-trouble', 'unreadable']);

/** A sign-in beyond the seats succeeds with a token, and only the calls after it are turned away (reference acumatica 2.3). */
const makeFirstCall = async ({ gateway, place: { siteUrl, endpoint, version } }: AcumaticaClient): Promise<void> => {
	const asked = {
		method: 'GET' as const, url: `${siteUrl}/entity/${encodeURIComponent(endpoint)}/${encodeURIComponent(version)}/Ledger?$top=1`,
		headers: { accept: 'application/json' }, purpose: 'make a first call', repeatable: true, expected: 'json' as const,
	};
	const { verdict } = await gateway.attempt(asked);
	if (verdict && NOT_IN.has(verdict.meaning)) throw await gateway.refusal(verdict, asked);
};

/**
 * Asks the site, signed in, for its endpoints and for one record.
 *
 * @returns build of the site, or `unknown`
 * @throws FatalError; for a version that the site has not, with those it has
 */
export const trial = async (http: Http, place: AcumaticaPlace): Promise<string> => {
	const client = createAcumaticaClient({ ...place, http, clock: nodeClock, retryPolicy: NO_PATIENCE });
	const { build } = await client.checkEndpoint();
	await makeFirstCall(client);
	return build || 'unknown';
};

const signInAndOut = async (helper: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<string> => {
	const signIn = createCookieSignIn({
		http: learning(credentials, nodeHttp(helper)), clock: nodeClock, sessions: new CookieSessions(nodeClock), identity: cookieIdentity(credentials), retryPolicy: NO_PATIENCE,
	});
	try {
		return await trial(signIn.http, placeIn(credentials));
	} finally {
		await signIn.end();
	}
};

/**
 * `preAuthentication` of the credential for the cookie, which n8n calls in tests alone: signs in with what is in the form,
 * past all caches, and out again, whatever happened.
 *
 * @returns as `trial`
 */
export const trialByCookie = async (helper: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<string> => {
	keepSecret(credentials, credentials.password);
	const build = await plainly(credentials, () => signInAndOut(helper, credentials));
	noteTrial(credentials);
	return build;
};

/** `authenticate` of the credential for the cookie: for the test alone, as the node signs its requests itself. */
export const signTestOnly = async (credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> => {
	const { request: asked, isTest } = afterTrial('Acumatica', credentials, request);
	if (isTest) return asked;
	throw new FatalError({
		system: 'Acumatica', operation: 'sign a request', said: 'this credential signs in by cookie, which only the node Acumatica can do',
		remedy: 'Use the node Acumatica, or the credential Acumatica Password API or Acumatica OAuth2 API.',
	});
};
