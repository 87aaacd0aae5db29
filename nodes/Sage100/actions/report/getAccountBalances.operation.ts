import type { IExecuteFunctions } from 'n8n-workflow';
import { recordsOut } from '../../../shared/reading/records-out';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { balanceChoice } from './balance-choice';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const { selection, fillGaps } = await balanceChoice(context, itemIndex, client);
	const pages = client.keyedRecords({ ...selection, fillGaps });
	return [await recordsOut(context, itemIndex, { pages, columns: async () => await client.columns(selection), object: 'AccountBalances' })];
};
