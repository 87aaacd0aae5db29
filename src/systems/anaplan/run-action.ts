import { IntegrationError } from '../../core/errors';
import { readDump, type DumpRow } from './dump';
import { judgeTask, type Outcome } from './outcome';
import { startTask } from './start-task';
import type { TaskReport } from './task-report';
import type { MappingParameter, TaskKind, TaskRef, ActionRef, Tasks } from './tasks';
import { waitForTask, type WaitOptions } from './wait-for-task';
import type { AnaplanWire } from './wire';

export interface DumpReport {
	/** The import inside the process, or the import itself. */
	readonly objectId: string;
	readonly found: boolean;
	readonly rows: readonly DumpRow[];
	/** Why there are no rows, or not all, although Anaplan announced a dump. */
	readonly problem: string | undefined;
}

export interface ActionRun {
	readonly taskId: string;
	/** The answer to the start was lost and the task was found in the list (see `startTask`). */
	readonly adopted: boolean;
	readonly outcome: Outcome;
	readonly dumps: readonly DumpReport[];
	/** From the start to the end of the last dump, by the worker's clock. */
	readonly ranMs: number;
}

export interface RunOptions extends WaitOptions {
	readonly parameters?: readonly MappingParameter[];
}

/** Only these leave a dump (reference anaplan 8.1). */
const DUMPS: ReadonlySet<TaskKind> = new Set<TaskKind>(['imports', 'processes']);

const gather = async (rows: AsyncIterable<DumpRow>, into: DumpRow[]): Promise<void> => {
	for await (const row of rows) into.push(row);
};

/** A dump that cannot be read must not hide the outcome, which is already known; it is reported beside it. */
const reportDump = async (wire: AnaplanWire, ref: TaskRef, objectId: string): Promise<DumpReport> => {
	const rows: DumpRow[] = [];
	try {
		const dump = await readDump(wire, ref.kind === 'processes' ? { ...ref, objectId } : ref);
		await gather(dump.rows, rows);
		const problem = dump.found ? undefined : 'Anaplan announced a failure dump but has none: it was deleted, or belongs to another user.';
		return { objectId, found: dump.found, rows, problem };
	} catch (error) {
		if (wire.signal?.aborted || !(error instanceof IntegrationError)) throw error;
		return { objectId, found: true, rows, problem: `${error.message}. ${error.facts.remedy}` };
	}
};

export type EndedTask = Pick<ActionRun, 'outcome' | 'dumps'>;

/**
 * Judges a task that has ended and fetches its failure dumps, one for each import that announces one. To be done at
 * once: the next clean run of the same import deletes them (reference anaplan 8.1).
 */
export const concludeTask = async (wire: AnaplanWire, ref: TaskRef, report: TaskReport): Promise<EndedTask> => {
	const outcome = judgeTask(report, ref.kind);
	const dumps: DumpReport[] = [];
	if (DUMPS.has(ref.kind)) {
		for (const step of outcome.steps) if (step.dumpAvailable) dumps.push(await reportDump(wire, ref, step.objectId || ref.actionId));
	}
	return { outcome, dumps };
};

/**
 * Starts an action, waits for its end, judges it, and fetches its failure dumps at once: the next clean run of the same
 * import deletes them (reference anaplan 8.1). A failed outcome is a result here and not an error.
 */
export const runAction = async (wire: AnaplanWire, tasks: Tasks, ref: ActionRef, options: RunOptions): Promise<ActionRun> => {
	const startedAtMs = wire.clock.now();
	const { taskId, adopted } = await startTask(tasks, wire, ref, options.parameters ?? [], options.whenStopped);
	const taskRef: TaskRef = { ...ref, taskId };
	const { outcome, dumps } = await concludeTask(wire, taskRef, await waitForTask(tasks, wire, taskRef, options));
	return { taskId, adopted, outcome, dumps, ranMs: wire.clock.now() - startedAtMs };
};
