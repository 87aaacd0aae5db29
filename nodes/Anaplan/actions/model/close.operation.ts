import type { IExecuteFunctions } from 'n8n-workflow';
import { modelLockName } from '../../../../src/systems/anaplan';
import { executionClient } from '../../../shared/anaplan/connection';
import { modelLock } from '../../../shared/anaplan/model-lock';
import { targetOf } from '../../../shared/anaplan/target';
import type { Outputs } from '../../../shared/routing/operation';
import { namedModel } from './named-model';

export const scope = 'item';

/** Asks for the model to be unloaded. It waits for runs of this n8n that work on the model, not for those of other people. */
export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, itemIndex);
	const model = await namedModel(client, target);
	await modelLock(context, itemIndex).hold(modelLockName(target), async () => await client.models.close(target), context.getExecutionCancelSignal());
	return [[{ json: { model, closing: true } }]];
};
