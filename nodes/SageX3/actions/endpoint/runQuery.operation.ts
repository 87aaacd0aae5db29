import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { isJsonObject, jsonList, jsonObject, type ExactJson } from '../../../../src/core/json';
import type { OwnQuery } from '../../../../src/systems/sagex3';
import { parameterError } from '../../../shared/context/node-errors';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';

export const scope = 'item';

type Variables = NonNullable<Extract<OwnQuery, { readonly api: 'graphql' }>['variables']>;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const isVariable = (value: unknown): value is Variables[string] => value === null || ['string', 'number'].includes(typeof value);

const variablesIn = (context: IExecuteFunctions, itemIndex: number): Variables => {
	const given: unknown = context.getNodeParameter('variables', itemIndex, '{}');
	const wrong = (): Error => parameterError(context, 'The variables are not one object in JSON', 'Write texts, numbers or null by name, such as {"filter": "{code: \'A\'}"}.', itemIndex);
	let value: unknown;
	try {
		value = typeof given === 'string' ? JSON.parse(given.trim() === '' ? '{}' : given) : given;
	} catch {
		throw wrong();
	}
	if (!isRecord(value)) throw wrong();
	const entries = Object.entries(value).map(([name, each]): readonly [string, Variables[string]] => {
		if (!isVariable(each)) throw wrong();
		return [name, each];
	});
	return Object.fromEntries(entries);
};

const queryOf = (context: IExecuteFunctions, itemIndex: number, limit: number): OwnQuery => {
	const text = (name: string): string => String(context.getNodeParameter(name, itemIndex, '') ?? '').trim();
	if (text('queryApi') !== 'classic') return { api: 'graphql', query: text('query'), variables: variablesIn(context, itemIndex) };
	const key = text('queryKey');
	return { api: 'classic', class: text('queryClass'), where: text('where'), orderBy: text('orderBy'), count: limit, ...(key !== '' && { keys: key.split('|') }) };
};

const itemOf = (row: ExactJson): IDataObject => (isJsonObject(row) ? (row as IDataObject) : { value: row as IDataObject[string] });

/** What stands in `data` of GraphQL, and each record of a list of classic REST; numbers come as text. */
export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context, itemIndex);
	const limit = Number(context.getNodeParameter('limit', itemIndex, 50));
	const query = queryOf(context, itemIndex, limit);
	const answer = await client.query(query);
	if (query.api === 'graphql') return [[{ json: itemOf(jsonObject(answer).data ?? null) }]];
	const { $resources } = jsonObject(answer);
	const rows = Array.isArray($resources) ? jsonList($resources).slice(0, limit) : [answer];
	return [rows.map((row) => ({ json: itemOf(row) }))];
};
