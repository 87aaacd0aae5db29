import type { Clock, Http, HttpResponse, NamedLock } from '../../contracts';
import { ConnectionLostError } from '../../core/errors';
import type { JsonObject } from '../../core/json';
import type { RetryPolicy } from '../../core/http/retry';
import { withRetry } from '../../core/http/retry-http';
import { errorOf, readAnswer, withRequestId, type Reading } from './answers/classify-answer';
import { queueOf, type CompletePlace } from './identity';
import { Patience, SAGE100_RETRY_POLICY } from './patience';
import type { Sage100Request } from './wire/requests';

/**
 * The agent gives up on Sage 100 by itself and says so; this is for a connection that died without a word. It is longer than the agent takes over
 * anything with its own settings: the turn of the company, a logon, reading all keys of a table, and one page of rows, 635 seconds.
 */
export const TIMEOUT_MS = 660_000;

export interface GatewayParts {
	/** Decides about TLS. */
	readonly http: Http;
	readonly place: CompletePlace;
	readonly apiKey: string;
	readonly clock: Clock;
	/** One request at a time per company: a second one would only be answered with 429. */
	readonly lock: NamedLock;
	/** A new id for each call: up to 60 letters, digits, `.`, `_` or `-`. */
	readonly requestId: () => string;
	/** Resolves when the agent is known to speak a contract that this client understands. */
	readonly agreed: () => Promise<void>;
	readonly signal?: AbortSignal;
	readonly retryPolicy?: RetryPolicy;
	/** In [0, 1); tests replace it. */
	readonly random?: () => number;
}

export interface Answer extends Reading {
	readonly response: HttpResponse;
}

/** Sends requests one at a time, reads each answer once, and turns refusals into errors. */
export class Sage100Gateway {
	constructor(private readonly parts: GatewayParts) {}

	/** The same, ended by this signal. */
	stoppedBy(signal: AbortSignal | undefined): Sage100Gateway {
		return signal ? new Sage100Gateway({ ...this.parts, signal }) : this;
	}

	/**
	 * Sends it and gives the answer, whatever it is; the verdict is `undefined` for a good one.
	 *
	 * @throws ConnectionLostError, CancelledError; FatalError for an agent of another contract
	 */
	async attempt(request: Sage100Request): Promise<Answer> {
		if (request.beforeContract !== true) await this.parts.agreed();
		const { clock, retryPolicy = SAGE100_RETRY_POLICY, random, requestId } = this.parts;
		const id = requestId();
		const patience = new Patience(request);
		const readings = new WeakMap<HttpResponse, Reading>();
		const reading = (response: HttpResponse): Reading => {
			const known = readings.get(response) ?? readAnswer(response, id, clock.now());
			readings.set(response, known);
			return known;
		};
		const patient = withRetry({ send: (one) => this.inTurn(one) }, {
			clock, policy: retryPolicy, ...(random && { random }), isTransient: (response) => patience.judge(reading(response).verdict),
		});
		const response = await patient.send(this.signed(request, id)).catch((error: unknown) => {
			if (error instanceof ConnectionLostError) throw new ConnectionLostError({ ...error.facts, said: withRequestId(error.facts.said, id), cause: error });
			throw error;
		});
		return { response, ...reading(response) };
	}

	/**
	 * The good answer.
	 *
	 * @throws FatalError, RetryableError; RejectedError for what was written and refused; AmbiguousError when a request that must not be
	 *   sent twice got an answer that does not tell whether it was done; what `attempt` throws
	 */
	async call(request: Sage100Request): Promise<{ readonly response: HttpResponse; readonly json: JsonObject }> {
		const { response, verdict, json } = await this.attempt(request);
		if (verdict) throw errorOf(verdict, request.purpose, request.repeatable);
		return { response, json };
	}

	private signed({ method, url, headers, body, purpose, repeatable, ofCompany }: Sage100Request, id: string): Parameters<Http['send']>[0] {
		const { place, apiKey, signal } = this.parts;
		return {
			method, url, purpose, repeatable, timeoutMs: TIMEOUT_MS, ...(body !== undefined && { body }), ...(signal && { signal }),
			headers: {
				...headers, accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }),
				'x-api-key': apiKey, ...(ofCompany && { 'x-sage-company': place.company }), 'x-request-id': id,
			},
		};
	}

	/** The turn is given back between tries, so that a pause keeps nobody else waiting. */
	private inTurn(request: Parameters<Http['send']>[0]): Promise<HttpResponse> {
		const { http, lock, place } = this.parts;
		return lock.hold(queueOf(place), () => http.send(request), request.signal);
	}
}
