import type { IExecuteFunctions } from 'n8n-workflow';
import { executionClient } from '../../../shared/anaplan/connection';
import type { Outputs } from '../../../shared/routing/operation';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions): Promise<Outputs> => {
	const client = await executionClient(context);
	return [(await client.metadata.workspaces()).map((workspace) => ({ json: { ...workspace } }))];
};
