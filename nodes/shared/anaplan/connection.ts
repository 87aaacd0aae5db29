import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import type { Http } from '../../../src/contracts';
import { withBudget } from '../../../src/core/http/budget';
import { processBudget } from '../../../src/core/http/process-budget';
import { redactor, withRedaction } from '../../../src/core/http/redaction';
import { withRetry } from '../../../src/core/http/retry-http';
import { anaplanJudgement, createAnaplanClient, type AnaplanClient } from '../../../src/systems/anaplan';
import { keepSecret } from '../context/discretion';
import { nodeClock } from '../context/node-clock';
import { withEditorMemory } from './editor-memory';
import { credentialHttp, nodeHttp } from '../context/node-http';

const CREDENTIAL = 'anaplanApi';

/**
 * n8n ties every signed request to the execution's cancel signal, so that after a stop nothing signed gets out any
 * more, not even the request that cancels the task. Requests that must get out all the same carry the token themselves.
 */
const stoppable = (context: IExecuteFunctions): Http => {
	const signed = credentialHttp(context, CREDENTIAL);
	const unsigned = nodeHttp(context);
	const token = async (): Promise<string> => String((await context.getCredentials(CREDENTIAL)).token ?? '');
	return {
		async send(request) {
			const stopped = context.getExecutionCancelSignal()?.aborted ?? false;
			if (!stopped || request.signal) return await signed.send(request);
			return await unsigned.send({ ...request, headers: { ...request.headers, authorization: `AnaplanAuthToken ${await token()}` } });
		},
	};
};

/**
 * The decorators, from the inside: n8n's signed HTTP, the tenant's request budget, retry, redaction of errors. Budget and lock are shared by
 * all executions of this process; the budget is counted per API host, which can only be stricter than per tenant.
 */
const clientOn = async (context: IExecuteFunctions | ILoadOptionsFunctions, http: Http, signal?: AbortSignal): Promise<AnaplanClient> => {
	const { apiUrl: address, password, token } = await context.getCredentials(CREDENTIAL);
	const apiUrl = String(address ?? '');
	keepSecret(context, password, token);
	const budgeted = withBudget(http, processBudget(nodeClock), `anaplan:${URL.canParse(apiUrl) ? new URL(apiUrl).host : ''}`);
	const retried = withRetry(budgeted, { clock: nodeClock, isTransient: anaplanJudgement });
	const redact = redactor([password, token].filter((secret) => typeof secret === 'string'));
	return createAnaplanClient({ http: withRedaction(retried, redact), clock: nodeClock, apiUrl, signal });
};

export const executionClient = async (context: IExecuteFunctions): Promise<AnaplanClient> =>
	await clientOn(context, stoppable(context), context.getExecutionCancelSignal());

/** In the editor, for pick lists. */
export const editorClient = async (context: ILoadOptionsFunctions): Promise<AnaplanClient> => {
	const { user, apiUrl } = await context.getCredentials(CREDENTIAL);
	return await clientOn(context, withEditorMemory(credentialHttp(context, CREDENTIAL), JSON.stringify([user, apiUrl]), nodeClock));
};
