import type { IExecuteFunctions } from 'n8n-workflow';
import { judgeModel } from '../../../../src/systems/anaplan';
import { executionClient } from '../../../shared/anaplan/connection';
import { targetOf } from '../../../shared/anaplan/target';
import type { Outputs } from '../../../shared/routing/operation';

export const scope = 'item';

/** What the model is good for right now; asking does not wake it up, and a busy model answers at once. */
export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, itemIndex);
	const { id, name, activeState } = await client.models.details(target);
	const status = await client.metadata.modelStatus(target);
	const { kind, said } = judgeModel(status, activeState);
	return [[{ json: { model: { id, name }, condition: kind, said, activeState, ...status } }]];
};
