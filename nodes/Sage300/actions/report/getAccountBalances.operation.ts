import type { IExecuteFunctions } from 'n8n-workflow';
import { PERIOD_BALANCE_COLUMNS, periodPages } from '../../../../src/systems/sage300';
import { recordsOut } from '../../../shared/reading/records-out';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { balanceChoice } from './balance-choice';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const { selection, range } = await balanceChoice(context, itemIndex, client);
	const pages = periodPages(client.keyedRecords(selection), range);
	return [await recordsOut(context, itemIndex, { pages, columns: async () => PERIOD_BALANCE_COLUMNS, object: 'AccountBalances' })];
};
