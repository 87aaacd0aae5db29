import type { Execution } from '../host/executions';
import type { Scene } from './flows/flow';

/** A run in a process of its own, as production has them: only such runs keep their cursors. */
export const ranOnce = async ({ n8n, workflow }: Pick<Scene, 'n8n' | 'workflow'>): Promise<Execution> => {
	const before = new Set((await n8n.executions({ workflowId: workflow.id })).map(({ id }) => id));
	const { ok } = await n8n.executeOnce(workflow.id);
	const newest = (await n8n.executions({ workflowId: workflow.id })).find(({ id }) => !before.has(id));
	if (newest === undefined) throw new Error(`n8n has no execution of this run${ok ? '' : ', and the command failed'}`);
	return await n8n.execution(newest.id);
};

export const failureOf = (execution: Execution): string | undefined =>
	(execution.status === 'success' ? undefined : `execution ${execution.id} ended as ${execution.status}${execution.error ? `: ${String(execution.error.message)}` : ''}`);
