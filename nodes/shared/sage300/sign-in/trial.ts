import type { ICredentialDataDecryptedObject, IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import { FatalError } from '../../../../src/core/errors';
import { basicAuthorization, createSage300Client, type Sage300Client } from '../../../../src/systems/sage300';
import { keepSecret } from '../../context/discretion';
import { nodeClock } from '../../context/node-clock';
import { nodeHttp } from '../../context/node-http';
import { learning } from '../../sign-in/learned-secrets';
import { believing, connectionOf } from '../../sign-in/server-certificate';
import { NO_PATIENCE, plainly } from '../../sign-in/spoken-trial';
import { afterTrial, isTrialWanted, noteTrial } from '../../sign-in/trial-step';
import { identityIn, lockPhrasesIn, placeIn, SAGE300_SERVER, secretsIn } from './site-fields';

/** Rights are given by module (reference sage-300 3): who may read one of these is signed in. */
const ONE_OF_EACH_MODULE = ['GLAccounts', 'APVendors', 'POPurchaseOrders', 'ICItems', 'CSCurrencyCodes'];

/** A list without records is an answer of the API as well; one that is no list is an error. */
const readOne = async (client: Sage300Client, resource: string): Promise<void> => {
	const { keys } = await client.describe(resource);
	await client.records({ resource, fields: keys, detail: null, limit: 1 }).next();
};

/** Of another module the user may have the right. */
const isClosed = (caught: unknown): boolean => caught instanceof FatalError && (caught.facts.status === 403 || caught.facts.status === 404);

/**
 * Reads one record, signed in: no page that somebody else serves with a good status passes for that.
 *
 * @throws FatalError and others; the first refusal where no module is open to the user
 */
const trial = async (client: Sage300Client): Promise<void> => {
	const refusals: unknown[] = [];
	for (const resource of ONE_OF_EACH_MODULE) {
		const isRead = await readOne(client, resource).then(() => true, async (caught: unknown) => (isClosed(caught) ? refusals.push(caught) === 0 : await Promise.reject(caught)));
		if (isRead) return;
	}
	await Promise.reject(refusals[0]);
};

/**
 * `preAuthentication` of the credential. Nothing is renewed, as nothing is stored: it signs in for tests alone, and an HTTP Request node
 * that uses the credential waits for no trial.
 */
export const tryOut = async (helper: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<void> => {
	if (!isTrialWanted(credentials)) return;
	keepSecret(credentials, ...secretsIn(credentials));
	await plainly(credentials, async () => await trial(createSage300Client({
		http: believing(learning(credentials, nodeHttp(helper, connectionOf(credentials, SAGE300_SERVER)))), clock: nodeClock, place: placeIn(credentials), identity: identityIn(credentials),
		lockPhrases: lockPhrasesIn(credentials), retryPolicy: NO_PATIENCE,
	})));
	noteTrial(credentials);
};

/** `authenticate` of the credential: for its test, and for whoever uses it in an HTTP Request node. */
export const sign = async (credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> => {
	const { request: asked } = afterTrial('Sage 300', credentials, request);
	return {
		...asked, ...connectionOf(credentials, SAGE300_SERVER),
		headers: { ...asked.headers, 'Content-Type': 'application/json', Authorization: basicAuthorization(identityIn(credentials)) },
	};
};
