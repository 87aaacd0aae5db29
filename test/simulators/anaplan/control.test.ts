import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_TENANT } from '../../../simulators/anaplan';
import { ADMIN, Driver } from './driver';

describe('control surface', () => {
	let driver: Driver;
	beforeAll(async () => {
		driver = await Driver.start();
	});
	afterEach(() => driver.clean());
	afterAll(() => driver.close());

	it('lists every switch with meaning, default and value; refuses unknown names and values', async () => {
		await driver.set({ hangTasks: true });
		const all = (await driver.control('GET', 'switches')).json as unknown as Array<{ name: string; value: unknown; default: unknown; meaning: string }>;
		expect(all.find((one) => one.name === 'hangTasks')).toMatchObject({ value: true, default: false });
		for (const one of all) expect([one.name, one.meaning.length > 10]).toEqual([one.name, true]);
		for (const wrong of [{ nonsense: 1 }, { hangTasks: 'yes' }, { refreshReturns: 'other' }, { failImports: null }]) {
			const { status, json } = await driver.control('POST', 'switches', wrong);
			expect([status, typeof json.refused]).toEqual([400, 'string']);
		}
	});

	it('reset brings back data, files, tasks and switches, and ends sessions unless told otherwise', async () => {
		await driver.load('112000000001', '113000000001', 'Code,Name\n1,One\n');
		await driver.set({ pageMax: 1, hangTasks: true });
		await driver.start('imports/112000000001');
		await driver.control('POST', 'reset', { keepSessions: true });
		expect((await driver.control('GET', 'model')).json.lists?.[0]).toEqual({ id: '101000000001', name: 'GL Accounts', items: 0 });
		expect([(await driver.control('GET', 'uploads')).json, (await driver.control('GET', 'tasks')).json]).toEqual([[], []]);
		expect((await driver.model('GET', 'imports')).json.imports).toHaveLength(17);
		const other = await Driver.start();
		const headers = { authorization: `Bearer ${await other.token()}` };
		await other.control('POST', 'reset');
		expect((await other.raw('GET', '/2/0/users/me', { headers })).status).toBe(401);
		await other.close();
	});

	it('model, tasks, dumps and sessions', async () => {
		await driver.load('112000000004', '113000000004', 'Code,Name,Status\nV1,Vendor,active\n,,\n');
		await driver.load('112000000012', '113000000009', 'Vendor,Current,1-30\nV1,1.10,\n');
		const { json } = await driver.control('GET', 'model');
		expect(json.modules?.[4]).toEqual({ id: '102000000005', name: 'AP03 Aging', rows: 1, cells: 1 });
		const tasks = (await driver.control('GET', 'tasks')).json as unknown as Array<Record<string, unknown>>;
		expect(tasks.map((task) => [task.kind, task.objectId, task.user, task.state])).toEqual([
			['imports', '112000000004', ADMIN[0], 'COMPLETE'], ['imports', '112000000012', ADMIN[0], 'COMPLETE'],
		]);
		expect((await driver.control('GET', 'dumps')).json).toMatchObject([{ user: ADMIN[0], import: '112000000004' }]);
		expect((await driver.control('GET', 'sessions')).json).toMatchObject([{ user: ADMIN[0], how: 'basic' }]);
	});

	it('cells come one row per line; totals by line items and dimensions, by code or by name', async () => {
		await driver.load('112000000001', '113000000001', 'Code,Name\n1,One\n');
		await driver.load('112000000009', '113000000007', 'Line,Account,Period,Amount\nL1,1,Jan 26,0.1\nL2,1,Jan 26,0.2\nL3,1,Feb 26,\n');
		await driver.run('imports/112000000010');
		const { text } = await driver.control('GET', 'cells?module=102000000003');
		expect(text.split('\n')).toHaveLength(5);
		expect(JSON.parse((text.split('\n')[1] ?? '').replace(/,$/, ''))).toMatchObject({ 'GL Lines': 'L1', Amount: '0.1' });
		expect((await driver.control('GET', 'totals?module=102000000003&by=Account,Period&sum=Amount')).json).toEqual([
			{ Account: '1', Period: 'Feb 26', rows: 1, Amount: '0' }, { Account: '1', Period: 'Jan 26', rows: 2, Amount: '0.3' },
		]);
		expect((await driver.control('GET', 'totals?module=102000000003&by=Account&sum=Amount&labels=name')).json).toEqual([{ Account: 'One', rows: 3, Amount: '0.3' }]);
		expect((await driver.control('GET', 'totals?module=102000000003&by=Nonsense&sum=Amount')).status).toBe(400);
		expect((await driver.control('GET', 'cells?module=1')).status).toBe(400);
		expect((await driver.control('GET', 'nonsense')).status).toBe(404);
	});

	it('the history proves what happened and in which order, and holds no secret', async () => {
		await driver.load('112000000001', '113000000001', 'Code,Name\n1,One\n');
		expect((await driver.effects()).map((one) => one.what).filter((what) => what !== 'control')).toEqual([
			'upload-begun', 'upload-chunk', 'file-complete', 'task-created', 'task-started', 'import-source', 'items-applied', 'task-finished',
		]);
		const { text } = await driver.control('GET', 'history');
		expect(text).not.toContain(await driver.token());
		expect(text).not.toContain(ADMIN[1]);
	});

	it('takes another model from a JSON file, and refuses one that does not fit together', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'anaplan-model-'));
		const [model] = DEFAULT_TENANT.models;
		const file = join(folder, 'tenant.json');
		const second = { ...model, id: 'A'.repeat(32), name: 'Second' };
		writeFileSync(file, JSON.stringify({ ...DEFAULT_TENANT, models: [model, second] }));
		const other = await Driver.start({}, { model: file });
		expect((await other.api('GET', '/models')).json.models).toHaveLength(2);
		await other.load('112000000001', '113000000001', 'Code,Name\n1,One\n');
		expect((await other.control('GET', `model?model=${'A'.repeat(32)}`)).json.lists?.[0]?.items).toBe(0);
		await other.close();
		writeFileSync(file, JSON.stringify({ ...DEFAULT_TENANT, models: [{ ...second, workspaceId: 'nowhere' }] }));
		await expect(Driver.start({}, { model: file })).rejects.toThrow('workspace nowhere is not defined');
	});
});
