import type { N8n, WorkflowFile } from '../host/n8n';
import type { Subject } from './camera';

/** Imports a workflow and runs it to its good end. */
export const ranOn = async (n8n: N8n, workflow: WorkflowFile, say: (line: string) => void): Promise<Subject> => {
	say(`\n== ${workflow.name}`);
	await n8n.importWorkflows([workflow]);
	await n8n.executeOnce(workflow.id);
	const [latest] = await n8n.executions({ workflowId: workflow.id });
	if (latest?.status !== 'success') throw new Error(`"${workflow.name}" ended as ${latest?.status ?? 'nothing'}, so there is nothing to show`);
	return { workflowId: workflow.id, executionId: latest.id };
};
