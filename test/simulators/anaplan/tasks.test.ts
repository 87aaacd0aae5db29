import { ADMIN, Driver, MODEL, PLANNER, type Json } from './driver';

const IMPORT = 'imports/112000000001';
const ACCOUNTS = '101000000001';
const START = { json: { localeName: 'en_US' } };

describe('tasks', () => {
	let driver: Driver;
	beforeAll(async () => {
		driver = await Driver.start();
	});
	afterEach(() => driver.clean());
	afterAll(() => driver.close());

	it('16a. start without localeName → 400, and no task exists', async () => {
		for (const json of [{}, { mappingParameters: [] }, { localeName: '' }]) {
			expect((await driver.model('POST', `${IMPORT}/tasks`, { json })).status).toBe(400);
		}
		expect((await driver.model('GET', `${IMPORT}/tasks`)).json.tasks).toBeUndefined();
		expect(await driver.effects('task-created')).toEqual([]);
	});

	it('16b. unknown members and nulls are ignored, any locale is accepted', async () => {
		const json = {
			localeName: 'de_DE', id: null, name: 'x', importType: null, connectorParameters: [{ sourceIdOrType: 'a', parameterId: 'b', value: 'c' }], mappingParameters: null,
		};
		expect((await driver.model('POST', `${IMPORT}/tasks`, { json })).status).toBe(200);
	});

	it('16c. the reply has task.taskId, 32 upper-case hex digits', async () => {
		const { status, json } = await driver.model('POST', `${IMPORT}/tasks`, START);
		expect([status, json.status]).toEqual([200, { code: 200, message: 'Success' }]);
		expect(String(json.task?.taskId)).toMatch(/^[0-9A-F]{32}$/);
		expect(json.task?.taskState).toBe('NOT_STARTED');
	});

	it('16d. the bare form by switch', async () => {
		await driver.set({ taskReply: 'bare' });
		expect(Object.keys((await driver.model('POST', `${IMPORT}/tasks`, START)).json)).toEqual(['taskId']);
	});

	it('16e. a start that names an unknown action → 404', async () => {
		for (const path of ['imports/112999999999', 'exports/116999999999', 'actions/117999999999', 'processes/118999999999']) {
			expect([path, (await driver.model('POST', `${path}/tasks`, START)).status]).toEqual([path, 404]);
		}
	});

	it('17a. NOT_STARTED → IN_PROGRESS → COMPLETE, with a result only at the end', async () => {
		await driver.set({ queueMs: 200, taskMs: 400 });
		await driver.upload('113000000001', 'Code,Name\n1,One\n');
		const id = await driver.start(IMPORT);
		const seen: Json[] = [await driver.task(IMPORT, id)];
		seen.push(await driver.until(IMPORT, id, ['IN_PROGRESS', 'COMPLETE']));
		seen.push(await driver.until(IMPORT, id, ['COMPLETE']));
		expect(seen.map((task) => [task.taskState, task.result === undefined])).toEqual([['NOT_STARTED', true], ['IN_PROGRESS', true], ['COMPLETE', false]]);
		expect(seen[2]).toMatchObject({ type: 'taskInformation', taskId: id, currentStep: 'Complete.', progress: 1 });
		expect((await driver.effects()).map((one) => one.what).filter((what) => what.startsWith('task'))).toEqual(['task-created', 'task-started', 'task-finished']);
		expect((await driver.effects('task-finished'))[0]).toMatchObject({
			task: id, state: 'COMPLETE', successful: true, rows: { total: 1, success: 1, created: 1, updated: 0, warnings: 0, failed: 0, ignored: 0 },
		});
	});

	it('17b. one task that changes the model at a time; later ones queue in order, also those of other users', async () => {
		await driver.set({ taskMs: 40 });
		await driver.upload('113000000001', 'Code,Name\n1,One\n');
		const paths = [IMPORT, 'imports/112000000002', 'actions/117000000001', 'processes/118000000001', 'exports/116000000001', IMPORT];
		const ids: string[] = [];
		for (const path of paths) ids.push(await driver.start(path, {}, path === 'imports/112000000002' ? PLANNER : ADMIN));
		await driver.until(IMPORT, ids[5] as string, ['COMPLETE']);
		const order = (await driver.effects()).filter((one) => one.what === 'task-started' || one.what === 'task-finished').map((one) => [one.what, one.task]);
		expect(order).toEqual(ids.flatMap((id) => [['task-started', id], ['task-finished', id]]));
	});

	it('17c. DELETE → CANCELLING → CANCELLED without result, and the data is rolled back', async () => {
		await driver.load('112000000001', '113000000001', 'Code,Name,Account type\n1,One,A\n2,Two,B\n');
		await driver.set({ hangTasks: true, cancelMs: 50 });
		await driver.upload('113000000001', 'Code,Name,Account type\n2,Changed,C\n3,Three,D\n');
		const id = await driver.start(IMPORT);
		await driver.until(IMPORT, id, ['IN_PROGRESS']);
		const reply = await driver.model('DELETE', `${IMPORT}/tasks/${id}`);
		expect([reply.status, reply.json.task?.taskState]).toEqual([200, 'CANCELLING']);
		const task = await driver.until(IMPORT, id, ['CANCELLED']);
		expect(task).toMatchObject({ currentStep: 'Cancelled.', cancelledBy: ADMIN[0] });
		expect(task.result).toBeUndefined();
		expect((await driver.items(ACCOUNTS)).map((item) => [item.code, item.name, item.properties?.['Account type']])).toEqual([['1', 'One', 'A'], ['2', 'Two', 'B']]);
		expect((await driver.effects('task-cancelled'))[0]).toMatchObject({ task: id, user: ADMIN[0] });
		expect(await driver.effects('items-applied')).toHaveLength(1);
	});

	it('17d. a queued task is cancelled at once and never runs; an ended one stays as it is', async () => {
		await driver.set({ hangTasks: true });
		const first = await driver.start(IMPORT);
		const second = await driver.start(IMPORT);
		expect((await driver.task(IMPORT, second)).taskState).toBe('NOT_STARTED');
		expect((await driver.model('DELETE', `${IMPORT}/tasks/${second}`)).json.task?.taskState).toBe('CANCELLED');
		await driver.set({ hangTasks: false });
		await driver.until(IMPORT, first, ['COMPLETE']);
		expect((await driver.effects('task-started')).map((one) => one.task)).toEqual([first]);
		expect((await driver.model('DELETE', `${IMPORT}/tasks/${first}`)).json.task?.taskState).toBe('COMPLETE');
	});

	it('17e. a cancelled delete action and a cancelled module import leave everything as it was', async () => {
		await driver.load('112000000009', '113000000007', 'Line,Amount,Description\nL1,1.10,a\nL2,2,b\n');
		await driver.run('imports/112000000010');
		const before = await driver.cells('102000000003');
		await driver.set({ hangTasks: true });
		await driver.upload('113000000007', 'Line,Amount,Description\nL1,99,\nL2,98,c\n');
		for (const path of ['actions/117000000001', 'imports/112000000010', 'processes/118000000001']) {
			const id = await driver.start(path);
			await driver.until(path, id, ['IN_PROGRESS']);
			await driver.model('DELETE', `${path}/tasks/${id}`);
			await driver.until(path, id, ['CANCELLED']);
			expect([path, await driver.cells('102000000003')]).toEqual([path, before]);
		}
		expect((await driver.items('101000000007')).map((item) => item.code)).toEqual(['L1', 'L2']);
	});

	it('24a. task list: newest first with -creationTime, tasks of other users included', async () => {
		const ids = [await driver.start(IMPORT), await driver.start(IMPORT, {}, PLANNER), await driver.start(IMPORT)];
		await driver.until(IMPORT, ids[2] as string, ['COMPLETE']);
		const { json } = await driver.model('GET', `${IMPORT}/tasks?sort=-creationTime`);
		const tasks = json.tasks as unknown as Array<Record<string, unknown>>;
		expect(tasks.map((task) => task.taskId)).toEqual([...ids].reverse());
		expect(Object.keys(tasks[0] ?? {})).toEqual(['taskId', 'taskState', 'creationTime']);
	});

	it('24b. 200 and empty for an unknown parent; 404 for an unknown task', async () => {
		const { status, json } = await driver.api('GET', `/models/${MODEL}/imports/112999999999/tasks`);
		expect([status, json.tasks]).toEqual([200, undefined]);
		expect((await driver.model('GET', `${IMPORT}/tasks/${'A'.repeat(32)}`)).status).toBe(404);
	});
});
