import type { IExecuteFunctions } from 'n8n-workflow';
import { executionClient } from '../../../shared/anaplan/connection';
import { targetOf } from '../../../shared/anaplan/target';
import type { Outputs } from '../../../shared/routing/operation';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, itemIndex);
	const files = new Map((await client.metadata.files(target)).map(({ id, name }) => [id, name]));
	return [(await client.metadata.imports(target)).map(({ sourceId, ...action }) => ({ json: { ...action, file: { id: sourceId, name: files.get(sourceId) ?? null } } }))];
};
