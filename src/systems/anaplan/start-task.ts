import type { Clock } from '../../contracts';
import { AmbiguousError, CancelledError, ConnectionLostError, FatalError, IntegrationError } from '../../core/errors';
import type { ClaimedTasks } from './claimed-tasks';
import { objectOf, parseJson, textOf } from './json';
import { SYSTEM } from './refusals';
import { taskOf } from './task-report';
import { nameOfAction, type ActionRef, type ListedTask, type MappingParameter, type Stoppable, type TaskRef, type Tasks } from './tasks';

export interface StartedTask {
	readonly taskId: string;
	/** True when the answer to the start was lost and the task was found in the list instead. */
	readonly adopted: boolean;
}

export type WhenStopped = 'cancel' | 'leave';

export interface Waiting {
	readonly clock: Clock;
	readonly signal?: AbortSignal | undefined;
	/** Told after each wait for a task that was seen NOT_STARTED: how long it queued at Anaplan at least. */
	readonly onQueued?: ((task: TaskRef, ms: number) => void) | undefined;
	/** Tasks that runs of this process know to be theirs. */
	readonly claims?: ClaimedTasks | undefined;
}

/** Pauses before each look at the task list after the answer was lost: half a minute in all. */
const LOOK_PAUSES_MS: readonly number[] = [1_000, 5_000, 10_000, 15_000];
/** After a stop there is less time; what is not seen by then is said to be unknown. */
const STOPPED_LOOK_PAUSES_MS: readonly number[] = [0, 5_000, 5_000];
/** A task seen for the first time in the last look is looked at once more. */
const SECOND_LOOK_PAUSE_MS = 5_000;
/** So many looks must have been answered, the last one among them, before "nothing was started" is said. */
const LOOKS_FOR_CERTAINTY = 3;

/** Newest tasks that the baseline does not hold. An entry older than the baseline's newest cannot be ours. */
const freshTasks = (baseline: readonly ListedTask[], now: readonly ListedTask[]): readonly ListedTask[] => {
	const known = new Set(baseline.map(({ taskId }) => taskId));
	const newest = Math.max(0, ...baseline.slice(0, 1).map(({ creationTime }) => creationTime));
	return now.filter(({ taskId, creationTime }) => !known.has(taskId) && (creationTime === 0 || creationTime >= newest));
};

/** Did Anaplan perhaps act although we have no answer? 4xx are answers: refused, nothing started. */
const isLost = (error: unknown): boolean =>
	!(error instanceof IntegrationError) || error instanceof ConnectionLostError || (error.facts.status ?? 0) >= 500;

const wordsOf = (loss: unknown): string => (loss instanceof IntegrationError ? loss.facts.said : String(loss));

const unless = async <T>(call: Promise<T>): Promise<T | undefined> => call.catch(() => undefined);

/**
 * Starts an action once.
 *
 * **Never started twice.** The start is sent a single time: it is marked as not repeatable, and no path below leads
 * back to it. What could start it again is a caller, and a caller is told one of three things.
 *
 * *A task id*: from the answer, or adopted. Before the start the task list is taken as a baseline. A task that we
 * caused is created after that, so it is not in the baseline, and it is in every list taken after it was created,
 * since lists hold all tasks of the action, those of other users too. When the answer was lost (connection, 5xx, an
 * answer without id), **exactly one new task → adopt it**: none of our own runs in this process has made it, because the
 * caller holds the lock on the model, and because what another run has claimed by its own answer is left out. A second
 * look must show the same single task, so that an answer that is still on its way to another run is claimed by then.
 * Only a stranger (another process, a person) who started the same action within the same seconds, while our start never
 * arrived, could be mistaken; the result says `adopted`, so that the loader can compare its counts with what was sent.
 * Where both starts arrived there are two new tasks, and nobody guesses.
 *
 * *Nothing was started* (`FatalError`, safe to run again): **no new task after several looks spread over half a
 * minute**, the last look among the answered ones. Calls about tasks are answered at once even by a busy model
 * (reference anaplan 12), so a start that arrived shows up long before.
 *
 * *Cannot be decided* (`AmbiguousError`): **several new tasks**, or a list that could not be read often enough.
 *
 * If the execution is stopped meanwhile, the list is looked at once more without the signal, and what we started is
 * cancelled, or named and left running where the caller wants that.
 */
export const startTask = async (
	tasks: Pick<Tasks, 'list' | 'send' | 'cancel'>, waiting: Waiting, ref: ActionRef, parameters: readonly MappingParameter[] = [],
	whenStopped: WhenStopped = 'cancel',
): Promise<StartedTask> => {
	const baseline = await tasks.list(ref);
	let loss: unknown;
	try {
		const response = await tasks.send(ref, parameters);
		const taskId = textOf(taskOf(objectOf(parseJson(response.body))), 'taskId');
		if (taskId !== '') {
			waiting.claims?.add(taskId);
			return { taskId, adopted: false };
		}
		loss = new ConnectionLostError({
			system: SYSTEM, operation: `start ${nameOfAction(ref)}`, said: 'the answer holds no task id', remedy: 'Look at the tasks.', status: response.status,
		});
	} catch (error) {
		if (!waiting.signal?.aborted && !isLost(error)) throw error;
		loss = error;
	}
	const look = async (stop: Stoppable): Promise<readonly ListedTask[] | undefined> => {
		const now = await unless(tasks.list(ref, stop));
		return now && freshTasks(baseline, now).filter(({ taskId }) => !waiting.claims?.has(taskId));
	};
	try {
		const started = await adopt(look, waiting, ref, loss);
		waiting.claims?.add(started.taskId);
		return started;
	} catch (error) {
		if (waiting.signal?.aborted) throw await stoppedWhileStarting(look, tasks, waiting.clock, ref, { error, whenStopped });
		throw error;
	}
};

