import type { Clock, Http, HttpResponse, RequestBudget, Urgency } from '../../contracts';
import { cancellationOf } from '../cancellation';
import { TurnQueue } from '../limits/turn-queue';
import { DEFAULT_RETRY_AFTER_MS, retryAfterMs } from './retry-after';
import { SteadyTime } from './steady-time';

export interface BudgetLimits {
	/** Requests that may go out at once after a quiet time. */
	readonly capacity: number;
	/** Requests per second that come back. */
	readonly refillPerSecond: number;
	/** A longer pause than this is not believed: it would silence every run of this process on that tenant. */
	readonly longestPenaltyMs: number;
}

/**
 * What Anaplan grants each tenant, all users together: 600 at once and 10 per second (reference anaplan 12), less what is
 * on the way for two seconds. Requests do not take equally long to get there: when the first of a burst was slow and the
 * last is fast, Anaplan sees them closer together than they left, and would answer the last with 429.
 */
export const ANAPLAN_LIMITS: BudgetLimits = { capacity: 580, refillPerSecond: 10, longestPenaltyMs: 3_600_000 };

interface Waiter {
	readonly grant: () => void;
	readonly fail: (error: unknown) => void;
}

interface Bucket {
	tokens: number;
	/** Tokens are counted up to this moment. In the future while a penalty lasts. */
	countedAtMs: number;
	readonly queue: TurnQueue<Waiter>;
	/** Ends the pause of whoever serves the queue; undefined while nobody does. */
	serving: AbortController | undefined;
}

/**
 * One token per request; tokens come back with time and never exceed the capacity.
 *
 * **Never more than capacity + refill · t requests in any window of t seconds.** Let a window open with k tokens in the
 * bucket. k ≤ capacity, because every refill is cut at the capacity. Inside the window the only source of tokens is the
 * refill, which adds refill · elapsed and counts every moment once (`countedAtMs` moves to now with it), so at most
 * refill · t in total. Each request takes a whole token before it leaves, and the count never goes below zero. So at
 * most k + refill · t ≤ capacity + refill · t requests leave. A penalty only takes tokens away and delays the refill.
 * The proof speaks of the worker's clock; if that leaps forward, one leap is worth one capacity at most.
 *
 * **Nobody asks before a penalty ends.** A penalty leaves no whole token and stops the refill until its end; both hold
 * for the request that already waits, because the bucket is looked at again after each pause. After the end requests
 * leave at the pace of the refill: the tenant is shared with people and programs that this bucket cannot see, so the
 * burst is not ours.
 *
 * **Fair.** Whoever comes is put into the tenant's `TurnQueue`, and each token is given to the one whose turn it is when
 * the token is there: first come first served within a class, interactive before bulk, no bulk one starved (the proof is
 * above `TurnQueue`). Who is cancelled leaves the queue at once, without a token, and the next moves up. One that was
 * given its token and cancelled in the same moment has spent it for nothing, which errs on the safe side. Tenants do not
 * wait for each other.
 *
 * **No lost wakeup.** While the queue of a tenant is not empty, exactly one `serve` runs for it: `take` starts one unless
 * one runs, and `serve` ends only in the same synchronous step in which it has found the queue empty and has taken back
 * `serving`. Its pauses end by time, or early when the last waiter has left; either way it looks again, so that one who
 * came meanwhile is served. If the clock itself fails, everybody who waits is told so instead of waiting for ever.
 */
export class TokenBucket implements RequestBudget {
	private readonly buckets = new Map<string, Bucket>();
	private readonly time: SteadyTime;

	constructor(private readonly clock: Clock, private readonly limits: BudgetLimits = ANAPLAN_LIMITS) {
		this.time = new SteadyTime(clock);
	}

