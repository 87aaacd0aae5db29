import { createRequire } from 'node:module';
import path from 'node:path';
import { isRecord } from './rest';

export type ExecutionStatus = 'new' | 'running' | 'waiting' | 'success' | 'error' | 'canceled' | 'crashed' | 'unknown';

export interface ExecutionSummary {
	readonly id: string;
	readonly workflowId: string;
	readonly status: ExecutionStatus;
	readonly mode: string;
	readonly retryOf: string | null;
	readonly retrySuccessId: string | null;
}

export interface NodeRun {
	readonly status: string;
	/** Items by output; `undefined` where an output did not run. */
	readonly outputs: ReadonlyArray<readonly OutputItem[] | undefined>;
	readonly error: Record<string, unknown> | undefined;
	readonly hints: readonly unknown[];
	/** Milliseconds from the start of the node to its end. */
	readonly tookMs: number;
}

export interface OutputItem {
	readonly json: Record<string, unknown>;
	readonly binary?: Record<string, Record<string, unknown>>;
	readonly pairedItem?: unknown;
}

/** One execution with everything n8n stored about it. */
export interface Execution extends ExecutionSummary {
	/** Runs of every node, by the node's name. */
	readonly runs: Readonly<Record<string, readonly NodeRun[]>>;
	readonly error: Record<string, unknown> | undefined;
	/** The stored data as n8n has it: for searches through all of it (secrets, marks). */
	readonly stored: unknown;
	/** The items that a node put out on its last run, `[]` if it did not run. */
	items(nodeName: string, output?: number): readonly OutputItem[];
}

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const textOrNull = (value: unknown): string | null => text(value) || null;
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

export function readSummary(value: unknown): ExecutionSummary {
	const row = record(value);
	return {
		id: text(row.id),
		workflowId: text(row.workflowId),
		status: text(row.status) as ExecutionStatus,
		mode: text(row.mode),
		retryOf: textOrNull(row.retryOf),
		retrySuccessId: textOrNull(row.retrySuccessId),
	};
}

/** `data` of an execution row is JSON in flatted form; n8n's own copy of that library reads it. */
export function readExecution(value: unknown, modules: string): Execution {
	const row = record(value);
	const flatted = createRequire(path.join(modules, 'n8n/package.json'))('flatted') as { parse(json: string): unknown };
	const stored = typeof row.data === 'string' ? flatted.parse(row.data) : row.data;
	const resultData = record(record(stored).resultData);
	const runs = Object.fromEntries(Object.entries(record(resultData.runData)).map(([name, nodeRuns]) => [name, list(nodeRuns).map(readRun)]));
	return {
		...readSummary(row),
		runs,
		error: isRecord(resultData.error) ? resultData.error : undefined,
		stored,
		items: (nodeName, output = 0) => runs[nodeName]?.at(-1)?.outputs[output] ?? [],
	};
}

function readRun(value: unknown): NodeRun {
	const run = record(value);
	return {
		status: text(run.executionStatus),
		outputs: list(record(run.data).main).map((items) => (Array.isArray(items) ? (items as OutputItem[]) : undefined)),
		error: isRecord(run.error) ? run.error : undefined,
		hints: list(run.hints),
		tookMs: typeof run.executionTime === 'number' ? run.executionTime : 0,
	};
}
