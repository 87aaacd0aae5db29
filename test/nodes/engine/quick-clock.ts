import type { Clock } from '../../../src/contracts';
import { cancellationOf } from '../../../src/core/cancellation';

/**
 * Stands in for the nodes' clock: a pause ends after a moment, and the clock then shows that it has passed. So
 * five tries with their pauses, or an hour of polling, take milliseconds.
 */
let skippedMs = 0;

const MOMENT_MS = 2;

/** Every pause that was asked for since the last `forgetPauses`. */
export const pauses: number[] = [];

export const forgetPauses = (): void => {
	pauses.length = 0;
};

export const nodeClock: Clock = {
	now: () => Date.now() + skippedMs,
	async sleep(ms, signal) {
		if (signal?.aborted) throw cancellationOf(signal, 'This workflow', 'wait');
		pauses.push(ms);
		await new Promise((resolve) => setTimeout(resolve, Math.min(ms, MOMENT_MS)));
		if (signal?.aborted) throw cancellationOf(signal, 'This workflow', 'wait');
		skippedMs += Math.max(0, ms - MOMENT_MS);
	},
};
