import { FatalError } from '../../../src/core/errors';
import type { ViewTable, ViewTableRequest } from '../../../src/systems/anaplan';
import { REF, bench, failureOf, json, plain, refusal, type Bench } from './fake-anaplan';

const VIEW = '/models/5C3D7A0B9E2F4D6183A4B5C6D7E8F901/views/207000000001';
const DATA = `GET ${VIEW}/data`;
const ACCOUNTS = { id: '101000000012', name: 'GL Accounts' };
const TIME = { id: '20000000003', name: 'Time' };
const VERSIONS = { id: '20000000020', name: 'Versions' };
const LINE_ITEMS = { id: '101999999999', name: 'Line items' };

const request = (more: Partial<ViewTableRequest> = {}): ViewTableRequest =>
	({ ...REF, viewId: '207000000001', reading: 'direct', pages: [], shape: 'records', blankRows: 'keep', codes: false, accept: 'json', ...more });

const on = (axes: object): Bench => {
	const all = bench();
	all.http.on(`GET ${VIEW}`, json(200, { viewId: '207000000001', viewName: 'Plan', ...axes }));
	return all;
};

const read = async ({ client }: Bench, more: Partial<ViewTableRequest> = {}): Promise<{ columns: readonly string[]; rows: string[][]; source: ViewTable['source'] }> =>
	await client.withViewTable(request(more), async ({ columns, rows, source }) => {
		const all: string[][] = [];
		for await (const batch of rows) all.push(...batch.map((row) => [...row]));
		return { columns, rows: all, source };
	});

