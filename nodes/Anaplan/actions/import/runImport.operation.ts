import type { IExecuteFunctions } from 'n8n-workflow';
import { processLock } from '../../../../src/core/limits/process-lock';
import { modelLockName, pick } from '../../../../src/systems/anaplan';
import { executionClient } from '../../../shared/anaplan/connection';
import { pickedIn, targetOf } from '../../../shared/anaplan/target';
import { endedImport } from '../../../shared/anaplan/task-output';
import { COVERS } from '../../../shared/data/origin';
import { coverageOf } from '../../../shared/data/row-coverage';
import { nodeClock } from '../../../shared/context/node-clock';
import type { Outputs } from '../../../shared/routing/operation';
import { failedOutcome } from './failed-load';
import { policyOf, rejectedLimitOf, waitingOf } from './load-options';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, itemIndex);
	const { id, name } = pick(await client.metadata.imports(target), pickedIn(context, 'import', itemIndex), 'import');
	const ref = { ...target, kind: 'imports' as const, actionId: id };
	const covers = coverageOf([context.getInputData()[itemIndex] ?? { json: {} }]);
	if (!context.getNodeParameter('wait', itemIndex, true)) {
		const { taskId, adopted } = await client.startTask(ref);
		return [[{ json: { taskId, import: { id, name }, ...target, [COVERS]: covers.map((coverage) => ({ ...coverage })), ...(adopted ? { startAnswerLost: 'the task was found in the list' } : {}) } }], []];
	}
	const run = await processLock(nodeClock).hold(modelLockName(target), async () => await client.runAction(ref, waitingOf(context, itemIndex)), context.getExecutionCancelSignal());
	if (run.outcome.status === 'failed') throw failedOutcome(name, run.taskId, run.outcome, '');
	return await endedImport(context, { id, name, run, covers }, policyOf(context, itemIndex), rejectedLimitOf(context, itemIndex));
};
