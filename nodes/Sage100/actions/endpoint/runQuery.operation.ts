import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { isJsonObject, jsonList, type ExactJson, type JsonObject } from '../../../../src/core/json';
import type { OwnQuery, Sage100Client } from '../../../../src/systems/sage100';
import { parameterError } from '../../../shared/context/node-errors';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';

export const scope = 'item';

const itemOf = (row: ExactJson): IDataObject => (isJsonObject(row) ? (row as IDataObject) : { value: row as IDataObject[string] });

/** `stage=entry&includeLines=true` → its parts, as they are sent. */
const parametersIn = (context: IExecuteFunctions, itemIndex: number, text: string): Readonly<Record<string, string>> => {
	const found = new Map<string, string>();
	for (const part of text.split(/[&\n]/).map((one) => one.trim()).filter((one) => one !== '')) {
		const [, name = '', value = ''] = /^(\w+)\s*=\s*(.*)$/.exec(part) ?? [];
		if (name === '' || found.has(name)) throw parameterError(context, `"${part}" is no parameter, or is there twice`, 'Write name=value, with & between them. Nothing is escaped in it.', itemIndex);
		found.set(name, value);
	}
	return Object.fromEntries(found);
};

/** Rows of a list up to the limit; an answer that is no list is one item. */
const rowsOf = async (client: Sage100Client, query: OwnQuery, limit: number): Promise<readonly ExactJson[]> => {
	const first = await client.query(query);
	if (!Array.isArray(first.items)) return [first];
	const found = [...jsonList(first.items)];
	let page: JsonObject | undefined = first;
	while (page !== undefined && found.length < limit) {
		page = await client.nextPage(query, page);
		found.push(...jsonList(page?.items));
	}
	return found.slice(0, limit);
};

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const path = String(context.getNodeParameter('path', itemIndex, '') ?? '').trim();
	const parameters = parametersIn(context, itemIndex, String(context.getNodeParameter('parameters', itemIndex, '') ?? ''));
	const rows = await rowsOf(client, { path, parameters }, context.getNodeParameter('limit', itemIndex, 50) as number);
	return [rows.map((row) => ({ json: itemOf(row) }))];
};
