import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { isJsonObject, jsonList, type ExactJson } from '../../../../src/core/json';
import type { OwnQuery, Sage300Client } from '../../../../src/systems/sage300';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';

export const scope = 'item';

const itemOf = (row: ExactJson): IDataObject => (isJsonObject(row) ? (row as IDataObject) : { value: row as IDataObject[string] });

/** Rows of a list, `undefined` for a record by itself. */
const rowsIn = (answer: ExactJson): readonly ExactJson[] | undefined => (isJsonObject(answer) && Array.isArray(answer.value) ? jsonList(answer.value) : undefined);

/** Pages up to the limit; the server decides how large one is. */
const rowsOf = async (client: Sage300Client, query: OwnQuery, limit: number): Promise<readonly ExactJson[]> => {
	const first = await client.query(query);
	const rows = rowsIn(first);
	if (rows === undefined) return [first];
	const found = [...rows];
	let page: ExactJson | undefined = first;
	while (page !== undefined && found.length < limit) {
		page = await client.nextPage(query, page);
		if (page !== undefined) found.push(...rowsIn(page) ?? []);
	}
	return found.slice(0, limit);
};

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const text = (name: string): string => String(context.getNodeParameter(name, itemIndex, '') ?? '').trim();
	const { orderBy = '', skip = 0 } = context.getNodeParameter('options', itemIndex, {}) as { orderBy?: string; skip?: number };
	const path = text('path');
	const limit = context.getNodeParameter('limit', itemIndex, 50) as number;
	// One record has no pages.
	const page = path.includes('(') ? {} : { top: limit, skip };
	const asked = Object.entries({ filter: text('filter'), select: text('select'), orderBy: orderBy.trim() }).filter(([, value]) => value !== '');
	const rows = await rowsOf(client, { path, ...Object.fromEntries(asked), ...page }, limit);
	return [rows.map((row) => ({ json: itemOf(row) }))];
};
