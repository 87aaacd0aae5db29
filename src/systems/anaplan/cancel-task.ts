import { ConnectionLostError, RetryableError } from '../../core/errors';
import type { Waiting } from './start-task';
import type { TaskReport } from './task-report';
import type { TaskRef, Tasks } from './tasks';
import { cancelledWords, hasEnded, stateOf } from './wait-for-task';

export interface CancelOptions {
	/** Look until it has ended, but no longer than this; no look besides the first when absent. */
	readonly waitMs?: number;
	readonly intervalMs?: number;
}

export interface Cancellation {
	/** The last state that was read. */
	readonly report: TaskReport;
	/** CANCELLED was read. */
	readonly cancelled: boolean;
	/** It had ended before: what it did is applied. */
	readonly endedBefore: boolean;
	readonly said: string;
}

const SHORTEST_INTERVAL_MS = 5_000;
const FIRST_LOOK_MS = 1_000;

const conclude = (ref: TaskRef, report: TaskReport): Cancellation => {
	const { taskId } = ref;
	if (report.state === 'CANCELLED') return { report, cancelled: true, endedBefore: false, said: `task ${taskId} ${cancelledWords(ref)}` };
	if (report.state === 'COMPLETE') return { report, cancelled: false, endedBefore: true, said: `task ${taskId} had ended before it could be cancelled; what it did is applied` };
	const since = report.state === 'CANCELLING' ? 'is being rolled back' : 'is left running';
	return { report, cancelled: false, endedBefore: false, said: `task ${taskId} was asked to cancel and ${since}; ${stateOf(report)}` };
};

/**
 * Asks for cancellation, and looks what becomes of it as long as the caller allows.
 *
 * **"Cancelled" is said only when CANCELLED was read.** The answer to the request may already tell it, may say
 * CANCELLING (being rolled back, not final), or nothing at all (its form is UNCONFIRMED, reference anaplan 8); in the
 * last case the state is read. Whatever else was not read to the end is called left running. A look that is lost says
 * nothing and is repeated until the time is up.
 */
export const cancelTask = async (tasks: Pick<Tasks, 'get' | 'cancel'>, { clock, signal }: Waiting, ref: TaskRef, options: CancelOptions = {}): Promise<Cancellation> => {
	const answer = await tasks.cancel(ref);
	let last = answer.state === '' ? await tasks.get(ref) : answer;
	const endsAtMs = clock.now() + (options.waitMs ?? 0);
	const intervalMs = Math.max(options.intervalMs ?? SHORTEST_INTERVAL_MS, SHORTEST_INTERVAL_MS);
	for (let pauseMs = FIRST_LOOK_MS; !hasEnded(last) && clock.now() < endsAtMs; pauseMs = intervalMs) {
		await clock.sleep(Math.min(pauseMs, endsAtMs - clock.now()), signal);
		last = await tasks.get(ref).catch((error: unknown) => {
			if (error instanceof RetryableError || error instanceof ConnectionLostError) return last;
			throw error;
		});
	}
	return conclude(ref, last);
};
