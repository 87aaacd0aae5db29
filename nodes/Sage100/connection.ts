import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { redactor, withRedaction } from '../../src/core/http/redaction';
import type { RetryPolicy } from '../../src/core/http/retry';
import { FifoLock } from '../../src/core/limits/fifo-lock';
import { createSage100Client, type Sage100Client } from '../../src/systems/sage100';
import { keepSecret } from '../shared/context/discretion';
import { hint } from '../shared/context/execution-hints';
import { nodeClock } from '../shared/context/node-clock';
import { nodeHttp } from '../shared/context/node-http';
import { agentHttp } from '../shared/sage100/sign-in/agent-connection';
import { identityIn, placeIn, SAGE100_AGENT, secretsIn } from '../shared/sage100/sign-in/agent-fields';
import { uncheckedWarning } from '../shared/sign-in/server-certificate';

type Context = IExecuteFunctions | ILoadOptionsFunctions;

const CREDENTIAL = 'sage100Api';

/** One per process: the agent serves one request at a time for each company, and answers others with 429. */
const lock = new FifoLock(nodeClock);

const clientFor = async (context: Context, more: { readonly signal?: AbortSignal; readonly retryPolicy?: RetryPolicy }): Promise<Sage100Client> => {
	const credentials = await context.getCredentials(CREDENTIAL);
	const secrets = secretsIn(credentials);
	keepSecret(context, ...secrets);
	const warning = uncheckedWarning(credentials, SAGE100_AGENT);
	if (warning !== undefined && 'addExecutionHints' in context) hint(context, warning, 'warning');
	return createSage100Client({
		http: withRedaction(agentHttp((options) => nodeHttp(context, options), credentials), redactor(secrets)), clock: nodeClock, place: placeIn(credentials),
		identity: identityIn(credentials), lock, ...more,
	});
};

/** The client of each run of a node. The context lives as long as the run. */
const runs = new WeakMap<object, Promise<Sage100Client>>();

/** @throws what a wrong credential says */
export const executionClient = async (context: IExecuteFunctions): Promise<Sage100Client> => {
	const signal = context.getExecutionCancelSignal();
	const client = runs.get(context) ?? clientFor(context, { ...(signal && { signal }) });
	runs.set(context, client);
	return await client;
};

/** Nobody looks at a pick list for a minute. */
const EDITOR_PATIENCE: RetryPolicy = { maxAttempts: 2, firstStepMs: 1_000, longestStepMs: 2_000, longestRetryAfterMs: 5_000 };

/** For pick lists. */
export const editorClient = async (context: ILoadOptionsFunctions): Promise<Sage100Client> => await clientFor(context, { retryPolicy: EDITOR_PATIENCE });
