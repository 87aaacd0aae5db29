import { ADMIN, Driver, MODEL, PLANNER, WORKSPACE } from './driver';

const IMPORT = 'imports/112000000001';

describe('busy model, modes, budget, roles', () => {
	let driver: Driver;
	beforeAll(async () => {
		driver = await Driver.start();
	});
	afterEach(() => driver.clean());
	afterAll(() => driver.close());

	it('29a. while an import runs other calls hang until the model is free; task calls answer; nobody gets 409 or 423', async () => {
		await driver.set({ hangTasks: true });
		const id = await driver.start(IMPORT);
		await driver.until(IMPORT, id, ['IN_PROGRESS']);
		const waiting = ['lists', 'imports', 'modules', 'views/102000000004', 'currentPeriod', 'files'].map((path) => driver.model('GET', path));
		const answered: string[] = [];
		waiting.forEach((reply) => void reply.then(() => answered.push('waited')));
		expect((await driver.model('GET', `${IMPORT}/tasks`)).json.tasks).toHaveLength(1);
		expect((await driver.model('GET', `${IMPORT}/tasks/${id}`)).status).toBe(200);
		expect((await driver.model('GET', `${IMPORT}/tasks/${id}/dump/chunks`)).status).toBe(404);
		expect((await driver.api('GET', `/models/${MODEL}`)).status).toBe(200);
		const { json } = await driver.model('GET', 'status');
		expect(json.requestStatus).toMatchObject({ taskId: id, currentStep: 'Processing ...' });
		expect(String(json.requestStatus?.tooltip)).toContain(ADMIN[0]);
		const second = await driver.start(IMPORT);
		expect((await driver.task(IMPORT, second)).taskState).toBe('NOT_STARTED');
		await new Promise((resolve) => setTimeout(resolve, 30));
		expect(answered).toEqual([]);
		await driver.set({ hangTasks: false });
		expect((await Promise.all(waiting)).map((reply) => reply.status)).toEqual([200, 200, 200, 200, 200, 200]);
	});

	it('29b. file calls wait or answer by switch', async () => {
		await driver.set({ hangTasks: true, busyFiles: 'answer' });
		const id = await driver.start(IMPORT);
		await driver.until(IMPORT, id, ['IN_PROGRESS']);
		expect((await driver.model('POST', 'files/113000000001', { json: { chunkCount: 1 } })).status).toBe(200);
		expect((await driver.model('PUT', 'files/113000000001/chunks/0', { bytes: 'x' })).status).toBe(204);
	});

	it('29c. work in the user interface makes the model busy for a configurable time', async () => {
		const before = performance.now();
		await driver.control('POST', 'busy', { ms: 300 });
		const id = await driver.start(IMPORT);
		expect((await driver.task(IMPORT, id)).taskState).toBe('NOT_STARTED');
		expect((await driver.model('GET', 'lists')).status).toBe(200);
		expect(performance.now() - before).toBeGreaterThanOrEqual(299);
		await driver.until(IMPORT, id, ['COMPLETE']);
	});

	it.each([['LOCKED', 423], ['ARCHIVED', 422], ['MAINTENANCE', 424], ['PRODUCTION_MAINTENANCE', 424]])('30a. %s → %i, and activeState says so', async (activeState, status) => {
		await driver.control('POST', 'model-state', { activeState });
		expect((await driver.model('GET', 'lists')).status).toBe(status);
		expect((await driver.model('POST', `${IMPORT}/tasks`, { json: { localeName: 'en_US' } })).status).toBe(status);
		expect((await driver.model('POST', 'files/113000000001', { json: { chunkCount: 1 } })).status).toBe(status);
		expect((await driver.api('GET', `/models/${MODEL}`)).json.model?.activeState).toBe(activeState);
		expect((await driver.api('GET', `/workspaces/${WORKSPACE}/models`)).json.models?.[0]?.activeState).toBe(activeState);
		expect(await driver.effects('task-created')).toEqual([]);
	});

	it('30b. PRODUCTION works; open is refused in archive and maintenance', async () => {
		await driver.control('POST', 'model-state', { activeState: 'PRODUCTION' });
		expect((await driver.model('GET', 'lists')).status).toBe(200);
		await driver.control('POST', 'model-state', { activeState: 'ARCHIVED' });
		expect((await driver.model('POST', 'open')).status).toBe(422);
		await driver.control('POST', 'model-state', { activeState: 'MAINTENANCE' });
		expect((await driver.model('POST', 'open')).status).toBe(424);
		expect((await driver.control('POST', 'model-state', { activeState: 'asleep' })).status).toBe(400);
	});

	it('31a. a bucket for the whole tenant: 429 with Retry-After, users share it, time fills it', async () => {
		await driver.token(PLANNER);
		await driver.set({ rateLimit: { capacity: 4, refillPerSecond: 0.5 } });
		const codes = [];
		for (const who of [ADMIN, PLANNER, ADMIN, PLANNER]) codes.push((await driver.api('GET', '/users/me', {}, who)).status);
		expect(codes).toEqual([200, 200, 200, 200]);
		const refused = await driver.api('GET', '/users/me', {}, PLANNER);
		expect(refused.status).toBe(429);
		expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
		expect((await driver.api('GET', '/users/me')).status).toBe(429);
		await driver.advance(2100);
		expect((await driver.api('GET', '/users/me')).status).toBe(200);
		expect((await driver.api('GET', '/users/me')).status).toBe(429);
	});

	it('31b. Retry-After as a date, or absent, by switch', async () => {
		await driver.token();
		await driver.set({ rateLimit: { capacity: 0, refillPerSecond: 1 }, retryAfterForm: 'date' });
		expect(Date.parse((await driver.api('GET', '/users/me')).headers.get('retry-after') ?? '')).toBeGreaterThan(0);
		await driver.set({ retryAfterForm: 'absent' });
		expect((await driver.api('GET', '/users/me')).headers.get('retry-after')).toBeNull();
	});

	it('31c. 600 and 10 per second by default', async () => {
		const defaults = (await driver.control('GET', 'switches')).json as unknown as Array<{ name: string; default: unknown }>;
		expect(defaults.find((one) => one.name === 'rateLimit')?.default).toEqual({ capacity: 600, refillPerSecond: 10 });
	});

	it('32. NO ACCESS: 404 on sub-resources, 200 on the model itself, 200 and empty on task lists', async () => {
		await driver.start(IMPORT);
		await driver.set({ noAccess: [PLANNER[0]] });
		for (const path of ['lists', 'files', 'imports', 'imports/112000000001', 'modules', 'status', 'currentPeriod']) {
			expect([path, (await driver.model('GET', path, {}, PLANNER)).status]).toEqual([path, 404]);
		}
		expect((await driver.model('POST', `${IMPORT}/tasks`, { json: { localeName: 'en_US' } }, PLANNER)).status).toBe(404);
		expect((await driver.api('GET', `/models/${MODEL}`, {}, PLANNER)).status).toBe(200);
		expect((await driver.api('GET', '/models', {}, PLANNER)).json.models).toHaveLength(1);
		for (const kind of ['imports/112000000001', 'exports/116000000001', 'processes/118000000001']) {
			const { status, json } = await driver.model('GET', `${kind}/tasks`, {}, PLANNER);
			expect([status, json.tasks]).toEqual([200, undefined]);
		}
		expect((await driver.model('GET', `${IMPORT}/tasks`)).json.tasks).toHaveLength(1);
	});

	it.each([500, 502, 503])('33a. %i with an HTML body on any call', async (status) => {
		await driver.arm({ kind: 'answer', match: '^GET .*/lists', status, headers: { 'content-type': 'text/html' }, body: '<html>down</html>', times: 1 });
		const reply = await driver.model('GET', 'lists');
		expect([reply.status, reply.headers.get('content-type'), reply.text]).toEqual([status, 'text/html', '<html>down</html>']);
		expect((await driver.model('GET', 'lists')).status).toBe(200);
	});

	it('33b. connection cut after the request was processed: the started task exists', async () => {
		await driver.token();
		await driver.arm({ kind: 'reset-after', match: '^POST .*/tasks$' });
		await expect(driver.start(IMPORT)).rejects.toThrow();
		expect((await driver.model('GET', `${IMPORT}/tasks`)).json.tasks).toHaveLength(1);
	});

	it('33c. connection cut before: no task exists', async () => {
		await driver.token();
		await driver.arm({ kind: 'reset-before', match: '^POST .*/tasks$' });
		await expect(driver.start(IMPORT)).rejects.toThrow();
		expect((await driver.model('GET', `${IMPORT}/tasks`)).json.tasks).toBeUndefined();
	});

	it('33d. slow body: whole, but late', async () => {
		await driver.token();
		await driver.arm({ kind: 'slow-body', match: '^GET .*/lists', overMs: 80 });
		const before = performance.now();
		expect((await driver.model('GET', 'lists')).json.lists).toHaveLength(10);
		expect(performance.now() - before).toBeGreaterThanOrEqual(70);
	});

	it('33e. truncated chunk download', async () => {
		await driver.upload('113000000001', 'x'.repeat(100_000));
		await driver.arm({ kind: 'truncate', match: 'chunks/0$', keep: 0.5 });
		await expect(driver.model('GET', 'files/113000000001/chunks/0')).rejects.toThrow();
		await driver.arm({ kind: 'cut-body', match: 'chunks/0$', keep: 0.5 });
		expect((await driver.model('GET', 'files/113000000001/chunks/0')).text).toHaveLength(50_000);
	});
});
