import type { Execution } from '../host/executions';

const COLLECTORS = ['Rejected rows', 'Rows that do not fit'];

export interface RejectedRow {
	readonly stage: string;
	readonly reasons: string;
	readonly key: string;
	readonly record: Record<string, unknown>;
}

/** Rows that left a node by its second output. */
export const rejectedBy = (execution: Execution, node: string): RejectedRow[] =>
	execution.items(node, 1).map(({ json }) => ({
		stage: String(json.stage), reasons: (json.reasons as string[]).join('; '), key: String((json._source as { key?: string } | undefined)?.key), record: json.record as Record<string, unknown>,
	}));

/** Rejected rows as they left mapping and load, and as they arrived where the example collects them. */
export const collected = ({ runs, items }: Execution): readonly number[] => {
	const arriving = (nodes: readonly string[]): number => nodes.flatMap((name) => runs[name] ?? []).reduce((sum, { outputs }) => sum + (outputs[0]?.length ?? 0), 0);
	const leaving = Object.keys(runs).filter((name) => /^(Map|Load) /.test(name)).reduce((sum, name) => sum + items(name, 1).length, 0);
	return [leaving, arriving(COLLECTORS)];
};
