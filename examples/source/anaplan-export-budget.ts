import { CREDENTIALS, TARGET } from './site-names';
import { byName, ownType, WorkflowBuilder, type Workflow } from './workflow-builder';

const anaplan = { credentials: { anaplanApi: CREDENTIALS.anaplanApi } };

/** The approved budget out of Anaplan: as rows to go on with, and as the file that an export action makes. */
export const example = (): Workflow => {
	const flow = new WorkflowBuilder('erpExportBudget1', 'Anaplan budget export');
	flow.node('First of the month', 'n8n-nodes-base.scheduleTrigger', [0, 0], { rule: { interval: [{ field: 'months' }] } }, { typeVersion: 1.2 });
	flow.node('Test this workflow', 'n8n-nodes-base.manualTrigger', [0, 200], {});
	flow.node('Export budget view', ownType('anaplan'), [280, 0], {
		resource: 'export', operation: 'exportView', ...TARGET, read: 'auto', view: byName('INP01 Budget.Approved'),
		pages: { page: [{ dimension: 'Versions', item: 'Budget' }] }, shape: 'records', output: 'items', options: {},
	}, anaplan);
	flow.node('Only approved', 'n8n-nodes-base.filter', [520, 0], {
		conditions: {
			options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 }, combinator: 'and',
			conditions: [{ id: 'approved', leftValue: '={{ $json.Approved }}', rightValue: 'true', operator: { type: 'string', operation: 'equals' } }],
		},
		options: {},
	}, { typeVersion: 2.2 });
	flow.node('Approved budget rows', 'n8n-nodes-base.noOp', [760, 0], {});
	flow.node('Run budget export', ownType('anaplan'), [280, 200], {
		resource: 'export', operation: 'runExport', ...TARGET, export: byName('Budget - Approved.csv'), output: 'file', outputProperty: 'data', options: {},
	}, anaplan);
	flow.node('Budget as a file', 'n8n-nodes-base.noOp', [520, 200], {});
	for (const trigger of ['First of the month', 'Test this workflow']) {
		flow.connect(trigger, 0, 'Export budget view');
		flow.connect(trigger, 0, 'Run budget export');
	}
	flow.connect('Export budget view', 0, 'Only approved');
	flow.connect('Only approved', 0, 'Approved budget rows');
	flow.connect('Run budget export', 0, 'Budget as a file');
	return flow.build();
};
