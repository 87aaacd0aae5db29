import type { Clock } from '../../contracts';
import { AmbiguousError, CancelledError, ConnectionLostError, RetryableError } from '../../core/errors';
import { nextPause } from './poll-pace';
import { SYSTEM } from './refusals';
import type { Waiting, WhenStopped } from './start-task';
import type { TaskReport } from './task-report';
import { nameOfAction, type TaskRef, type Tasks } from './tasks';

export interface WaitOptions {
	/** From now on, in milliseconds. */
	readonly deadlineMs: number;
	/** At least 5000 (reference anaplan 12); less is raised to it. */
	readonly intervalMs?: number;
	readonly firstLookMs?: number;
	/** What becomes of the task when the execution is stopped. Default: it is asked to cancel. */
	readonly whenStopped?: WhenStopped;
	/** Called after each successful look. */
	readonly onState?: (task: TaskReport) => void;
}

const SHORTEST_INTERVAL_MS = 5_000;
const FIRST_LOOK_MS = 1_000;
/** So many in a row; Anaplan's own client tolerates as many (reference anaplan 8). */
const TOLERATED_FAILURES = 30;
/** A refusal is hardly a passing thing; a task just created may still be unknown for a moment. */
const TOLERATED_REFUSALS = 3;
const CANCEL_LOOKS = 4;

/** CANCELLING is not final: the task is being rolled back. An unknown state is not final either. */
const FINAL: ReadonlySet<string> = new Set(['COMPLETE', 'CANCELLED']);

export const hasEnded = ({ state }: Pick<TaskReport, 'state'>): boolean => FINAL.has(state);

const openTask = (ref: TaskRef): string =>
	`Task ${ref.taskId} of ${nameOfAction(ref)} in model ${ref.modelId}: read its state with the operation Poll Task, or look at the model's history in Anaplan.`;

/**
 * Waits until a task has ended and returns its last report; whether that is a success is for `judgeTask` to say.
 *
 * **No end is invented.** Only COMPLETE and CANCELLED, read from Anaplan, end the wait with a report. A look that
 * fails says nothing about the task, so it is tolerated and repeated; too many in a row end as `AmbiguousError`, the
 * deadline as `CancelledError`. Both name the last state and the task, which runs on: it is not cancelled behind the
 * user's back.
 *
 * **A stop is passed on unless the user leaves the task running.** Then nothing is asked of the task but its state, and
 * the error says that it is left running.
 *
 * **A stop is passed on.** When the signal aborts, the task is asked to cancel and looked at a few times, without the
 * signal; the error then says "cancelled" only when CANCELLED was read, and otherwise what is left running.
 */
export const waitForTask = async (
	tasks: Pick<Tasks, 'get' | 'cancel'>, waiting: Waiting, ref: TaskRef, options: WaitOptions,
): Promise<TaskReport> => {
	try {
		return await poll(tasks, waiting, ref, options);
	} catch (error) {
		if (!waiting.signal?.aborted) throw error;
		throw options.whenStopped === 'leave' ? await leaveTask(tasks, ref, error) : await stopTask(tasks, waiting.clock, ref, error);
	}
};

/** Tells how long the task was seen queueing, whatever ends the wait. */
const poll = async (tasks: Pick<Tasks, 'get'>, waiting: Waiting, ref: TaskRef, options: WaitOptions): Promise<TaskReport> => {
	const beganAtMs = waiting.clock.now();
	let queuedMs = 0;
	const onState = (task: TaskReport): void => {
		if (task.state === 'NOT_STARTED') queuedMs = waiting.clock.now() - beganAtMs;
		options.onState?.(task);
	};
	try {
		return await look(tasks, waiting, ref, { ...options, onState });
	} finally {
		if (queuedMs > 0) waiting.onQueued?.(ref, queuedMs);
	}
};

const look = async (tasks: Pick<Tasks, 'get'>, { clock, signal }: Waiting, ref: TaskRef, options: WaitOptions): Promise<TaskReport> => {
	const intervalMs = Math.max(options.intervalMs ?? SHORTEST_INTERVAL_MS, SHORTEST_INTERVAL_MS);
	const endsAtMs = clock.now() + options.deadlineMs;
	let pauseMs = options.firstLookMs ?? FIRST_LOOK_MS;
	let paceMs = intervalMs;
	let last: TaskReport | undefined;
	let failures = 0;
	for (;;) {
		await clock.sleep(Math.max(0, Math.min(pauseMs, endsAtMs - clock.now())), signal);
		const lookedAtMs = clock.now();
		try {
			last = await tasks.get(ref);
			failures = 0;
			options.onState?.(last);
			if (hasEnded(last)) return last;
		} catch (error) {
			if (signal?.aborted) throw error;
			failures += 1;
			const passing = error instanceof RetryableError || error instanceof ConnectionLostError;
			if (failures >= (passing ? TOLERATED_FAILURES : TOLERATED_REFUSALS)) throw lostSight(ref, last, failures, error);
		}
		paceMs = nextPause(paceMs, clock.now() - lookedAtMs, intervalMs);
		pauseMs = paceMs;
		if (clock.now() >= endsAtMs) throw deadlinePassed(ref, last, options.deadlineMs);
	}
};

