import { Driver, MODEL, type Reply } from './driver';

const QUOTED = 'views/207000000033';
const INP01 = '102000000031';

describe('forms of a view read', () => {
	let driver: Driver;
	beforeAll(async () => {
		driver = await Driver.start({}, { seeds: ['budget'] });
	});
	afterEach(() => driver.clean());
	afterAll(() => driver.close());

	const read = (path: string, headers: Record<string, string> = { accept: 'text/csv' }): Promise<Reply> => driver.api('GET', `/models/${MODEL}/${path}`, { headers });

	it('27j. GRID_CURRENT_PAGE is one page, GRID_ALL_PAGES all of them, unknown forms and a foreign moduleId → 400', async () => {
		const pages = async (type: string): Promise<number> =>
			(await read(`${QUOTED}/data?exportType=${type}&moduleId=${INP01}`)).text.split('\n').filter((line) => line === ',Jan 26,Feb 26,Mar 26').length;
		expect([await pages('GRID_CURRENT_PAGE'), await pages('GRID_ALL_PAGES')]).toEqual([1, 40 * 3 * 2]);
		expect((await read(`${QUOTED}/data?exportType=TABULAR`)).status).toBe(400);
		expect((await read(`${QUOTED}/data?exportType=TABULAR_MULTI_COLUMN&moduleId=102000000001`)).status).toBe(400);
	});

	it('27k. maxRows bounds the rows, not what stands above them', async () => {
		const grid = (await read(`${QUOTED}/data?maxRows=2`)).text.split('\n');
		expect([grid.length, grid[1]]).toEqual([5, ',Jan 26,Feb 26,Mar 26']);
		const flat = (await read(`${QUOTED}/data?exportType=TABULAR_MULTI_COLUMN&maxRows=3`)).text.split('\n');
		expect([flat.length, flat[0]]).toEqual([5, 'GL Accounts,Departments,Time,Versions,Amount,Total']);
	});

	it('27l. a flat read shows the items of the view only, of all pages or of the chosen ones by switch', async () => {
		const path = `${QUOTED}/data?exportType=TABULAR_MULTI_COLUMN&pages=20000000020:107000000002`;
		expect((await read(path)).text.split('\n')).toHaveLength(40 * 5 * 3 * 3 + 2);
		await driver.set({ pagesOfFlatRead: 'chosen' });
		const chosen = (await read(path)).text.split('\n').slice(1, -1);
		expect([chosen.length, chosen.every((line) => line.includes(',Budget,'))]).toEqual([40 * 5 * 3, true]);
		expect((await read(`${QUOTED}/data?exportType=TABULAR_MULTI_COLUMN&pages=1:2`)).status).toBe(400);
	});

	it('27m. forms that show every page are measured with every page', async () => {
		await driver.set({ cellsPerRead: 5 * 3 });
		expect((await read(`${QUOTED}/data`)).status).toBe(200);
		for (const type of ['GRID_ALL_PAGES', 'TABULAR_MULTI_COLUMN']) expect((await read(`${QUOTED}/data?exportType=${type}`)).status).toBe(400);
	});

	it('28f. a read request of a grid holds one page or all pages of the view', async () => {
		const lines = async (exportType: string): Promise<number> => {
			const { viewReadRequest } = (await driver.model('POST', `${QUOTED}/readRequests`, { json: { exportType } })).json;
			const page = await driver.model('GET', `${QUOTED}/readRequests/${String(viewReadRequest?.requestId)}/pages/0`);
			return page.text.split('\n').length - 1;
		};
		expect([await lines('GRID_CURRENT_PAGE'), await lines('GRID_ALL_PAGES')]).toEqual([7, 7 * 240]);
		for (const json of [{}, { exportType: 'constructor' }, { exportType: 7 }]) expect((await driver.model('POST', `${QUOTED}/readRequests`, { json })).status).toBe(400);
	});

	it('28g. polling and other pages do not keep a read request alive; a page number that is none → 404', async () => {
		const fresh = await Driver.start({ tokenLifetimeMs: 1e12, readRequestPageRows: 1 }, { seeds: ['budget'] });
		const { viewReadRequest } = (await fresh.model('POST', 'views/207000000032/readRequests', { json: { exportType: 'TABULAR_MULTI_COLUMN' } })).json;
		const base = `views/207000000032/readRequests/${String(viewReadRequest?.requestId)}`;
		const status = async (path: string): Promise<number> => (await fresh.model('GET', path)).status;
		expect([await status(`${base}/pages/1.5`), await status(`${base}/pages/-1`), await status(`${base}/pages/x`)]).toEqual([404, 404, 404]);
		await fresh.advance(29 * 60_000);
		expect(await status(`${base}/pages/100`)).toBe(200);
		await fresh.advance(29 * 60_000);
		expect([await status(base), await status(`${base}/pages/99`)]).toEqual([200, 200]);
		await fresh.advance(2 * 60_000);
		expect(await status(base)).toBe(404);
		await fresh.close();
	});

	it('27o. quotes without escaped=true by switch', async () => {
		const line = async (accept: string): Promise<string | undefined> => (await read(`${QUOTED}/data`, { accept })).text.split('\n')[2]?.split(',0')[0];
		expect([await line('text/csv'), await line('text/csv;escaped=true')]).toEqual(['"Sales, Europe"', '"Sales, Europe"']);
		await driver.set({ plainCsvQuotes: false });
		expect([await line('text/csv'), await line('text/csv;escaped=true')]).toEqual(['Sales, Europe', '"Sales, Europe"']);
	});

	it('28j. listId of a list read request is a number, or text by switch', async () => {
		const listId = async (): Promise<unknown> => (await driver.model('POST', 'lists/101000000001/readRequests')).json.listReadRequest?.listId;
		expect(await listId()).toBe(101000000001);
		await driver.set({ listReadId: 'text' });
		expect(await listId()).toBe('101000000001');
	});

	it('8c. s= finds by part and by wildcards % and _, for administrators only', async () => {
		const found = async (text: string): Promise<unknown> => ((await driver.api('GET', `/models?s=${encodeURIComponent(text)}`)).json.models as unknown as unknown[] | undefined)?.length;
		expect([await found('nance'), await found('F_nance%Hub'), await found('F_ance'), await found('.*')]).toEqual([1, 1, undefined, undefined]);
	});
});
