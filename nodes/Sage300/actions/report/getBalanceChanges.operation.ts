import type { IExecuteFunctions } from 'n8n-workflow';
import { PERIOD_BALANCE_COLUMNS, periodSource } from '../../../../src/systems/sage300';
import { getChanges } from '../../../shared/reading/get-changes';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { POSTING_PLACES } from '../posting-places';
import { balanceChoice } from './balance-choice';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const { selection, range } = await balanceChoice(context, itemIndex, client);
	const source = periodSource(client.source(selection), range);
	return await getChanges(context, itemIndex, { source, columns: async () => PERIOD_BALANCE_COLUMNS, object: 'AccountBalances', places: POSTING_PLACES });
};
