import type { WorkflowFile } from '../../e2e/host/n8n';
import { actualsByWebhook, webhookPath } from '../../e2e/scenario/workflow-copies';

const ID = 'ownGlLines000001';
const READER = 'Get changed ledger lines';
/** Those that the mapping needs, as the peer asks for no others. */
const FIELDS = ['RECORDNO', 'ACCOUNTNO', 'DEPARTMENTID', 'LOCATIONID', 'ENTRY_DATE', 'DESCRIPTION', 'AMOUNT'];

interface ReadingNode {
	readonly name: string;
	readonly parameters: object;
}

export const OWN_WEBHOOK = webhookPath(ID);

/** The branch of the ledger lines of the delivered example, started by a webhook. */
export const ownWorkflow = (): WorkflowFile => {
	const branch = actualsByWebhook(ID, ['ledger lines']);
	const narrowed = (node: ReadingNode): ReadingNode =>
		(node.name === READER ? { ...node, parameters: { ...node.parameters, fieldChoice: 'chosen', fields: FIELDS } } : node);
	return { ...branch, nodes: (branch.nodes as readonly ReadingNode[]).map(narrowed) };
};
