/** Anaplan's own client looks no more seldom than that (reference anaplan 8). */
export const LONGEST_PACE_MS = 60_000;
/** A look that takes longer has queued for the tenant's budget, or met a slow service: either way there are too many. */
const EASY_LOOK_MS = 1_000;

/**
 * How long to pause before the next look at a task, from how long the last look took.
 *
 * **Many waits share the budget without filling it.** A hundred tasks at one look per five seconds want twenty requests a
 * second, and the tenant has ten. The budget alone would keep Anaplan from refusing, by making everybody queue: looks,
 * and also chunks and pick lists behind them. So who has queued for a look pauses longer by as much, until looks come
 * in as fast as the budget lets them out and hardly anybody queues. Pauses shrink again, by a tenth each, as soon as looks
 * are easy.
 *
 * **An end is still seen soon.** No pause is longer than a minute (or than the user's own interval, where that is longer),
 * so an end is seen after a minute and the queue at the latest.
 *
 * @param pauseMs the last pause
 * @param lookMs how long the look after it took, the wait for the budget included
 * @param intervalMs what the user wants; never less
 */
export const nextPause = (pauseMs: number, lookMs: number, intervalMs: number): number => {
	const wanted = lookMs > EASY_LOOK_MS ? pauseMs + lookMs : Math.round(pauseMs * 0.9);
	return Math.max(intervalMs, Math.min(wanted, LONGEST_PACE_MS));
};
