import type { Execution, OutputItem } from '../host/executions';
import { isRecord } from '../host/rest';
import { sumOf, type Counts } from './step';

/** What one branch of the workflow moved in one run. */
export interface BranchFigures {
	readonly branch: string;
	readonly read: number;
	readonly mapped: number;
	readonly rejected: number;
	readonly sent: number;
	readonly created: number;
	readonly updated: number;
	readonly ignored: number;
	readonly outcome: string;
	readonly tasks: readonly string[];
}

export interface RejectedRow {
	readonly branch: string;
	readonly key: string;
	readonly reasons: readonly string[];
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});
const count = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** One item is one record, but an item with a file says itself how many it holds. */
const recordsIn = (items: readonly OutputItem[], member: string): number =>
	items.reduce((sum, { json, binary }) => sum + (binary === undefined ? 1 : count(json[member])), 0);

const rejectedItems = (execution: Execution, branch: string): readonly OutputItem[] => [...execution.items(`Map ${branch}`, 1), ...execution.items(`Load ${branch}`, 1)];

const figuresOf = (execution: Execution, branch: string): BranchFigures => {
	const get = execution.items(`Get changed ${branch}`);
	const mapped = execution.items(`Map ${branch}`);
	const summary = record(execution.items(`Load ${branch}`)[0]?.json);
	const steps = list(summary.steps).map(record);
	// The first import makes the list items; those after it write the same rows' properties into a module.
	const counts = record(steps[0]?.counts);
	const failed = execution.runs[`Load ${branch}`]?.at(-1)?.error ?? execution.runs[`Map ${branch}`]?.at(-1)?.error ?? execution.runs[`Get changed ${branch}`]?.at(-1)?.error;
	return {
		branch,
		read: recordsIn(get, 'records'),
		mapped: recordsIn(mapped, 'rows'),
		rejected: rejectedItems(execution, branch).reduce((sum, { json }) => sum + count(json._rejected), 0),
		sent: typeof summary.rowsSent === 'number' ? summary.rowsSent : count(counts.total),
		created: count(counts.created),
		updated: count(counts.updated),
		ignored: count(counts.ignored),
		outcome: failed === undefined ? String(summary.status ?? (get.length === 0 ? 'nothing new' : 'nothing to load')) : `failed: ${String(failed.message)}`,
		tasks: steps.map(({ taskId }) => String(taskId)),
	};
};

/** The branches of the example, by the names of its nodes, in their order on the canvas. */
export const branchesOf = (nodes: readonly unknown[]): string[] =>
	nodes.map((node) => /^Load (.*)$/.exec(String(record(node).name))?.[1]).filter((name) => name !== undefined);

export const movedBy = (execution: Execution, branches: readonly string[]): BranchFigures[] => branches.map((branch) => figuresOf(execution, branch));

/** Of all branches. */
export const countsOf = (branches: readonly BranchFigures[]): Counts => sumOf(branches);

/** Rows that left by a Rejected output, with the key of the ERP record they came from. */
export const rejectedBy = (execution: Execution, branches: readonly string[]): RejectedRow[] =>
	branches.flatMap((branch) =>
		rejectedItems(execution, branch).map(({ json }) => ({
			branch,
			key: String(record(json._source).key ?? ''),
			reasons: list(json.reasons).map(String),
		})));
