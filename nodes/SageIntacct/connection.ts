import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import type { Http } from '../../src/contracts';
import { redactor, withRedaction } from '../../src/core/http/redaction';
import { SessionCache } from '../../src/core/sessions/session-cache';
import { createIntacctClient, type IntacctClient, type IntacctIdentity, type IntacctSession } from '../../src/systems/intacct';
import { keepSecret } from '../shared/context/discretion';
import { nodeClock } from '../shared/context/node-clock';
import { nodeHttp } from '../shared/context/node-http';
import { sessionStore } from '../shared/context/static-data';

/** One per process: all executions share the sessions of one identity. */
const sessions = new SessionCache<IntacctSession>(nodeClock);

const identityOf = async (context: IExecuteFunctions | ILoadOptionsFunctions): Promise<IntacctIdentity> => {
	const credential = await context.getCredentials('sageIntacctApi');
	const field = (name: string): string => String(credential[name] ?? '').trim();
	keepSecret(context, credential.senderPassword, credential.userPassword);
	return {
		gatewayUrl: field('gatewayUrl'), trustedDomain: field('trustedDomain'),
		senderId: field('senderId'), senderPassword: String(credential.senderPassword ?? ''),
		companyId: field('companyId'), clientCompanyId: field('clientCompanyId'), entityId: field('entityId'),
		userId: field('userId'), userPassword: String(credential.userPassword ?? ''),
	};
};

/** The passwords travel in the body of every request, so no error may quote one. */
const discreet = (http: Http, { senderPassword, userPassword }: IntacctIdentity): Http => withRedaction(http, redactor([senderPassword, userPassword]));

/** In an execution: sealed sessions are kept in the node's static data, a stop ends the request under way. */
export const executionClient = async (context: IExecuteFunctions, itemIndex = 0): Promise<IntacctClient> => {
	const { utcOffset = '' } = context.getNodeParameter('options', itemIndex, {}) as { utcOffset?: string };
	const identity = await identityOf(context);
	return createIntacctClient({
		http: discreet(nodeHttp(context), identity), clock: nodeClock, sessions, store: sessionStore(context, 'node'), identity,
		signal: context.getExecutionCancelSignal(), ...(utcOffset ? { gmtOffset: utcOffset } : {}),
	});
};

/** In the editor, for pick lists. */
export const editorClient = async (context: ILoadOptionsFunctions): Promise<IntacctClient> => {
	const identity = await identityOf(context);
	return createIntacctClient({ http: discreet(nodeHttp(context), identity), clock: nodeClock, sessions, identity });
};
