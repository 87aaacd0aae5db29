import type { ProcessDefinition, UserDefinition } from '../model/types';
import type { ModelWorld } from '../world';
import { actionWork, type StepWork } from './action-work';
import type { Finished, RowCounts, StepResult, TaskControl, TaskResult } from './task';

const addRows = (a: RowCounts | undefined, b: RowCounts | undefined): RowCounts | undefined => {
	if (a === undefined || b === undefined) return a ?? b;
	return {
		total: a.total + b.total, success: a.success + b.success, created: a.created + b.created, updated: a.updated + b.updated,
		warnings: a.warnings + b.warnings, failed: a.failed + b.failed, ignored: a.ignored + b.ignored,
	};
};

/** The outer result: good only when every step was; the dump flag means "somewhere inside" (reference anaplan 8). */
const outer = (process: ProcessDefinition, nested: StepResult[], rows: RowCounts | undefined, falseOnIgnored: boolean): TaskResult => {
	const allGood = nested.every((step) => step.successful);
	if (allGood && falseOnIgnored && (rows?.ignored ?? 0) > 0) {
		// Seen in production: "completed with warnings" of the user interface.
		return {
			successful: false, failureDumpAvailable: false, objectId: process.id, objectName: process.name, details: [], nestedResults: nested,
		};
	}
	return {
		successful: allGood, failureDumpAvailable: nested.some((step) => step.failureDumpAvailable), objectId: process.id, objectName: process.name,
		nestedResults: nested,
	};
};

/**
 * Runs the actions in order. Not atomic: what ran before a failing action stays applied (reference anaplan 8);
 * only a cancel takes steps back.
 */
export const runProcess = async (
	model: ModelWorld, process: ProcessDefinition, user: UserDefinition, promptsFor: (importId: string) => ReadonlyMap<string, string>,
	control: TaskControl,
): Promise<Finished> => {
	const { processStopsOnFailure, processFalseOnIgnored, cancelProcess } = model.world.switches.values;
	const done: Array<Finished<StepResult>> = [];
	const nested: StepResult[] = [];
	const undoAll = (): void => [...done].reverse().forEach((step) => step.undo());
	const cancelAfter = (steps: ReadonlyArray<Finished<StepResult>>): void => {
		if (cancelProcess === 'all') undoAll();
		else steps.forEach((step) => step.commit());
	};
	for (const [at, id] of process.actions.entries()) {
		const work: StepWork | undefined = actionWork(model, id, user, promptsFor(id));
		if (work === undefined) continue;
		const startTime = model.world.context.clock.now();
		const started = performance.now();
		let step: Finished<StepResult>;
		try {
			control.checkCancelled();
			step = await work.run(control);
		} catch (error) {
			cancelAfter(done);
			throw error;
		}
		done.push(step);
		nested.push({ ...step.result, startTime, duration: Math.round(performance.now() - started) });
		control.progress((at + 1) / process.actions.length);
		if (!step.result.successful && processStopsOnFailure) break;
	}
	const rows = done.reduce<RowCounts | undefined>((sum, step) => addRows(sum, step.rows), undefined);
	return {
		result: outer(process, nested, rows, processFalseOnIgnored),
		...(rows ? { rows } : {}),
		commit: () => done.forEach((step) => step.commit()),
		undo: () => {
			if (cancelProcess === 'all') return undoAll();
			done.slice(0, -1).forEach((step) => step.commit());
			done.at(-1)?.undo();
		},
	};
};
