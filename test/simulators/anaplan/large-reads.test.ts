import { Driver, MODEL, type Json, type Reply } from './driver';

/** Adds hundredths exactly. */
const hundredths = (text: string): number => {
	const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
	return (text.startsWith('-') ? -1 : 1) * (Number(whole) * 100 + Number(fraction.padEnd(2, '0')));
};

/** Much text goes over the wire here, on machines with other things to do. */
jest.setTimeout(60_000);

describe('views, lists and exports of computed cells', () => {
	let driver: Driver;
	beforeAll(async () => {
		driver = await Driver.start();
	});
	afterEach(() => driver.clean());
	afterAll(() => driver.close());

	const scale = async (body: Record<string, unknown>): Promise<Json> => (await driver.control('POST', 'scale', body)).json;
	const read = (path: string): Promise<Reply> => driver.api('GET', `/models/${MODEL}/${path}`);

	it('a module is made at once, with list, view and export of their own ids, and is gone after a reset', async () => {
		const made = await scale({ rows: 1_000_000, lineItems: 4 });
		expect(made).toMatchObject({ rows: 1_000_000, cells: 4_000_000, name: 'Scale 1' });
		expect(new Set(Object.values(made.sums ?? {})).size).toBe(4);
		expect((await scale({ rows: 10 })).module).not.toEqual(made.module);
		expect((await read(`modules/${String(made.module)}/lineItems`)).json.items).toHaveLength(4);
		expect((await read(`lists/${String(made.list)}`)).json.metadata?.itemCount).toBe(1_000_000);
		expect((await read(`exports/${String(made.export)}`)).json.exportMetadata).toMatchObject({ rowCount: 1_000_000, columnCount: 5 });
		await driver.control('POST', 'reset', { keepSessions: true });
		expect((await read(`views/${String(made.view)}`)).status).toBe(404);
		for (const wrong of [{ rows: 0 }, { rows: 1.5 }, { rows: 10_000_000 }, { lineItems: 0 }]) expect((await driver.control('POST', 'scale', wrong)).status).toBe(400);
	});

	it('27n. more than a million cells cannot be read as a view, nor more than a million items as a list or dimension', async () => {
		const { view, list } = await scale({ rows: 1_000_001, lineItems: 1 });
		for (const path of [`views/${String(view)}/data`, `lists/${String(list)}/items`, `dimensions/${String(list)}/items`]) {
			expect([path, (await read(path)).status]).toEqual([path, 400]);
		}
		expect((await read(`lists/${String(list)}/preview`)).text.split('\n')).toHaveLength(1002);
		const found = await driver.api('POST', `/models/${MODEL}/dimensions/${String(list)}/items`, { json: { codes: ['R0000007'], names: ['Row 1000001'] } });
		expect((found.json.items as unknown as Array<{ name: string }>).map((item) => item.name)).toEqual(['Row 0000007', 'Row 1000001']);
	});

	it('28h. a read request pages through 1,040,000 cells; every row comes once and the sums are exact', async () => {
		const made = await scale({ rows: 260_000, lineItems: 4 });
		expect((await read(`views/${String(made.view)}/data`)).status).toBe(400);
		const base = `views/${String(made.view)}/readRequests`;
		const { viewReadRequest } = (await driver.model('POST', base, { json: { exportType: 'TABULAR_MULTI_COLUMN' } })).json;
		expect(viewReadRequest).toMatchObject({ viewId: Number(made.view), availablePages: 3, requestState: 'COMPLETE' });
		const names = new Set<string>();
		let sum = 0;
		for (let page = 0; page < 3; page += 1) {
			const lines = (await driver.model('GET', `${base}/${String(viewReadRequest?.requestId)}/pages/${page}`)).text.split('\n').slice(page === 0 ? 1 : 0, -1);
			for (const line of lines) {
				const [name = '', value = ''] = line.split(',');
				names.add(name);
				sum += hundredths(value);
			}
		}
		expect(names.size).toBe(260_000);
		expect(sum).toBe(hundredths(String((made.sums as Record<string, unknown>)['Value 1'])));
	});

	it('28i. list read requests and grids are paged the same way; header on every page by switch', async () => {
		const made = await scale({ rows: 2_500, lineItems: 2 });
		await driver.set({ readRequestPageRows: 1_000, readRequestHeader: 'every' });
		const pages = async (of: string, json?: unknown): Promise<string[]> => {
			const request = Object.values((await driver.model('POST', `${of}/readRequests`, json === undefined ? {} : { json })).json)[2] as Json;
			return Promise.all([0, 1, 2].map(async (page) => (await driver.model('GET', `${of}/readRequests/${String(request.requestId)}/pages/${page}`)).text));
		};
		const list = await pages(`lists/${String(made.list)}`);
		expect(list.map((text) => [text.split('\n')[0], text.split('\n').length])).toEqual([['Id,Name,Code,Parent', 1002], ['Id,Name,Code,Parent', 1002], ['Id,Name,Code,Parent', 502]]);
		const grid = await pages(`views/${String(made.view)}`, { exportType: 'GRID_ALL_PAGES' });
		expect(grid.map((text) => text.split('\n').slice(0, 2))).toEqual([0, 1000, 2000].map((row) => [',Value 1,Value 2', expect.stringMatching(`^Row 000${String(row + 1).padStart(4, '0')},`)]));
		const single = await pages(`views/${String(made.view)}`, { exportType: 'TABULAR_SINGLE_COLUMN' });
		expect(single.map((text) => text.split('\n').length)).toEqual([2002, 2002, 1002]);
	});

	it('23i. an export of computed cells is cut into chunks; its rows and sums are exact', async () => {
		const made = await scale({ rows: 250_000, lineItems: 2 });
		await driver.set({ exportChunkBytes: 1_000_000 });
		const task = await driver.run(`exports/${String(made.export)}`);
		expect(task.result?.successful).toBe(true);
		const chunks = (await driver.model('GET', `files/${String(made.export)}/chunks`)).json.chunks as unknown as Array<{ id: string }>;
		expect(chunks.length).toBeGreaterThan(5);
		let text = '';
		for (const { id } of chunks) text += (await driver.model('GET', `files/${String(made.export)}/chunks/${id}`)).text;
		const lines = text.split('\n').slice(1, -1);
		expect(lines).toHaveLength(250_000);
		expect(lines.reduce((sum, line) => sum + hundredths(line.split(',')[2] ?? ''), 0)).toBe(hundredths(String((made.sums as Record<string, unknown>)['Value 2'])));
		expect((await driver.effects('export-written'))[0]).toMatchObject({ rows: 250_000, bytes: Buffer.byteLength(text) });
	});

	it('computed cells and items refuse every write', async () => {
		const made = await scale({ rows: 10, lineItems: 1 });
		const cell = { lineItemName: 'Value 1', value: 1, dimensions: [{ dimensionId: made.list, itemCode: 'R0000001' }] };
		const { json } = await driver.api('POST', `/models/${MODEL}/modules/${String(made.module)}/data`, { json: [cell] });
		expect(json).toMatchObject({ numberOfCellsChanged: 0, failures: [{ failureType: 'cellIsCalculated' }] });
		expect((await driver.model('POST', `lists/${String(made.list)}/items?action=add`, { json: { items: [{ name: 'x' }] } })).status).toBe(400);
		const { json: sums } = await driver.control('GET', `totals?module=${String(made.module)}&by=&sum=Value%201`);
		expect(hundredths(String(sums[0]?.['Value 1']))).toBe(hundredths(String((made.sums as Record<string, unknown>)['Value 1'])));
	});
});
