import type { Clock } from '../contracts';
import { cancellationOf, unlessAborted } from './cancellation';

/** The injected timer cannot be stopped, so a long wait is cut into slices: an aborted one leaves no timer behind for hours. */
const LONGEST_SLICE_MS = 60_000;

/**
 * The worker's clock around a timer that cannot be interrupted (n8n's own, reference n8n-platform 3.6).
 *
 * **An aborted wait ends at once.** Each slice races the timer against the signal, and the signal is looked at before
 * the first slice, so there is no moment at which an abort goes unnoticed until the timer fires.
 *
 * @param sleep resolves after the given milliseconds
 */
export const systemClock = (sleep: (ms: number) => Promise<unknown>): Clock => ({
	now: () => Date.now(),
	async sleep(ms, signal) {
		if (signal?.aborted) throw cancellationOf(signal, 'This workflow', 'wait');
		for (let left = ms; left > 0; left -= LONGEST_SLICE_MS) {
			await unlessAborted(sleep(Math.min(left, LONGEST_SLICE_MS)), signal, 'This workflow', 'wait');
		}
	},
});
