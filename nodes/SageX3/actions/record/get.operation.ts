import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { FatalError } from '../../../../src/core/errors';
import { allOf, equalTo, factsOf, type Filter, type SageX3Client } from '../../../../src/systems/sagex3';
import { parameterError } from '../../../shared/context/node-errors';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { objectOf, shapeOf } from './selection';

export const scope = 'item';

/** What the server is asked for: the record that the key is of, or that its line is of. */
const narrowing = (api: 'graphql' | 'classic', object: string, parts: readonly string[]): Filter | undefined => {
	const facts = factsOf(object);
	if (api === 'classic') return allOf(...(facts?.classicKeys ?? []).map((name, index) => equalTo(name, parts[index] ?? '')));
	return equalTo('_id', (facts?.lines ? parts.slice(0, facts.keys.length) : parts).join('|'));
};

const unknown = (object: string, key: string): FatalError => new FatalError({
	system: 'Sage X3', operation: `read ${object}`, said: `there is none with the key ${key}`, remedy: 'Check the key as "_source" of a record shows it; capitals count.',
});

/** A class that no table knows is shown as it is. */
const details = async (client: SageX3Client, object: string, parts: readonly string[]): Promise<INodeExecutionData[]> =>
	[{ json: (await client.query({ api: 'classic', class: object, keys: parts })) as IDataObject }];

/** All rows of a record: the parts of a journal line, the lines of an order. */
export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const object = objectOf(context, itemIndex);
	const client = await executionClient(context, itemIndex, object);
	const key = String(context.getNodeParameter('recordKey', itemIndex) ?? '').trim();
	// Behind # stands the analytical line of a journal line; elsewhere it is a letter of the key.
	const parts = (factsOf(object)?.id === 'journalLines' ? key.replace(/#[^#|]*$/, '') : key).split('|');
	if (parts.some((part) => part === '')) {
		throw parameterError(context, `"${key}" is no key`, 'Give the values of all key fields with a vertical bar between them, as "_source" of a record shows them.', itemIndex);
	}
	const api = await client.api();
	if (api === 'classic' && !factsOf(object)) return [await details(client, object, parts)];
	const filter = narrowing(api, object, parts);
	const found: INodeExecutionData[] = [];
	for await (const page of client.keyedRecords({ ...shapeOf(context, itemIndex), fields: 'planning', ...(filter && { filter }) })) {
		found.push(...page.filter((record) => record.key === key || record.key.startsWith(`${key}|`) || record.key.startsWith(`${key}#`)).map(({ fields }) => ({ json: { ...fields } })));
	}
	if (found.length === 0) throw unknown(object, key);
	return [found];
};
