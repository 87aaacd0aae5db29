import { DEFAULT_TENANT } from '../../../simulators/anaplan';
import { ADMIN, Driver, MODEL, PLANNER, WORKSPACE } from './driver';

describe('conventions of the Integration API', () => {
	let driver: Driver;
	beforeAll(async () => {
		driver = await Driver.start();
	});
	afterEach(() => driver.clean());
	afterAll(() => driver.close());

	it('6. upper-case workspace id, lower-case model id or a model in the wrong workspace → 404', async () => {
		for (const path of [
			`/workspaces/${WORKSPACE.toUpperCase()}/models/${MODEL}/files`, `/workspaces/${WORKSPACE}/models/${MODEL.toLowerCase()}/files`,
			`/models/${MODEL.toLowerCase()}`, `/workspaces/${WORKSPACE.toUpperCase()}`, `/workspaces/${'0'.repeat(32)}/models/${MODEL}/files`,
		]) expect([path, (await driver.api('GET', path)).status]).toEqual([path, 404]);
		expect((await driver.api('GET', `/workspaces/${WORKSPACE}/models/${MODEL}/files`)).status).toBe(200);
	});

	it('7a. limit and offset, with absolute next and previous', async () => {
		const first = await driver.model('GET', 'imports?limit=5');
		expect(first.json.imports).toHaveLength(5);
		expect(first.json.meta?.paging).toEqual({
			currentPageSize: 5, totalSize: 17, offset: 0,
			next: `${driver.sim.url}/2/0/workspaces/${WORKSPACE}/models/${MODEL}/imports?limit=5&offset=5`,
		});
		const last = await driver.model('GET', 'imports?limit=5&offset=15');
		expect(last.json.meta?.paging).toMatchObject({ currentPageSize: 2, totalSize: 17, offset: 15 });
		expect(last.json.meta?.paging?.next).toBeUndefined();
		expect(String(last.json.meta?.paging?.previous)).toContain('limit=5&offset=10');
	});

	it('7b. pages hold 5000 at most; a larger limit is cut silently, or refused by switch', async () => {
		const [model] = DEFAULT_TENANT.models;
		if (model === undefined) throw new Error('the default tenant has no model');
		const exports = Array.from({ length: 5001 }, (_, at) => ({
			id: String(116000000001 + at), name: `Export ${at}`, exportType: 'TABULAR_MULTI_COLUMN' as const, view: '102000000004',
		}));
		const large = await Driver.start({}, { model: { ...DEFAULT_TENANT, models: [{ ...model, exports }] } });
		for (const path of ['exports', 'exports?limit=100000']) {
			const cut = await large.model('GET', path);
			expect(cut.json.exports).toHaveLength(5000);
			expect(cut.json.meta?.paging).toMatchObject({ currentPageSize: 5000, totalSize: 5001 });
		}
		expect((await large.model('GET', 'exports?offset=5000')).json.exports).toHaveLength(1);
		await large.set({ overlongLimit: 'refuse' });
		expect((await large.model('GET', 'exports?limit=5001')).status).toBe(400);
		await large.set({ overlongLimit: 'cut', pageMax: 4 });
		expect((await large.model('GET', 'exports?limit=100')).json.exports).toHaveLength(4);
		await large.close();
	});

	it('7c. next although nothing follows, by switch', async () => {
		expect((await driver.model('GET', 'processes')).json.meta?.paging?.next).toBeUndefined();
		await driver.set({ spuriousNext: true });
		const { json } = await driver.model('GET', 'processes?limit=20');
		expect(String(json.meta?.paging?.next)).toContain('limit=20&offset=4');
		expect(json.meta?.paging?.totalSize).toBe(4);
	});

	it('7d. an empty collection has no key and no paging', async () => {
		const { status, json } = await driver.model('GET', 'imports/112000000001/tasks');
		expect(status).toBe(200);
		expect(Object.keys(json)).toEqual(['meta', 'status']);
		expect(json.meta?.paging).toBeUndefined();
		expect((await driver.model('GET', 'imports?offset=17')).json.imports).toBeUndefined();
		expect(Object.keys((await driver.model('GET', 'lists/101000000001/items')).json)).toEqual(['meta', 'status']);
	});

	it('8a. sort is checked on /models, /users, /workspaces', async () => {
		for (const path of ['/models', '/users', '/workspaces']) {
			const bare = await driver.api('GET', `${path}?sort=name`);
			expect([bare.status, bare.json.status?.message]).toEqual([
				400, "Bad sort order format: 'name'. Please follow (-){column_name_1},(+){column_name_2}.. format",
			]);
			const unknown = await driver.api('GET', `${path}?sort=-nonsense`);
			expect([unknown.status, unknown.json.status?.message]).toEqual([400, 'Failed to parse sort parameter']);
		}
		expect((await driver.api('GET', '/models?sort=+name')).status).toBe(400);
		expect((await driver.api('GET', '/models?sort=%2Bname')).status).toBe(200);
		const { json } = await driver.api('GET', '/users?sort=-email');
		expect((json.users as unknown as Array<{ email: string }>).map((user) => user.email)).toEqual([PLANNER[0], ADMIN[0]]);
	});

	it('8b. inside a model any sort is accepted and unknown ones are ignored', async () => {
		expect((await driver.model('GET', 'imports?sort=nonsense')).status).toBe(200);
		expect((await driver.model('GET', 'imports/112000000001/tasks?sort=nonsense')).status).toBe(200);
	});

	it('9a. the workspace form of a single model does not exist: 405', async () => {
		expect((await driver.api('GET', `/workspaces/${WORKSPACE}/models/${MODEL}`)).status).toBe(405);
		expect((await driver.api('GET', `/models/${MODEL}`)).json.model?.id).toBe(MODEL);
	});

	it('9b. the model status has no envelope and answers GET and POST', async () => {
		for (const method of ['GET', 'POST']) {
			const { json } = await driver.model(method, 'status');
			expect(Object.keys(json)).toEqual(['requestStatus']);
			expect(json.requestStatus).toMatchObject({ taskId: null, currentStep: 'Open', progress: -1, tooltip: null });
		}
	});

	it('9c. open 202 and close 204, both empty', async () => {
		const closed = await driver.model('POST', 'close');
		expect([closed.status, closed.text]).toEqual([204, '']);
		expect((await driver.model('GET', 'status')).json.requestStatus?.currentStep).toBe('Closed');
		const opened = await driver.model('POST', 'open');
		expect([opened.status, opened.text]).toEqual([202, '']);
		expect((await driver.model('GET', 'status')).json.requestStatus?.currentStep).toBe('Open');
	});

	it('9d. the first call to a closed model waits while it loads', async () => {
		await driver.set({ loadMs: 60 });
		await driver.model('POST', 'close');
		const before = performance.now();
		expect((await driver.model('GET', 'lists')).status).toBe(200);
		expect(performance.now() - before).toBeGreaterThanOrEqual(55);
		expect((await driver.model('GET', 'status')).json.requestStatus?.currentStep).toBe('Open');
	});

	it('34a. unknown import id → 500', async () => {
		const { status, json } = await driver.model('GET', 'imports/112999999999');
		expect(status).toBe(500);
		expect(json.status).toEqual({ code: 500, message: 'Internal Server Error' });
	});

	it('34b. an unknown route has the same body as a missing resource', async () => {
		const [route, resource] = [await driver.model('GET', 'nonsense'), await driver.model('GET', 'lists/101999999999')];
		for (const { status, json } of [route, resource]) {
			expect(status).toBe(404);
			expect(Object.keys(json)).toEqual(['status', 'path', 'timestamp']);
			expect(json.status).toEqual({ code: 404, message: 'Not Found' });
			expect(String(json.timestamp)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
		}
		expect(resource.json.path).toBe(`/2/0/workspaces/${WORKSPACE}/models/${MODEL}/lists/101999999999`);
	});

	it('wrong verb 405, impossible Accept 406, wrong content type 415, broken JSON 400', async () => {
		expect((await driver.model('DELETE', 'lists')).status).toBe(405);
		expect((await driver.model('GET', 'modelCalendar/fiscalYear')).status).toBe(405);
		expect((await driver.model('GET', 'files', { headers: { accept: 'text/csv' } })).status).toBe(406);
		const json = { headers: { 'content-type': 'text/plain' }, bytes: '{}' };
		expect((await driver.model('POST', 'imports/112000000001/tasks', json)).status).toBe(415);
		expect((await driver.model('POST', 'imports/112000000001/tasks', { ...json, headers: { 'content-type': 'application/json' }, bytes: '{' })).status).toBe(400);
	});

	it('both path forms answer alike; imports also with a slash', async () => {
		const long = await driver.model('GET', 'imports');
		for (const path of [`/models/${MODEL}/imports`, `/models/${MODEL}/imports/`]) {
			expect((await driver.api('GET', path)).json.imports).toEqual(long.json.imports);
		}
		expect((await driver.api('GET', `/models/${MODEL}/lists/`)).status).toBe(404);
	});

	it('tenant metadata: sizes and details only when asked, workspace by id for admins only', async () => {
		expect(Object.keys((await driver.api('GET', '/workspaces')).json.workspaces?.[0] ?? {})).toEqual(['id', 'name', 'active']);
		expect((await driver.api('GET', '/workspaces?tenantDetails=true')).json.workspaces?.[0]?.sizeAllowance).toBe(21474836480);
		expect((await driver.api('GET', `/workspaces/${WORKSPACE}`)).json.workspace?.name).toBe('Finance');
		expect((await driver.api('GET', `/workspaces/${WORKSPACE}`, {}, PLANNER)).status).toBe(404);
		const { json } = await driver.api('GET', `/workspaces/${WORKSPACE}/models?modelDetails=true`);
		expect(json.models?.[0]).toMatchObject({ id: MODEL, name: 'Finance Hub', activeState: 'UNLOCKED', modelTransactionRunning: false });
		expect((await driver.api('GET', '/models')).json.models?.[0]?.memoryUsage).toBeUndefined();
		expect(String((await driver.api('GET', '/users/me')).json.user?.lastLoginDate)).toMatch(/\+0000$/);
		expect((await driver.api('GET', '/models?s=fin%25')).json.models).toHaveLength(1);
		expect((await driver.api('GET', '/models?s=nothing')).json.models).toBeUndefined();
	});

	it('calendar: current period with the recorded wordings, model calendar, fiscal year', async () => {
		expect((await driver.model('GET', 'currentPeriod')).json.currentPeriod).toEqual({
			periodText: 'Aug 26', lastDay: '2026-08-31', calendarType: 'Calendar Months/Quarters/Years',
		});
		expect((await driver.model('PUT', 'currentPeriod?date=2026-02-20')).json.currentPeriod?.lastDay).toBe('2026-02-28');
		const say = async (path: string, date?: string): Promise<string> =>
			String((await driver.model('PUT', path, date === undefined ? {} : { json: { date } })).json.status?.message);
		expect(await say('currentPeriod?date=2026-08-20', '2026-08-20')).toBe('use query parameter or body to set date, not both');
		expect(await say('currentPeriod', '20.8.2026')).toBe("Invalid ISO date format '20.8.2026'. Date should match format YYYY-MM-DD");
		expect(await say('currentPeriod', '1999-01-01')).toBe("Specified date '1999-01-01' is out of timescale range 2010-01-01 - 2029-12-31");
		expect((await driver.model('PUT', 'currentPeriod', { json: { date: '' } })).json.currentPeriod).toMatchObject({ periodText: '', lastDay: '' });
		expect((await driver.model('GET', 'modelCalendar')).json.modelCalendar?.fiscalYear).toEqual({ year: 'FY26', startDate: '2026-01-01', endDate: '2026-12-31' });
		expect((await driver.model('PUT', 'modelCalendar/fiscalYear', { json: { year: 'FY27' } })).json.modelCalendar?.fiscalYear?.year).toBe('FY27');
	});

	it('import, export, action and process metadata', async () => {
		expect((await driver.model('GET', 'imports/112000000011')).json.importMetadata).toEqual({
			name: 'GL02 Balances from GL_Balances.csv', type: 'FILE',
			source: {
				textEncoding: 'UTF-8', columnSeparator: ',', textDelimiter: '"', headerRow: 1, firstDataRow: 2, decimalSeparator: '.',
				headerNames: ['Account', 'Department', 'Period', 'Amount'], columnCount: 4,
			},
		});
		expect((await driver.model('GET', 'exports/116000000001')).json.exportMetadata).toMatchObject({
			headerNames: ['GL Accounts', 'Departments', 'Time', 'Amount'], dataTypes: ['ENTITY', 'ENTITY', 'ENTITY', 'NUMBER'],
			listNames: ['GL Accounts', 'Departments', 'Time', ''], columnCount: 4,
		});
		expect((await driver.model('GET', 'actions')).json.actions?.[0]).toEqual({ id: '117000000001', name: 'Clear GL Lines', actionType: 'DELETE_BY_SELECTION' });
		const { json } = await driver.model('GET', 'processes/118000000001?showImportDataSource=true');
		expect(json.processMetadata?.actions).toHaveLength(2);
		expect(json.processMetadata?.actions?.[1]).toEqual({
			id: '112000000010', name: 'GL01 Detail from GL_Lines.csv', actionType: 'IMPORT', importType: 'MODULE_DATA', importDataSourceId: '113000000007',
			importDataSource: { importDataSourceId: '113000000007', type: 'FILE' },
		});
	});
});
