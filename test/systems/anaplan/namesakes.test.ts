import { FatalError } from '../../../src/core/errors';
import { findDimensionItems, type ViewTableRequest } from '../../../src/systems/anaplan';
import { REF, bench, failureOf, json, plain, type Bench } from './fake-anaplan';

const VIEW = '/models/5C3D7A0B9E2F4D6183A4B5C6D7E8F901/views/207000000001';
const READS = '/views/207000000001/readRequests';
const ACCOUNTS = { id: '101000000012', name: 'GL Accounts' };
const DEPARTMENTS = { id: '101000000013', name: 'Departments' };
const LINE_ITEMS = { id: '101999999999', name: 'Line items' };

const request = (more: Partial<ViewTableRequest>): ViewTableRequest =>
	({ ...REF, viewId: '207000000001', reading: 'direct', pages: [], shape: 'records', blankRows: 'keep', codes: false, accept: 'json', ...more });

const read = async ({ client }: Bench, more: Partial<ViewTableRequest>): Promise<string[]> => await client.withViewTable(request(more), async ({ rows }) => {
	const all: string[] = [];
	for await (const batch of rows) all.push(...batch.map((row) => row.join('|')));
	return all;
});

const withItems = (axes: object, { id }: { id: string }, items: readonly object[]): Bench => {
	const all = bench();
	all.http.on(`GET ${VIEW}`, json(200, { viewId: '207000000001', viewName: 'Plan', ...axes })).on(`GET ${VIEW}/dimensions/${id}/items`, json(200, { items }));
	return all;
};

/** Display names of a numbered list may come twice, and a name may look like the code of another item. */
describe('items that are called alike', () => {
	const travel = [{ id: '1', name: 'Travel', code: '6100' }, { id: '2', name: 'Travel', code: '6200' }, { id: '3', name: 'Rent', code: '6300' }];
	const coded = (account: string): Bench => {
		const all = withItems({ rows: [ACCOUNTS], columns: [LINE_ITEMS] }, ACCOUNTS, travel);
		all.http.on(`GET ${VIEW}/data`, json(200, { columnCoordinates: [['Amount']], rows: [{ rowCoordinates: [account], cells: ['1'] }] }));
		return all;
	};

	it('no row gets the code of another item of the same name', async () => {
		const { facts } = await failureOf(read(coded('Travel'), { codes: true }), FatalError);
		expect(facts.said).toContain('"Travel" is the name of several items, with the codes 6100, 6200');
	});

	it('rows of other names get their code all the same', async () => {
		expect(await read(coded('Rent'), { codes: true })).toEqual(['Rent|6300|1']);
	});

	it('no cell is written to one of several items of the same name, unless its code or its ID is given', async () => {
		const all = bench();
		// An item that is asked for by name and by code can be in the answer twice.
		all.http.on(`POST /models/${REF.modelId}/dimensions/${ACCOUNTS.id}/items`, json(200, { items: [...travel, ...travel] }));
		const found = await findDimensionItems(all.client.modules, REF, '206000000044', ACCOUNTS, ['Travel', '6100', 'Rent', '2']);
		expect(Object.fromEntries(found)).toEqual({
			Travel: { problem: '"Travel" is the name of several items of GL Accounts; give the code or the ID' }, 6100: { id: '1' }, Rent: { id: '3' }, 2: { id: '2' },
		});
	});

	const paged = (items: readonly object[], text: string): Bench => {
		const all = withItems({ rows: [ACCOUNTS], columns: [LINE_ITEMS], pages: [DEPARTMENTS] }, DEPARTMENTS, items);
		all.http.on(`POST ${READS}`, json(200, { viewReadRequest: { requestId: 'R1', requestState: 'COMPLETE', successful: true, availablePages: 1 } }))
			.on(`GET ${READS}/R1/pages/0`, plain(200, text)).on('DELETE /', json(200, {}));
		return all;
	};

	it('a page is not mixed with that of an item whose name is its code', async () => {
		const all = paged([{ id: '1', name: 'Sales', code: '100' }, { id: '2', name: '100', code: '300' }], 'GL Accounts,Departments,Amount\nRent,Sales,1\nRent,100,2\n');
		expect(await read(all, { reading: 'large', pages: [{ dimension: 'Departments', item: 'Sales' }] })).toEqual(['Rent|Sales|1']);
	});

	it('a page is still found by its code where the file holds codes', async () => {
		const all = paged([{ id: '1', name: 'Sales', code: '100' }, { id: '2', name: 'IT', code: '300' }], 'GL Accounts,Departments,Amount\nRent,100,1\nRent,300,2\n');
		expect(await read(all, { reading: 'large', pages: [{ dimension: 'Departments', item: 'Sales' }] })).toEqual(['Rent|100|1']);
	});

	it('one of two pages of the same name cannot be chosen in a table that holds names', async () => {
		const all = paged([{ id: '1', name: 'Sales', code: '100' }, { id: '2', name: 'Sales', code: '300' }], 'GL Accounts,Departments,Amount\nRent,Sales,1\nRent,Sales,2\n');
		expect((await failureOf(read(all, { reading: 'large', pages: [{ dimension: 'Departments', item: '1' }] }), FatalError)).facts.said).toContain('several items of Departments are called "Sales"');
	});
});
