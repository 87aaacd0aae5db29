import type { IExecuteFunctions } from 'n8n-workflow';
import { periodSource } from '../../../../src/systems/sage100';
import { getChanges } from '../../../shared/reading/get-changes';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { balanceChoice } from './balance-choice';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const { selection } = await balanceChoice(context, itemIndex, client);
	const { periodFrom, periodTo, ...ofYears } = selection;
	const source = periodSource(client.source(ofYears), periodFrom, periodTo);
	return await getChanges(context, itemIndex, { source, columns: async () => await client.columns(ofYears), object: 'AccountBalances' });
};
