import type { Clock, Http, HttpResponse } from '../../contracts';
import type { ExactJson } from '../../core/json';
import { withRetry } from '../../core/http/retry-http';
import type { Judgement, RetryPolicy } from '../../core/http/retry';
import { errorOf, readAnswer, type Reading, type Verdict } from './answers/classify-answer';
import type { SageX3Request } from './wire/graphql-requests';

/** A cold pool of 4GL sessions needs seconds, and an answer of more than a minute was seen (reference sage-x3 11, 15). */
const TIMEOUT_MS = 180_000;

/** Limits are published for neither deployment; 429 and 503 name a pause (reference sage-x3 11). */
export const SAGEX3_RETRY_POLICY: RetryPolicy = { maxAttempts: 6, firstStepMs: 1_000, longestStepMs: 30_000, longestRetryAfterMs: 300_000 };

const UNREADABLE_PAUSE_MS = 3_000;

export interface GatewayParts {
	/** Signs requests; see session/sign-in. */
	readonly http: Http;
	readonly clock: Clock;
	readonly signal?: AbortSignal;
	readonly retryPolicy?: RetryPolicy;
	/** In [0, 1); tests replace it. */
	readonly random?: () => number;
}

/** What the retry asks about an answer: the table's action, not the status, decides. */
const judgeAnswer = (verdict: Verdict | undefined): Judgement => {
	if (verdict === undefined) return undefined;
	if (verdict.action === 'wait') return true;
	if (verdict.action !== 'retry') return 'final';
	return verdict.status >= 500 ? undefined : { afterMs: UNREADABLE_PAUSE_MS };
};

/** Sends requests, reads each answer once, and turns refusals into errors. All of them only read, so all may be sent again. */
export class SageX3Gateway {
	constructor(private readonly parts: GatewayParts) {}

	/**
	 * Sends it and gives the answer, whatever it is. Without a verdict it is JSON; errors may still stand inside of it.
	 *
	 * @throws ConnectionLostError, CancelledError, and what signing in throws
	 */
	async attempt(request: SageX3Request): Promise<Reading & { readonly response: HttpResponse }> {
		const { http, clock, signal, retryPolicy = SAGEX3_RETRY_POLICY, random } = this.parts;
		const readings = new WeakMap<HttpResponse, Reading>();
		const reading = (response: HttpResponse): Reading => {
			const known = readings.get(response) ?? readAnswer(response);
			readings.set(response, known);
			return known;
		};
		const patient = withRetry(http, {
			clock, policy: retryPolicy, ...(random && { random }), isTransient: (response) => judgeAnswer(reading(response).verdict),
		});
		const response = await patient.send({ ...request, repeatable: true, timeoutMs: TIMEOUT_MS, ...(signal && { signal }) });
		return { response, ...reading(response) };
	}

	/**
	 * The answer as JSON.
	 *
	 * @throws FatalError, RetryableError; what `attempt` throws
	 */
	async call(request: SageX3Request): Promise<{ readonly response: HttpResponse; readonly json: ExactJson }> {
		const { response, verdict, json } = await this.attempt(request);
		if (verdict) throw errorOf(verdict, request.purpose);
		return { response, json };
	}
}
