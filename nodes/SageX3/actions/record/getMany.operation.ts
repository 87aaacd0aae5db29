import type { IExecuteFunctions } from 'n8n-workflow';
import { limitOf } from '../../../shared/reading/record-choice';
import { recordsOut } from '../../../shared/reading/records-out';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { objectOf, selectionOf } from './selection';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context, itemIndex, objectOf(context, itemIndex));
	const selection = await selectionOf(context, itemIndex, client);
	const pages = client.keyedRecords({ ...selection, ...limitOf(context, itemIndex) });
	return [await recordsOut(context, itemIndex, { pages, columns: async () => await client.columns(selection), object: selection.resource })];
};