describe('reading a view directly', () => {
	it('asks for JSON with both the header and format=v1', async () => {
		const all = on({ rows: [ACCOUNTS], columns: [LINE_ITEMS] });
		all.http.on(DATA, json(200, { columnCoordinates: [['Amount']], rows: [{ rowCoordinates: ['6100'], cells: ['1.10'] }] }));
		expect(await read(all)).toMatchObject({ columns: ['GL Accounts', 'Amount'], rows: [['6100', '1.10']] });
		expect(all.http.lines()).toEqual([`GET ${VIEW}`, `${DATA}?format=v1`]);
		expect(all.http.sent[1]?.headers?.accept).toBe('application/json');
	});

	it.each([
		['without rows', { columns: [LINE_ITEMS] }, { columnCoordinates: [['Amount'], ['Note']], rows: [{ cells: ['1', 'a'] }] }, ['Amount', 'Note'], [['1', 'a']]],
		['without columns', { rows: [ACCOUNTS] }, { rows: [{ rowCoordinates: ['6100'], cells: ['1'] }] }, ['GL Accounts', 'Value'], [['6100', '1']]],
		['without any row of data', { rows: [ACCOUNTS], columns: [LINE_ITEMS] }, { columnCoordinates: [['Amount']] }, ['GL Accounts', 'Amount'], []],
		['with two columns of the same name', { rows: [ACCOUNTS], columns: [LINE_ITEMS] }, { columnCoordinates: [['Amount'], ['Amount']], rows: [{ rowCoordinates: ['6100'], cells: ['1', '2'] }] },
			['GL Accounts', 'Amount', 'Amount (value)'], [['6100', '1', '2']]],
		['with two dimensions of the same name', { rows: [ACCOUNTS, { ...ACCOUNTS, id: '109000000001' }], columns: [LINE_ITEMS] }, { columnCoordinates: [['Amount']], rows: [{ rowCoordinates: ['6100', '7000'], cells: ['1'] }] },
			['GL Accounts', 'GL Accounts (2)', 'Amount'], [['6100', '7000', '1']]],
	])('%s', async (_what, axes, answer, columns, rows) => {
		const all = on(axes);
		all.http.on(DATA, json(200, answer));
		expect(await read(all)).toMatchObject({ columns, rows });
	});

	it('an answer whose rows do not fit its columns is an error', async () => {
		const all = on({ rows: [ACCOUNTS], columns: [LINE_ITEMS] });
		all.http.on(DATA, json(200, { columnCoordinates: [['Amount'], ['Note']], rows: [{ rowCoordinates: ['6100'], cells: ['1'] }] }));
		expect((await failureOf(read(all), FatalError)).facts.said).toContain('where 1 and 2 were announced');
	});

	it('items of the same name are never put together', async () => {
		const all = on({ rows: [LINE_ITEMS, ACCOUNTS], columns: [TIME] });
		all.http.on(DATA, json(200, { columnCoordinates: [['Jan 26']], rows: [{ rowCoordinates: ['Amount', '6100'], cells: ['1'] }, { rowCoordinates: ['Amount', '6100'], cells: ['2'] }] }));
		expect((await failureOf(read(all), FatalError)).facts.said).toContain('two cells stand at the same place');
		expect((await read(all, { shape: 'cells' })).rows).toEqual([['Amount', '6100', 'Jan 26', '1'], ['Amount', '6100', 'Jan 26', '2']]);
	});

	it('goes on with CSV where JSON is refused, and with the escaped form where that is refused too', async () => {
		const all = on({ rows: [ACCOUNTS], columns: [LINE_ITEMS], pages: [VERSIONS] });
		all.http.on(`GET ${VIEW}/dimensions/20000000020/items`, json(200, { items: [{ id: '107000000002', name: 'Budget' }] }))
			.on(DATA, refusal(406, 'Not Acceptable'), refusal(406, 'Not Acceptable'), plain(200, 'Budget\n,Amount\n"61,00",1.10\n'));
		expect(await read(all)).toMatchObject({ columns: ['GL Accounts', 'Versions', 'Amount'], rows: [['61,00', 'Budget', '1.10']] });
		expect(all.http.sent.slice(-3).map(({ headers }) => headers?.accept)).toEqual(['application/json', 'text/csv', 'text/csv;escaped=true']);
		expect(all.http.lines().at(-1)).toBe(`${DATA}?pages=20000000020:107000000002`);
	});

	it('tells a page selector that Anaplan refuses in its own words', async () => {
		const all = on({ rows: [ACCOUNTS], columns: [LINE_ITEMS], pages: [VERSIONS] });
		all.http.on(`GET ${VIEW}/dimensions/20000000020/items`, json(200, { items: [{ id: '107000000002', name: 'Budget' }] })).on(DATA, refusal(400, 'Invalid page selector [20000000020]'));
		const { facts } = await failureOf(read(all, { reading: 'auto' }), FatalError);
		expect(facts).toMatchObject({ said: 'Invalid page selector [20000000020] (HTTP 400)', remedy: expect.stringContaining('20000000020 "Versions"') as string });
		expect(all.http.lines().some((line) => line.startsWith('POST'))).toBe(false);
	});

	it('does not ask for hundreds of pages one by one', async () => {
		const all = on({ rows: [ACCOUNTS], columns: [LINE_ITEMS], pages: [VERSIONS] });
		all.http.on(`GET ${VIEW}/dimensions/20000000020/items`, json(200, { items: Array.from({ length: 101 }, (_, at) => ({ id: `${at}`, name: `Version ${at}` })) }));
		expect((await failureOf(read(all), FatalError)).facts.said).toContain('101 pages');
		all.http.on('POST /views/207000000001/readRequests', json(200, { viewReadRequest: { requestId: 'R1', requestState: 'COMPLETE', successful: true, availablePages: 1 } }))
			.on('GET /views/207000000001/readRequests/R1/pages/0', plain(200, 'GL Accounts,Versions,Amount\n6100,Version 7,1\n')).on('DELETE /', json(200, {}));
		expect(await read(all, { reading: 'auto' })).toMatchObject({ source: 'large', rows: [['6100', 'Version 7', '1']] });
	});

	it('pages that do not have the same columns make no table', async () => {
		const all = on({ rows: [ACCOUNTS], columns: [LINE_ITEMS], pages: [VERSIONS] });
		all.http.on(`GET ${VIEW}/dimensions/20000000020/items`, json(200, { items: [{ id: '1', name: 'Actual' }, { id: '2', name: 'Budget' }] }))
			.on(DATA, json(200, { columnCoordinates: [['Amount']], rows: [] }), json(200, { columnCoordinates: [['Note']], rows: [] }));
		await failureOf(read(all), FatalError);
	});

	it('a page dimension without items, and a collection without its key, give no row and no request for cells', async () => {
		const all = on({ rows: [ACCOUNTS], columns: [LINE_ITEMS], pages: [VERSIONS] });
		all.http.on(`GET ${VIEW}/dimensions/20000000020/items`, json(200, { meta: { paging: { next: 'https://api.anaplan.com/2/0/x?offset=20' } } }));
		expect((await read(all)).rows).toEqual([]);
		expect(all.http.lines().some((line) => line.startsWith(DATA))).toBe(false);
	});

	it('refuses two items of one page dimension', async () => {
		const all = on({ rows: [ACCOUNTS], columns: [LINE_ITEMS], pages: [VERSIONS] });
		all.http.on(`GET ${VIEW}/dimensions/20000000020/items`, json(200, { items: [{ id: '1', name: 'Actual' }, { id: '2', name: 'Budget' }] }));
		const pages = [{ dimension: 'Versions', item: 'Actual' }, { dimension: '20000000020', item: '2' }];
		expect((await failureOf(read(all, { pages }), FatalError)).facts.said).toContain('two items are chosen of Versions');
	});

	it('a large read without a column for a page dimension needs that dimension chosen', async () => {
		const all = on({ rows: [ACCOUNTS], columns: [LINE_ITEMS], pages: [VERSIONS] });
		all.http.on(`GET ${VIEW}/dimensions/20000000020/items`, json(200, { items: [{ id: '2', name: 'Budget' }] }))
			.on('POST /views/207000000001/readRequests', json(200, { viewReadRequest: { requestId: 'R1', requestState: 'COMPLETE', successful: true, availablePages: 1 } }))
			.on('GET /views/207000000001/readRequests/R1/pages/0', plain(200, 'GL Accounts,Amount\n6100,1\n')).on('DELETE /', json(200, {}));
		expect(await read(all, { reading: 'large', pages: [{ dimension: 'Versions', item: 'Budget' }] })).toMatchObject({ columns: ['GL Accounts', 'Versions', 'Amount'], rows: [['6100', 'Budget', '1']] });
		expect((await failureOf(read(all, { reading: 'large' }), FatalError)).facts.said).toContain('no column for the dimension "Versions"');
		expect(all.http.lines().filter((line) => line.startsWith('DELETE'))).toHaveLength(2);
	});

	it('rows without a column for a page dimension are not called by the chosen item, as long as they can be those of another', async () => {
		const all = on({ rows: [ACCOUNTS], columns: [LINE_ITEMS], pages: [VERSIONS] });
		all.http.on(`GET ${VIEW}/dimensions/20000000020/items`, json(200, { items: [{ id: '1', name: 'Actual' }, { id: '2', name: 'Budget' }] }))
			.on('POST /views/207000000001/readRequests', json(200, { viewReadRequest: { requestId: 'R1', requestState: 'COMPLETE', successful: true, availablePages: 1 } }))
			.on('GET /views/207000000001/readRequests/R1/pages/0', plain(200, 'GL Accounts,Amount\n6100,1\n')).on('DELETE /', json(200, {}));
		const { facts } = await failureOf(read(all, { reading: 'large', pages: [{ dimension: 'Versions', item: 'Budget' }] }), FatalError);
		expect(facts.said).toContain('no column for the dimension "Versions"');
	});

	it('leaves rows without values out, and nothing else', async () => {
		const all = on({ rows: [ACCOUNTS], columns: [LINE_ITEMS] });
		const values = [['0', 'false', ''], ['-0.00', '', ''], ['0', 'true', ''], ['0.01', 'false', ''], ['', '', 'x'], ['0', 'false', 'no']];
		all.http.on(DATA, json(200, { columnCoordinates: [['A'], ['B'], ['C']], rows: values.map((cells, at) => ({ rowCoordinates: [String(at)], cells })) }));
		expect((await read(all, { blankRows: 'leaveOut' })).rows.map(([at]) => at)).toEqual(['2', '3', '4', '5']);
	});
});
