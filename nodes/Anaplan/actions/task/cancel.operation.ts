import type { IExecuteFunctions } from 'n8n-workflow';
import { executionClient } from '../../../shared/anaplan/connection';
import type { Outputs } from '../../../shared/routing/operation';
import { taskOf } from './task-reference';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const { ref, name } = await taskOf(context, client, itemIndex);
	const { state, currentStep } = await client.cancelTask(ref);
	return [[{ json: { taskId: ref.taskId, import: { id: ref.actionId, name }, state, currentStep: currentStep ?? '' } }]];
};
