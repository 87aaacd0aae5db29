import { DEFAULT_TENANT } from '../../../simulators/anaplan';
import { Driver, MODEL, type Json, type Reply } from './driver';

const [FINANCE] = DEFAULT_TENANT.models;
if (FINANCE === undefined) throw new Error('the default tenant has no model');

const TENANT = {
	...DEFAULT_TENANT,
	models: [{
		...FINANCE,
		lists: [
			{ id: '101000000001', name: 'Accounts', items: [{ name: 'All', code: 'ALL' }, { name: '6100 Travel', code: '6100', parent: 'ALL' }, { name: '6105 Freight', code: '6105', parent: 'ALL' }] },
			{ id: '101000000002', name: 'Sites', items: [{ name: 'North' }, { name: 'South' }] },
		],
		versions: [{ id: '107000000001', name: 'Actual' }, { id: '107000000002', name: 'Budget' }],
		time: { firstYear: 2026, lastYear: 2026, fiscalYear: 2026 },
		modules: [
			{
				id: '102000000031', name: 'INP01', dimensions: ['Accounts', 'Sites', 'Time', 'Versions'],
				lineItems: [{ name: 'Amount', format: 'NUMBER' as const, summary: 'SUM' as const }, { name: 'Twice', format: 'NUMBER' as const, formula: 'Amount * 2' }],
			},
			{ id: '102000000032', name: 'FLAG', dimensions: ['Sites'], lineItems: [{ name: 'Open', format: 'BOOLEAN' as const }, { name: 'Since', format: 'DATE' as const }] },
		],
		views: [{ id: '207000000001', name: "INP01.'By account'", module: 'INP01', rows: ['Accounts', 'Sites'], columns: ['Time'], pages: ['Versions', 'Line items'] }],
		files: [], imports: [], exports: [], actions: [], processes: [],
	}],
};

const INP01 = '102000000031';
const SAVED = 'views/207000000001';

