import type { Clock, Http, HttpRequest, HttpResponse } from '../../contracts';
import { cancellationOf } from '../cancellation';
import { ConnectionLostError } from '../errors';
import { hostOf } from './address';
import { decideRetry, DEFAULT_RETRY_POLICY, type Happening, type Judgement, type RetryDecision, type RetryPolicy } from './retry';

export interface RetryEvent {
	readonly request: HttpRequest;
	/** Which sending has just failed, counted from 1. */
	readonly attempt: number;
	/** Undefined when the answer was lost. */
	readonly status: number | undefined;
	readonly decision: RetryDecision;
}

export interface RetryOptions {
	readonly clock: Clock;
	readonly policy?: RetryPolicy;
	/** In [0, 1); tests replace it. */
	readonly random?: () => number;
	/** A caller's own reading of an answer; see `Judgement`. */
	readonly isTransient?: (response: HttpResponse, request: HttpRequest) => Judgement;
	/** Told before each pause. */
	readonly onRetry?: (event: RetryEvent) => void;
	/** Told when a failed request is not sent again, with the reason. */
	readonly onGiveUp?: (event: RetryEvent) => void;
}

type Outcome = { readonly response: HttpResponse } | { readonly loss: ConnectionLostError };

const attemptOnce = async (http: Http, request: HttpRequest): Promise<Outcome> => {
	try {
		return { response: await http.send(request) };
	} catch (caught) {
		if (caught instanceof ConnectionLostError) return { loss: caught };
		throw caught;
	}
};

/** The reader must know that it was not one bad moment. */
const afterTries = (loss: ConnectionLostError, attempts: number): ConnectionLostError =>
	attempts === 1 ? loss : new ConnectionLostError({ ...loss.facts, said: `${loss.facts.said} (tried ${attempts} times)`, cause: loss });

/**
 * Sends a request again as long as `decideRetry` says so. The last answer comes back as it is, whatever its status;
 * the last loss is thrown. `request.signal` ends it between tries and during pauses.
 */
export const withRetry = (http: Http, options: RetryOptions): Http => {
	const { clock, policy = DEFAULT_RETRY_POLICY, random = Math.random, isTransient, onRetry, onGiveUp } = options;

	const happening = (outcome: Outcome, request: HttpRequest): Happening => {
		if ('loss' in outcome) return { kind: 'lost' };
		const { status, headers } = outcome.response;
		return { kind: 'answered', status, headers, nowMs: clock.now(), judgement: isTransient?.(outcome.response, request) };
	};

	return {
		async send(request) {
			for (let attempt = 1; ; attempt += 1) {
				if (request.signal?.aborted) throw cancellationOf(request.signal, hostOf(request.url), request.purpose);
				const outcome = await attemptOnce(http, request);
				const happened = happening(outcome, request);
				const decision = decideRetry({ attempt, happened, repeatable: request.repeatable, policy, random: random() });
				const status = happened.kind === 'answered' ? happened.status : undefined;
				if (decision.retry) {
					onRetry?.({ request, attempt, status, decision });
					await clock.sleep(decision.afterMs, request.signal);
					continue;
				}
				if (status === undefined || status >= 400) onGiveUp?.({ request, attempt, status, decision });
				if ('loss' in outcome) throw afterTries(outcome.loss, attempt);
				return outcome.response;
			}
		},
	};
};
