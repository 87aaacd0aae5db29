import { createHash, createSign, generateKeyPairSync } from 'node:crypto';
import { connect } from 'node:net';
import { HARBOR_MILLS } from '../../../simulators/acumatica';
import { API, CLIENT, OTHER_CLIENT, SECOND, Site, type Answer, type Caller } from './driver';

const TOKEN = '/identity/connect/token';
const MINUTE = 60_000;

interface Token {
	readonly access_token: string;
	readonly refresh_token?: string;
	readonly expires_in: number;
	readonly token_type: string;
	readonly scope: string;
	readonly id_token?: string;
	readonly error?: string;
	readonly error_description?: string;
}

interface Seats {
	readonly taken: number;
	readonly peak: number;
	readonly open: readonly { readonly id: string }[];
}

describe('signing in', () => {
	let site: Site;

	beforeEach(async () => {
		site = await Site.start({ switches: { seats: 2 } });
	});
	afterEach(() => site.close());

	const seats = (): Promise<Seats> => site.control<Seats>('sessions');
	const password = (scope = 'api offline_access', more: Record<string, string> = {}): Promise<Answer> => site.form(TOKEN,
		{ grant_type: 'password', client_id: CLIENT.id, client_secret: CLIENT.secret, username: API.name, password: API.password, scope, ...more });
	const bearer = async (scope?: string): Promise<Caller> => {
		const caller = site.anonymous();
		caller.token = (await password(scope)).json<Token>().access_token;
		return caller;
	};
	const refresh = (token = '', more: Record<string, string> = {}): Promise<Answer> => site.form(TOKEN,
		{ grant_type: 'refresh_token', client_id: CLIENT.id, client_secret: CLIENT.secret, refresh_token: token, ...more });

	it('4. login: 204, no body, the seven cookies; company accepted as tenant', async () => {
		const caller = site.anonymous();
		const answer = await caller.login(API, { company: 'HarborMills' });
		expect([answer.status, answer.text]).toEqual([204, '']);
		const names = answer.headers.getSetCookie().map((line) => line.split('=')[0]);
		expect([...new Set(names)].sort()).toEqual(['.ASPXAUTH', 'ASP.NET_SessionId', 'CompanyID', 'Locale', 'UserBranch', 'requestid', 'requeststat']);
		expect(names.length).toBeGreaterThan(7);
		expect(answer.headers.getSetCookie().find((line) => line.startsWith('.ASPXAUTH'))).toMatch(/path=\/; secure; HttpOnly; SameSite=None$/);
		expect((await caller.list('Account?$top=1')).status).toBe(200);
		const form = await site.form('/entity/auth/login', { name: SECOND.name, password: SECOND.password, tenant: 'harbormills' });
		expect(form.status).toBe(204);
	});

	it('5. wrong password → 500 with the recorded message; unknown tenant → 500; blank tenant → default tenant', async () => {
		const wrong = await site.anonymous().login({ ...API, password: 'no' });
		expect([wrong.status, wrong.json<Record<string, string>>()]).toEqual([500, expect.objectContaining({
			exceptionType: 'PX.Data.PXException', exceptionMessage: 'Error: Invalid credentials. Please try again.',
		})]);
		const tenant = await site.anonymous().login(API, { tenant: 'Elsewhere' });
		expect([tenant.status, tenant.json<Record<string, string>>().exceptionType]).toEqual([500, 'PX.Data.PXUndefinedCompanyException']);
		expect((await site.anonymous().login(API, { tenant: '' })).status).toBe(204);
		await site.switches({ singleTenant: true });
		expect((await site.anonymous().login(API, { tenant: 'Elsewhere' })).status).toBe(204);
	});

	it.each([
		['text', 429, /^The custom error module/, 'text/plain'], ['html', 500, /<title>API Login Limit<\/title>/, 'text/html'],
		['html200', 200, /<title>API Login Limit<\/title>/, 'text/html'], ['json', 500, /"exceptionMessage":"[^"]*API Login Limit/, 'application/json'],
	])('6. login beyond seats as %s', async (form, status, body, type) => {
		await site.switches({ seatOverflow: form });
		await site.caller();
		await site.caller(SECOND);
		const refused = await site.anonymous().login();
		expect(refused.status).toBe(status);
		expect(refused.text).toMatch(body);
		expect(refused.headers.get('content-type')).toContain(type);
		expect(refused.headers.getSetCookie()).toEqual([]);
		expect(await seats()).toMatchObject({ taken: 2, peak: 2 });
	});

	it('6. counts the sessions of one user, and seats that others hold', async () => {
		await site.switches({ signInsPerUser: 1 });
		await site.caller();
		expect((await site.anonymous().login()).status).toBe(500);
		await site.control('seats', { taken: 1 });
		expect((await site.anonymous().login(SECOND)).status).toBe(500);
		await site.control('seats', { taken: 0 });
		expect((await site.anonymous().login(SECOND)).status).toBe(204);
	});

	it('7. any call on a surplus session → 302 to /Frames/Error.aspx?message=…, until a seat is free', async () => {
		await site.control('seats', { taken: 2 });
		const caller = await bearer();
		const answer = await caller.list('Account?$top=1');
		expect(answer.status).toBe(302);
		expect(answer.headers.get('location')).toMatch(/^\/HarborMills\/Frames\/Error\.aspx\?.*message=The%20number%20of%20concurrent%20API%20logins/);
		const followed = await fetch(new URL(answer.headers.get('location') ?? '', site.simulator.url));
		expect([followed.status, followed.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
		await site.switches({ surplusCall: 'text' });
		expect((await caller.list('Account?$top=1')).status).toBe(429);
		await site.control('seats', { taken: 0 });
		expect((await caller.list('Account?$top=1')).status).toBe(200);
		await site.switches({ tokenOverflow: 'refuse' });
		await site.control('seats', { taken: 2 });
		expect((await password()).json<Token>().error).toBe('invalid_grant');
	});

	it('8. logout frees the seat, 204; without Content-Length 411', async () => {
		const caller = await site.caller();
		const { port } = new URL(site.simulator.url);
		const said = await new Promise<string>((resolve) => {
			const socket = connect(
				Number(port), '127.0.0.1',
				() => socket.write(`POST /HarborMills/entity/auth/logout HTTP/1.1\r\nHost: site\r\nCookie: ${caller.cookies}\r\nConnection: close\r\n\r\n`),
			);
			socket.once('data', (data) => {
				resolve(data.toString('utf8'));
				socket.destroy();
			});
		});
		expect(said).toMatch(/^HTTP\/1\.1 411 /);
		expect((await seats()).taken).toBe(1);
		const answer = await caller.logout();
		expect([answer.status, answer.headers.getSetCookie().length > 0]).toEqual([204, true]);
		expect((await seats()).taken).toBe(0);
		expect((await caller.list('Account?$top=1')).status).toBe(401);
		const token = await bearer('api');
		expect((await token.logout()).status).toBe(204);
		expect((await seats()).taken).toBe(0);
	});

	it('9. idle cookie session dies after N minutes (default 10) → 401', async () => {
		const caller = await site.caller();
		await site.control('clock', { advanceMs: 9 * MINUTE });
		expect((await caller.list('Account?$top=1')).status).toBe(200);
		await site.control('clock', { advanceMs: 9 * MINUTE });
		expect((await caller.list('Account?$top=1')).status).toBe(200);
		await site.control('clock', { advanceMs: 10 * MINUTE });
		expect((await caller.list('Account?$top=1')).status).toBe(401);
		expect(await seats()).toMatchObject({ taken: 0 });
		await site.switches({ sessionIdleMinutes: 20 });
		await caller.login();
		await site.control('clock', { advanceMs: 15 * MINUTE });
		expect((await caller.list('Account?$top=1')).status).toBe(200);
	});

	it('10. token endpoint: three grants; client id without @ → invalid_client; wrong user → 400 invalid_grant', async () => {
		expect((await password()).json<Token>()).toMatchObject({
			expires_in: 3600, token_type: 'Bearer', scope: 'api offline_access', refresh_token: expect.any(String),
		});
		expect((await password('api')).json<Token>().refresh_token).toBeUndefined();
		expect((await password('api openid')).json<Token>().id_token).toEqual(expect.any(String));
		const without = await password('api', { client_id: CLIENT.id.split('@')[0] ?? '' });
		expect([without.status, without.json<Token>()]).toEqual([400, { error: 'invalid_client' }]);
		const wrongs: Record<string, string>[] = [
			{ username: 'nobody' }, { password: 'no' }, { username: 'unlicensed-api', password: 'unlicensed-secret' },
		];
		for (const more of wrongs) {
			const wrong = await password('api', more);
			expect([wrong.status, wrong.json<Token>()]).toEqual([400, { error: 'invalid_grant', error_description: 'invalid_username_or_password' }]);
		}
	});

	it('10. authorization code: once, with its redirect address and its verifier', async () => {
		const verifier = 'a-long-verifier-a-long-verifier-a-long-verifier';
		const back = 'http://localhost:5678/rest/oauth2-credential/callback';
		const code = async (): Promise<string> => {
			const answer = await site.send('GET', `/identity/connect/authorize?${new URLSearchParams({
				response_type: 'code', client_id: CLIENT.id, redirect_uri: back, scope: 'api offline_access', state: 's 1', code_challenge_method: 'S256',
				code_challenge: createHash('sha256').update(verifier).digest('base64url'),
			}).toString()}`);
			const location = new URL(answer.headers.get('location') ?? '');
			expect([answer.status, location.searchParams.get('state')]).toEqual([302, 's 1']);
			return location.searchParams.get('code') ?? '';
		};
		const redeem = (one: string, more: Record<string, string> = {}): Promise<Answer> => site.form(TOKEN, {
			grant_type: 'authorization_code', client_id: CLIENT.id, client_secret: CLIENT.secret, code: one, redirect_uri: back,
			code_verifier: verifier, ...more,
		});
		const first = await code();
		const token = (await redeem(first)).json<Token>();
		const caller = site.anonymous();
		caller.token = token.access_token;
		expect((await caller.list('Account?$top=1')).status).toBe(200);
		expect((await redeem(first)).json<Token>().error).toBe('invalid_grant');
		expect((await redeem(await code(), { code_verifier: 'other' })).status).toBe(400);
		expect((await redeem(await code(), { redirect_uri: 'http://elsewhere' })).status).toBe(400);
		expect((await redeem(await code(), { client_id: OTHER_CLIENT.id, client_secret: OTHER_CLIENT.secret })).status).toBe(400);
		await site.switches({ consent: 'deny' });
		const denied = await site.send(
			'GET',
			`/identity/connect/authorize?response_type=code&client_id=${encodeURIComponent(CLIENT.id)}&redirect_uri=${encodeURIComponent(back)}`,
		);
		expect(denied.headers.get('location')).toContain('error=access_denied');
		expect((await site.send(
			'GET', '/identity/.well-known/openid-configuration',
		)).json<Record<string, string>>().token_endpoint).toBe(`${site.simulator.url}/HarborMills${TOKEN}`);
	});

	it('10. a client proves itself by an assertion, or by Basic authentication unless that is refused', async () => {
		const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
		const own = await Site.start({ model: {
			...HARBOR_MILLS, clients: [{ ...CLIENT, assertionKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() }],
		} });
		const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
		const unsigned = `${part({ alg: 'RS256' })}.${part({ sub: CLIENT.id })}`;
		const assertion = `${unsigned}.${createSign('RSA-SHA256').update(unsigned).sign(privateKey).toString('base64url')}`;
		const ask = (proof: string): Promise<Answer> => own.form(TOKEN, {
			grant_type: 'password', client_id: CLIENT.id, username: API.name, password: API.password, scope: 'api',
			client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: proof,
		});
		expect((await ask(assertion)).status).toBe(200);
		expect((await ask(`${unsigned}.AAAA`)).json<Token>().error).toBe('invalid_client');
		await own.close();
		const basic = { authorization: `Basic ${Buffer.from(`${encodeURIComponent(CLIENT.id)}:${CLIENT.secret}`).toString('base64')}` };
		const fields = { grant_type: 'password', username: API.name, password: API.password, scope: 'api' };
		expect((await site.form(TOKEN, fields, basic)).status).toBe(200);
		await site.switches({ clientInHeader: 'refuse' });
		expect((await site.form(TOKEN, fields, basic)).status).toBe(400);
	});

	it('11. access token 3600 s; refresh rotates; old refresh token → 400 invalid_grant; refreshed token keeps the seat', async () => {
		const first = (await password()).json<Token>();
		const [session] = (await seats()).open;
		await site.control('clock', { advanceMs: 50 * MINUTE });
		const second = (await refresh(first.refresh_token)).json<Token>();
		expect(second.refresh_token).not.toBe(first.refresh_token);
		expect((await seats()).open).toEqual([expect.objectContaining({ id: session?.id })]);
		const old = await refresh(first.refresh_token);
		expect([old.status, old.json<Token>().error]).toEqual([400, 'invalid_grant']);
		const caller = site.anonymous();
		caller.token = first.access_token;
		await site.control('clock', { advanceMs: 9 * MINUTE });
		expect((await caller.list('Account?$top=1')).status).toBe(200);
		await site.control('clock', { advanceMs: MINUTE });
		expect((await caller.list('Account?$top=1')).status).toBe(401);
		caller.token = second.access_token;
		expect((await caller.list('Account?$top=1')).status).toBe(200);
		expect((await refresh(second.refresh_token, { client_id: OTHER_CLIENT.id, client_secret: OTHER_CLIENT.secret })).status).toBe(400);
	});

	it('11. a chain ends thirty days after the first sign-in, unless it slides', async () => {
		const days = async (sliding: boolean): Promise<number> => {
			await site.switches({ slidingRefresh: sliding });
			let token = (await password()).json<Token>().refresh_token;
			await site.control('clock', { advanceMs: 20 * 24 * 60 * MINUTE });
			token = (await refresh(token)).json<Token>().refresh_token;
			await site.control('clock', { advanceMs: 20 * 24 * 60 * MINUTE });
			return (await refresh(token)).status;
		};
		expect([await days(false), await days(true)]).toEqual([400, 200]);
	});

	it.each(['unsupported_grant_type', 'unauthorized_client'])('12. grant_type=client_credentials → 400 %s', async (error) => {
		await site.switches({ clientCredentials: error });
		const answer = await site.form(TOKEN, { grant_type: 'client_credentials', client_id: CLIENT.id, client_secret: CLIENT.secret, scope: 'api' });
		expect([answer.status, answer.json<Token>().error]).toEqual([400, error]);
	});

	it('13. missing/expired bearer → 401, also after its session was ended; revoking leaves the session open', async () => {
		for (const token of ['', 'nonsense']) {
			const caller = site.anonymous();
			caller.token = token;
			expect((await caller.list('Account')).status).toBe(401);
		}
		const caller = await bearer('api');
		await site.control('clock', { advanceMs: 60 * MINUTE });
		expect((await caller.list('Account')).status).toBe(401);
		expect((await seats()).taken).toBe(0);
		const other = await bearer();
		await site.form('/identity/connect/revocation', { client_id: CLIENT.id, client_secret: CLIENT.secret, token: other.token });
		expect((await other.list('Account')).status).toBe(401);
		expect((await seats()).taken).toBe(1);
		for (const form of ['html', 'empty', 'json']) {
			await site.switches({ notSignedIn: form });
			expect((await site.anonymous().list('Account')).status).toBe(401);
		}
	});

	it('13. every new grant is a seat; concurrent access opens one per call without cookies', async () => {
		await password('api');
		await password('api');
		expect((await seats()).taken).toBe(2);
		await site.control('sessions/expire', {});
		const caller = await bearer('api:concurrent_access');
		expect((await seats()).taken).toBe(0);
		const answer = await caller.list('Account?$top=1');
		await caller.list('Account?$top=1');
		expect((await seats()).taken).toBe(2);
		caller.cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '').join('; ');
		expect((await caller.list('Account?$top=1')).status).toBe(200);
		expect((await seats()).open).toHaveLength(2);
	});

	it('a session dies in the middle: between two requests of one client', async () => {
		const caller = await site.caller();
		await site.control('later', { requests: 2, match: 'GET .*Account', route: 'sessions/expire', body: { user: API.name } });
		const statuses = [];
		for (let at = 0; at < 3; at += 1) statuses.push((await caller.list('Account?$top=1')).status);
		expect(statuses).toEqual([200, 200, 401]);
	});
});