describe('cells', () => {
	let driver: Driver;
	beforeAll(async () => {
		driver = await Driver.start({}, { model: TENANT });
	});
	afterEach(() => driver.clean());
	afterAll(() => driver.close());

	const api = (method: string, path: string, json?: unknown): Promise<Reply> => driver.api(method, `/models/${MODEL}/${path}`, json === undefined ? {} : { json });
	const cell = (value: unknown, code = '6100', lineItemName = 'Amount'): Record<string, unknown> => ({
		lineItemName, value,
		dimensions: [
			{ dimensionName: 'Accounts', itemCode: code }, { dimensionName: 'Sites', itemName: 'North' }, { dimensionName: 'Time', itemName: 'Aug 26' },
			{ dimensionName: 'Version', itemName: 'Budget' },
		],
	});
	const write = (cells: unknown[], module = INP01): Promise<Reply> => api('POST', `modules/${module}/data`, cells);

	it('26a. writes by name and code, counts what changed; equal values count or not by switch', async () => {
		const { status, json } = await write([cell(1200.5)]);
		expect([status, json.numberOfCellsChanged, 'failures' in json]).toEqual([200, 1, false]);
		expect((await write([cell('1200.50')])).json.numberOfCellsChanged).toBe(0);
		await driver.set({ countEqualWrites: true });
		expect((await write([cell('1200.50')])).json.numberOfCellsChanged).toBe(1);
	});

	it('26b. JSON numbers keep every digit', async () => {
		const body = JSON.stringify([cell(0)]).replace('"value":0', '"value":12345678901234567890.10');
		await driver.api('POST', `/models/${MODEL}/modules/${INP01}/data`, { bytes: body, headers: { 'content-type': 'application/json' } });
		expect((await driver.cells(INP01))[0]?.Amount).toBe('12345678901234567890.1');
		await write([cell(1.5e21)]);
		expect((await driver.cells(INP01))[0]?.Amount).toBe('1500000000000000000000');
	});

	it('26c. calculated and aggregate cells are refused one by one, HTTP stays 200', async () => {
		const { status, json } = await write([cell(1, '6100', 'Twice'), cell(2), cell(3, 'ALL')]);
		expect([status, json.numberOfCellsChanged]).toEqual([200, 1]);
		expect(json.failures).toEqual([0, 2].map((requestIndex) => ({
			requestIndex, failureType: 'cellIsCalculated', failureMessageDetails: 'the cell is a calculated/aggregate cell and is not writeable',
		})));
	});

	it('26d. an unknown line item, dimension or item and a bad value are failures of their cells', async () => {
		const { json } = await write([cell(1, '6100', 'None'), cell(1, '9999'), cell('abc'), { ...cell(1), dimensions: [] }, cell(5)]);
		expect(json.numberOfCellsChanged).toBe(1);
		expect((json.failures as unknown as Array<{ requestIndex: number }>).map((one) => one.requestIndex)).toEqual([0, 1, 2, 3]);
	});

	it('26e. more than 100,000 cells or 15 MB → 400', async () => {
		const one = { lineItemName: 'Open', value: true, dimensions: [{ dimensionName: 'Sites', itemName: 'North' }] };
		const many = Array.from({ length: 100_001 }, () => one);
		expect((await write(many, '102000000032')).status).toBe(400);
		expect((await write(many.slice(1), '102000000032')).json.numberOfCellsChanged).toBe(1);
		expect((await write([{ ...one, padding: 'x'.repeat(15_000_000) }], '102000000032')).status).toBe(400);
	});

	it('26f. write by ids; boolean and date formats; null clears', async () => {
		const { json } = await api('GET', 'modules/102000000032/lineItems');
		const [open, since] = (json.items as unknown as Array<{ id: string }>).map((item) => item.id);
		const [north] = (await api('GET', 'dimensions/101000000002/items')).json.items as unknown as Array<{ id: string }>;
		const at = [{ dimensionId: '101000000002', itemId: north?.id }];
		const set = (a: unknown, b: unknown): Promise<Reply> =>
			write([{ lineItemId: open, value: a, dimensions: at }, { lineItemId: since, value: b, dimensions: at }], '102000000032');
		expect((await set(true, '2026-08-01')).json.numberOfCellsChanged).toBe(2);
		expect(await driver.cells('102000000032')).toEqual([{ Sites: 'North', Open: 'true', Since: '2026-08-01' }]);
		await set(null, '');
		expect(await driver.cells('102000000032')).toEqual([{ Sites: 'North', Open: '', Since: '' }]);
	});

	const read = (path: string, accept?: string): Promise<Reply> => driver.api('GET', `/models/${MODEL}/${path}`, accept ? { headers: { accept } } : {});

	it('27a. CSV: page selections, one line per column dimension, then rows; aggregates are sums', async () => {
		await write([cell('10.10'), cell('0.20', '6105')]);
		const item = (await read(`modules/${INP01}/lineItems`)).json.items?.[0]?.id;
		const { headers, text } = await read(`${SAVED}/data?pages=20000000020:107000000002,101999999999:${String(item)}`);
		const lines = text.split('\n');
		expect(headers.get('content-type')).toBe('text/csv');
		expect(lines.slice(0, 2)).toEqual(['Budget,Amount', `,,${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map((month) => `${month} 26`).join(',')}`]);
		expect([lines[2], lines[4]]).toEqual(['All,North,0,0,0,0,0,0,0,10.3,0,0,0,0', '6100 Travel,North,0,0,0,0,0,0,0,10.1,0,0,0,0']);
		expect((await read(`${SAVED}/data`)).text.split('\n')[0]).toBe('Actual,Amount');
	});

	it('27b. JSON only with the header and format=v1; no envelope, cells are strings', async () => {
		await write([cell('10.10')]);
		expect((await read(`${SAVED}/data`, 'application/json')).headers.get('content-type')).toBe('text/csv');
		expect((await read(`${SAVED}/data?format=v1`, 'text/csv')).headers.get('content-type')).toBe('text/csv');
		const { json } = await read(`${SAVED}/data?format=v1&pages=20000000020:107000000002`, 'application/json');
		expect(Object.keys(json)).toEqual(['pages', 'columnCoordinates', 'rows']);
		expect(json.pages).toEqual(['Budget', 'Amount']);
		expect([json.columnCoordinates?.[0], json.rows?.[2]?.rowCoordinates, json.rows?.[2]?.cells?.[7]]).toEqual([['Jan 26'], ['6100 Travel', 'North'], '10.1']);
	});

	it('27c. an axis without dimension is left out', async () => {
		expect(Object.keys((await read('views/102000000032')).json).slice(2)).toEqual(['viewId', 'viewName', 'rows', 'columns']);
		const { json } = await read('views/102000000032/data?format=v1', 'application/json');
		expect(Object.keys(json)).toEqual(['columnCoordinates', 'rows']);
		expect(json.rows?.[0]).toEqual({ rowCoordinates: ['North'], cells: ['false', ''] });
		expect((await read(SAVED)).json.pages).toEqual([{ id: '20000000020', name: 'Versions' }, { id: '101999999999', name: 'Line items' }]);
	});

	it('27d. more than 1,000,000 cells → 400', async () => {
		await driver.set({ cellsPerRead: 71 });
		expect((await read(`${SAVED}/data`)).status).toBe(400);
		await driver.set({ cellsPerRead: 72 });
		expect((await read(`${SAVED}/data`)).status).toBe(200);
	});

	it('27e. a wrong page dimension or page item → 400 with the documented text', async () => {
		const { status, json } = await read(`${SAVED}/data?pages=101000000001:201000000001`);
		expect([status, json.status?.message]).toEqual([400, 'Invalid page selector [101000000001]']);
		const item = await read(`${SAVED}/data?pages=20000000020:107999999999`);
		expect([item.status, item.json.status?.message]).toEqual([400, 'Invalid page selector [20000000020]']);
	});

	it('27f. flat CSV by exportType; some tenants insist on escaped=true', async () => {
		await write([cell('7')]);
		const multi = (await read(`views/${INP01}/data?exportType=TABULAR_MULTI_COLUMN&moduleId=${INP01}`)).text.split('\n');
		expect([multi[0], multi.length]).toEqual(['Accounts,Sites,Time,Versions,Amount,Twice', 3 * 2 * 12 * 2 + 2]);
		expect(multi).toContain('6100 Travel,North,Aug 26,Budget,7,0');
		const single = (await read(`views/${INP01}/data?exportType=TABULAR_SINGLE_COLUMN`)).text.split('\n');
		expect(single).toContain('6100 Travel,North,Aug 26,Budget,Amount,7');
		await driver.set({ requireEscapedAccept: true });
		expect((await read(`${SAVED}/data`, 'text/csv')).status).toBe(406);
		expect((await read(`${SAVED}/data`, 'text/csv;escaped=true')).status).toBe(200);
	});

	it('line items, views and dimensions of section 10', async () => {
		expect((await read('modules')).json.modules).toEqual([{ id: INP01, name: 'INP01' }, { id: '102000000032', name: 'FLAG' }]);
		expect((await read('lineItems?includeAll=true')).json.items?.[1]).toMatchObject({ name: 'Twice', formula: 'Amount * 2', formatMetadata: { dataType: 'NUMBER' }, moduleName: 'INP01' });
		expect((await read('views')).json.views).toHaveLength(2);
		expect((await read('views?includesubsidiaryviews=true')).json.views?.[2]).toMatchObject({ id: '207000000001', moduleId: INP01 });
		expect((await read('dimensions/20000000003/items')).status).toBe(400);
		expect((await read(`${SAVED}/dimensions/20000000003/items`)).json.items).toHaveLength(12);
		expect((await api('POST', 'dimensions/101000000001/items', { names: ['All', 'None'], codes: ['6105'] })).json.items).toHaveLength(2);
		expect((await api('POST', 'dimensions/20000000003/items', { names: ['Aug 26'] })).json.items).toHaveLength(1);
		expect((await api('POST', 'dimensions/101000000001/items', { names: [], codes: [] })).status).toBe(400);
	});

	const started = async (of: string, json?: unknown): Promise<Json> => Object.values((await driver.model('POST', `${of}/readRequests`, json === undefined ? {} : { json })).json)[2] as Json;

	it('28a. view read request: numeric viewId, pages that concatenate, DELETE 200', async () => {
		await write([cell('1'), cell('2', '6105')]);
		await driver.set({ readRequestPageRows: 1 });
		const request = await started(`views/${INP01}`, { exportType: 'TABULAR_MULTI_COLUMN' });
		expect(request).toMatchObject({ viewId: 102000000031, requestState: 'COMPLETE', successful: true, availablePages: 2 });
		expect(String(request.requestId)).toMatch(/^[0-9A-F]{32}$/);
		const base = `views/${INP01}/readRequests/${String(request.requestId)}`;
		const pages = [await driver.model('GET', `${base}/pages/0`), await driver.model('GET', `${base}/pages/1`)];
		expect(pages.map((page) => page.text).join('')).toBe('Accounts,Sites,Time,Versions,Amount,Twice\n6100 Travel,North,Aug 26,Budget,1,0\n6105 Freight,North,Aug 26,Budget,2,0\n');
		expect((await driver.model('GET', `${base}/pages/2`)).status).toBe(404);
		const gone = await driver.model('DELETE', base);
		expect([gone.status, gone.json.viewReadRequest?.requestState]).toEqual([200, 'COMPLETE']);
		expect((await driver.model('GET', base)).status).toBe(404);
	});

	it('28b. pages are there while it runs; deleting a running one cancels it', async () => {
		await write([cell('1'), cell('2', '6105')]);
		await driver.set({ readRequestPageRows: 1, readRequestMs: 400 });
		const first = await started(`views/${INP01}`, { exportType: 'TABULAR_SINGLE_COLUMN' });
		const base = `views/${INP01}/readRequests/${String(first.requestId)}`;
		const states = new Set<string>([String(first.requestState)]);
		let early = false;
		for (let tries = 0; tries < 300 && !states.has('COMPLETE'); tries += 1) {
			const { requestState, availablePages, successful } = (await driver.model('GET', base)).json.viewReadRequest as Json;
			states.add(String(requestState));
			if (String(requestState) === 'IN_PROGRESS') {
				expect(successful).toBe(false);
				if (Number(availablePages) > 0) early = (await driver.model('GET', `${base}/pages/0`)).status === 200;
			}
			await new Promise((resolve) => setTimeout(resolve, 3));
		}
		expect([...states]).toEqual(['NOT_STARTED', 'IN_PROGRESS', 'COMPLETE']);
		expect(early).toBe(true);
		const second = `views/${INP01}/readRequests/${String((await started(`views/${INP01}`, { exportType: 'GRID_ALL_PAGES' })).requestId)}`;
		expect((await driver.model('DELETE', second)).json.viewReadRequest?.requestState).toBe('CANCELLED');
	});

	it('28c. failed: COMPLETE and successful false', async () => {
		await driver.set({ readRequestFails: true });
		expect(await started(`views/${INP01}`, { exportType: 'TABULAR_MULTI_COLUMN' })).toMatchObject({ requestState: 'COMPLETE', successful: false, availablePages: 0 });
	});

	it('28d. expires 30 minutes after the last activity; only pages divisible by 100 count as activity', async () => {
		const fresh = await Driver.start({ tokenLifetimeMs: 1e12, readRequestPageRows: 1 }, { model: TENANT });
		const { listReadRequest } = (await fresh.model('POST', 'lists/101000000001/readRequests')).json;
		const base = `lists/101000000001/readRequests/${String(listReadRequest?.requestId)}`;
		await fresh.advance(29 * 60_000);
		expect((await fresh.model('GET', `${base}/pages/0`)).status).toBe(200);
		await fresh.advance(29 * 60_000);
		expect((await fresh.model('GET', `${base}/pages/1`)).status).toBe(200);
		await fresh.advance(2 * 60_000);
		expect((await fresh.model('GET', `${base}/pages/1`)).status).toBe(404);
		await fresh.close();
	});

	it('28e. list read request in CSV, gzip when accepted', async () => {
		const { listReadRequest } = (await driver.model('POST', 'lists/101000000001/readRequests')).json;
		const path = `lists/101000000001/readRequests/${String(listReadRequest?.requestId)}/pages/0`;
		const { text } = await driver.model('GET', path, { headers: { 'accept-encoding': 'identity' } });
		expect(text.split('\n')[0]).toBe('Id,Name,Code,Parent');
		const zipped = await fetch(`${driver.sim.url}/2/0/models/${MODEL}/${path}`, { headers: { authorization: `Bearer ${await driver.token()}`, 'accept-encoding': 'gzip' } });
		expect(zipped.headers.get('content-encoding')).toBe('gzip');
		expect(await zipped.text()).toBe(text);
	});
});
