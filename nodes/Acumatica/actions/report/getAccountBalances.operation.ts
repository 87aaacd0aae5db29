import type { IExecuteFunctions } from 'n8n-workflow';
import { BALANCE_COLUMNS } from '../../../../src/systems/acumatica';
import { recordsOut } from '../../../shared/reading/records-out';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { balanceChoice } from './balance-choice';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context, itemIndex);
	const source = client.balances(await balanceChoice(context, itemIndex, client));
	return [await recordsOut(context, itemIndex, { pages: source.unstamped(), columns: async () => BALANCE_COLUMNS, object: 'AccountBalances' })];
};
