import type { IExecuteFunctions } from 'n8n-workflow';
import { executionClient } from '../../../shared/anaplan/connection';
import { targetOf } from '../../../shared/anaplan/target';
import type { Outputs } from '../../../shared/routing/operation';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, itemIndex);
	const modules = new Map((await client.metadata.modules(target)).map(({ id, name }) => [id, name]));
	return [(await client.metadata.views(target)).map(({ id, name, moduleId }) => ({ json: { id, name, module: { id: moduleId, name: modules.get(moduleId) ?? null } } }))];
};
