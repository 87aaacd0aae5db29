import { randomBytes } from 'node:crypto';
import type { SimulatedClock } from '../../harness/clock';
import type { History } from '../../harness/history';
import type { UserDefinition } from '../model/types';
import type { Switches } from '../switches';
import { Cancelled, type Finished, type Task, type TaskControl, type TaskKind, type TaskState, type TaskWork } from './task';

const POLL_MS = 10;

const pause = (ms: number): Promise<void> => new Promise((resolve) => {
	setTimeout(resolve, ms).unref();
});

interface Entry {
	readonly task: Task;
	readonly work: TaskWork;
	readonly ready: number;
}

/** currentStep at the end; only Complete. has been recorded. */
const WORDS = {
	documented: { failed: 'Failed.', cancelled: 'Cancelled.' },
	other: { failed: 'Completed with errors', cancelled: 'Task was cancelled' },
} as const;

const CANCELLED: Readonly<Partial<Record<TaskKind, string>>> = { imports: 'msgImportCancelled', exports: 'msgExportCancelled' };

const FINAL: ReadonlySet<TaskState> = new Set<TaskState>(['COMPLETE', 'CANCELLED']);

/**
 * The tasks of one model. They start in the order of creation; one that changes the model runs alone, exports may run beside each
 * other but not beside a change (reference anaplan 12). So two imports never overlap, and an export never reads half an import.
 */
export class TaskQueue {
	private readonly all: Task[] = [];
	private readonly waiting: Entry[] = [];
	private readonly running = new Map<Task, TaskWork>();
	private abandoned = false;
	private outsideBusyUntil = 0;

	constructor(private readonly clock: SimulatedClock, private readonly history: History, private readonly switches: Switches) {}

	create(kind: TaskKind, objectId: string, user: UserDefinition, work: TaskWork): Task {
		const task: Task = {
			taskId: randomBytes(16).toString('hex').toUpperCase(), kind, objectId, user: user.email, creationTime: this.clock.now(),
			state: 'NOT_STARTED', progress: 0, currentStep: 'Pending.',
		};
		this.all.push(task);
		this.history.effect('task-created', { task: task.taskId, kind, id: objectId, user: user.email });
		const { queueMs } = this.switches.values;
		this.waiting.push({ task, work, ready: Date.now() + queueMs });
		setTimeout(() => this.pump(), queueMs).unref();
		return task;
	}

	of(kind: TaskKind, objectId: string): Task[] {
		return this.all.filter((task) => task.kind === kind && task.objectId === objectId);
	}

	list(): readonly Task[] {
		return this.all;
	}

	/** Asks a task to stop. A queued one is cancelled at once, a running one goes through CANCELLING, an ended one stays as it is. */
	cancel(task: Task, user: UserDefinition): void {
		if (task.state === 'NOT_STARTED') {
			const at = this.waiting.findIndex((entry) => entry.task === task);
			if (at >= 0) this.waiting.splice(at, 1);
			this.cancelled(task, user.email);
			this.pump();
		} else if (task.state === 'IN_PROGRESS') {
			task.state = 'CANCELLING';
			task.currentStep = 'Cancelling.';
			task.cancelledBy = user.email;
			this.history.effect('task-cancelling', { task: task.taskId, user: user.email });
		}
	}

	get busy(): boolean {
		return Date.now() < this.outsideBusyUntil || [...this.running.values()].some((work) => work.mutating);
	}

	/** The task that changes the model right now. */
	get current(): Task | undefined {
		return [...this.running].find(([, work]) => work.mutating)?.[0];
	}

	/** Heavy work in the user interface: the model is busy for so long. */
	occupy(ms: number): void {
		this.outsideBusyUntil = Date.now() + ms;
		setTimeout(() => this.pump(), ms + 1).unref();
	}

	/** Ends when nothing changes the model. The caller's socket stays open meanwhile: no 409, no 423 (reference anaplan 12). */
	async whenFree(): Promise<void> {
		while (this.busy && !this.abandoned) await pause(POLL_MS);
	}

