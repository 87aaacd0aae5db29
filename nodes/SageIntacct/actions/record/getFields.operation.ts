import type { IExecuteFunctions } from 'n8n-workflow';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { objectOf } from './selection';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context, itemIndex);
	const { fields } = await client.describe(objectOf(context, itemIndex));
	return [fields.map((field) => ({ json: { ...field } }))];
};
