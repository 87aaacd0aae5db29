import type { IExecuteFunctions } from 'n8n-workflow';
import { executionClient } from '../../../shared/anaplan/connection';
import { pickedIn, workspaceIdOf } from '../../../shared/anaplan/target';
import type { Outputs } from '../../../shared/routing/operation';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const models = await client.metadata.models(await workspaceIdOf(client, pickedIn(context, 'workspace', itemIndex)));
	return [models.map((model) => ({ json: { ...model } }))];
};
