import type { IExecuteFunctions } from 'n8n-workflow';
import { pick } from '../../../../src/systems/anaplan';
import { executionClient } from '../../../shared/anaplan/connection';
import { failedAction, failedTaskError } from '../../../shared/anaplan/failed-task';
import { runOnModel } from '../../../shared/anaplan/run-on-model';
import { startedTask } from '../../../shared/anaplan/started-task';
import { pickedIn, targetOf } from '../../../shared/anaplan/target';
import { endedOther } from '../../../shared/anaplan/task-output';
import { coverageOf } from '../../../shared/data/row-coverage';
import type { Outputs } from '../../../shared/routing/operation';
import { waitingOf } from '../import/load-options';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, itemIndex);
	const { id, name } = pick(await client.metadata.actions(target), pickedIn(context, 'action', itemIndex), 'action');
	const action = { id, name, kind: 'actions' as const };
	const ref = { ...target, kind: action.kind, actionId: id };
	const covers = coverageOf([context.getInputData()[itemIndex] ?? { json: {} }]);
	const waiting = waitingOf(context, itemIndex);
	if (!context.getNodeParameter('wait', itemIndex, true)) {
		const started = await runOnModel(context, target, itemIndex, async () => await client.startTask(ref, [], waiting.whenStopped));
		return [[{ json: startedTask(action, target, started, covers) }]];
	}
	const run = await runOnModel(context, target, itemIndex, async () => await client.runAction(ref, waiting));
	if (run.outcome.status === 'failed') throw failedTaskError(failedAction(action, run.taskId, run.outcome));
	return [[endedOther(context, { action, run, covers })]];
};
