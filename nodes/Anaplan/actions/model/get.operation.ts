import type { IExecuteFunctions } from 'n8n-workflow';
import { executionClient } from '../../../shared/anaplan/connection';
import { targetOf } from '../../../shared/anaplan/target';
import type { Outputs } from '../../../shared/routing/operation';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const { memoryUsage, ...details } = await client.models.details(await targetOf(context, client, itemIndex));
	return [[{ json: { ...details, memoryUsage: memoryUsage ?? null } }]];
};
