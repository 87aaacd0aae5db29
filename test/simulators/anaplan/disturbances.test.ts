import { ADMIN, Driver, MODEL, PLANNER } from './driver';

const IMPORT = 'imports/112000000001';
const START = { json: { localeName: 'en_US' } };

describe('what goes wrong while a client works', () => {
	let driver: Driver;
	beforeEach(async () => {
		driver = await Driver.start();
	});
	afterEach(() => driver.close());

	const status = async (path = 'lists', who: readonly [string, string] = ADMIN): Promise<number> => (await driver.model('GET', path, {}, who)).status;

	it('5e. tokens die now: of everybody, or of one user', async () => {
		await Promise.all([driver.token(ADMIN), driver.token(PLANNER)]);
		expect((await driver.control('POST', 'sessions/expire', { user: PLANNER[0] })).json).toEqual({ expired: 1 });
		expect([await status(), await status('lists', PLANNER)]).toEqual([200, 401]);
		expect((await driver.control('POST', 'sessions/expire', {})).json).toEqual({ expired: 1 });
		expect(await status()).toBe(401);
		expect((await driver.control('POST', 'sessions/expire', { user: 5 })).status).toBe(400);
	});

	it('5f. a token dies between two requests: after so many, or before the first that matches', async () => {
		await driver.control('POST', 'sessions/expire', { afterRequests: 2 });
		expect([await status(), await status(), await status()]).toEqual([200, 200, 401]);
		const fresh = await Driver.start();
		await fresh.control('POST', 'sessions/expire', { afterRequests: 0, match: '^GET .*/chunks/1$' });
		await fresh.upload('113000000001', 'Code\n');
		expect((await fresh.model('GET', 'files/113000000001/chunks/0')).status).toBe(200);
		expect((await fresh.model('GET', 'files/113000000001/chunks/1')).status).toBe(401);
		expect((await fresh.control('POST', 'sessions/expire', { afterRequests: -1 })).status).toBe(400);
		expect((await fresh.control('POST', 'sessions/expire', { afterRequests: 0, match: '(' })).status).toBe(400);
		await fresh.close();
	});

	it('5g. refresh tokens stop working when asked for', async () => {
		const client = { client_id: '0de71ce00000000000000000000000d1' };
		const { json: code } = await driver.raw('POST', '/oauth/device/code', { form: { ...client, scope: 'openid offline_access' } });
		await driver.control('POST', 'device', { userCode: String(code.user_code), decision: 'approve' });
		const grant = { ...client, grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: String(code.device_code) };
		const { json } = await driver.raw('POST', '/oauth/token', { form: grant });
		const refresh = { ...client, grant_type: 'refresh_token' };
		expect((await driver.control('POST', 'sessions/expire', {})).json).toEqual({ expired: 1 });
		const again = await driver.raw('POST', '/oauth/token', { form: { ...refresh, refresh_token: String(json.refresh_token) } });
		expect(again.status).toBe(200);
		expect((await driver.control('POST', 'sessions/expire', { refreshTokens: true })).json).toEqual({ expired: 1, revoked: 1 });
		const dead = await driver.raw('POST', '/oauth/token', { form: { ...refresh, refresh_token: String(again.json.refresh_token) } });
		expect([dead.status, dead.json.error]).toEqual([400, 'invalid_grant']);
	});

	it('30c. the mode changes at once or between two requests; a started task goes on', async () => {
		await driver.control('POST', 'model-state', { activeState: 'LOCKED', afterRequests: 1, match: '/tasks$' });
		const { json } = await driver.model('POST', `${IMPORT}/tasks`, START);
		expect((await driver.model('POST', `${IMPORT}/tasks`, START)).status).toBe(423);
		await driver.control('POST', 'model-state', { activeState: 'UNLOCKED' });
		expect((await driver.until(IMPORT, String(json.task?.taskId), ['COMPLETE'])).taskState).toBe('COMPLETE');
	});

	it('30d. offline → 424, its word by switch; any other word may refuse with any status, or with none', async () => {
		const word = async (): Promise<unknown> => (await driver.api('GET', `/models/${MODEL}`)).json.model?.activeState;
		await driver.control('POST', 'model-state', { activeState: 'OFFLINE' });
		expect([await status(), (await driver.model('POST', 'open')).status, await word()]).toEqual([424, 424, 'OFFLINE']);
		await driver.set({ offlineWord: 'CLOSED_BY_ADMIN' });
		expect(await word()).toBe('CLOSED_BY_ADMIN');
		await driver.control('POST', 'model-state', { activeState: 'HIBERNATED', refuses: 404 });
		expect([await status(), (await driver.model('POST', 'open')).status, await word()]).toEqual([404, 404, 'HIBERNATED']);
		await driver.control('POST', 'model-state', { activeState: 'ACTIVE' });
		expect([await status(), await word()]).toEqual([200, 'ACTIVE']);
		await driver.control('POST', 'model-state', { activeState: 'LOCKED', refuses: null });
		expect(await status()).toBe(200);
		expect((await driver.control('POST', 'model-state', { activeState: 'LOCKED', refuses: 'never' })).status).toBe(400);
	});

	it('30e. deployed: structure → 425, production lists, imports and cells go on', async () => {
		await driver.control('POST', 'model-state', { activeState: 'PRODUCTION' });
		const add = async (list: string): Promise<number> => (await driver.model('POST', `lists/${list}/items?action=add`, { json: { items: [{ code: 'N' }] } })).status;
		expect([await add('101000000013'), await add('101000000012')]).toEqual([425, 200]);
		const put = await driver.model('PUT', 'lists/101000000013/items', { json: { items: [{ name: 'Unassigned', parent: 'All regions' }] } });
		expect([put.status, put.json.status]).toEqual([425, { code: 425, message: 'Model is in deployed mode' }]);
		expect((await driver.model('PUT', 'modelCalendar/fiscalYear', { json: { year: 'FY27' } })).status).toBe(425);
		expect((await driver.load('112000000001', '113000000001', 'Code,Name\n1,One\n')).result?.successful).toBe(true);
		expect((await driver.model('GET', 'lists/101000000013/items')).status).toBe(200);
	});

	it('9f. open and close take their time: Closing, Closed, loading, Open', async () => {
		await driver.set({ closeMs: 60, loadMs: 60 });
		const step = async (): Promise<unknown[]> => {
			const { requestStatus } = (await driver.model('GET', 'status')).json;
			return [requestStatus?.currentStep, Number(requestStatus?.progress) < 0];
		};
		const until = async (word: string): Promise<void> => {
			for (let tries = 0; tries < 500 && (await step())[0] !== word; tries += 1) await new Promise((resolve) => setTimeout(resolve, 2));
			expect(await step()).toEqual([word, true]);
		};
		expect((await driver.model('POST', 'close')).status).toBe(204);
		expect(await step()).toEqual(['Closing', false]);
		await until('Closed');
		expect((await driver.model('POST', 'open')).status).toBe(202);
		expect(await step()).toEqual(['Processing ...', false]);
		await until('Open');
	});

	it('9g. a call that needs the model waits while it loads, a started task loads it too', async () => {
		await driver.set({ loadMs: 80 });
		await driver.model('POST', 'close');
		await driver.model('POST', 'open');
		const before = performance.now();
		expect(await status()).toBe(200);
		expect(performance.now() - before).toBeGreaterThanOrEqual(50);
		await driver.model('POST', 'close');
		await driver.model('POST', `${IMPORT}/tasks`, START);
		expect((await driver.model('GET', 'status')).json.requestStatus?.currentStep).not.toBe('Closed');
	});

	it('31e. a storm of 429 hits every user, in the form that the switches say, and ends', async () => {
		await Promise.all([driver.token(ADMIN), driver.token(PLANNER)]);
		await driver.control('POST', 'storm', { requests: 3, retryAfter: 7 });
		const replies = [await driver.api('GET', '/users/me'), await driver.api('GET', '/users/me', {}, PLANNER), await driver.api('GET', '/users/me')];
		expect(replies.map((reply) => [reply.status, reply.headers.get('retry-after')])).toEqual([[429, '7'], [429, '7'], [429, '7']]);
		expect((await driver.api('GET', '/users/me')).status).toBe(200);
		await driver.control('POST', 'storm', { requests: 100 });
		await driver.control('POST', 'reset', { keepSessions: true });
		expect((await driver.api('GET', '/users/me')).status).toBe(200);
		expect((await driver.control('POST', 'storm', { requests: 'many' })).status).toBe(400);
	});

	it('33f. a page of a large read is cut, or comes drop by drop; the same page can be asked for again', async () => {
		const made = (await driver.control('POST', 'scale', { rows: 20_000, lineItems: 2 })).json;
		const { viewReadRequest } = (await driver.model('POST', `views/${String(made.view)}/readRequests`, { json: { exportType: 'TABULAR_MULTI_COLUMN' } })).json;
		const page = `views/${String(made.view)}/readRequests/${String(viewReadRequest?.requestId)}/pages/0`;
		await driver.arm({ kind: 'truncate', match: '/pages/0$', keep: 0.5 });
		await expect(driver.model('GET', page)).rejects.toThrow();
		await driver.arm({ kind: 'slow-body', match: '/pages/0$', overMs: 60 });
		expect((await driver.model('GET', page)).text.split('\n')).toHaveLength(20_002);
	});

	it('33g. a cell write whose answer is lost has happened', async () => {
		await driver.token();
		await driver.arm({ kind: 'reset-after', match: '^POST .*/data$' });
		const cell = { lineItemName: 'Revenue', value: 5, dimensions: [{ dimensionName: 'Regions', itemCode: 'AMER' }] };
		await expect(driver.model('POST', 'modules/102000000033/data', { json: [cell] })).rejects.toThrow();
		expect(await driver.cells('102000000033')).toEqual([{ Regions: 'AMER', Revenue: '5', Opened: '' }]);
	});
});
