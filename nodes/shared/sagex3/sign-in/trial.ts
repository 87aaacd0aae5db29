import type { ICredentialDataDecryptedObject, IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import { createSageX3Client, signerOf, type SageX3Client, type SignIn } from '../../../../src/systems/sagex3';
import { keepSecret } from '../../context/discretion';
import { nodeClock } from '../../context/node-clock';
import { nodeHttp } from '../../context/node-http';
import { learning } from '../../sign-in/learned-secrets';
import { believing, connectionOf } from '../../sign-in/server-certificate';
import { NO_PATIENCE, plainly } from '../../sign-in/spoken-trial';
import { afterTrial, isTrialWanted, noteTrial } from '../../sign-in/trial-step';
import { placeIn, SAGEX3_SERVER } from './place-fields';

/** One way of signing in, as its credential holds it. */
export interface CredentialWay {
	signIn(credentials: ICredentialDataDecryptedObject): SignIn;
	/** Everything in the credential that must never be shown, also as it is sent. */
	secrets(credentials: ICredentialDataDecryptedObject): readonly string[];
}

/** Reads the companies, signed in: the smallest list that every folder has. No page of somebody else passes for it. */
export const trial = async (client: SageX3Client): Promise<void> => {
	await client.records({ resource: 'companies', limit: 1 }).next();
};

/**
 * `preAuthentication` of a credential whose node signs by itself. Nothing is renewed, as nothing is stored: it signs in for tests alone, and an
 * HTTP Request node that uses the credential waits for no trial.
 */
export const tryOut = async (helper: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject, way: CredentialWay): Promise<void> => {
	if (!isTrialWanted(credentials)) return;
	keepSecret(credentials, ...way.secrets(credentials));
	await plainly(credentials, async () => await trial(createSageX3Client({
		http: believing(learning(credentials, nodeHttp(helper, connectionOf(credentials, SAGEX3_SERVER)))), clock: nodeClock, place: placeIn(credentials),
		signIn: way.signIn(credentials), retryPolicy: NO_PATIENCE,
	})));
	noteTrial(credentials);
};

/** Whoever signs a single request has no answer from which to learn the server's clock, so such a token counts by the clock of n8n. */
const NO_HTTP = { send: async () => await Promise.reject(new Error('a token of this kind is signed and not fetched')) };

/** `authenticate` of the credential: for its test, and for whoever uses it in an HTTP Request node. */
export const sign = async (credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions, way: CredentialWay): Promise<IHttpRequestOptions> => {
	const { request: asked } = afterTrial('Sage X3', credentials, request);
	const { endpoint } = placeIn(credentials);
	const signed = await signerOf(NO_HTTP, nodeClock, way.signIn(credentials)).headers();
	return { ...asked, ...connectionOf(credentials, SAGEX3_SERVER), headers: { 'x-xtrem-endpoint': endpoint, ...asked.headers, ...signed } };
};
