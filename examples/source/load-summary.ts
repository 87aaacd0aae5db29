import type { WorkflowBuilder } from './workflow-builder';

/** What each load says of itself, in the words of a person. Rows are those of its first import, which makes the items: the next one may count cells. */
const FACTS: ReadonlyArray<readonly [name: string, value: string, type: 'string' | 'number']> = [
	['Loaded', '={{ $json.steps.map((step) => step.import.name).join(", ") }}', 'string'],
	['Status', '={{ $json.status }}', 'string'],
	['Rows', '={{ $json.rowsSent ?? $json.steps[0]?.counts.total ?? 0 }}', 'number'],
	['New', '={{ $json.steps[0]?.counts.created ?? 0 }}', 'number'],
	['Changed', '={{ $json.steps[0]?.counts.updated ?? 0 }}', 'number'],
	['Rejected', '={{ $json.rowsRejected }}', 'number'],
	['Task', '={{ $json.taskId }}', 'string'],
	['Batch', '={{ $json.cursors.map((cursor) => cursor.batch).join(", ") }}', 'string'],
	['Changes up to', '={{ $json.cursors.map((cursor) => cursor.to).join(", ") }}', 'string'],
];

/** One table of all loads, made when the last of them has ended; what had nothing to load is not in it. */
export const loadSummary = (flow: WorkflowBuilder, loads: readonly string[], [x, y]: readonly [number, number]): void => {
	flow.node('All loads', 'n8n-nodes-base.merge', [x, y], { mode: 'append', numberInputs: loads.length }, { typeVersion: 3.2 });
	loads.forEach((load, input) => flow.connect(load, 0, 'All loads', input));
	flow.node('Summary', 'n8n-nodes-base.set', [x + 220, y], {
		mode: 'manual', assignments: { assignments: FACTS.map(([name, value, type], index) => ({ id: `fact-${index + 1}`, name, value, type })) }, includeOtherFields: false, options: {},
	}, { typeVersion: 3.4 });
	flow.connect('All loads', 0, 'Summary');
};
