import type { IExecuteFunctions } from 'n8n-workflow';
import { pick } from '../../../../src/systems/anaplan';
import { executionClient } from '../../../shared/anaplan/connection';
import { failedAction, failedTaskError } from '../../../shared/anaplan/failed-task';
import { runOnModel } from '../../../shared/anaplan/run-on-model';
import { startedTask } from '../../../shared/anaplan/started-task';
import { pickedIn, targetOf } from '../../../shared/anaplan/target';
import { endedImport } from '../../../shared/anaplan/task-output';
import { coverageOf } from '../../../shared/data/row-coverage';
import type { Outputs } from '../../../shared/routing/operation';
import { loadRulesOf, waitingOf } from './load-options';
import { mappingParametersOf } from './mapping-parameters';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, itemIndex);
	const { id, name } = pick(await client.metadata.imports(target), pickedIn(context, 'import', itemIndex), 'import');
	const action = { id, name, kind: 'imports' as const };
	const ref = { ...target, kind: action.kind, actionId: id };
	const covers = coverageOf([context.getInputData()[itemIndex] ?? { json: {} }]);
	const parameters = await mappingParametersOf(context, itemIndex, async () => [action]);
	const waiting = waitingOf(context, itemIndex);
	if (!context.getNodeParameter('wait', itemIndex, true)) {
		const started = await runOnModel(context, target, itemIndex, async () => await client.startTask(ref, parameters, waiting.whenStopped));
		return [[{ json: startedTask(action, target, started, covers) }]];
	}
	const run = await runOnModel(context, target, itemIndex, async () => await client.runAction(ref, { ...waiting, parameters }));
	if (run.outcome.status === 'failed') throw failedTaskError(failedAction(action, run.taskId, run.outcome));
	const { done, rejected } = await endedImport(context, { action, run, covers, client, target }, loadRulesOf(context, itemIndex));
	return [[done], rejected];
};
