import { DEFAULT_TENANT } from '../../../simulators/anaplan';
import { Driver, type Reply } from './driver';

const [FINANCE] = DEFAULT_TENANT.models;
if (FINANCE === undefined) throw new Error('the default tenant has no model');

const TENANT = {
	...DEFAULT_TENANT,
	models: [{
		...FINANCE,
		lists: [
			...FINANCE.lists, { id: '101000000090', name: 'Numbers', numbered: true },
			{
				id: '101000000091', name: 'Rich', properties: [{ name: 'Order', format: 'NUMBER' as const }, { name: 'Note', format: 'TEXT' as const }],
				subsets: [{ id: '109000000001', name: 'P&L only' }], items: [{ name: 'Opex', code: 'OPEX' }, { name: 'Bare' }],
			},
		],
	}],
};

const RICH = 'lists/101000000091';

describe('lists', () => {
	let driver: Driver;
	beforeAll(async () => {
		driver = await Driver.start({}, { model: TENANT });
	});
	afterEach(() => driver.clean());
	afterAll(() => driver.close());

	const add = (items: unknown[], list = RICH): Promise<Reply> => driver.model('POST', `${list}/items?action=add`, { json: { items } });
	const update = (items: unknown[]): Promise<Reply> => driver.model('PUT', `${RICH}/items`, { json: { items } });
	const remove = (items: unknown[]): Promise<Reply> => driver.model('POST', `${RICH}/items?action=delete`, { json: { items } });
	const idOf = async (name: string): Promise<unknown> => (await driver.items('101000000091')).find((item) => String(item.name) === name)?.id;

	it('25a. add: counts, failures omitted when none', async () => {
		const { status, json } = await add([{ name: '6105 Freight', code: '6105', parent: 'Opex', properties: { Order: '7', Note: 'x' }, subsets: { 'P&L only': true } }]);
		expect([status, json.added, json.ignored, json.total, 'failures' in json]).toEqual([200, 1, 0, 1, false]);
		const { json: read } = await driver.model('GET', `${RICH}/items?includeAll=true`);
		expect((read.listItems as unknown as unknown[]).at(-1)).toMatchObject({
			name: '6105 Freight', code: '6105', parent: 'Opex', parentId: await idOf('Opex'), listId: '101000000091', listName: 'Rich',
			properties: { Order: '7', Note: 'x' }, subsets: { 'P&L only': true },
		});
	});

	it('25b. an existing code or name → ignored and a failure, HTTP 200 even when all fail', async () => {
		const { status, json } = await add([{ name: 'Other', code: 'OPEX' }, { name: 'Opex' }, { code: 'X' }, { name: 'New', properties: { Order: 'abc' } }]);
		expect([status, json.added, json.ignored, json.total]).toEqual([200, 0, 4, 4]);
		expect((json.failures as unknown as Array<{ requestIndex: number; failureType: string }>).map((one) => [one.requestIndex, one.failureType])).toEqual([
			[0, 'INCOMPLETE_DATA'], [1, 'INCOMPLETE_DATA'], [2, 'INCOMPLETE_DATA'], [3, 'INCORRECT_FORMAT'],
		]);
		expect(json.failures?.[3]?.failureMessageDetails).toBe('incorrect format -- column name:Order, value:abc');
	});

	it('25c. numbered lists refuse a name', async () => {
		const { json } = await add([{ name: 'Named' }, { code: 'N1' }], 'lists/101000000090');
		expect([json.added, json.ignored]).toEqual([1, 1]);
		expect((await driver.items('101000000090')).map((item) => [item.name, item.code])).toEqual([['#1', 'N1']]);
	});

	it('25d. more than 100,000 items → 400', async () => {
		const items = Array.from({ length: 100_001 }, (_, at) => ({ name: `n${at}` }));
		for (const reply of [await add(items), await update(items), await remove(items)]) expect(reply.status).toBe(400);
		expect((await add(items.slice(1))).json.added).toBe(100_000);
	});

	it('25e. update: by id, by code, or by name of an item without code', async () => {
		const { json } = await update([{ id: await idOf('Opex'), name: 'Operating' }, { code: 'OPEX', properties: { Note: 'n' } }, { name: 'Bare', properties: { Note: 'b' } }]);
		expect([json.updated, json.ignored, json.total, 'failures' in json]).toEqual([3, 0, 3, false]);
		expect((await driver.items('101000000091')).map((item) => [item.name, item.code, item.properties?.Note])).toEqual([['Operating', 'OPEX', 'n'], ['Bare', undefined, 'b']]);
	});

	it('25f. update refuses an empty code, an unknown item, and an item with a code that is named', async () => {
		const { json } = await update([{ id: await idOf('Opex'), code: '' }, { code: 'NONE' }, { name: 'Opex', properties: { Note: 'x' } }]);
		expect([json.updated, json.ignored]).toEqual([0, 3]);
		expect(json.failures).toHaveLength(3);
		await driver.set({ updateFailures: false });
		expect('failures' in (await update([{ code: 'NONE' }])).json).toBe(false);
	});

	it('25l. a parent that would close a circle is refused', async () => {
		await add([{ name: 'Below', code: 'B', parent: 'Opex' }]);
		const { json } = await update([{ code: 'OPEX', parent: 'Below' }, { code: 'B', parent: 'Below' }, { code: 'B', parent: '' }]);
		expect([json.updated, json.ignored, json.failures?.[0]?.failureMessageDetails]).toEqual([1, 2, 'incorrect format -- column name:Parent, value:Below']);
		expect((await driver.items('101000000091')).find((item) => String(item.code) === 'B')?.parent).toBeUndefined();
	});

	it('25g. delete by id, code or name: counts', async () => {
		await add([{ name: 'C', code: 'C' }]);
		const { json } = await remove([{ id: await idOf('Opex') }, { code: 'C' }, { name: 'Bare' }, { code: 'X9' }]);
		expect(json).toMatchObject({ deleted: 3, ignored: 1, total: 4 });
		expect(json.failures).toEqual([{ requestIndex: 3, failureType: 'Not found', failureMessageDetails: "Code 'X9' not found" }]);
		expect(await driver.items('101000000091')).toEqual([]);
	});

	it('25h. delete in the other documented shape, by switch', async () => {
		await driver.set({ deleteReply: 'result' });
		const id = await idOf('Opex');
		const { json } = await remove([{ code: 'OPEX' }, { code: 'X9' }, { id, code: 'OPEX' }]);
		expect(json.result).toEqual({
			numberOfItemsDeleted: 1,
			failures: [
				{ requestIndex: 1, failureType: 'Not found', failureMessageDetails: "Code 'X9' not found" },
				{ requestIndex: 2, failureType: 'Ambiguous criteria', failureMessageDetails: `Specifying both ID and code not supported (${String(id)}:OPEX)` },
			],
		});
		expect('deleted' in json).toBe(false);
	});

	it('25i. a deleted item takes its cells with it and leaves its children at the top', async () => {
		await add([{ name: 'Child', parent: 'OPEX' }]);
		await remove([{ code: 'OPEX' }]);
		expect((await driver.items('101000000091')).map((item) => [item.name, item.parent])).toEqual([['Bare', undefined], ['Child', undefined]]);
		await driver.load('112000000004', '113000000004', 'Code,Name\nV1,Vendor\n');
		await driver.load('112000000012', '113000000009', 'Vendor,Current\nV1,5\n');
		expect(await driver.cells('102000000005')).toHaveLength(1);
		await driver.model('POST', 'lists/101000000004/items?action=delete', { json: { items: [{ code: 'V1' }] } });
		expect(await driver.cells('102000000005')).toEqual([]);
	});

	it('list metadata, CSV of items, preview, resetIndex', async () => {
		expect((await driver.model('GET', RICH)).json.metadata).toMatchObject({
			id: '101000000091', name: 'Rich', numberedList: false, itemCount: 2, subsets: [{ id: '109000000001', name: 'P&L only' }],
		});
		const csv = await driver.model('GET', `${RICH}/items`, { headers: { accept: 'text/csv' } });
		const lines = csv.text.split('\n');
		expect([csv.headers.get('content-type'), lines[0], lines[1]]).toEqual(['text/csv', 'Id,Name,Code,Parent,P&L only,Order,Note', `${String(await idOf('Opex'))},Opex,OPEX,,false,,`]);
		expect((await driver.model('GET', `${RICH}/preview`)).text).toBe(csv.text);
		expect((await driver.model('POST', `${RICH}/resetIndex`)).status).toBe(400);
		await remove([{ code: 'OPEX' }, { name: 'Bare' }]);
		const reset = await driver.model('POST', `${RICH}/resetIndex`);
		expect([reset.status, reset.text]).toEqual([200, '']);
		expect((await driver.model('GET', RICH)).json.metadata?.nextItemIndex).toBe(1);
	});

	it('a list of more items than a read may hold → 400', async () => {
		await driver.set({ cellsPerRead: 1 });
		expect((await driver.model('GET', `${RICH}/items`)).status).toBe(400);
		expect((await driver.model('GET', 'dimensions/101000000091/items')).status).toBe(400);
	});
});
