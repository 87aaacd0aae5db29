import type { IExecuteFunctions } from 'n8n-workflow';
import { factsOf } from '../../../../src/systems/sagex3';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { objectOf } from './selection';

export const scope = 'item';

/** First the columns of the object, which both APIs call alike, then the properties of this server. */
export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const object = objectOf(context, itemIndex);
	const client = await executionClient(context, itemIndex, object);
	const { fields, servedAs } = await client.describe(object);
	const keys = new Set(factsOf(object)?.keys ?? []);
	return [fields.map(({ name, type, values, isColumn }) => ({ json: { id: name, type, detail: isColumn ? '' : servedAs, key: isColumn && keys.has(name), texts: [...values] } }))];
};
