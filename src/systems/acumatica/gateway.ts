import type { Clock, Http, HttpResponse, Instant } from '../../contracts';
import { FatalError, RetryableError, type IntegrationError } from '../../core/errors';
import { parseExactBody, type ExactJson } from '../../core/json';
import type { Judgement, RetryPolicy } from '../../core/http/retry';
import { withRetry } from '../../core/http/retry-http';
import { classifyAnswer, errorOf, unreadable, type Verdict } from './answers/classify-answer';
import { SYSTEM } from './identity';
import { instantOf } from './values/stamps';
import type { AcumaticaRequest } from './wire/requests';

/** Requests wait in a queue with the connection held open, up to minutes, and a site that was recycled starts slowly (reference acumatica 7). */
const TIMEOUT_MS = 600_000;

/** About a minute of own backoff, so that a seat or a place in the queue can become free. */
export const ACUMATICA_RETRY_POLICY: RetryPolicy = { maxAttempts: 6, firstStepMs: 2_000, longestStepMs: 30_000, longestRetryAfterMs: 300_000 };

export interface GatewayParts {
	/** Signs requests; see session/with-cookie-session for sign-in by cookie. */
	readonly http: Http;
	readonly clock: Clock;
	readonly signal?: AbortSignal;
	readonly retryPolicy?: RetryPolicy;
	/** In [0, 1); tests replace it. */
	readonly random?: () => number;
	/** Says more about a 404 than the server does. */
	readonly explainMissing?: (error: FatalError) => Promise<FatalError>;
}

/** What the retry asks about an answer: the table's action, not the status, decides. */
export const judgeAnswer = (verdict: Verdict | undefined, repeatable: boolean): Judgement => {
	if (verdict?.action === 'wait') return true;
	if (verdict?.action !== 'retry') return 'final';
	if (verdict.status >= 500) return undefined;
	return repeatable ? { afterMs: 3_000 } : 'final';
};

interface Reading {
	readonly verdict: Verdict | undefined;
	readonly json: ExactJson;
}

/** An answer that broke off begins like a good one; only its end tells. */
const readAnswer = (response: HttpResponse, expected: AcumaticaRequest['expected']): Reading => {
	const verdict = classifyAnswer(response, expected);
	if (verdict || expected === 'nothing' || response.body.length === 0) return { verdict, json: null };
	const json = parseExactBody(response.body);
	if (json !== undefined) return { verdict, json };
	return { verdict: unreadable(response.status, 'the answer broke off or is no JSON; nothing of it was used'), json: null };
};

/** Sends requests, reads each answer once, and turns refusals into errors. Knows no session. */
export class AcumaticaGateway {
	constructor(private readonly parts: GatewayParts) {}

	/**
	 * Sends it and gives the answer, whatever it is; the verdict is `undefined` for a good one.
	 *
	 * @throws ConnectionLostError, CancelledError, and what signing in throws
	 */
	async attempt({ expected, ...request }: AcumaticaRequest): Promise<Reading & { readonly response: HttpResponse }> {
		const { http, clock, signal, retryPolicy = ACUMATICA_RETRY_POLICY, random } = this.parts;
		const readings = new WeakMap<HttpResponse, Reading>();
		const reading = (response: HttpResponse): Reading => {
			const known = readings.get(response) ?? readAnswer(response, expected);
			readings.set(response, known);
			return known;
		};
		const patient = withRetry(http, {
			clock, policy: retryPolicy, ...(random && { random }),
			isTransient: (response) => judgeAnswer(reading(response).verdict, request.repeatable),
		});
		const response = await patient.send({ ...request, timeoutMs: TIMEOUT_MS, ...(signal && { signal }) });
		return { response, ...reading(response) };
	}

	/**
	 * The good answer; `json` is `null` where no body was expected.
	 *
	 * @throws FatalError, RetryableError, EntityRejectedError; AmbiguousError when a request that must not be sent twice
	 *   got an answer that does not tell whether it was done; what `attempt` throws
	 */
	async call(request: AcumaticaRequest): Promise<{ readonly response: HttpResponse; readonly json: ExactJson }> {
		const { response, verdict, json } = await this.attempt(request);
		if (verdict) throw await this.refusal(verdict, request);
		return { response, json };
	}

	/** The error of an answer that `attempt` gave with a verdict. */
	async refusal(verdict: Verdict, { purpose, repeatable }: AcumaticaRequest): Promise<IntegrationError> {
		const error = errorOf(verdict, purpose, repeatable);
		const { explainMissing } = this.parts;
		return verdict.meaning === 'not-there' && error instanceof FatalError && explainMissing ? explainMissing(error) : error;
	}
}

/** The `Date` of an answer; `undefined` when it carries none. */
export const toldTimeOf = ({ headers }: HttpResponse): Instant | undefined => {
	const ms = Date.parse(headers.date ?? '');
	return Number.isNaN(ms) ? undefined : instantOf(ms);
};

/**
 * The server's clock, from the `Date` of an answer: stamps were seen to agree with it (reference acumatica 3.1). It has
 * whole seconds and may come from a server in front of the database, so it is never later than the truth by more than
 * those two differ; the overlap of the reading covers that. An answer out of a cache (`Age`) tells when it was made,
 * which is earlier and does no harm.
 *
 * @throws RetryableError when the answer carries no time
 */
export const serverTimeOf = (response: HttpResponse): Instant => {
	const told = toldTimeOf(response);
	if (told !== undefined) return told;
	throw new RetryableError({
		system: SYSTEM, operation: 'ask for the server\'s time', said: 'the answer carries no Date',
		remedy: 'Run it again. If it stays, let what stands between n8n and the site pass the header Date; without the server\'s own time no ' +
			'range of changes can be read safely.',
	});
};
