import type { ICredentialDataDecryptedObject, IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import { FatalError } from '../../../../src/core/errors';
import { apiKeyOf, completePlace, createSage100Client } from '../../../../src/systems/sage100';
import { keepSecret } from '../../context/discretion';
import { nodeClock } from '../../context/node-clock';
import { nodeHttp } from '../../context/node-http';
import { NO_PATIENCE, plainly } from '../../sign-in/spoken-trial';
import { afterTrial, isTrialWanted, noteTrial } from '../../sign-in/trial-step';
import { agentHttp, knownConnection } from './agent-connection';
import { identityIn, placeIn, secretsIn } from './agent-fields';

/**
 * `preAuthentication` of the credential: agent, certificate, key, company, and Sage 100 behind it. Nothing is renewed, as nothing is stored:
 * it asks for tests alone, and an HTTP Request node that uses the credential waits for no trial.
 */
export const tryOut = async (helper: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<void> => {
	if (!isTrialWanted(credentials)) return;
	keepSecret(credentials, ...secretsIn(credentials));
	await plainly(credentials, async () => {
		const { checks } = await createSage100Client({
			http: agentHttp((options) => nodeHttp(helper, options), credentials), clock: nodeClock, place: placeIn(credentials), identity: identityIn(credentials),
			retryPolicy: NO_PATIENCE,
		}).ready();
		const failed = checks.find(({ ok }) => !ok);
		if (!failed) return;
		throw new FatalError({
			system: 'Sage 100', operation: 'ask whether Sage 100 can be reached', said: `the agent answers, and its check "${failed.name}" failed: ${failed.detail || 'it does not say why'}`,
			remedy: 'Run the command "check" of the agent on the Sage server; it names the step.',
		});
	});
	noteTrial(credentials);
};

/** `authenticate` of the credential: for its test, and for whoever uses it in an HTTP Request node. */
export const sign = async (credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> => {
	const { request: asked } = afterTrial('Sage 100', credentials, request);
	const { company } = completePlace(placeIn(credentials));
	return { ...asked, ...knownConnection(credentials), headers: { ...asked.headers, 'X-API-Key': apiKeyOf(identityIn(credentials)), 'X-Sage-Company': company } };
};
