import type { IExecuteFunctions } from 'n8n-workflow';
import { executionClient } from '../../../shared/anaplan/connection';
import { targetOf } from '../../../shared/anaplan/target';
import type { Outputs } from '../../../shared/routing/operation';

export const scope = 'item';

/** A model without a current period answers empty texts. */
export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const period = await client.models.currentPeriod(await targetOf(context, client, itemIndex));
	return [[{ json: { ...period, isSet: period.periodText !== '' } }]];
};
