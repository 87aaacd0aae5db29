import { CREDENTIALS, TARGET } from './site-names';
import { STAGING_IMPORT, stagingLines } from './staging-lines';
import { byName, ownType, WorkflowBuilder, type Workflow } from './workflow-builder';

const anaplan = { credentials: { anaplanApi: CREDENTIALS.anaplanApi } };

/**
 * Every night: read the new lines and upload them, and only then clear the staging list, import the lines into it, and let
 * a process of the model do the rest. A night without new lines leaves the model as it is.
 */
export const example = (): Workflow => {
	const flow = new WorkflowBuilder('erpNightlyProc01', 'Anaplan nightly process');
	flow.node('Every night', 'n8n-nodes-base.scheduleTrigger', [0, 0], { rule: { interval: [{ field: 'days', triggerAtHour: 2 }] } }, { typeVersion: 1.2 });
	flow.node('Test this workflow', 'n8n-nodes-base.manualTrigger', [0, 200], {});
	const lines = stagingLines(flow, 240, 0, 'Upload ledger lines');
	flow.node('Clear GL staging', ownType('anaplan'), [960, 0], {
		resource: 'deleteAction', operation: 'run', ...TARGET, action: byName('Clear GL staging'), options: {},
	}, anaplan);
	flow.node('Import staging list', ownType('anaplan'), [1200, 0], {
		resource: 'import', operation: 'runImport', ...TARGET, import: byName(STAGING_IMPORT), wait: true, options: {},
	}, anaplan);
	flow.node('Run nightly process', ownType('anaplan'), [1540, 0], {
		resource: 'process', operation: 'run', ...TARGET, process: byName('Nightly actuals'), wait: true, options: {},
	}, anaplan);
	flow.node('What became of it', 'n8n-nodes-base.noOp', [1780, 0], {});
	flow.node('Rejected rows', 'n8n-nodes-base.noOp', [1780, 360], {});
	for (const trigger of ['Every night', 'Test this workflow']) flow.connect(trigger, 0, lines.first);
	flow.connect(lines.last, 0, 'Clear GL staging');
	flow.connect('Clear GL staging', 0, 'Import staging list');
	flow.connect('Import staging list', 0, 'Run nightly process');
	flow.connect('Import staging list', 1, 'Rejected rows');
	flow.connect('Run nightly process', 0, 'What became of it');
	flow.connect('Run nightly process', 1, 'Rejected rows');
	return flow.build();
};
