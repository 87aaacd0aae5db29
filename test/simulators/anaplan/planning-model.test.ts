import { BUDGET, DEFAULT_TENANT } from '../../../simulators/anaplan';
import { Driver, MODEL, type Json, type Reply } from './driver';

const APPROVED = 'views/207000000031';
const FLAT = 'views/207000000032';
const QUOTED = 'views/207000000033';
const BUDGET_ITEM = '20000000020:107000000002';

describe('planning half of the default model', () => {
	let driver: Driver;
	beforeAll(async () => {
		driver = await Driver.start({}, { seeds: ['budget'] });
	});
	afterEach(() => driver.clean());
	afterAll(() => driver.close());

	const read = (path: string, accept = 'text/csv'): Promise<Reply> => driver.api('GET', `/models/${MODEL}/${path}`, { headers: { accept } });
	const nested = (task: Json): Array<Record<string, unknown>> => task.result?.nestedResults as unknown as Array<Record<string, unknown>>;

	it('the seed holds 40 accounts × 5 departments × 12 months, the same every time and after a reset', async () => {
		expect(BUDGET).toHaveLength(2400);
		const accounts = await driver.items('101000000001');
		expect([accounts.length, (await driver.items('101000000002')).length]).toEqual([40, 5]);
		const cells = await driver.cells('102000000031');
		expect(cells).toHaveLength(2400);
		const again = (await driver.control('POST', 'seed', { what: 'budget' })).json;
		expect(again).toMatchObject({ accounts: 40, departments: 5, rows: 2400 });
		expect(await driver.cells('102000000031')).toEqual(cells);
		expect((await driver.control('GET', 'totals?module=102000000031&by=Versions&sum=Amount')).json).toEqual([{ Versions: 'Budget', rows: 2400, Amount: String(again.total) }]);
		for (const text of ['1200.5', '0.1', '-3.00']) expect(BUDGET.some((one) => one.amount === text)).toBe(true);
		for (const sign of [',', '"', 'ü', '🚀']) expect(BUDGET.some((one) => one.department[1].includes(sign) || one.account[1].includes(sign))).toBe(true);
	});

	it('the seed can be planted later, needs the module, and takes no unknown name', async () => {
		const bare = await Driver.start();
		expect(await bare.cells('102000000031')).toEqual([]);
		expect((await bare.control('POST', 'seed', { what: 'nonsense' })).status).toBe(400);
		await bare.load('112000000001', '113000000001', 'Code,Name\n61000,Salaries\n,\n77,Bonuses\n');
		await bare.control('POST', 'seed', { what: 'budget' });
		const names = new Map((await bare.items('101000000001')).map((item) => [String(item.code), String(item.name)]));
		expect([names.get('61000'), names.get('77'), names.get('61020')]).toEqual(['Salaries', 'Bonuses', '61020 Bonuses']);
		await bare.close();
	});

	it('27g. view with pages: the page items it shows, two column dimensions, amounts as text', async () => {
		expect((await read(APPROVED, 'application/json')).json).toMatchObject({
			viewName: 'INP01 Budget.Approved', rows: [{ name: 'GL Accounts' }, { name: 'Departments' }], columns: [{ name: 'Time' }, { name: 'Line items' }],
			pages: [{ id: '20000000020', name: 'Versions' }],
		});
		expect((await read(`${APPROVED}/dimensions/20000000020/items`, 'application/json')).json.items).toEqual([
			{ id: '107000000002', name: 'Budget' }, { id: '107000000003', name: 'Forecast' },
		]);
		const lines = (await read(`${APPROVED}/data?pages=${BUDGET_ITEM}`)).text.split('\n');
		expect(lines[0]).toBe('Budget');
		expect([lines[1]?.split(',').slice(0, 6), lines[2]?.split(',').slice(0, 6)]).toEqual([
			['', '', 'Jan 26', 'Jan 26', 'Jan 26', 'Feb 26'], ['', '', 'Amount', 'Approved', 'Comment', 'Amount'],
		]);
		const [first] = BUDGET;
		expect(lines[3]?.startsWith(`Product sales,"Sales, Europe",${first?.amount},true,`)).toBe(true);
		const { json } = await read(`${APPROVED}/data?format=v1`, 'application/json');
		expect([json.pages, json.columnCoordinates?.[1], json.rows?.[0]?.rowCoordinates]).toEqual([['Budget'], ['Jan 26', 'Approved'], ['Product sales', 'Sales, Europe']]);
		const refused = await read(`${APPROVED}/data?pages=20000000020:107000000001`);
		expect([refused.status, refused.json.status?.message]).toEqual([400, 'Invalid page selector [20000000020]']);
	});

	it('27h. view without pages: no page line, no pages member', async () => {
		expect((await read(`${FLAT}/data`)).text.split('\n')[0]).toBe(',,,,Amount,Approved');
		const { json } = await read(`${FLAT}/data?format=v1`, 'application/json');
		expect(Object.keys(json)).toEqual(['columnCoordinates', 'rows']);
		expect(Object.keys((await read(FLAT, 'application/json')).json)).not.toContain('pages');
	});

	it('27i. a name with special characters carries single quotes; a saved view may have thirteen digits', async () => {
		const all = (await read('modules/102000000031/views', 'application/json')).json.views as unknown as Array<{ name: string }>;
		expect(all.map((view) => view.name)).toEqual(['INP01 Budget', 'INP01 Budget.Approved', 'INP01 Budget.Flat', "INP01 Budget.'By department, Q1 (%)'"]);
		expect((await read(`${QUOTED}/data`)).text.split('\n')[1]).toBe(',Jan 26,Feb 26,Mar 26');
		expect((await read('views/2370000000341/data')).text.split('\n')[1]).toBe('All regions,0,');
	});

	it('26g. a calculated line item shows what it is calculated from and refuses writes', async () => {
		const [first] = BUDGET;
		const item = (await read('modules/102000000031/lineItems', 'application/json')).json.items as unknown as Array<{ id: string; name: string }>;
		const total = item.find((one) => one.name === 'Total');
		const { text } = await read(`${QUOTED}/data?pages=${BUDGET_ITEM},101999999999:${String(total?.id)}`);
		expect(text.split('\n')[0]).toBe('Product sales,Budget,Total');
		expect(text.split('\n')[2]?.startsWith(`"Sales, Europe",${first?.amount},`)).toBe(true);
		const at = [['GL Accounts', '41000'], ['Departments', 'D10']].map(([dimensionName, itemCode]) => ({ dimensionName, itemCode }));
		const cell = { lineItemName: 'Total', value: 1, dimensions: [...at, { dimensionName: 'Time', itemName: 'Jan 26' }, { dimensionName: 'Version', itemName: 'Budget' }] };
		const { json } = await driver.api('POST', `/models/${MODEL}/modules/102000000031/data`, { json: [cell] });
		expect(json).toMatchObject({ numberOfCellsChanged: 0, failures: [{ failureType: 'cellIsCalculated' }] });
	});

	it('23g. the approved budget as a flat export, and as a grid with all its pages', async () => {
		await driver.run('exports/116000000005');
		const flat = (await driver.model('GET', 'files/116000000005')).text;
		const [first] = BUDGET;
		expect(flat.split('\n').slice(0, 2)).toEqual(['GL Accounts,Departments,Time,Versions,Amount,Approved', `Product sales,"Sales, Europe",Jan 26,Budget,${first?.amount},true`]);
		expect(flat.split('\n')).toHaveLength(2402);
		expect((await driver.model('GET', 'exports/116000000005')).json.exportMetadata).toMatchObject({
			headerNames: ['GL Accounts', 'Departments', 'Time', 'Versions', 'Amount', 'Approved'], dataTypes: ['ENTITY', 'ENTITY', 'ENTITY', 'ENTITY', 'NUMBER', 'BOOLEAN'],
		});
		await driver.run('exports/116000000006');
		const grid = (await driver.model('GET', 'files/116000000006')).text.split('\n');
		expect(grid.filter((line) => line === 'Budget' || line === 'Forecast')).toEqual(['Budget', 'Forecast']);
		await driver.run('exports/116000000007');
		const [header, line] = (await driver.model('GET', 'files/116000000007')).text.split('\n');
		expect([header, line]).toEqual(['GL Accounts\tDepartments\tTime\tVersions\tLine items\tValue', `41000\tD10\tJan 26\tBudget\tAmount\t${first?.amount}`]);
		expect((await driver.model('GET', 'exports/116000000007')).json.exportMetadata).toMatchObject({ exportFormat: 'text/plain', separator: '\t', dataTypes: ['ENTITY', 'ENTITY', 'ENTITY', 'ENTITY', 'ENTITY', 'MIXED'] });
	});

	it('23h. chunks are cut inside records and inside characters, and still join to the same bytes', async () => {
		await driver.run('exports/116000000005');
		const whole = (await driver.model('GET', 'files/116000000005')).text;
		await driver.set({ exportChunkBytes: 1009 });
		await driver.run('exports/116000000005');
		const chunks = (await driver.model('GET', 'files/116000000005/chunks')).json.chunks as unknown as Array<{ id: string }>;
		const token = await driver.token();
		const parts: Buffer[] = [];
		for (const { id } of chunks) {
			const url = `${driver.sim.url}/2/0/models/${MODEL}/files/116000000005/chunks/${id}`;
			parts.push(Buffer.from(await (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).arrayBuffer()));
		}
		expect(parts.some((part) => part.toString('utf8').includes('\uFFFD'))).toBe(true);
		expect(parts.slice(0, -1).every((part) => part.length === 1009)).toBe(true);
		expect(Buffer.concat(parts).toString('utf8')).toBe(whole);
	});

	it('22i. the nightly process: delete, list import, module import, export', async () => {
		await driver.upload('113000000021', 'Line,Account,Period,Amount\nL1,61000,Aug 26,10\nL2,99999,Aug 26,5\n');
		const task = await driver.run('processes/118000000009');
		expect(nested(task).map((step) => [step.objectId, step.successful, step.failureDumpAvailable])).toEqual([
			['117000000011', true, false], ['112000000033', true, false], ['112000000034', true, true], ['116000000005', true, false],
		]);
		const chunk = await driver.model('GET', `processes/118000000009/tasks/${String(task.taskId)}/dumps/112000000034/chunks/0`);
		expect(chunk.text).toContain('Item not located in GL Accounts list');
		expect((await driver.model('GET', 'processes/118000000009?showImportDataSource=true')).json.processMetadata?.actions?.[3]).toMatchObject({ id: '116000000005', actionType: 'EXPORT' });
	});

	it('22j. the second step fails because its file was never uploaded; the first stays applied', async () => {
		await driver.upload('113000000021', 'Line,Account,Period,Amount\nL1,61000,Aug 26,10\n');
		await driver.run('imports/112000000033');
		const task = await driver.run('processes/118000000010');
		expect(task.result?.successful).toBe(false);
		expect(nested(task).map((step) => [step.objectId, step.successful])).toEqual([['117000000011', true], ['112000000036', false]]);
		expect((nested(task)[1]?.details as Array<{ type: string }>)[0]?.type).toBe('uploadedFileNoLongerAvailable');
		expect(await driver.items('101000000011')).toEqual([]);
	});

	it('20d. an export or a delete action fails by switch: alone, and in the middle of a process', async () => {
		await driver.set({ failActions: { '116000000005': 'actionFailed', '117000000011': 'deleteFromSelectionFailed' }, processStopsOnFailure: false });
		expect((await driver.run('exports/116000000005')).result).toMatchObject({ successful: false, details: [{ type: 'actionFailed' }] });
		expect((await driver.model('GET', 'files/116000000005/chunks')).json.chunks).toBeUndefined();
		await driver.upload('113000000021', 'Line,Account,Period,Amount\nL1,61000,Aug 26,10\n');
		const task = await driver.run('processes/118000000009');
		expect(nested(task).map((step) => step.successful)).toEqual([false, true, true, false]);
		expect(task.result?.successful).toBe(false);
	});

	it('22k. an import that asks for version and period: both, for its own id, or it fails', async () => {
		await driver.upload('113000000022', 'Account,Department,Amount,Comment\n41000,D10,7.5,x\n');
		const asked = [{ entityType: 'Version', entityName: 'Forecast' }, { entityType: 'Period', entityName: 'Oct 26' }];
		for (const mappingParameters of [undefined, asked.slice(0, 1), [asked[0], { entityType: 'Period', entityName: 'Smarch 26' }]]) {
			const { result } = await driver.run('imports/112000000035', mappingParameters === undefined ? {} : { mappingParameters });
			expect([result?.successful, result?.details?.[0]?.type]).toEqual([false, 'missingFields']);
		}
		expect((await driver.run('imports/112000000035', { mappingParameters: asked })).result?.successful).toBe(true);
		const other = await driver.run('processes/118000000011', { mappingParameters: asked.map((one) => ({ ...one, importId: '112000000001' })) });
		expect(other.result?.successful).toBe(false);
		const forecast = (await driver.cells('102000000031')).filter((row) => String(row.Versions) === 'Forecast');
		expect(forecast.map((row) => [row['GL Accounts'], row.Time, row.Amount])).toEqual([['41000', 'Oct 26', '7.5']]);
	});

	it('7e. an import that reads a view: MODEL, its source in the list, no source in the metadata', async () => {
		const imports = (await driver.model('GET', 'imports')).json.imports as unknown as Array<Record<string, unknown>>;
		expect(imports.at(-1)).toEqual({
			id: '112000000037', name: 'GL02 Balances from INP01 Budget.Flat', importType: 'MODULE_DATA', importDataSourceId: '207000000032',
			importDataSource: { importDataSourceId: '207000000032', type: 'MODEL' },
		});
		expect(imports.find((one) => one.id === '112000000035')?.code).toBe('BUDGET_LOAD');
		expect((await driver.model('GET', 'imports/112000000037')).json.importMetadata).toEqual({ name: 'GL02 Balances from INP01 Budget.Flat', type: 'MODEL' });
		const task = await driver.run('imports/112000000037');
		expect(task.result).toMatchObject({ successful: true, details: [{ localMessageText: 'Amount: 2400 cells ok, 0 failed' }] });
	});

	it('24b. other kinds of actions: one that orders, one that copies a version and can be taken back', async () => {
		expect((await driver.model('GET', 'actions/117000000013')).json.action).toEqual({ id: '117000000013', name: 'Copy budget to forecast', actionType: 'BULK_COPY' });
		expect((await driver.run('actions/117000000012')).result).toMatchObject({ successful: true, failureDumpAvailable: false, details: [{ type: 'taskElementSucceeded' }] });
		await driver.set({ hangTasks: true });
		const id = await driver.start('actions/117000000013');
		await driver.until('actions/117000000013', id, ['IN_PROGRESS']);
		await driver.model('DELETE', `actions/117000000013/tasks/${id}`);
		await driver.until('actions/117000000013', id, ['CANCELLED']);
		expect(await driver.cells('102000000031')).toHaveLength(2400);
		await driver.set({ hangTasks: false });
		await driver.run('actions/117000000013');
		expect(await driver.cells('102000000031')).toHaveLength(4800);
		expect((await driver.effects('cells-copied'))[0]).toMatchObject({ cells: 4800 + BUDGET.filter((one) => one.comment !== '').length });
	});

	it('a model may have a parent list, a calendar of weeks, and versions with a formula', async () => {
		const parent = { id: '101000000001', name: 'GL Accounts' };
		const models = DEFAULT_TENANT.models.map((model) => ({
			...model, lists: model.lists.map((list) => (list.name === 'Vendors' ? { ...list, parent } : list)),
			time: { ...model.time, calendarType: 'Weeks: 4-4-5, 4-5-4 or 5-4-4', extraWeekMonth: 'Dec' },
			versions: [...(model.versions ?? []), { id: '107000000004', name: 'Variance', formula: 'Actual - Budget' }],
		}));
		const other = await Driver.start({}, { model: { ...DEFAULT_TENANT, models } });
		expect((await other.model('GET', 'lists/101000000004')).json.metadata?.parent).toEqual(parent);
		expect((await other.model('GET', 'modelCalendar')).json.modelCalendar).toMatchObject({ calendarType: 'Weeks: 4-4-5, 4-5-4 or 5-4-4', extraWeekMonth: 'Dec' });
		expect((await other.model('GET', 'versions')).json.versionMetadata?.[3]).toMatchObject({ name: 'Variance', formula: 'Actual - Budget' });
		await other.close();
	});

	it('a model whose views or imports do not fit together is refused', async () => {
		const [model] = DEFAULT_TENANT.models;
		const start = (change: object): Promise<Driver> => Driver.start({}, { model: { ...DEFAULT_TENANT, models: [{ ...(model as object), ...change } as NonNullable<typeof model>] } });
		const [first] = model?.views ?? [];
		await expect(start({ views: [{ ...first, pages: [] }] })).rejects.toThrow('must have Versions on exactly one axis');
		await expect(start({ views: [] })).rejects.toThrow('shows the unknown view');
		await expect(start({ views: model?.views, imports: [{ ...model?.imports.at(-1), sourceView: '1' }] })).rejects.toThrow('reads the unknown view 1');
	});

	it('versions say what may be edited; lists of the planning half have hierarchy, properties, subset and numbers', async () => {
		expect((await driver.model('GET', 'versions')).json.versionMetadata?.[1]).toEqual({
			id: '107000000002', name: 'Budget', isCurrent: false, isActual: false, notes: 'Approved in the budget round',
			editFrom: { periodText: 'Jan 26', date: '2026-01-01' }, editTo: { periodText: 'Dec 26', date: '2026-12-31' },
		});
		expect((await driver.model('GET', 'lists/101000000013')).json.metadata).toMatchObject({ topLevelItem: 'All regions', productionData: false, itemCount: 4 });
		expect((await driver.model('GET', 'lists/101000000012')).json.metadata).toMatchObject({ numberedList: true, productionData: true });
		const { json } = await driver.model('GET', 'lists/101000000013/items?includeAll=true');
		expect(json.listItems?.[1]).toMatchObject({ code: 'EMEA', parent: 'All regions', properties: { Currency: 'EUR', 'Sort order': '1' }, subsets: { 'EU only': false } });
	});
});
