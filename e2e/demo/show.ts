import type { FlowReport } from './report';
import type { StepFigures } from './step';
import { table } from './table';

const short = (taskId: string): string => `${taskId.slice(0, 8)}…`;

/** What a step moved, for the terminal. Task ids are cut here; the execution log and the report have them whole. */
export const shown = ({ executionId, branches, postings, rejectedRows = [], checked, differences = [] }: StepFigures): string => {
	const parts: string[] = [];
	if (branches !== undefined) {
		parts.push(table(
			['branch', 'read', 'mapped', 'rejected', 'sent', 'created', 'updated', 'outcome', 'Anaplan tasks'],
			branches.map((row) => [row.branch, row.read, row.mapped, row.rejected, row.sent, row.created, row.updated, row.outcome, row.tasks.map(short).join(' ')]),
		));
	}
	if (postings !== undefined) {
		parts.push(table(
			['node', 'journals', 'lines', 'created', 'found', 'rejected', 'numbers'],
			postings.map((row) => [row.writer, row.journals, row.lines, row.created, row.found, row.rejected, [...new Set([row.numbers[0] ?? '', row.numbers.at(-1) ?? ''])].join(' to ')]),
		));
	}
	for (const { branch, key, reasons } of rejectedRows) parts.push(`  rejected: ${branch}, record ${key}: ${reasons.join('; ')}`);
	if (checked !== undefined) parts.push(table(['object', 'records compared'], Object.entries(checked)));
	for (const difference of differences) parts.push(`  difference: ${difference}`);
	if (executionId !== undefined) parts.push(`  n8n execution ${executionId}`);
	return parts.join('\n');
};

/** The table at the end: a row for each flow. */
export const flowTable = (flows: readonly FlowReport[]): string => table(
	['flow', 'runs', 'read', 'sent', 'created', 'updated', 'ignored', 'rejected', 'posted', 'time', 'compared', 'verdict'],
	flows.map((flow) => [
		flow.name, flow.runs, flow.read, flow.sent, flow.created, flow.updated, flow.ignored, flow.rejected, flow.posted ?? '-', `${flow.seconds.toFixed(1)} s`, flow.compared,
		flow.ok ? 'equal' : flow.differences.length > 0 ? `${flow.differences.length} differ` : 'failed',
	]),
);
