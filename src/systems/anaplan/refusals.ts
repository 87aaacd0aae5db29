import type { HttpResponse } from '../../contracts';
import { FatalError, RetryableError, type ErrorFacts, type IntegrationError } from '../../core/errors';
import { retryAfterMs } from '../../core/http/retry-after';
import { memberOf, objectOf, parseJson, textOf } from './json';

export const SYSTEM = 'Anaplan';

interface Refusal {
	readonly class: 'fatal' | 'retryable';
	readonly remedy: string;
}

/** Status → what it means and what to do (reference anaplan 12). Unlisted ones are decided by their hundred. */
const REFUSALS: Readonly<Record<number, Refusal>> = {
	400: { class: 'fatal', remedy: 'Correct the parameter that Anaplan names; repeating the same call cannot succeed.' },
	401: {
		class: 'fatal',
		remedy: 'Check the credential: the user must be active, the password not expired, and a user of a single sign-on workspace '
			+ 'must be an Exception User for basic and certificate login.',
	},
	403: { class: 'fatal', remedy: 'The role of the user is too small. Ask the workspace administrator for access to this object.' },
	404: {
		class: 'fatal',
		remedy: 'Anaplan gives the same answer for three causes: the id does not exist, the user has no access to it (model role NO ACCESS), '
			+ 'or the id is written in the wrong case (workspace ids are lower case, model ids upper case). Pick the object from the list again.',
	},
	405: { class: 'fatal', remedy: 'Check the API URL in the credential; if it is right, report this as a defect of the node.' },
	406: { class: 'fatal', remedy: 'Report this as a defect of the node.' },
	409: { class: 'retryable', remedy: 'Another action is changing the object. Wait and run again.' },
	410: { class: 'retryable', remedy: 'The object was moved. Run again; if it stays so, pick it from the list again.' },
	415: { class: 'fatal', remedy: 'Report this as a defect of the node.' },
	422: { class: 'fatal', remedy: 'The model is archived. Ask a workspace administrator to unarchive it.' },
	423: { class: 'fatal', remedy: 'The model is in locked mode (not merely busy). Ask a model builder to unlock it, then run again.' },
	424: { class: 'retryable', remedy: 'The model is offline or in maintenance mode. Run again when a model builder has brought it back.' },
	425: { class: 'fatal', remedy: 'The model is in deployed mode, where structural changes are refused. Ask a model builder.' },
	429: { class: 'retryable', remedy: 'The tenant has used up its 600 requests per minute, counted over all users. Wait and run again, and spread schedules.' },
	500: { class: 'retryable', remedy: 'Anaplan failed inside. Run again; Anaplan also answers so when an import id does not exist.' },
};

const OUTAGE: Refusal = { class: 'retryable', remedy: 'Anaplan or the network before it is not available (maintenance is on Saturdays). Run again later.' };
const REDIRECT: Refusal = {
	class: 'fatal', remedy: 'The address redirects elsewhere, which is not followed. Check the API URL in the credential for the region of the tenant.',
};
const UNKNOWN: Refusal = { class: 'fatal', remedy: 'Read what Anaplan says and correct the call.' };

const refusalOf = (status: number): Refusal => REFUSALS[status] ?? (status >= 500 ? OUTAGE : status < 400 ? REDIRECT : UNKNOWN);

/** What to do about a refusal with this status. */
export const remedyOf = (status: number): string => refusalOf(status).remedy;

/** Statuses by which a model refuses because of its mode, not because it is busy: busy models answer late and never refuse. */
export const MODE_REFUSALS: ReadonlySet<number> = new Set([422, 423, 424, 425]);

/** Maintenance pages and proxies answer HTML (reference anaplan 12); nobody wants to read it in an error. */
const wordsOf = (response: HttpResponse): string => {
	const body = objectOf(parseJson(response.body));
	const message = textOf(memberOf(body, 'status'), 'message')
		|| textOf(body, 'statusMessage') || textOf(body, 'message') || textOf(body, 'error_description');
	if (message) return `${message} (HTTP ${response.status})`;
	const html = /^\s*</.test(response.body.subarray(0, 200).toString('latin1'));
	return html ? `a web page instead of an answer (HTTP ${response.status})` : `HTTP ${response.status}`;
};

/**
 * The error that a status other than 2xx means. `nowMs` is the worker's clock, for a `Retry-After` that is a date;
 * `mode` is the model's `activeState` in Anaplan's own word, known or not, where it could be read.
 */
export const refusalError = (response: HttpResponse, operation: string, nowMs: number, mode = ''): IntegrationError => {
	const refusal = refusalOf(response.status);
	const code = textOf(objectOf(parseJson(response.body)), 'status');
	const said = mode ? `${wordsOf(response)}; the mode of the model is ${mode}` : wordsOf(response);
	const facts: ErrorFacts = {
		system: SYSTEM, operation, said, remedy: refusal.remedy, status: response.status, ...(code ? { code } : {}),
	};
	return refusal.class === 'fatal' ? new FatalError(facts) : new RetryableError(facts, retryAfterMs(response.headers, nowMs));
};

/** For `withRetry`: 409 means refused unprocessed because the object is being changed (reference anaplan 12). */
export const anaplanJudgement = (response: HttpResponse): { readonly afterMs: number } | undefined =>
	response.status === 409 ? { afterMs: 10_000 } : undefined;
