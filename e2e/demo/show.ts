import type { StepFigures } from './steps';
import { table } from './table';

const short = (taskId: string): string => `${taskId.slice(0, 8)}…`;

/** What a step moved, for the terminal. Task ids are cut here; the execution log and the report have them whole. */
export const shown = ({ executionId, branches, rejectedRows = [], checked, differences = [] }: StepFigures): string => {
	const parts: string[] = [];
	if (branches !== undefined) {
		parts.push(table(
			['branch', 'read', 'mapped', 'rejected', 'sent', 'created', 'updated', 'outcome', 'Anaplan tasks'],
			branches.map((row) => [row.branch, row.read, row.mapped, row.rejected, row.sent, row.created, row.updated, row.outcome, row.tasks.map(short).join(' ')]),
		));
	}
	for (const { branch, key, reasons } of rejectedRows) parts.push(`  rejected: ${branch}, record ${key}: ${reasons.join('; ')}`);
	if (checked !== undefined) parts.push(table(['object', 'records compared'], Object.entries(checked)));
	for (const { where, key, expected, found } of differences) parts.push(`  difference: ${where} ${key}: expected ${expected}, found ${found}`);
	if (executionId !== undefined) parts.push(`  n8n execution ${executionId}`);
	return parts.join('\n');
};
