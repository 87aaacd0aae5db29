import { RetryableError } from '../../../src/core/errors';
import type { ListItemInFull, ListMetadata } from '../../../src/systems/anaplan';
import { MODEL, REF, bench, failureOf, json, plain, refusal, type Bench } from './fake-anaplan';

const LIST = '101000000012';
const ITEMS = `GET /lists/${LIST}/items?includeAll=true`;
const READ = `/lists/${LIST}/readRequests`;

/** A property bears the title of a column of Anaplan's own. */
const list = (itemCount: number): ListMetadata => ({
	id: LIST, name: 'GL Accounts', numbered: false, itemCount, permittedItems: undefined, nextItemIndex: undefined, topLevelItem: '', parent: { id: '', name: '' },
	managedBy: '', hasSelectiveAccess: false, productionData: false, workflowEnabled: false,
	properties: [{ name: 'Code', format: 'TEXT', notes: '' }, { name: 'Kind', format: 'TEXT', notes: '' }], subsets: [{ id: '109000000003', name: 'P&L only' }],
});
const HEADER = 'id,name,code,parent,parent id,P&L only,Code,Kind\n';
const TRAVEL: ListItemInFull = { id: '201', name: '6100 Travel, "x"', code: '0061', parent: 'Opex', parentId: '200', properties: { Code: 'own', Kind: 'Expense' }, subsets: { 'P&L only': true } };
const LINE = '201,"6100 Travel, ""x""",0061,Opex,200,true,own,Expense\n';

const state = (requestState: string, availablePages: number, successful: boolean) => json(200, { listReadRequest: { requestId: 'R1', listId: 101000000012, requestState, availablePages, successful } });
const large = ({ http }: Bench): void => {
	http.on(`POST ${READ}`, state('IN_PROGRESS', 1, false)).on(`GET ${READ}/R1`, state('COMPLETE', 2, true)).on(`GET ${READ}/R1/pages/0`, plain(200, HEADER + LINE)).on(`GET ${READ}/R1/pages/1`, plain(200, HEADER + LINE.replace('201', '202')))
		.on(`DELETE ${READ}/R1`, state('COMPLETE', 2, true));
};
const items = async ({ client }: Bench, itemCount: number): Promise<ListItemInFull[]> => {
	const all: ListItemInFull[] = [];
	for await (const batch of client.listItems(REF, list(itemCount))) all.push(...batch);
	return all;
};
const table = async ({ client }: Bench, itemCount: number): Promise<string[][]> => {
	const all: string[][] = [];
	for await (const batch of client.listTable(REF, list(itemCount))) all.push(...batch.map((record) => [...record]));
	return all;
};

describe('the items of a list, however many there are', () => {
	it('come in one answer where that is possible', async () => {
		const all = bench();
		all.http.on(ITEMS, json(200, { listItems: [{ ...TRAVEL, subsets: { 'P&L only': 'true' } }] }));
		expect(await items(all, 1)).toEqual([TRAVEL]);
	});

	it('missing key = empty', async () => {
		const all = bench();
		all.http.on(ITEMS, json(200, {}));
		expect(await items(all, 0)).toEqual([]);
	});

	it('above 1,000,000 they come by a large read request, which is deleted in the end', async () => {
		const all = bench();
		large(all);
		expect(await items(all, 1_000_001)).toEqual([TRAVEL, { ...TRAVEL, id: '202' }]);
		expect(all.http.lines()[0]).toBe(`POST ${READ}`);
		expect(all.http.lines().at(-1)).toBe(`DELETE ${READ}/R1`);
		expect(all.http.sent[0]?.body).toBeUndefined();
	});

	it('a list that has grown too large meanwhile too', async () => {
		const all = bench();
		large(all);
		all.http.on(ITEMS, refusal(400, 'List is too large'));
		expect(await items(all, 1)).toHaveLength(2);
	});

	it('another failure is one', async () => {
		const all = bench();
		all.http.on(ITEMS, refusal(500, 'x'));
		await failureOf(items(all, 1), RetryableError);
		await failureOf(table(all, 1), RetryableError);
	});

	it('the large read is deleted although nobody reads to the end', async () => {
		const all = bench();
		large(all);
		for await (const batch of all.client.listItems(REF, list(2_000_000))) {
			expect(batch).toHaveLength(1);
			break;
		}
		expect(all.http.lines().at(-1)).toBe(`DELETE ${READ}/R1`);
	});
});

describe('the items of a list as a table', () => {
	it('is Anaplan\'s own CSV', async () => {
		const all = bench();
		all.http.on(ITEMS, plain(200, HEADER + LINE));
		expect(await table(all, 1)).toEqual([HEADER.trim().split(','), ['201', '6100 Travel, "x"', '0061', 'Opex', '200', 'true', 'own', 'Expense']]);
		expect(all.http.sent[0]?.headers?.accept).toBe('text/csv');
	});

	it('of many items is read page by page, the header once', async () => {
		const all = bench();
		large(all);
		expect((await table(all, 100_001)).map(([id]) => id)).toEqual(['id', '201', '202']);
	});
});

describe('what a module is made of', () => {
	it('line items: texts or objects, and what is missing is empty', async () => {
		const { http, client } = bench();
		http.on(`GET /models/${MODEL}/modules/102/lineItems?includeAll=true`, json(200, { items: [
			{ id: '206', name: 'Amount', moduleId: '102', moduleName: 'INP01', format: 'NUMBER', formatMetadata: { dataType: 'NUMBER' }, appliesTo: [{ id: LIST, name: 'GL Accounts' }], version: { id: '20000000020', name: 'Versions' }, timeScale: { name: 'Month' }, cellCount: 5 },
			{ id: '207', name: 'Bare' }] }));
		const [amount, bare] = await client.modules.lineItems(REF, '102');
		expect(amount).toMatchObject({ dataType: 'NUMBER', appliesTo: [{ id: LIST, name: 'GL Accounts' }], version: { id: '20000000020', name: 'Versions' }, timeScale: 'Month', cellCount: 5, formula: '' });
		expect(bare).toMatchObject({ name: 'Bare', dataType: '', appliesTo: [], cellCount: undefined });
	});

	it('dimensions and their items; missing key = empty', async () => {
		const { http, client } = bench();
		http.on(`GET /models/${MODEL}/lineItems/206/dimensions`, json(200, { dimensions: [{ id: '20000000003', name: 'Time' }] })).on(`GET /models/${MODEL}/lineItems/206/dimensions/20000000003/items`, json(200, {}));
		expect(await client.modules.dimensions(REF, '206')).toEqual([{ id: '20000000003', name: 'Time' }]);
		expect(await client.modules.dimensionItems(REF, '206', '20000000003')).toEqual([]);
	});
});
