import type { IExecuteFunctions } from 'n8n-workflow';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { flatFields } from '../../field-paths';
import { resourceOf } from './selection';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const { keys, properties } = await client.describe(resourceOf(context, itemIndex));
	return [flatFields(properties).map(({ path, property: { kind, members }, detail }) => ({
		json: { id: path, type: kind, detail, key: detail === '' && keys.includes(path), texts: [...members] },
	}))];
};
