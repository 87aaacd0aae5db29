import { intacctActuals } from '../../examples/source/intacct-actuals-to-anaplan';
import type { WorkflowFile } from '../../e2e/host/n8n';

const READER = 'Get changed ledger lines';
/** Those that the mapping needs, as the peer asks for no others. */
const FIELDS = ['RECORDNO', 'ACCOUNTNO', 'DEPARTMENTID', 'LOCATIONID', 'ENTRY_DATE', 'DESCRIPTION', 'AMOUNT'];

/** The branch of the ledger lines of the example, started by a webhook. */
export const ownWorkflow = (webhook: string): WorkflowFile => {
	const example = intacctActuals();
	const names = [READER, 'Map ledger lines', 'Load ledger lines', 'Rejected rows', 'Rows that do not fit'];
	const start = { id: 'start', name: 'Start', type: 'n8n-nodes-base.webhook', typeVersion: 2, position: [0, 0], webhookId: webhook, parameters: { path: webhook, httpMethod: 'POST', responseMode: 'onReceived', options: {} } };
	return {
		id: 'ownGlLines000001', name: 'GL lines with our nodes',
		nodes: [start, ...example.nodes.filter(({ name }) => names.includes(name)).map((node) => (
			node.name === READER ? { ...node, parameters: { ...node.parameters, fieldChoice: 'chosen', fields: FIELDS } } : node
		))],
		connections: {
			...Object.fromEntries(Object.entries(example.connections).filter(([from]) => names.includes(from))),
			Start: { main: [[{ node: READER, type: 'main', index: 0 }]] },
		},
	};
};