type Look = (stop: Stoppable) => Promise<readonly ListedTask[] | undefined>;

const adopt = async (look: Look, { clock, signal }: Waiting, ref: ActionRef, loss: unknown): Promise<StartedTask> => {
	let candidate: string | undefined;
	let answered = 0;
	let lastAnswered = false;
	const pauses = [...LOOK_PAUSES_MS];
	for (let at = 0; at < pauses.length; at += 1) {
		await clock.sleep(pauses[at] ?? 0, signal);
		const fresh = await look({});
		if (signal?.aborted) break;
		lastAnswered = fresh !== undefined;
		if (!fresh) continue;
		answered += 1;
		if (fresh.length > 1) throw severalStarted(ref, fresh, loss);
		const only = fresh[0]?.taskId;
		if (only !== undefined && only === candidate) return { taskId: only, adopted: true };
		// Gone again: it was another run's, whose answer has arrived meanwhile.
		candidate = only;
		if (only !== undefined && at === pauses.length - 1) pauses.push(SECOND_LOOK_PAUSE_MS);
	}
	if (signal?.aborted) throw loss;
	const certain = candidate === undefined && lastAnswered && answered >= LOOKS_FOR_CERTAINTY;
	throw certain ? nothingStarted(ref, answered, loss) : cannotTell(ref, loss, candidate);
};

const nothingStarted = (ref: ActionRef, looks: number, loss: unknown): FatalError => new FatalError({
	system: SYSTEM, operation: `start ${nameOfAction(ref)}`,
	said: `${wordsOf(loss)}; ${looks} looks at the task list over half a minute showed no new task`,
	remedy: 'Nothing was started, so it is safe to run again. If Anaplan answers 500 each time, check that the id of the action exists.',
	cause: loss,
});

const howToFindOut = (ref: ActionRef, taskIds: readonly string[]): string =>
	`Open the model's action history in Anaplan, or list the tasks of ${nameOfAction(ref)} in model ${ref.modelId}` +
	`${taskIds.length > 0 ? ` (${taskIds.join(', ')})` : ''}, and see whether this integration user ran it at this time. If it did not run, run again.`;

const severalStarted = (ref: ActionRef, fresh: readonly ListedTask[], loss: unknown): AmbiguousError => new AmbiguousError({
	system: SYSTEM, operation: `start ${nameOfAction(ref)}`,
	said: `${wordsOf(loss)}; meanwhile ${fresh.length} new tasks appeared and nothing tells which is ours`,
	remedy: 'Somebody else runs the same action at the same time. Find out which task is whose before running again.',
	cause: loss,
}, howToFindOut(ref, fresh.map(({ taskId }) => taskId)));

const cannotTell = (ref: ActionRef, loss: unknown, seen: string | undefined): AmbiguousError => new AmbiguousError({
	system: SYSTEM, operation: `start ${nameOfAction(ref)}`,
	said: `${wordsOf(loss)}; the task list could not be read often enough to say whether ${seen === undefined ? 'it was started' : `task ${seen} is ours`}`,
	remedy: 'Find out whether the action ran before running again.',
	cause: loss,
}, howToFindOut(ref, seen === undefined ? [] : [seen]));

const stoppedWhileStarting = async (
	look: Look, tasks: Pick<Tasks, 'cancel'>, clock: Clock, ref: ActionRef, { error: cause, whenStopped }: { error: unknown; whenStopped: WhenStopped },
): Promise<CancelledError> => {
	const operation = `start ${nameOfAction(ref)}`;
	for (const pause of STOPPED_LOOK_PAUSES_MS) {
		await clock.sleep(pause);
		const fresh = await look({ unstoppable: true });
		const [only] = fresh ?? [];
		if (!fresh || !only) continue;
		if (fresh.length > 1) break;
		const asked = whenStopped === 'cancel' && await unless(tasks.cancel({ ...ref, taskId: only.taskId }, { unstoppable: true }));
		return new CancelledError({
			system: SYSTEM, operation, cause,
			said: asked
				? `the execution was stopped; task ${only.taskId}, just started, was asked to cancel`
				: `the execution was stopped; task ${only.taskId}, just started, ${whenStopped === 'leave' ? '' : 'could not be cancelled and '}is left running`,
			remedy: `Look at task ${only.taskId} before running again.`,
		});
	}
	return new CancelledError({
		system: SYSTEM, operation, cause,
		said: 'the execution was stopped while the start was on its way; whether a task was started is not known',
		remedy: howToFindOut(ref, []),
	});
};
