import { CREDENTIALS, TARGET } from './site-names';
import { STAGING_IMPORT, stagingLines } from './staging-lines';
import { byName, ownType, WorkflowBuilder, type Workflow } from './workflow-builder';

const anaplan = { credentials: { anaplanApi: CREDENTIALS.anaplanApi } };

/**
 * An import that may take hours: started without waiting, looked at about once a minute, and no worker is held meanwhile:
 * from 65 seconds on n8n keeps a waiting run in its database only. The cursor moves all the same.
 */
export const example = (): Workflow => {
	const flow = new WorkflowBuilder('erpLongImport001', 'Anaplan long import with wait');
	flow.node('Every night', 'n8n-nodes-base.scheduleTrigger', [0, 0], { rule: { interval: [{ field: 'days', triggerAtHour: 1 }] } }, { typeVersion: 1.2 });
	flow.node('Test this workflow', 'n8n-nodes-base.manualTrigger', [0, 200], {});
	const lines = stagingLines(flow, 240, 0, 'Upload ledger lines');
	flow.node('Start import', ownType('anaplan'), [960, 0], {
		resource: 'import', operation: 'runImport', ...TARGET, import: byName(STAGING_IMPORT), wait: false, options: {},
	}, anaplan);
	flow.node('Look at the task', ownType('anaplan'), [1200, 0], {
		resource: 'task', operation: 'pollTask', ...TARGET, look: 'once', failedTasks: 'output', options: {},
	}, anaplan);
	flow.node('Wait a minute', 'n8n-nodes-base.wait', [1480, 380], { resume: 'timeInterval', amount: 70, unit: 'seconds' }, { typeVersion: 1.1 });
	flow.node('Loaded', 'n8n-nodes-base.noOp', [1480, -220], {});
	flow.node('Rejected rows', 'n8n-nodes-base.noOp', [1480, -20], {});
	flow.node('Stop with what Anaplan says', 'n8n-nodes-base.stopAndError', [1480, 180], { errorMessage: '={{ $json.said?.join(" ") || $json.error }}' });
	for (const trigger of ['Every night', 'Test this workflow']) flow.connect(trigger, 0, lines.first);
	flow.connect(lines.last, 0, 'Start import');
	flow.connect('Start import', 0, 'Look at the task');
	flow.connect('Look at the task', 0, 'Loaded');
	flow.connect('Look at the task', 1, 'Wait a minute');
	flow.connect('Look at the task', 2, 'Rejected rows');
	flow.connect('Look at the task', 3, 'Stop with what Anaplan says');
	flow.connect('Wait a minute', 0, 'Look at the task');
	return flow.build();
};
