import { DEFAULT_RETRY_AFTER_MS, retryAfterMs } from './retry-after';

export interface RetryPolicy {
	/** How often a request is sent at most, the first time included. */
	readonly maxAttempts: number;
	/** The first step of the backoff in milliseconds; each further step is twice as long. */
	readonly firstStepMs: number;
	/** No step of the backoff is longer. */
	readonly longestStepMs: number;
	/** If the other side asks for a longer pause than this, the call ends instead of blocking the run. */
	readonly longestRetryAfterMs: number;
}

/** Five tries with 15 s of own backoff between them at most; up to five minutes per pause when the other side asks for it. */
export const DEFAULT_RETRY_POLICY: RetryPolicy = {
	maxAttempts: 5,
	firstStepMs: 1_000,
	longestStepMs: 30_000,
	longestRetryAfterMs: 300_000,
};

/** What became of one sending. */
export type Happening =
	| { readonly kind: 'lost' }
	| {
			readonly kind: 'answered';
			readonly status: number;
			/** Names in lower case. */
			readonly headers: Readonly<Record<string, string>>;
			/** The worker's clock when the answer arrived. */
			readonly nowMs: number;
			/** The caller knows this answer better than its status tells (see `Judgement`). */
			readonly judgement?: Judgement;
	  };

/**
 * What a caller may say about an answer whose status does not tell the whole story:
 * - `true` or `{ afterMs }`: refused *unprocessed*, whatever the status, so that sending it again is always safe
 *   (Intacct's "429 inside HTTP 200", a locked record);
 * - `'final'`: never to be repeated although the status suggests it (a 500 that means "wrong password");
 * - `false` or `undefined`: nothing special, the status decides.
 */
export type Judgement = boolean | 'final' | { readonly afterMs: number } | undefined;

export interface RetryQuestion {
	/** Which sending this was, counted from 1. */
	readonly attempt: number;
	readonly happened: Happening;
	/** True when sending it twice leaves the other system as sending it once would. */
	readonly repeatable: boolean;
	readonly policy: RetryPolicy;
	/** In [0, 1). */
	readonly random: number;
}

export type RetryDecision =
	| { readonly retry: false; readonly because: string }
	| { readonly retry: true; readonly afterMs: number; readonly because: string };

const stepMs = (attempt: number, { firstStepMs, longestStepMs }: RetryPolicy): number =>
	Math.min(longestStepMs, firstStepMs * 2 ** (attempt - 1));

/** Between half and the whole of the step: callers that failed together do not come back together. */
const backoffMs = ({ attempt, policy, random }: RetryQuestion): number => Math.round(stepMs(attempt, policy) * (0.5 + random / 2));

const stop = (because: string): RetryDecision => ({ retry: false, because });

/** Waits as long as it was asked to and never less; the jitter comes on top, so that a crowd does not return in one instant. */
const obey = (askedMs: number, question: RetryQuestion, because: string): RetryDecision => {
	const { policy, random } = question;
	if (askedMs > policy.longestRetryAfterMs) {
		const [askedS, longestS] = [Math.ceil(askedMs / 1000), Math.floor(policy.longestRetryAfterMs / 1000)];
		return stop(`${because}, but it asks to wait ${askedS} s and this run waits ${longestS} s at most`);
	}
	return { retry: true, afterMs: askedMs + Math.round(policy.firstStepMs * random), because };
};

const isRefusal = (judgement: Judgement): judgement is true | { readonly afterMs: number } =>
	judgement === true || typeof judgement === 'object';

/**
 * Whether a request is sent again, and when. The only place that decides it.
 *
 * **A request that is not repeatable is sent a second time only after the other side has said that it did nothing
 * with the first.** Only two things say so: 429, which is answered before a request is processed, and a caller's own
 * judgement that the answer is such a refusal. A lost answer and a 5xx leave it open whether the request took effect.
 */
export const decideRetry = (question: RetryQuestion): RetryDecision => {
	const { attempt, happened, repeatable, policy } = question;
	const judgement = happened.kind === 'answered' ? happened.judgement : undefined;

	// The caller has read the answer: repeating it would do harm (a lockout) or is known to be in vain.
	if (judgement === 'final') return stop('the answer is final');

	const refused = isRefusal(judgement) || (happened.kind === 'answered' && happened.status === 429);
	const failed = happened.kind === 'lost' || happened.status >= 500;

	// 2xx and 3xx are what was asked for. 4xx says that the request itself must change first: that includes 408 (no
	// documented system sends it), 409 and 410 (they mean different things per system; a caller judges them) and 425
	// (Anaplan: "deployed model, structural change refused", reference anaplan 12).
	if (!refused && !failed) return stop(`status ${happened.status} is not a passing failure`);

	// Somebody has to end it; the caller gets the last answer or the last loss.
	if (attempt >= policy.maxAttempts) return stop(`it was tried ${attempt} times`);

	if (happened.kind === 'lost') {
		// Nobody knows whether it took effect; only a request that may take effect twice can be sent again.
		if (!repeatable) return stop('the answer was lost and the request must not be sent twice');
		// Nothing arrived that could say how long to wait.
		return { retry: true, afterMs: backoffMs(question), because: 'the answer was lost' };
	}

	const asked = retryAfterMs(happened.headers, happened.nowMs);

	if (refused) {
		const because = happened.status === 429 ? 'too many requests (429)' : 'refused for now';
		// The caller has found the pause in a place of its own, such as a header only this system has.
		if (typeof judgement === 'object') return obey(judgement.afterMs, question, because);
		// Refused unprocessed: always safe to repeat, after the pause that was asked for or the documented default.
		return obey(asked ?? Math.min(DEFAULT_RETRY_AFTER_MS, policy.longestRetryAfterMs), question, because);
	}

	// A server can fail after the work was done.
	if (!repeatable) return stop(`status ${happened.status} leaves open whether it was done, and the request must not be sent twice`);
	// A maintenance page that names its end.
	if (asked !== undefined) return obey(Math.max(asked, backoffMs(question)), question, `status ${happened.status}`);
	// A passing failure: give the server time, more each time.
	return { retry: true, afterMs: backoffMs(question), because: `status ${happened.status}` };
};