export const stateOf = (task: TaskReport | undefined): string => {
	if (!task) return 'its state was never read';
	const progress = task.progress === undefined ? '' : `, ${Math.round(task.progress * 100)} %`;
	return `its last state was ${task.state || 'not told'}${progress}${task.currentStep ? ` (${task.currentStep})` : ''}`;
};

const deadlinePassed = (ref: TaskRef, last: TaskReport | undefined, deadlineMs: number): CancelledError => new CancelledError({
	system: SYSTEM, operation: `wait for ${nameOfAction(ref)}`,
	said: `task ${ref.taskId} did not end within ${Math.round(deadlineMs / 1000)} s; ${stateOf(last)}`,
	remedy: `The task runs on in Anaplan. ${openTask(ref)} Allow more time for the next run; `
		+ 'NOT_STARTED means that it queues behind other work of the model.',
});

const lostSight = (ref: TaskRef, last: TaskReport | undefined, failures: number, cause: unknown): AmbiguousError => new AmbiguousError({
	system: SYSTEM, operation: `wait for ${nameOfAction(ref)}`,
	said: `${failures} looks at task ${ref.taskId} in a row failed (${cause instanceof Error ? cause.message : String(cause)}); ${stateOf(last)}`,
	remedy: 'The task may still be running, or have ended. Find out before running again.',
	cause,
}, openTask(ref));

/**
 * What CANCELLED means. A process is not atomic, and whether a cancellation takes back the steps that had ended before it
 * is not documented (reference anaplan 8), so of a process no more is claimed than that it was cancelled.
 */
export const cancelledWords = ({ kind }: Pick<TaskRef, 'kind'>): string =>
	(kind === 'processes' ? 'was cancelled; whether the steps that had ended before were rolled back too is not told' : 'was cancelled and rolled back');

/** Leaves the task alone and says in which state. */
const leaveTask = async (tasks: Pick<Tasks, 'get'>, ref: TaskRef, cause: unknown): Promise<CancelledError> => {
	const last = await tasks.get(ref, { unstoppable: true }).catch(() => undefined);
	const ended = last !== undefined && hasEnded(last);
	return new CancelledError({
		system: SYSTEM, operation: `wait for ${nameOfAction(ref)}`, cause,
		said: `the execution was stopped; task ${ref.taskId} ${ended ? 'had already ended' : 'is left running'}; ${stateOf(last)}`,
		remedy: openTask(ref),
	});
};

/** Asks for cancellation and says what became of it. */
export const stopTask = async (tasks: Pick<Tasks, 'get' | 'cancel'>, clock: Clock, ref: TaskRef, cause: unknown): Promise<CancelledError> => {
	const stopped = (said: string, remedy: string): CancelledError =>
		new CancelledError({ system: SYSTEM, operation: `wait for ${nameOfAction(ref)}`, said: `the execution was stopped; ${said}`, remedy, cause });
	const asked = await tasks.cancel(ref, { unstoppable: true }).then(() => true, () => false);
	let last: TaskReport | undefined;
	for (let look = 0; look < CANCEL_LOOKS; look += 1) {
		await clock.sleep(look === 0 ? FIRST_LOOK_MS : SHORTEST_INTERVAL_MS);
		last = (await tasks.get(ref, { unstoppable: true }).catch(() => undefined)) ?? last;
		if (last?.state === 'CANCELLED') {
			return stopped(`task ${ref.taskId} ${cancelledWords(ref)}`, ref.kind === 'processes'
				? 'Look at the history of the model, then run again when you are ready.' : 'Nothing of it was applied. Run again when you are ready.');
		}
		if (last?.state === 'COMPLETE') {
			return stopped(`task ${ref.taskId} had ended before it could be cancelled`, `What it did is applied. ${openTask(ref)}`);
		}
	}
	return asked
		? stopped(`task ${ref.taskId} was asked to cancel; ${stateOf(last)}`, `It may still be running. ${openTask(ref)}`)
		: stopped(`task ${ref.taskId} could not be asked to cancel and is left running; ${stateOf(last)}`, openTask(ref));
};