	async take(tenant: string, signal?: AbortSignal, urgency: Urgency = 'bulk'): Promise<number> {
		const cancelled = (by: AbortSignal) => cancellationOf(by, 'This workflow', 'wait for the request budget of the tenant');
		if (signal?.aborted) throw cancelled(signal);
		const askedAtMs = this.time.now();
		const bucket = this.bucketOf(tenant);
		await new Promise<void>((resolve, reject) => {
			const leave = (): void => {
				bucket.queue.leave(waiter);
				if (bucket.queue.size === 0) bucket.serving?.abort();
				if (signal) reject(cancelled(signal));
			};
			const stay = (): void => signal?.removeEventListener('abort', leave);
			const waiter: Waiter = {
				grant: () => {
					stay();
					resolve();
				},
				fail: (error) => {
					stay();
					reject(error);
				},
			};
			signal?.addEventListener('abort', leave, { once: true });
			bucket.queue.add(waiter, urgency);
			if (!bucket.serving) void this.serve(bucket);
		});
		return this.time.now() - askedAtMs;
	}

	penalise(tenant: string, ms: number): void {
		const bucket = this.counted(this.bucketOf(tenant));
		const endsAtMs = this.time.now() + Math.min(Math.max(0, ms), this.limits.longestPenaltyMs);
		bucket.tokens = 0;
		bucket.countedAtMs = Math.max(bucket.countedAtMs, endsAtMs);
	}

	private async serve(bucket: Bucket): Promise<void> {
		while (bucket.queue.size > 0) {
			if (this.counted(bucket).tokens >= 1) {
				bucket.tokens -= 1;
				bucket.queue.next()?.grant();
				continue;
			}
			const pause = (bucket.serving = new AbortController());
			try {
				await this.clock.sleep(this.msUntilNextToken(bucket), pause.signal);
			} catch (error) {
				if (!pause.signal.aborted) while (bucket.queue.size > 0) bucket.queue.next()?.fail(error);
			}
		}
		bucket.serving = undefined;
	}

	private msUntilNextToken({ tokens, countedAtMs }: Bucket): number {
		const penaltyMs = Math.max(0, countedAtMs - this.time.now());
		return Math.ceil(penaltyMs + ((1 - tokens) * 1000) / this.limits.refillPerSecond);
	}

	private counted(bucket: Bucket): Bucket {
		const nowMs = this.time.now();
		const elapsedMs = nowMs - bucket.countedAtMs;
		if (elapsedMs > 0) {
			bucket.tokens = Math.min(this.limits.capacity, bucket.tokens + (elapsedMs * this.limits.refillPerSecond) / 1000);
			bucket.countedAtMs = nowMs;
		}
		return bucket;
	}

	private bucketOf(tenant: string): Bucket {
		const known = this.buckets.get(tenant);
		if (known) return known;
		const fresh: Bucket = { tokens: this.limits.capacity, countedAtMs: this.time.now(), queue: new TurnQueue(), serving: undefined };
		this.buckets.set(tenant, fresh);
		return fresh;
	}
}

export interface WithBudgetOptions {
	/** The worker's clock, for a `Retry-After` date in an answer without a date of its own. */
	readonly nowMs?: () => number;
	/** A caller's own reading of an answer: the pause in milliseconds where it means 429 without saying so. */
	readonly penaltyOf?: (response: HttpResponse) => number | undefined;
	/** Whether a person waits for these requests; bulk when absent. */
	readonly urgency?: Urgency;
	/** Told how long a request had to wait before it was sent. */
	readonly onWait?: (ms: number) => void;
}

/**
 * Takes one token for each actual sending, so it belongs *inside* `withRetry`: a repeat costs what a request costs.
 * A 429 silences everybody on the tenant for as long as it asks, 10 s if it does not say (reference anaplan 12).
 */
export const withBudget = (http: Http, budget: RequestBudget, tenant: string, options: WithBudgetOptions = {}): Http => {
	const { nowMs = Date.now, penaltyOf, urgency, onWait } = options;
	return {
		async send(request) {
			const waitedMs = await budget.take(tenant, request.signal, urgency);
			if (waitedMs > 0) onWait?.(waitedMs);
			const response = await http.send(request);
			const ownWords = penaltyOf?.(response);
			if (ownWords !== undefined) budget.penalise(tenant, ownWords);
			else if (response.status === 429) budget.penalise(tenant, retryAfterMs(response.headers, nowMs()) ?? DEFAULT_RETRY_AFTER_MS);
			return response;
		},
	};
};
