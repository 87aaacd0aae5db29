import { ADMIN, Driver, MODEL } from './driver';

const MINUTES = 60_000;

describe('authentication service', () => {
	let driver: Driver;
	beforeEach(async () => {
		driver = await Driver.start();
	});
	afterEach(() => driver.close());

	const auth = (method: string, path: string, authorization?: string) =>
		driver.raw(method, `/token/${path}`, authorization === undefined ? {} : { headers: { authorization } });

	it('1a. authenticate → 201 with the documented members, expiry now + 35 minutes in milliseconds', async () => {
		const before = Date.now();
		const { status, json } = await driver.login(ADMIN);
		expect(status).toBe(201);
		expect(json).toMatchObject({ status: 'SUCCESS', statusMessage: 'Login successful', meta: { validationUrl: `${driver.sim.url}/token/validate` } });
		const expiresAt = Number(json.tokenInfo?.expiresAt);
		expect(expiresAt).toBeGreaterThanOrEqual(before + 35 * MINUTES);
		expect(expiresAt).toBeLessThanOrEqual(Date.now() + 35 * MINUTES);
		const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
		expect(String(json.tokenInfo?.tokenId)).toMatch(uuid);
		expect(String(json.tokenInfo?.refreshTokenId)).toMatch(uuid);
		expect(await driver.effects('session')).toEqual([{ what: 'session', user: ADMIN[0], how: 'basic' }]);
	});

	it('1b. the documented 200 by switch', async () => {
		await driver.set({ authenticateStatus: 200 });
		expect((await driver.login(ADMIN)).status).toBe(200);
	});

	it('1c. wrong password → 401 FAILURE_BAD_CREDENTIAL and no session', async () => {
		const { status, json } = await driver.login([ADMIN[0], 'wrong']);
		expect(status).toBe(401);
		expect(Object.keys(json).sort()).toEqual(['status', 'statusMessage']);
		expect(json.status).toBe('FAILURE_BAD_CREDENTIAL');
		expect(await driver.effects('session')).toEqual([]);
	});

	it('1d. basic login forbidden by the tenant looks like bad credentials', async () => {
		await driver.set({ basicLoginDisabled: true });
		expect((await driver.login(ADMIN)).json.status).toBe('FAILURE_BAD_CREDENTIAL');
	});

	it.each([['GET', 'validate'], ['POST', 'refresh']])('1e. Bearer on %s %s → 400 FAILURE_BAD_HEADER', async (method, path) => {
		const { status, json } = await auth(method, path, `Bearer ${await driver.token()}`);
		expect([status, json.status]).toEqual([400, 'FAILURE_BAD_HEADER']);
	});

	it.each(['authenticate', 'logout'])('1f. malformed header on %s → 401 FAILURE_BAD_HEADER', async (path) => {
		const { status, json } = await auth('POST', path, `Bearer ${await driver.token()}`);
		expect([status, json.status]).toEqual([401, 'FAILURE_BAD_HEADER']);
	});

	it('1g. validate names the user', async () => {
		const { status, json } = await auth('GET', 'validate', `AnaplanAuthToken ${await driver.token()}`);
		expect(status).toBe(200);
		expect(json.userInfo).toEqual({
			userGuid: '8a868cd97f1c22d5018120c4d3e70b52', userId: ADMIN[0], customerGuid: '8a868cd97f1c22d5018120c4d3e70001',
		});
	});

	it.each([['same', true], ['new', false]])('2a. refresh prolongs and returns the %s tokenValue by switch', async (refreshReturns, equal) => {
		await driver.set({ refreshReturns });
		const first = (await driver.login(ADMIN)).json.tokenInfo;
		await driver.advance(30 * MINUTES);
		const { status, json } = await auth('POST', 'refresh', `AnaplanAuthToken ${String(first?.tokenValue)}`);
		expect([status, json.statusMessage]).toEqual([200, 'Token refreshed']);
		expect(json.tokenInfo?.tokenValue === first?.tokenValue).toBe(equal);
		expect(json.tokenInfo?.refreshTokenId === first?.refreshTokenId).toBe(equal);
		expect(Number(json.tokenInfo?.expiresAt)).toBeGreaterThanOrEqual(Number(first?.expiresAt) + 30 * MINUTES);
		await driver.advance(30 * MINUTES);
		const alive = await driver.raw('GET', '/2/0/users/me', { headers: { authorization: `AnaplanAuthToken ${String(json.tokenInfo?.tokenValue)}` } });
		expect(alive.status).toBe(200);
	});

	it('2b. logout → 204, then 401 everywhere', async () => {
		const authorization = `AnaplanAuthToken ${await driver.token()}`;
		const gone = await auth('POST', 'logout', authorization);
		expect([gone.status, gone.text]).toEqual([204, '']);
		for (const [method, path] of [['GET', 'validate'], ['POST', 'refresh'], ['POST', 'logout']] as const) {
			const reply = await auth(method, path, authorization);
			expect([path, reply.status, reply.json.status]).toEqual([path, 401, 'FAILURE_BAD_CREDENTIAL']);
		}
		expect((await driver.raw('GET', '/2/0/users/me', { headers: { authorization } })).status).toBe(401);
	});

	it('2c. a dead token cannot be refreshed', async () => {
		const authorization = `AnaplanAuthToken ${await driver.token()}`;
		await driver.advance(36 * MINUTES);
		expect((await auth('POST', 'refresh', authorization)).status).toBe(401);
	});

	it('2d. tokens of the announced kind are long, dotted and come with refreshToken', async () => {
		await driver.set({ tokenForm: 'jwt' });
		const { tokenInfo } = (await driver.login(ADMIN)).json;
		expect(String(tokenInfo?.tokenValue).split('.')).toHaveLength(3);
		expect(tokenInfo?.refreshToken).toBeDefined();
		const authorization = `AnaplanAuthToken ${String(tokenInfo?.tokenValue)}`;
		expect((await driver.raw('GET', '/2/0/users/me', { headers: { authorization } })).status).toBe(200);
	});

	it.each(['AnaplanAuthToken', 'Bearer'])('5a. the API host accepts the prefix %s', async (prefix) => {
		const headers = { authorization: `${prefix} ${await driver.token()}` };
		expect((await driver.raw('GET', '/2/0/users/me', { headers })).status).toBe(200);
		expect((await driver.raw('GET', `/2/0/models/${MODEL}/imports`, { headers })).status).toBe(200);
	});

	it('5b. expired token → 401 with the error body', async () => {
		const headers = { authorization: `AnaplanAuthToken ${await driver.token()}` };
		await driver.advance(35 * MINUTES + 1);
		const { status, json } = await driver.raw('GET', '/2/0/models', { headers });
		expect(status).toBe(401);
		expect(json).toMatchObject({ status: { code: 401 }, path: '/2/0/models' });
	});

	it('5c. no or an unknown token → 401', async () => {
		expect((await driver.raw('GET', '/2/0/models')).status).toBe(401);
		expect((await driver.raw('GET', '/2/0/models', { headers: { authorization: 'Bearer nonsense' } })).status).toBe(401);
	});
});
