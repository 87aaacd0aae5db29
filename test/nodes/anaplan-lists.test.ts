import { byName } from '../../examples/source/workflow-builder';
import { binaryText, errorOf, hintsOf, outputOf } from './engine/run-workflow';
import { writableTenant } from './engine/writable-model';
import { Site } from './site';
import { anaplan, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

jest.setTimeout(90_000);

interface Shown {
	readonly code?: string;
	readonly name: string;
	readonly parent?: string;
	readonly properties: Record<string, string>;
	readonly subsets: Record<string, boolean>;
}

const LIST = { list: byName('Accounts') };

describe('lists, through n8n\'s own engine', () => {
	let site: Site;
	beforeEach(async () => {
		site = await Site.open({ anaplan: { model: writableTenant() } });
		site.supply('Rows', [{}]);
	});
	afterEach(async () => await site.close());

	const supply = (...rows: ReadonlyArray<Record<string, unknown>>): void => site.supply('Rows', rows.map((json) => ({ json: json as never })));
	const run = async (operation: string, parameters: Record<string, unknown> = {}) => {
		const ended = await site.run(workflowOf([{ name: 'Rows', type: 'supply' }, anaplan('Node', 'list', operation, { ...LIST, ...parameters })]));
		return {
			items: outputOf(ended, 'Node').map(({ json }) => json), rejected: outputOf(ended, 'Node', 1).map(({ json }) => json), error: errorOf(ended, 'Node'), hints: hintsOf(ended, 'Node'),
			pairs: [outputOf(ended, 'Node'), outputOf(ended, 'Node', 1)].map((items) => items.map(({ pairedItem }) => pairedItem)), first: outputOf(ended, 'Node')[0],
		};
	};
	const kept = async (id = '101000000091'): Promise<Shown[]> => await site.anaplan.get<Shown[]>(`list?id=${id}`);
	const item = async (code: string): Promise<Shown | undefined> => (await kept()).find((one) => one.code === code);
	const calls = async (method: string, path: RegExp, since = 0) => (await site.history('anaplan', since)).filter((entry) => entry.kind === 'request' && entry.method === method && path.test(entry.path ?? ''));

	it('Get Many lists them', async () => {
		expect((await run('getMany')).items).toEqual(expect.arrayContaining([{ id: '101000000091', name: 'Accounts' }]));
	});

	it.each(['nextItemIndex', 'nextitemIndex'])('Get tells what a list is made of (%s)', async (nextIndexName) => {
		await site.anaplan.post('switches', { nextIndexName });
		const { items } = await run('get');
		expect(items).toEqual([expect.objectContaining({
			id: '101000000091', name: 'Accounts', numbered: false, itemCount: 3, nextItemIndex: expect.any(Number) as number, subsets: [{ id: '109000000091', name: 'P&L [only]' }],
			properties: [{ name: 'Sort order', format: 'NUMBER', notes: '' }, expect.objectContaining({ name: 'Account type' }), expect.objectContaining({ name: 'Active' })],
		})]);
		expect((await run('get', { list: byName('Numbered') })).items[0]).toMatchObject({ numbered: true, itemCount: 0 });
	});

	describe('Get Items', () => {
		const TRAVEL = { id: expect.any(String) as string, name: '6100 Travel', code: '6100', parent: 'Opex', parentId: expect.any(String) as string, properties: { 'Account type': 'Expense', 'Sort order': '1.50', Active: '' }, subsets: { 'P&L [only]': false } };

		it('puts out one item per list item, with properties and subsets', async () => {
			const { items } = await run('getItems');
			expect(items).toHaveLength(3);
			expect(items[0]).toMatchObject({ name: 'Opex', code: '', parent: '', parentId: '' });
			expect(items[1]).toEqual(TRAVEL);
		});

		it('an empty list gives no item', async () => {
			expect((await run('getItems', { list: byName('Numbered') })).items).toEqual([]);
		});

		it.each([['as the answer', {}], ['by a large read request', { cellsPerRead: 2 }], ['by a large read request, the header on every page', { cellsPerRead: 2, readRequestPageRows: 1, readRequestHeader: 'every' }]])('writes a CSV file (%s)', async (_how, switches) => {
			await site.anaplan.post('switches', { readRequestMs: 0, ...switches });
			const { first } = await run('getItems', { output: 'file', outputProperty: 'sheet' });
			expect(first?.json).toMatchObject({ list: { id: '101000000091', name: 'Accounts' }, rows: 3 });
			const lines = (await binaryText(first, 'sheet')).trimEnd().split(/\r?\n/);
			expect(lines).toHaveLength(4);
			expect(lines[0]).toMatch(/^"?Id"?,"?Name/);
			expect(lines[3]).toContain('"6105 Freight, ""out"""');
		});

		it('a list that is too large for one answer is read by a large read request, with the same items', async () => {
			const small = (await run('getItems')).items.map(({ parentId: _parentId, ...rest }) => rest);
			await site.anaplan.post('switches', { readRequestMs: 0, cellsPerRead: 2, readRequestPageRows: 2 });
			const { items } = await run('getItems');
			expect(items.map(({ parentId: _parentId, ...rest }) => rest)).toEqual(small);
			expect(await calls('DELETE', /readRequests/)).toHaveLength(1);
		});
	});

	describe('Add Items', () => {
		it('maps fields automatically: own members, properties, subsets', async () => {
			supply({ Code: '007', Name: 'Bond', parent: 'Opex', 'Account type': 'Agent', 'Sort order': '1.10', Active: true, 'P&L [only]': 'true' }, { code: '6200', name: 'Rent' });
			const { items, rejected, pairs, hints } = await run('addItems');
			expect(items).toEqual([{ change: 'added', list: { id: '101000000091', name: 'Accounts' }, item: { id: null, code: '007', name: 'Bond' } }, expect.objectContaining({ item: { id: null, code: '6200', name: 'Rent' } })]);
			expect([rejected, pairs[0], hints[0]]).toEqual([[], [{ item: 0 }, { item: 1 }], 'Accounts: 2 items added in 1 call.']);
			expect(await item('007')).toMatchObject({ name: 'Bond', parent: 'Opex', properties: { 'Account type': 'Agent', 'Sort order': '1.10', Active: 'true' }, subsets: { 'P&L [only]': true } });
		});

		it('maps fields one by one, by the keys of the panel', async () => {
			supply({ no: '42', title: 'Answer' });
			const columns = { mappingMode: 'defineBelow', value: { code: '={{ $json.no }}', name: '={{ $json.title }}', parent: null, 'property:Account%20type': 'Given', 'subset:P%26L%20%5Bonly%5D': true }, matchingColumns: [], schema: [] };
			expect((await run('addItems', { columns })).items).toHaveLength(1);
			expect(await item('42')).toMatchObject({ name: 'Answer', properties: { 'Account type': 'Given' }, subsets: { 'P&L [only]': true } });
		});

		it('joins what Anaplan refuses to its input items: HTTP 200 is no success', async () => {
			supply({ code: '6100', name: 'Twin' }, { code: '6300', name: 'Good' }, { code: '6400', name: 'Bad', 'Sort order': 'abc' });
			const { items, rejected, pairs, hints } = await run('addItems');
			expect(items).toHaveLength(1);
			expect(rejected).toEqual([
				expect.objectContaining({ _rejected: 1, stage: 'write', failureType: 'INCOMPLETE_DATA', state: 'refused', row: { code: '6100', name: 'Twin' }, reasons: [expect.stringContaining('exists already') as string] }),
				expect.objectContaining({ failureType: 'INCORRECT_FORMAT', reasons: [expect.stringContaining('column name:Sort order, value:abc') as string], list: { id: '101000000091', name: 'Accounts' } }),
			]);
			expect(pairs).toEqual([[{ item: 1 }], [{ item: 0 }, { item: 2 }]]);
			expect(hints[0]).toBe('Accounts: 1 item added in 1 call. 2 items rejected.');
		});

		it('an unknown property is an error that says which exist, before anything is sent', async () => {
			supply({ code: '1', name: 'A', Kind: 'x' });
			const { error } = await run('addItems');
			expect(error?.message).toContain('no property or subset "Kind"');
			expect(error?.description).toContain('"Sort order", "Account type", "Active"');
			expect(await calls('POST', /items/)).toEqual([]);
		});

		it('extra fields can be ignored, and are named', async () => {
			supply({ code: '1', name: 'A', Kind: 'x' });
			const { items, hints } = await run('addItems', { options: { extraFields: 'ignore' } });
			expect(items).toHaveLength(1);
			expect(hints.join()).toContain('"Kind"');
		});

		it('an item without key, twins and values without text are rejected with a reason, and nothing is lost', async () => {
			supply({ code: '1' }, { code: '2', name: 'A' }, { code: '2', name: 'B' }, { code: '3', name: { deep: true } }, { code: '4', name: 'C', Active: true, 'P&L [only]': 'perhaps' });
			const { items, rejected } = await run('addItems');
			expect(items).toHaveLength(1);
			expect(rejected.map(({ reasons }) => String(reasons))).toEqual([
				expect.stringContaining('has no name'), expect.stringContaining('code "2" stands in this input more than once'), expect.stringContaining('neither text nor a number'), expect.stringContaining('neither true nor false'),
			]);
			expect(rejected.every(({ state }) => state === 'not sent')).toBe(true);
		});

		it('a numbered list refuses names and takes items without', async () => {
			supply({ name: 'Given', Note: 'x' }, { Note: 'y' });
			const { items, rejected } = await run('addItems', { list: byName('Numbered') });
			expect([items.length, rejected.length, String(rejected[0]?.reasons)]).toEqual([1, 1, expect.stringContaining('numbered')]);
			expect(await kept('101000000092')).toHaveLength(1);
		});

		it('100,001 items go in two calls', async () => {
			await site.anaplan.post('switches', { itemsPerWrite: 100_000 });
			supply(...Array.from({ length: 100_001 }, (_, index) => ({ code: `C${index}`, name: `N${index}` })));
			const { items, rejected } = await run('addItems');
			expect([items.length, rejected.length]).toEqual([100_001, 0]);
			expect(await calls('POST', /items/)).toHaveLength(2);
		});

		it.each(['reset-after', 'reset-before'])('a lost answer (%s) leaves every item once in the list, and says so truthfully', async (kind) => {
			supply({ code: '1', name: 'A', 'Sort order': '2.50', Active: 'true' }, { code: '2', name: 'B' }, { code: '6100', name: 'Twin' });
			await site.anaplan.post('faults', { kind, match: 'POST .*/items', times: 1 });
			const { items, rejected } = await run('addItems');
			expect(items.map((one) => (one.item as { code: string }).code)).toEqual(['1', '2']);
			expect(items.every(({ confirmedByReading }) => confirmedByReading === (kind === 'reset-after' ? true : undefined))).toBe(true);
			expect(rejected).toHaveLength(1);
			expect((await kept()).map(({ code }) => code)).toEqual([undefined, '6100', '6105', '1', '2']);
		});

		it('a call refused as a whole is an error in Anaplan\'s words', async () => {
			supply({ code: '1', name: 'A' });
			await site.anaplan.post('switches', { itemsPerWrite: 0 });
			expect((await run('addItems')).error?.message).toContain('Maximum number of items per request is 0');
		});

		it('rejected items beyond the limit leave as one file', async () => {
			supply({ code: '1' }, { code: '2' }, { code: '3' });
			const { rejected } = await run('addItems', { options: { rejectedLimit: 2 } });
			expect(rejected).toEqual([expect.objectContaining({ _rejected: 3, rows: 3 })]);
		});

		it('the origin of a record stays with it', async () => {
			const origin = { stream: 's', key: 'k', stamp: '', batch: 'b' };
			supply({ code: '1', name: 'A', _source: origin }, { code: '2', _source: origin });
			const { items, rejected } = await run('addItems');
			expect([items[0]?._source, rejected[0]?._source]).toEqual([origin, origin]);
		});
	});

	describe('Update Items', () => {
		const matching = (key: string) => ({ columns: { mappingMode: 'autoMapInputData', value: null, matchingColumns: [key], schema: [] } });

		it('changes what is given and leaves the rest', async () => {
			supply({ code: '6100', 'Account type': 'Asset', Active: 'true' }, { code: '9999', name: 'Nowhere' });
			const { items, rejected } = await run('updateItems');
			expect(items).toEqual([expect.objectContaining({ change: 'updated', item: { id: null, code: '6100', name: null } })]);
			expect(String(rejected[0]?.reasons)).toContain('\'9999\' not found');
			expect(await item('6100')).toMatchObject({ name: '6100 Travel', parent: 'Opex', properties: { 'Account type': 'Asset', 'Sort order': '1.50' } });
		});

		it('takes items as Get Items puts them out', async () => {
			const read = (await run('getItems')).items.filter(({ code }) => code !== '');
			supply(...read.map((one) => ({ ...one, properties: { ...(one.properties as object), 'Account type': 'New' } })));
			const { items, rejected, error } = await run('updateItems');
			expect([error, items.length, rejected]).toEqual([undefined, 2, []]);
			expect(await item('6105')).toMatchObject({ properties: { 'Account type': 'New' } });
		});

		it('finds items without a code by ID or name', async () => {
			const [opex] = (await run('getItems')).items;
			supply({ ...opex, name: 'Operating expenses' });
			expect((await run('updateItems', matching('id'))).rejected).toEqual([]);
			supply({ name: 'Operating expenses', 'Account type': 'Sum' });
			expect((await run('updateItems', matching('name'))).rejected).toEqual([]);
			expect((await kept())[0]).toMatchObject({ name: 'Operating expenses', properties: { 'Account type': 'Sum' } });
		});

		it('an item without key, code and ID together, and nothing to change are rejected before sending', async () => {
			supply({ name: 'A' }, { code: '6100' });
			expect((await run('updateItems')).rejected.map(({ reasons }) => String(reasons))).toEqual([expect.stringContaining('no code to find it by'), expect.stringContaining('nothing of the item')]);
			supply({ id: '201000000002', code: '6100', name: 'B' });
			expect((await run('updateItems', matching('id'))).rejected.map(({ reasons }) => String(reasons))).toEqual([expect.stringContaining('both ID and code')]);
			expect(await calls('PUT', /items/)).toEqual([]);
		});

		it('counts without failures are checked against the list', async () => {
			await site.anaplan.post('switches', { updateFailures: false });
			supply({ code: '6100', name: 'Good' }, { code: '9999', name: 'Nowhere' });
			const { items, rejected } = await run('updateItems');
			expect(items).toEqual([expect.objectContaining({ confirmedByReading: true })]);
			expect(rejected).toEqual([expect.objectContaining({ failureType: 'IGNORED', row: { code: '9999', name: 'Nowhere' } })]);
		});
	});

	describe('Delete Items', () => {
		it.each(['counts', 'result'])('deletes by code; both shapes of the answer (%s)', async (deleteReply) => {
			await site.anaplan.post('switches', { deleteReply });
			supply({ code: '6100' }, { code: 'X9' });
			const { items, rejected } = await run('deleteItems', { key: '={{ $json.code }}' });
			expect(items).toEqual([expect.objectContaining({ change: 'deleted', item: { id: null, code: '6100', name: null } })]);
			expect(rejected).toEqual([expect.objectContaining({ failureType: 'Not found', reasons: ['Code \'X9\' not found'] })]);
			expect((await kept()).map(({ code }) => code)).toEqual([undefined, '6105']);
		});

		it('a lost answer is no reason to call a deleted item missing', async () => {
			supply({ code: '6100' });
			await site.anaplan.post('faults', { kind: 'reset-after', match: 'POST .*/items', times: 1 });
			expect(await run('deleteItems', { key: '={{ $json.code }}' })).toMatchObject({ items: [{ confirmedByReading: true }], rejected: [] });
		});

		it('an item without key is rejected before sending', async () => {
			supply({ other: 1 });
			expect(String((await run('deleteItems', { identifyBy: 'name', key: '={{ $json.name }}' })).rejected[0]?.reasons)).toContain('no name to find it by');
		});
	});

	it('a mistyped ID says which lists exist', async () => {
		const { error } = await run('getItems', { list: byName('101000000099') });
		expect(error?.message).toContain('find list "101000000099"');
		expect(error?.description).toContain('101000000091 "Accounts"');
	});

	it('a mistyped name says which lists exist', async () => {
		expect((await run('get', { list: byName('accounts') })).error?.description).toContain('Did you mean 101000000091 "Accounts"?');
	});
});
