import { ADMIN, Driver, type Ask, type Reply } from './driver';

const CODE_CLIENT = { client_id: '0c0de00000000000000000000000c0d1', client_secret: 'code-client-secret' };
const FIXED_CLIENT = { client_id: '0c0de00000000000000000000000c0d2', client_secret: 'fixed-client-secret' };
const DEVICE_CLIENT = { client_id: '0de71ce00000000000000000000000d1' };
const REDIRECT = 'http://127.0.0.1:5678/rest/oauth2-credential/callback';
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

describe('OAuth', () => {
	let driver: Driver;
	beforeEach(async () => {
		driver = await Driver.start();
	});
	afterEach(() => driver.close());

	const token = (ask: Ask): Promise<Reply> => driver.raw('POST', '/oauth/token', ask);
	const authorizeQuery = (clientId: string, redirect = REDIRECT): string => new URLSearchParams({
		response_type: 'code', client_id: clientId, redirect_uri: redirect, scope: 'openid profile email offline_access', state: 'st&te',
	}).toString();

	const code = async (clientId: string): Promise<string> => {
		const reply = await driver.raw('POST', `/auth/login?${authorizeQuery(clientId)}`, { form: { username: ADMIN[0], password: ADMIN[1] } });
		const target = new URL(reply.headers.get('location') ?? '');
		expect([target.origin + target.pathname, target.searchParams.get('state')]).toEqual([REDIRECT, 'st&te']);
		return target.searchParams.get('code') ?? '';
	};
	const grant = async (client: { client_id: string; client_secret: string }): Promise<Reply> =>
		token({ form: { grant_type: 'authorization_code', code: await code(client.client_id), redirect_uri: REDIRECT, ...client } });

	it('4a. authorize → 302 to the login page, prelogin gives it directly, a foreign redirect_uri is refused', async () => {
		const first = await driver.raw('GET', `/auth/authorize?${authorizeQuery(CODE_CLIENT.client_id)}`);
		expect(first.status).toBe(302);
		expect(first.headers.get('location')).toContain('/auth/prelogin?');
		const page = await driver.raw('GET', `/auth/prelogin?${authorizeQuery(CODE_CLIENT.client_id)}`);
		expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
		expect((await driver.raw('GET', `/auth/authorize?${authorizeQuery(CODE_CLIENT.client_id, 'http://elsewhere.example/cb')}`)).status).toBe(400);
	});

	it('4b. code grant: profile dropped, expires_in 2100, Bearer token good on the API host', async () => {
		const { status, json } = await grant(CODE_CLIENT);
		expect(status).toBe(200);
		expect(json).toMatchObject({ scope: 'openid email offline_access', expires_in: 2100, token_type: 'Bearer' });
		expect(String(json.id_token)).toMatch(/^eyJ/);
		const headers = { authorization: `Bearer ${String(json.access_token)}` };
		expect((await driver.raw('GET', '/2/0/users/me', { headers })).json.user?.email).toBe(ADMIN[0]);
		await driver.advance(2100_001);
		expect((await driver.raw('GET', '/2/0/users/me', { headers })).status).toBe(401);
	});

	it('4c. a code works once, with its redirect_uri and its secret', async () => {
		const one = await code(CODE_CLIENT.client_id);
		const form = { grant_type: 'authorization_code', code: one, redirect_uri: REDIRECT, ...CODE_CLIENT };
		expect((await token({ form: { ...form, client_secret: 'wrong' } })).status).toBe(401);
		expect((await token({ form })).status).toBe(200);
		expect((await token({ form })).json.error).toBe('invalid_grant');
	});

	it('4d. JSON and form bodies are both accepted', async () => {
		const first = await grant(CODE_CLIENT);
		const second = await token({ json: { grant_type: 'refresh_token', refresh_token: first.json.refresh_token, ...CODE_CLIENT } });
		expect(second.status).toBe(200);
		const third = await token({ form: { grant_type: 'refresh_token', refresh_token: String(second.json.refresh_token), ...CODE_CLIENT } });
		expect(third.status).toBe(200);
	});

	it('4e. rotating: a reused refresh token → invalid_grant, the new one goes on', async () => {
		const first = await grant(CODE_CLIENT);
		const form = { grant_type: 'refresh_token', refresh_token: String(first.json.refresh_token), ...CODE_CLIENT };
		const second = await token({ form });
		expect(second.json.refresh_token).not.toBe(first.json.refresh_token);
		const reused = await token({ form });
		expect([reused.status, reused.json.error]).toEqual([400, 'invalid_grant']);
		await driver.set({ oauthErrorStatus: 403 });
		expect((await token({ form })).status).toBe(403);
		expect((await token({ form: { ...form, refresh_token: String(second.json.refresh_token) } })).status).toBe(200);
	});

	it('4f. not rotating: the same refresh token stays good', async () => {
		const first = await grant(FIXED_CLIENT);
		const form = { grant_type: 'refresh_token', refresh_token: String(first.json.refresh_token), ...FIXED_CLIENT };
		for (let i = 0; i < 3; i += 1) expect((await token({ form })).json.refresh_token).toBe(first.json.refresh_token);
	});

	it('4g. no grant_type → 401; without offline_access no refresh token', async () => {
		expect((await token({ form: CODE_CLIENT })).status).toBe(401);
		const query = authorizeQuery(CODE_CLIENT.client_id).replace('+offline_access', '');
		const reply = await driver.raw('POST', `/auth/login?${query}`, { form: { username: ADMIN[0], password: ADMIN[1] } });
		const one = new URL(reply.headers.get('location') ?? '').searchParams.get('code') ?? '';
		const { json } = await token({ form: { grant_type: 'authorization_code', code: one, redirect_uri: REDIRECT, ...CODE_CLIENT } });
		expect([json.scope, json.refresh_token]).toEqual(['openid email', undefined]);
	});

	const device = async (): Promise<Reply> => driver.raw('POST', '/oauth/device/code', { form: { ...DEVICE_CLIENT, scope: 'openid offline_access' } });
	const poll = (started: Reply): Promise<Reply> =>
		token({ form: { grant_type: DEVICE_GRANT, device_code: String(started.json.device_code), ...DEVICE_CLIENT } });

	it('4h. device: pending, then approved', async () => {
		const started = await device();
		expect(started.json).toMatchObject({ expires_in: 900, interval: 5, verification_uri: `${driver.sim.url}/activate` });
		expect(String(started.json.user_code)).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
		const pending = await poll(started);
		expect([pending.status, pending.json.error]).toEqual([400, 'authorization_pending']);
		const page = await driver.raw('POST', '/activate', {
			form: { user_code: String(started.json.user_code), username: ADMIN[0], password: ADMIN[1], decision: 'approve' },
		});
		expect(page.status).toBe(200);
		await driver.advance(5001);
		const { status, json } = await poll(started);
		expect([status, json.token_type]).toEqual([200, 'Bearer']);
		const next = await token({ form: { grant_type: 'refresh_token', refresh_token: String(json.refresh_token), ...DEVICE_CLIENT } });
		expect(next.status).toBe(200);
	});

	it('4i. device: polling too fast → slow_down, and the interval grows by five seconds', async () => {
		await driver.set({ oauthPendingStatus: 403 });
		const started = await device();
		expect((await poll(started)).json.error).toBe('authorization_pending');
		const fast = await poll(started);
		expect([fast.status, fast.json.error]).toEqual([403, 'slow_down']);
		await driver.advance(6000);
		expect((await poll(started)).json.error).toBe('slow_down');
		await driver.advance(16_000);
		expect((await poll(started)).json.error).toBe('authorization_pending');
	});

	it('4j. device: denied → access_denied; too late → expired_token', async () => {
		const denied = await device();
		await driver.control('POST', 'device', { userCode: denied.json.user_code, decision: 'deny' });
		expect((await poll(denied)).json.error).toBe('access_denied');
		const late = await device();
		await driver.advance(901_000);
		expect((await poll(late)).json.error).toBe('expired_token');
	});

	it('4k. code and device clients are different registrations', async () => {
		expect((await driver.raw('POST', '/oauth/device/code', { form: { client_id: CODE_CLIENT.client_id } })).json.error).toBe('unauthorized_client');
		expect((await driver.raw('GET', `/auth/authorize?${authorizeQuery(DEVICE_CLIENT.client_id)}`)).status).toBe(400);
	});

	it('4l. an OAuth token on the authentication service is refused or accepted by switch', async () => {
		const authorization = `AnaplanAuthToken ${String((await grant(CODE_CLIENT)).json.access_token)}`;
		expect((await driver.raw('GET', '/token/validate', { headers: { authorization } })).status).toBe(401);
		await driver.set({ oauthTokenOnAuthService: 'accept' });
		expect((await driver.raw('GET', '/token/validate', { headers: { authorization } })).status).toBe(200);
	});
});
