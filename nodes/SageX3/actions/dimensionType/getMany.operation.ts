import type { IExecuteFunctions } from 'n8n-workflow';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';

export const scope = 'run';

/** With the column that each type becomes in journal lines. */
export const execute = async (context: IExecuteFunctions): Promise<Outputs> => {
	const client = await executionClient(context, 0);
	return [(await client.dimensionTypes()).map(({ code, label }) => ({ json: { id: code, name: label, column: `dimension_${code}` } }))];
};
