import type { IExecuteFunctions } from 'n8n-workflow';
import { getChanges } from '../../../shared/reading/get-changes';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { objectOf, selectionOf } from './selection';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context, itemIndex, objectOf(context, itemIndex));
	// Lines have a stream for each API.
	await client.api();
	const selection = await selectionOf(context, itemIndex, client);
	return await getChanges(context, itemIndex, { source: client.source(selection), columns: async () => await client.columns(selection), object: selection.resource });
};