	/** Forgets everything, for a reset: running work finds itself cancelled and leaves no trace. */
	abandon(): void {
		this.abandoned = true;
		this.waiting.length = 0;
	}

	/** A timer may fire a little before the wall clock has got there: what is not ready yet is looked at again. */
	private pump(): void {
		for (;;) {
			const [entry] = this.waiting;
			if (entry === undefined || this.abandoned) return;
			const early = Math.max(entry.ready, this.outsideBusyUntil) - Date.now();
			if (early > 0) {
				setTimeout(() => this.pump(), early).unref();
				return;
			}
			if (entry.work.mutating ? this.running.size > 0 : this.busy) return;
			this.waiting.shift();
			this.running.set(entry.task, entry.work);
			void this.run(entry);
		}
	}

	private async run({ task, work }: Entry): Promise<void> {
		task.state = 'IN_PROGRESS';
		task.currentStep = 'Running.';
		const startedAt = Date.now();
		this.history.effect('task-started', { task: task.taskId, kind: task.kind, id: task.objectId, user: task.user });
		const finished = await this.work(task, work);
		const { queueMs, taskMs } = this.switches.values;
		const least = Math.max(0, taskMs - queueMs);
		while (!this.stopping(task) && (Date.now() - startedAt < least || this.switches.values.hangTasks)) await pause(POLL_MS);
		if (this.abandoned) return;
		if (this.stopping(task) || finished === undefined) {
			finished?.undo();
			await pause(this.switches.values.cancelMs);
			this.cancelled(task, task.cancelledBy ?? task.user);
		} else {
			this.complete(task, finished);
		}
		this.running.delete(task);
		this.pump();
	}

	/** The work's outcome; undefined when it was cancelled and has taken itself back. */
	private async work(task: Task, work: TaskWork): Promise<Finished | undefined> {
		const control: TaskControl = {
			taskId: task.taskId, user: task.user,
			checkCancelled: () => {
				if (this.stopping(task)) throw new Cancelled();
			},
			progress: (fraction) => {
				task.progress = Math.max(task.progress, Math.min(0.99, Math.round(fraction * 100) / 100));
			},
			breathe: () => new Promise((resolve) => setImmediate(resolve)),
		};
		try {
			return await work.run(control);
		} catch (error) {
			if (error instanceof Cancelled) return undefined;
			this.history.crash(String(error instanceof Error ? error.stack : error));
			const detail = { type: 'internalError', occurrences: 1, localMessageText: 'Internal error', values: [] };
			const result = { successful: false, failureDumpAvailable: false, objectId: task.objectId, details: [detail] };
			return { result, commit: () => undefined, undo: () => undefined };
		}
	}

	private stopping(task: Task): boolean {
		return this.abandoned || task.state === 'CANCELLING' || FINAL.has(task.state);
	}

	private complete(task: Task, finished: Finished): void {
		finished.commit();
		task.result = finished.result;
		task.progress = 1;
		task.state = 'COMPLETE';
		task.currentStep = finished.result.successful ? 'Complete.' : WORDS[this.switches.values.taskWords].failed;
		this.finished(task, finished.result.successful, finished.rows ? { rows: finished.rows } : {});
	}

	private cancelled(task: Task, by: string): void {
		task.state = 'CANCELLED';
		const { taskWords, cancelledResult } = this.switches.values;
		task.currentStep = WORDS[taskWords].cancelled;
		if (cancelledResult === 'present') {
			const detail = { type: CANCELLED[task.kind] ?? 'actionFailed', occurrences: 0, localMessageText: 'Cancelled', values: [] };
			task.result = { successful: false, failureDumpAvailable: false, objectId: task.objectId, details: [detail] };
		}
		task.cancelledBy = by;
		this.history.effect('task-cancelled', { task: task.taskId, kind: task.kind, id: task.objectId, user: by });
		this.finished(task, false);
	}

	private finished(task: Task, successful: boolean, more: Record<string, unknown> = {}): void {
		const { taskId, kind, objectId, user, state } = task;
		this.history.effect('task-finished', { task: taskId, kind, id: objectId, user, state, successful, ...more });
	}
}
