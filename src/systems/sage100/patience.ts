import type { Judgement, RetryPolicy } from '../../core/http/retry';
import type { Verdict } from './answers/classify-answer';
import type { Action } from './answers/error-table';
import type { Sage100Request } from './wire/requests';

/** Six tries at most, which locks take; the judgement below ends others earlier. */
export const SAGE100_RETRY_POLICY: RetryPolicy = { maxAttempts: 6, firstStepMs: 1_000, longestStepMs: 30_000, longestRetryAfterMs: 300_000 };

interface Bounds {
	/** Pauses where the agent does not say how long; their number bounds the tries. */
	readonly pausesMs: readonly number[];
	/** All pauses together. */
	readonly mostMs: number;
}

/**
 * How long each kind of refusal is waited for. A lock that another user holds clears within two minutes or stays (reference sage-100 10).
 * A user who is locked is asked for once more and not again: each try may be a sign-in that keeps the lock.
 */
const BOUNDS: Readonly<Partial<Record<Action, Bounds>>> = {
	lock: { pausesMs: [5_000, 10_000, 20_000, 30_000, 55_000], mostMs: 120_000 },
	wait: { pausesMs: [2_000, 5_000, 10_000, 20_000], mostMs: 600_000 },
	once: { pausesMs: [10_000], mostMs: 300_000 },
};

const PAUSE_MS = 3_000;
const MOST_UNCLEAR = 4;

/** What is thought of the answers to one call, one after another. The number of its tries and the length of its pauses are bounded. */
export class Patience {
	private readonly tries = new Map<Action, number>();
	private readonly waitedMs = new Map<Action, number>();

	constructor(private readonly request: Pick<Sage100Request, 'repeatable' | 'single'>) {}

	judge(verdict: Verdict | undefined): Judgement {
		if (verdict === undefined) return undefined;
		const { action, retryable, afterMs, status } = verdict;
		if (this.request.single === true || retryable === false) return 'final';
		const bounds = BOUNDS[action];
		if (bounds) return this.within(bounds, action, afterMs);
		const mayPass = action === 'unclear' || (action === 'stop' && retryable === true);
		if (!mayPass || !this.request.repeatable || this.count(action) >= MOST_UNCLEAR) return 'final';
		// The core takes the back-off for a failing server, and obeys its Retry-After.
		return status >= 500 ? undefined : { afterMs: afterMs ?? PAUSE_MS };
	}

	private within({ pausesMs, mostMs }: Bounds, action: Action, askedMs: number | undefined): Judgement {
		const usual = pausesMs[this.count(action)];
		if (usual === undefined) return 'final';
		const pause = askedMs ?? usual;
		const waited = (this.waitedMs.get(action) ?? 0) + pause;
		if (waited > mostMs) return 'final';
		this.waitedMs.set(action, waited);
		return { afterMs: pause };
	}

	/** How often there was one before. */
	private count(action: Action): number {
		const before = this.tries.get(action) ?? 0;
		this.tries.set(action, before + 1);
		return before;
	}
}
