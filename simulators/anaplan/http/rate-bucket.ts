import type { SimulatedClock } from '../../harness/clock';
import type { RateLimit, Switches } from '../switches';

/** The tenant's request budget: a bucket of `capacity` tokens that fills by `refillPerSecond` (reference anaplan 12). */
export class RateBucket {
	private tokens = Number.POSITIVE_INFINITY;
	private at = 0;
	private storm = { requests: 0, seconds: 0 };
	private limit: RateLimit | null = null;

	constructor(private readonly clock: SimulatedClock, private readonly switches: Switches) {}

	/** The next so many requests are refused, whatever the budget says. */
	refuse(requests: number, seconds: number): void {
		this.storm = { requests, seconds };
	}

	/** Takes one token; answers nothing, or the seconds until there is one. */
	take(): number | undefined {
		if (this.storm.requests > 0) {
			this.storm.requests -= 1;
			return this.storm.seconds;
		}
		const limit = this.switches.values.rateLimit;
		const now = this.clock.now();
		if (limit === null) return undefined;
		if (limit.capacity !== this.limit?.capacity || limit.refillPerSecond !== this.limit.refillPerSecond) {
			this.limit = limit;
			this.tokens = limit.capacity;
		} else {
			this.tokens = Math.min(limit.capacity, this.tokens + (Math.max(0, now - this.at) / 1000) * limit.refillPerSecond);
		}
		this.at = now;
		if (this.tokens >= 1) {
			this.tokens -= 1;
			return undefined;
		}
		return limit.refillPerSecond > 0 ? Math.max(1, Math.ceil((1 - this.tokens) / limit.refillPerSecond)) : 60;
	}

	refill(): void {
		this.storm.requests = 0;
		this.limit = null;
	}
}
