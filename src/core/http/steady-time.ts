import type { Clock } from '../../contracts';

/**
 * A stopwatch over the worker's clock that never runs backwards: when the clock is set back, it stands still for a
 * moment instead, so that whoever waits for a point in time does not wait an hour longer.
 */
export class SteadyTime {
	private elapsedMs = 0;
	private seenMs: number;

	constructor(private readonly clock: Pick<Clock, 'now'>) {
		this.seenMs = clock.now();
	}

	/** Milliseconds since it was made, never less than the last time. */
	now(): number {
		const nowMs = this.clock.now();
		this.elapsedMs += Math.max(0, nowMs - this.seenMs);
		this.seenMs = nowMs;
		return this.elapsedMs;
	}
}
