import type { Clock, Http, HttpResponse, RequestBudget } from '../../contracts';
import { FifoLock } from '../limits/fifo-lock';
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

/** What Anaplan grants each tenant, all users together (reference anaplan 12). */
export const ANAPLAN_LIMITS: BudgetLimits = { capacity: 600, refillPerSecond: 10, longestPenaltyMs: 3_600_000 };

interface Bucket {
	tokens: number;
	/** Tokens are counted up to this moment. In the future while a penalty lasts. */
	countedAtMs: number;
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
 * for the request that already waits, because it looks again after each pause. After the end requests leave at the pace
 * of the refill: the tenant is shared with people and programs that this bucket cannot see, so the burst is not ours.
 *
 * **Fair.** Per tenant one caller at a time looks at the bucket, in the order of arrival (`FifoLock`), and holds its
 * place until it has its token: nobody overtakes. Who is cancelled leaves without a token, and the next moves up.
 * Tenants do not wait for each other.
 */
export class TokenBucket implements RequestBudget {
	private readonly buckets = new Map<string, Bucket>();
	private readonly turns: FifoLock;
	private readonly time: SteadyTime;

	constructor(private readonly clock: Clock, private readonly limits: BudgetLimits = ANAPLAN_LIMITS) {
		this.turns = new FifoLock(clock);
		this.time = new SteadyTime(clock);
	}

	async take(tenant: string, signal?: AbortSignal): Promise<number> {
		const askedAtMs = this.time.now();
		await this.turns.hold(tenant, () => this.takeInTurn(this.bucketOf(tenant), signal), signal);
		return this.time.now() - askedAtMs;
	}

	penalise(tenant: string, ms: number): void {
		const bucket = this.counted(this.bucketOf(tenant));
		const endsAtMs = this.time.now() + Math.min(Math.max(0, ms), this.limits.longestPenaltyMs);
		bucket.tokens = 0;
		bucket.countedAtMs = Math.max(bucket.countedAtMs, endsAtMs);
	}

	private async takeInTurn(bucket: Bucket, signal: AbortSignal | undefined): Promise<void> {
		while (this.counted(bucket).tokens < 1) {
			await this.clock.sleep(this.msUntilNextToken(bucket), signal);
		}
		bucket.tokens -= 1;
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
		const fresh: Bucket = { tokens: this.limits.capacity, countedAtMs: this.time.now() };
		this.buckets.set(tenant, fresh);
		return fresh;
	}
}

export interface WithBudgetOptions {
	/** The worker's clock, for a `Retry-After` date in an answer without a date of its own. */
	readonly nowMs?: () => number;
	/** A caller's own reading of an answer: the pause in milliseconds where it means 429 without saying so. */
	readonly penaltyOf?: (response: HttpResponse) => number | undefined;
}

/**
 * Takes one token for each actual sending, so it belongs *inside* `withRetry`: a repeat costs what a request costs.
 * A 429 silences everybody on the tenant for as long as it asks, 10 s if it does not say (reference anaplan 12).
 */
export const withBudget = (http: Http, budget: RequestBudget, tenant: string, options: WithBudgetOptions = {}): Http => {
	const { nowMs = Date.now, penaltyOf } = options;
	return {
		async send(request) {
			await budget.take(tenant, request.signal);
			const response = await http.send(request);
			const ownWords = penaltyOf?.(response);
			if (ownWords !== undefined) budget.penalise(tenant, ownWords);
			else if (response.status === 429) budget.penalise(tenant, retryAfterMs(response.headers, nowMs()) ?? DEFAULT_RETRY_AFTER_MS);
			return response;
		},
	};
};
