import type { ICredentialDataDecryptedObject, IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import type { Http, HttpRequest, HttpResponse, Urgency } from '../../../src/contracts';
import { Fingerprint } from '../../../src/core/fingerprint';
import { withBudget } from '../../../src/core/http/budget';
import { processBudget } from '../../../src/core/http/process-budget';
import { redactor, withRedaction } from '../../../src/core/http/redaction';
import { withRetry } from '../../../src/core/http/retry-http';
import { anaplanJudgement, createAnaplanClient, hostOf, processClaims, processContents, whenModelBusy, type AnaplanClient, type AnaplanSettings, type Wish } from '../../../src/systems/anaplan';
import { keepSecret } from '../context/discretion';
import { nodeClock } from '../context/node-clock';
import { urgencyOf } from '../context/urgency';
import { noteWait, type Cause } from '../context/waits';
import { withCatalogue } from './catalogue';
import { withEditorMemory } from './editor-memory';
import { BUDGET, busyModel, queuedTask } from './waits';
import { credentialHttp, nodeHttp } from '../context/node-http';
import { STEP_HEADER } from './sign-in/device-session';
import { wayOf, type Way } from './sign-in/ways';

/**
 * n8n ties every signed request to the execution's cancel signal, so that after a stop nothing signed gets out any
 * more, not even the request that cancels the task. Requests that must get out all the same carry the token themselves.
 */
const stoppable = (context: IExecuteFunctions): Http => {
	const { credential, scheme, token, secrets } = wayOf(context);
	const signed = credentialHttp(context, credential);
	const unsigned = nodeHttp(context);
	const authorization = async (): Promise<string> => `${scheme} ${token(await context.getCredentials(credential))}`;
	// A token may have been renewed meanwhile, and what is refused may quote it.
	const learn = async (): Promise<void> => await context.getCredentials(credential).then((now) => keepSecret(context, ...secrets(now)), () => undefined);
	const signedAndLearned = async (request: HttpRequest): Promise<HttpResponse> => {
		const response = await signed.send(request).catch(async (caught: unknown) => {
			await learn();
			throw caught;
		});
		if (response.status >= 400) await learn();
		return response;
	};
	return {
		async send(request) {
			const stopped = context.getExecutionCancelSignal()?.aborted ?? false;
			if (!stopped || request.signal) return await signedAndLearned(request);
			return await unsigned.send({ ...request, headers: { ...request.headers, authorization: await authorization() } });
		},
	};
};

/** Who asks, and how long they wait. */
interface Asking extends Pick<AnaplanSettings, 'signal' | 'timeouts'> {
	readonly urgency: Urgency;
	/** How long a call may wait for a model that is busy. */
	readonly patienceMs: number;
	readonly noteWait: (cause: Cause, fromMs: number, toMs: number) => void;
	/** Answers what was asked a moment ago by the same owner, before it costs anything. */
	readonly remember: (http: Http, owner: string) => Http;
}

/**
 * Who has seen what is remembered: one credential, its identity, one address. A fingerprint, because tokens are in it where nothing
 * else tells the identity; the credential's id, because two that have not signed in yet have the same empty token.
 */
const ownerOf = (context: IExecuteFunctions | ILoadOptionsFunctions, { credential, identity }: Way, credentials: ICredentialDataDecryptedObject): string => {
	const owner = new Fingerprint();
	owner.add([credential, context.getNode().credentials?.[credential]?.id ?? null, identity(credentials), hostOf(credentials, 'api')]);
	return owner.digest();
};

/**
 * The decorators, from the inside: n8n's signed HTTP, the tenant's request budget, patience with a busy model, retry, memory, redaction of errors.
 * Budget and lock are shared by all executions of this process; the budget is counted per API host, which can only be stricter than per tenant.
 */
const clientOn = async (context: IExecuteFunctions | ILoadOptionsFunctions, http: Http, asking: Asking): Promise<AnaplanClient> => {
	const way = wayOf(context);
	const credentials = await context.getCredentials(way.credential);
	const secrets = way.secrets(credentials);
	keepSecret(context, ...secrets);
	const apiUrl = hostOf(credentials, 'api');
	const { urgency, patienceMs } = asking;
	const note = (cause: Cause, ms: number): void => asking.noteWait(cause, nodeClock.now() - ms, nodeClock.now());
	const tenant = `anaplan:${new URL(apiUrl).host}`;
	const budgeted = withBudget(http, processBudget(nodeClock), tenant, { urgency, onWait: (ms) => note(BUDGET, ms) });
	const patient = whenModelBusy(budgeted, { clock: nodeClock, patienceMs, onBusy: ({ ms, said }) => note(busyModel(said), ms) });
	const retried = withRetry(patient, {
		clock: nodeClock, isTransient: anaplanJudgement,
		onRetry: ({ status, decision }) => {
			// The pause that a 429 asks for begins now.
			if (status === 429 && decision.retry) asking.noteWait(BUDGET, nodeClock.now(), nodeClock.now() + decision.afterMs);
		},
	});
	// Made at the first error: the patterns of a private key take longer than many a call.
	const redact = (text: string): string => redactor(secrets)(text);
	return createAnaplanClient({
		http: withRedaction(asking.remember(retried, ownerOf(context, way, credentials)), redact), clock: nodeClock, apiUrl, signal: asking.signal, timeouts: asking.timeouts,
		onQueued: (task, ms) => note(queuedTask(task), ms), claims: processClaims, contents: processContents,
	});
};

const MINUTE_MS = 60_000;

export const executionClient = async (context: IExecuteFunctions): Promise<AnaplanClient> => {
	const { deadlineMinutes = 60 } = context.getNodeParameter('options', 0, {}) as { deadlineMinutes?: number };
	return await clientOn(context, stoppable(context), {
		signal: context.getExecutionCancelSignal(), urgency: urgencyOf(context), patienceMs: deadlineMinutes * MINUTE_MS,
		noteWait: (cause, fromMs, toMs) => noteWait(context, cause, fromMs, toMs),
		remember: (http, owner) => withCatalogue(context, http, owner),
	});
};

/** Who is signed in, asked with a wish for a sign-in code (see sign-in/device-session); nothing of it is remembered. */
export const signInClient = async (context: IExecuteFunctions, wish: Wish): Promise<AnaplanClient> => {
	const http = stoppable(context);
	const wishing: Http = { send: (request) => http.send({ ...request, headers: { ...request.headers, [STEP_HEADER]: wish } }) };
	return await clientOn(context, wishing, {
		signal: context.getExecutionCancelSignal(), urgency: urgencyOf(context), patienceMs: 0,
		noteWait: (cause, fromMs, toMs) => noteWait(context, cause, fromMs, toMs), remember: (asked) => asked,
	});
};

/** Nobody looks at a pick list for minutes: a busy model is told instead of waited for. */
const EDITOR_TIMEOUTS = { promptMs: 30_000, modelMs: 20_000 };

/** In the editor, for pick lists. */
export const editorClient = async (context: ILoadOptionsFunctions): Promise<AnaplanClient> =>
	await clientOn(context, credentialHttp(context, wayOf(context).credential), {
		urgency: 'interactive', patienceMs: 0, timeouts: EDITOR_TIMEOUTS, noteWait: () => undefined,
		remember: (http, owner) => withEditorMemory(http, owner, nodeClock),
	});
