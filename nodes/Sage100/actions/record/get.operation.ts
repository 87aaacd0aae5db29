import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { isJsonObject, jsonList, jsonText, type JsonObject } from '../../../../src/core/json';
import { FatalError } from '../../../../src/core/errors';
import { joinKey, type ListFacts, type OwnQuery, type Sage100Client } from '../../../../src/systems/sage100';
import { parameterError } from '../../../shared/context/node-errors';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { listOf, shapeOf } from './selection';

export const scope = 'item';

type Parameters = Readonly<Record<string, string>>;

/** What the parts of a key can be asked for by; of every other list all rows are gone through. */
const NARROWED: Readonly<Record<string, (parts: readonly string[]) => Parameters>> = {
	balances: ([accountKey = '', fiscalYear = '', period = '']) => ({ accountKey, fiscalYear, periodFrom: period, periodTo: period }),
	openInvoices: ([divisionNo = '', vendorNo = '']) => ({ divisionNo, vendorNo }),
	postings: ([accountKey = '', day = '']) => ({ accountKey, postingDateFrom: day, postingDateTo: day }),
};

/** The first row of a list that fits. */
const find = async (client: Sage100Client, query: OwnQuery, fits: (row: JsonObject) => boolean): Promise<JsonObject | undefined> => {
	let page: JsonObject | undefined = await client.query(query);
	while (page !== undefined) {
		const found = jsonList(page.items).filter(isJsonObject).find(fits);
		if (found) return found;
		page = await client.nextPage(query, page);
	}
	return undefined;
};

/** By its number or by its key. */
const account = async (client: Sage100Client, text: string): Promise<JsonObject | undefined> => {
	const byNumber = await find(client, { path: 'gl/accounts', parameters: { account: text } }, () => true);
	return byNumber ?? await find(client, { path: 'gl/accounts' }, (row) => jsonText(row.accountKey) === text);
};

const another = async (client: Sage100Client, { path, keys, isPaged, lines }: ListFacts, asked: Parameters, text: string): Promise<JsonObject | undefined> => {
	const whole = { ...asked, ...(lines?.parameter === undefined ? {} : { [lines.parameter]: 'true' }), ...(isPaged ? { pageSize: '500' } : {}) };
	return await find(client, { path: path.replace(/^\//, ''), parameters: whole }, (row) => joinKey(keys.map((name) => jsonText(row[name]))) === text);
};

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const facts = listOf(context, itemIndex);
	const { list, keys, label } = facts;
	const text = String(context.getNodeParameter('recordKey', itemIndex) ?? '').trim();
	const parts = text.split('/').map(decodeURIComponent);
	if (text === '' || (list !== 'accounts' && parts.length !== keys.length)) {
		throw parameterError(context, `The key of ${label} is ${keys.join('/')}`, 'Give a value for each of these, in this order, with slashes between them, as "_source" of a record shows it.', itemIndex);
	}
	const { segmentNo = '', stage } = shapeOf(context, itemIndex, facts);
	const asked = { ...NARROWED[list]?.(parts), ...(stage ? { stage } : {}) };
	const record = list === 'accounts' ? await account(client, text) : await another(client, { ...facts, path: facts.path.replace('{segmentNo}', segmentNo) }, asked, text);
	if (record) return [[{ json: record as IDataObject }]];
	throw new FatalError({ system: 'Sage 100', operation: `read ${label}`, said: `there is none with the key ${text}`, remedy: `Check the key: ${keys.join('/')}. Leading zeros count.` });
};
