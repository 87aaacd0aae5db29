import type { IExecuteFunctions } from 'n8n-workflow';
import { executionClient } from '../../../shared/anaplan/connection';
import { targetOf } from '../../../shared/anaplan/target';
import type { Outputs } from '../../../shared/routing/operation';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	return [(await client.lists.all(await targetOf(context, client, itemIndex))).map(({ id, name }) => ({ json: { id, name } }))];
};
