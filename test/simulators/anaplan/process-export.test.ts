import { DEFAULT_TENANT } from '../../../simulators/anaplan';
import { Driver, PLANNER, type Json } from './driver';

const [FINANCE] = DEFAULT_TENANT.models;
if (FINANCE === undefined) throw new Error('the default tenant has no model');

/** The default model with a process that clears, loads and exports. */
const TENANT = {
	...DEFAULT_TENANT,
	models: [{
		...FINANCE,
		processes: [
			...FINANCE.processes,
			{ id: '118000000002', name: 'Reload', actions: ['117000000001', '112000000009', '112000000010', '116000000001'] },
		],
	}],
};

const LOAD = 'processes/118000000001';
const RELOAD = 'processes/118000000002';
const EXPORT = 'exports/116000000001';
const OUTPUT = 'files/116000000001';
const HEADER = 'Line,Account,Amount\n';

describe('processes', () => {
	let driver: Driver;
	beforeAll(async () => {
		driver = await Driver.start({}, { model: TENANT });
	});
	afterEach(() => driver.clean());
	afterAll(() => driver.close());

	const nested = (task: Json): Array<Record<string, unknown>> => task.result?.nestedResults as unknown as Array<Record<string, unknown>>;
	const codes = async (): Promise<unknown[]> => (await driver.items('101000000007')).map((item) => item.code);

	it('22a. runs its actions in order, with one nested result each', async () => {
		await driver.load('112000000009', '113000000007', `${HEADER}OLD,,1\n`);
		await driver.upload('113000000007', `${HEADER}L1,,1.5\nL2,,2\n`);
		const task = await driver.run(RELOAD);
		expect(task.result).toMatchObject({ successful: true, failureDumpAvailable: false, objectId: '118000000002' });
		expect(nested(task).map((step) => [step.objectId, step.successful, step.failureDumpAvailable])).toEqual([
			['117000000001', true, false], ['112000000009', true, false], ['112000000010', true, false], ['116000000001', true, false],
		]);
		expect(nested(task)[0]?.details).toEqual([{ type: 'deleteFromSelectionSucceeded', occurrences: 1, localMessageText: 'Deleted 1 items', values: [] }]);
		expect(await codes()).toEqual(['L1', 'L2']);
		expect((await driver.effects()).map((one) => one.what).filter((what) => /applied|deleted|written/.test(what)).slice(1)).toEqual([
			'items-deleted', 'items-applied', 'cells-applied', 'export-written',
		]);
	});

	it('22b. stops on the first failure; what ran before stays applied', async () => {
		await driver.set({ failImports: { '112000000009': 'internalError' } });
		await driver.upload('113000000007', `${HEADER}L1,,1\n`);
		const task = await driver.run(RELOAD);
		expect(task.result?.successful).toBe(false);
		expect(nested(task).map((step) => [step.objectId, step.successful])).toEqual([['117000000001', true], ['112000000009', false]]);

		await driver.set({ failImports: { '112000000010': 'moduleImportNoWriteAccess' } });
		await driver.run(LOAD);
		expect(await codes()).toEqual(['L1']);
	});

	it('22c. goes on after a failure by switch', async () => {
		await driver.set({ failImports: { '112000000009': 'internalError' }, processStopsOnFailure: false });
		await driver.upload('113000000007', `${HEADER}L1,,1\n`);
		const task = await driver.run(RELOAD);
		expect(nested(task).map((step) => step.successful)).toEqual([true, false, true, true]);
		expect(task.result?.successful).toBe(false);
	});

	it('22d. dumps are found under the nested object, not under /dump', async () => {
		await driver.upload('113000000007', `${HEADER}L1,,1\n,,2\n`);
		const task = await driver.run(LOAD);
		expect(task.result).toMatchObject({ successful: true, failureDumpAvailable: true });
		expect(nested(task).map((step) => step.failureDumpAvailable)).toEqual([true, true]);
		const base = `${LOAD}/tasks/${String(task.taskId)}`;
		expect((await driver.model('GET', `${base}/dumps/112000000009/chunks`)).json.chunks).toEqual([{ id: '0', name: 'Chunk 0' }]);
		expect((await driver.model('GET', `${base}/dumps/112000000009/chunks/0`)).text).toContain('"E","","","2","3","Invalid name: "');
		expect((await driver.model('GET', `${base}/dumps/112000000010/chunks/0`)).text).toContain('Item not located in GL Lines list');
		expect((await driver.model('GET', `${base}/dump/chunks`)).status).toBe(404);
		expect((await driver.model('GET', `${base}/dumps/112000000001/chunks`)).status).toBe(404);
		await driver.run('imports/112000000010');
		expect((await driver.model('GET', `${base}/dumps/112000000010/chunks`)).status).toBe(404);
		expect((await driver.model('GET', `${base}/dumps/112000000009/chunks`)).status).toBe(200);
	});

	it('22e. includeProcessDetails adds startTime and duration per step', async () => {
		await driver.upload('113000000007', `${HEADER}L1,,1\n`);
		const task = await driver.run(LOAD);
		expect(nested(task)[0]?.startTime).toBeUndefined();
		const detailed = (await driver.model('GET', `${LOAD}/tasks/${String(task.taskId)}?includeProcessDetails=true`)).json.task as Json;
		for (const step of nested(detailed)) expect([typeof step.startTime, typeof step.duration]).toEqual(['number', 'number']);
	});

	it('22f. after ignored rows: successful false, no details, no dump, every nested result true, by switch', async () => {
		const rows = `${HEADER}L1,,1\nL1,,2\n`;
		await driver.upload('113000000007', rows);
		expect((await driver.run(LOAD)).result?.successful).toBe(true);
		await driver.set({ processFalseOnIgnored: true });
		const task = await driver.run(LOAD);
		expect(task.result).toMatchObject({ successful: false, failureDumpAvailable: false, details: [] });
		expect(nested(task).map((step) => step.successful)).toEqual([true, true]);
		await driver.upload('113000000007', `${HEADER}L1,,1\n`);
		expect((await driver.run(LOAD)).result?.successful).toBe(true);
	});

	it.each([['all', []], ['current', ['L1']]])('22h. a cancelled process takes back %s of its steps, by switch', async (cancelProcess, left) => {
		await driver.set({ cancelProcess, hangTasks: true });
		await driver.upload('113000000007', `${HEADER}L1,,1\n`);
		const id = await driver.start(LOAD);
		await driver.until(LOAD, id, ['IN_PROGRESS']);
		while ((await driver.cells('102000000003')).length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
		await driver.model('DELETE', `${LOAD}/tasks/${id}`);
		await driver.until(LOAD, id, ['CANCELLED']);
		expect(await codes()).toEqual(left);
		expect(await driver.cells('102000000003')).toEqual([]);
		expect((await driver.effects('items-applied')).length).toBe(left.length);
		expect(await driver.effects('cells-applied')).toEqual([]);
	});

	it('22g. mappingParameters answer prompts, importId addresses one import', async () => {
		const prompted = await Driver.start({}, {
			model: {
				...TENANT,
				models: [{
					...FINANCE, versions: [{ id: '107000000001', name: 'Actual', isActual: true }, { id: '107000000002', name: 'Budget' }],
					modules: [{ id: '102000000001', name: 'Plan', dimensions: ['GL Accounts', 'Versions'], lineItems: [{ name: 'Amount', format: 'NUMBER' as const }] }],
					imports: [...FINANCE.imports.slice(0, 1), {
						id: '112000000099', name: 'Plan', fileId: '113000000008', importType: 'MODULE_DATA' as const, module: 'Plan',
						dimensions: { 'GL Accounts': 'Account' }, prompts: { Versions: 'Version' }, lineItems: { Amount: 'Amount' },
					}],
					views: [], exports: [], processes: [{ id: '118000000001', name: 'Plan', actions: ['112000000099'] }],
				}],
			},
		});
		await prompted.load('112000000001', '113000000001', 'Code,Name\n1,One\n');
		await prompted.upload('113000000008', 'Account,Amount\n1,5\n');
		expect((await prompted.run('imports/112000000099')).result?.details?.[0]?.type).toBe('missingFields');
		await prompted.run('imports/112000000099', { mappingParameters: [{ entityType: 'Version', entityName: 'Budget' }] });
		await prompted.run(LOAD, {
			mappingParameters: [
				{ entityType: 'Version', entityName: 'Actual', importId: '112000000099' }, { entityType: 'Version', entityName: 'Budget', importId: '112000000001' },
			],
		});
		expect((await prompted.cells('102000000001')).map((row) => row.Versions)).toEqual(['Budget', 'Actual']);
		expect((await prompted.model('GET', 'versions')).json.versionMetadata).toHaveLength(2);
		const moved = await prompted.model('PUT', 'versions/107000000001/switchover', { json: { date: '2026-07-01' } });
		expect(moved.json.versionSwitchover).toEqual({ periodText: 'Jul 26', date: '2026-07-01' });
		await prompted.close();
	});
});

describe('exports', () => {
	let driver: Driver;
	beforeAll(async () => {
		driver = await Driver.start();
	});
	beforeEach(async () => {
		await driver.load('112000000001', '113000000001', 'Code,Name\n1,"Cash, bank"\n2,Debt\n');
		await driver.load('112000000002', '113000000002', 'Code,Name\n10,Sales\n');
		await driver.load('112000000011', '113000000008', 'Account,Department,Period,Amount\n2,10,Jan 26,5\n1,10,Feb 26,1.10\n');
	});
	afterEach(() => driver.clean());
	afterAll(() => driver.close());

	const EXPECTED = 'GL Accounts,Departments,Time,Amount\n"Cash, bank",Sales,Feb 26,1.1\nDebt,Sales,Jan 26,5\n';

	it('23a. writes the file whose id is the export id, for that user only', async () => {
		const task = await driver.run(EXPORT);
		expect(task.result).toMatchObject({ successful: true, failureDumpAvailable: false, objectId: '116000000001' });
		const { headers, text } = await driver.model('GET', OUTPUT);
		expect([headers.get('content-type'), text]).toEqual(['application/octet-stream', EXPECTED]);
		expect((await driver.model('GET', OUTPUT, {}, PLANNER)).status).toBe(404);
		const files = (await driver.model('GET', 'files')).json.files as unknown as Array<Record<string, unknown>>;
		expect(files.find((file) => file.id === '116000000001')).toMatchObject({ chunkCount: 1 });
	});

	it('23b. a rerun overwrites', async () => {
		await driver.run(EXPORT);
		await driver.load('112000000011', '113000000008', 'Account,Department,Period,Amount\n2,10,Jan 26,6\n');
		await driver.run(EXPORT);
		expect((await driver.model('GET', OUTPUT)).text).toBe(EXPECTED.replace(',5\n', ',6\n'));
	});

	it('23c. chunked when large, cut anywhere in a line', async () => {
		await driver.set({ exportChunkBytes: 7 });
		await driver.run(EXPORT);
		const chunks = (await driver.model('GET', `${OUTPUT}/chunks`)).json.chunks as unknown as Array<{ id: string }>;
		expect(chunks).toHaveLength(Math.ceil(EXPECTED.length / 7));
		let text = '';
		for (const { id } of chunks) text += (await driver.model('GET', `${OUTPUT}/chunks/${id}`)).text;
		expect(text).toBe(EXPECTED);
	});

	it('23d. kept 48 hours', async () => {
		const fresh = await Driver.start({ tokenLifetimeMs: 1e12 });
		await fresh.run(EXPORT);
		await fresh.advance(47 * 3_600_000);
		expect((await fresh.model('GET', OUTPUT)).status).toBe(200);
		await fresh.advance(49 * 3_600_000);
		expect((await fresh.model('GET', OUTPUT)).status).toBe(404);
		await fresh.close();
	});

	it('23e. no chunks at first after a finished task, by switch', async () => {
		await driver.set({ zeroChunkReads: 2 });
		await driver.run(EXPORT);
		const seen = [];
		for (let i = 0; i < 3; i += 1) seen.push((await driver.model('GET', `${OUTPUT}/chunks`)).json.chunks);
		expect(seen).toEqual([undefined, undefined, [{ id: '0', name: 'Chunk 0' }]]);
	});

	it('23f. an export started during an import waits and reads what the import wrote', async () => {
		await driver.set({ taskMs: 60 });
		await driver.upload('113000000008', 'Account,Department,Period,Amount\n2,10,Jan 26,7\n');
		await driver.start('imports/112000000011');
		await driver.run(EXPORT);
		expect((await driver.model('GET', OUTPUT)).text).toContain('Debt,Sales,Jan 26,7\n');
	});
});
