import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DEFAULT_SERVER, FAULTS } from '../../../simulators/sagex3';
import { dig, Server, type Rec } from './driver';

const JSON_TYPE = { 'content-type': 'application/json' };
const SITES = JSON.stringify({ query: '{ x3System { site { query { edges { node { _id } } } } } }' });

interface Pair {
	readonly access_token: string;
	readonly refresh_token: string;
	readonly expires_in?: number;
}

/** Takes the callbacks of pairings, as an application on the internet does. */
const listen = async (): Promise<{ readonly url: string; readonly said: Rec[]; close(): Promise<void> }> => {
	const said: Rec[] = [];
	const listener = createServer((request, response) => {
		let text = '';
		request.on('data', (data: Buffer) => (text += data.toString('utf8')));
		request.on('end', () => {
			said.push(JSON.parse(text) as Rec);
			response.end();
		});
	});
	await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}/callback`, said,
		close: () => new Promise((resolve) => {
			listener.close(() => resolve());
			listener.closeAllConnections();
		}),
	};
};

describe('cloud gateway', () => {
	let server: Server;
	let application: Awaited<ReturnType<typeof listen>>;

	beforeAll(async () => {
		application = await listen();
		const gateway = DEFAULT_SERVER.gateway.map((one) => ({ ...one, redirectUris: [application.url] }));
		server = await Server.start({ model: { ...DEFAULT_SERVER, gateway } });
	});
	beforeEach(async () => {
		await server.restart();
		application.said.length = 0;
	});
	afterAll(async () => {
		await server.close();
		await application.close();
	});

	const client = { client_id: 'x3-gateway-app', client_secret: 'x3-gateway-secret' };
	const post = (path: string, body: Rec): ReturnType<Server['send']> => server.send('POST', path, JSON_TYPE, JSON.stringify(body));
	const refresh = (token: string): ReturnType<Server['send']> => post('/v1/token',
		{ grant_type: 'refresh_token', refresh_token: token, ...client });
	const first = async (): Promise<Pair> => (await refresh('x3-first-refresh-token')).json<Pair>();
	const get = (path: string, token: string, more: Readonly<Record<string, string>> = {}): ReturnType<Server['send']> => server.send('GET',
		path, { authorization: `Bearer ${token}`, ...more });
	const authorise = (more: Readonly<Record<string, string>> = {}): ReturnType<Server['send']> => server.send('GET', `/v1/token/authorise?${new URLSearchParams({
		client_id: client.client_id, scope: 'businessDomain.ALL api.graphQL', customer: 'https://x3.linden.example',
			redirect_uri: application.url, state: 's1', ...more,
	}).toString()}`);
	const redeem = (code: unknown, path = '/v1/token'): ReturnType<Server['send']> => post(path,
		{ grant_type: 'authorization_code', code, redirect_uri: application.url, ...client });
	const claims = (token: string): Rec => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Rec;

	it('30. pairing, tokens of 300 s, folders, and GraphQL at the address of the folder', async () => {
		expect((await authorise()).status).toBe(202);
		expect(application.said).toEqual([{ authorizationCode: expect.any(String), state: 's1' }]);
		const pair = (await redeem(application.said[0]?.authorizationCode)).json<Pair>();
		const of = claims(pair.access_token);
		expect([Number(of.exp) - Number(of.iat), of.azp, pair.expires_in]).toEqual([300, 'x3-gateway-app', 300]);
		expect(Number(claims(pair.refresh_token).exp) - Number(claims(pair.refresh_token).iat)).toBe(2_629_800);
		expect(claims(pair.refresh_token)).toHaveProperty('jti');
		expect((await get('/v1', pair.access_token)).json()).toEqual({ customerUsage: { folder: `${server.url}/v1/folders` } });
		const { folders } = (await get('/v1/folders', pair.access_token)).json<{ folders: Rec[] }>();
		expect(folders.map(({ name }) => name)).toEqual(['LINDEN']);
		const service = String(dig(folders[0], '$urls', 'dataService')).replace(server.url, '');
		const answer = await server.send('POST', service, { ...JSON_TYPE, authorization: `Bearer ${pair.access_token}` }, SITES);
		expect([answer.status, answer.text.includes('"LM1"')]).toEqual([200, true]);
		expect((await server.send('POST', service.replace('LINDEN', 'PILOT'),
			{ ...JSON_TYPE, authorization: `Bearer ${pair.access_token}` }, SITES)).status).toBe(404);
		expect((await redeem(application.said[0]?.authorizationCode)).status).toBe(403);
	});

	it('30. a refresh rotates and the old token dies; of two at once one wins; bodies are JSON; no other grant', async () => {
		const both = await Promise.all([refresh('x3-first-refresh-token'), refresh('x3-first-refresh-token')]);
		expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
		const pair = both.find(({ status }) => status === 200)?.json<Pair>();
		const next = await refresh(pair?.refresh_token ?? '');
		expect([next.status, (await refresh(pair?.refresh_token ?? '')).text]).toEqual([200, '{"message":"Invalid refresh token"}']);
		expect((await refresh(next.json<Pair>().refresh_token)).status).toBe(200);
		expect((await post('/v1/token', { grant_type: 'client_credentials', ...client })).text).toBe('{"message":"Invalid grant type"}');
		expect((await post('/v1/token', { grant_type: 'refresh_token', ...client })).text).toBe('{"message":"Required parameters are missing"}');
		const form = await server.send('POST', '/v1/token', { 'content-type': 'application/x-www-form-urlencoded' }, 'grant_type=refresh_token');
		expect(form.status).toBe(400);
	});

	it('30. an old refresh token may end the pairing; a refresh token lives 30 days', async () => {
		await server.switches({ reusedRefresh: 'lock', deadRefresh: 401, tokenAnswer: 'bare' });
		const pair = await first();
		expect(Object.keys(pair)).toEqual(['access_token', 'refresh_token']);
		expect((await refresh('x3-first-refresh-token')).status).toBe(401);
		expect((await refresh(pair.refresh_token)).status).toBe(401);
		const fresh = await server.control<{ refresh: string }>('pair', {});
		await server.control('clock', { advanceMs: 2_629_801_000 });
		expect((await refresh(fresh.refresh)).status).toBe(401);
	});

	it('31. the callback may name another region, and the pairing may wait for a person', async () => {
		await server.switches({ customerRegion: 'other', consent: 'pending' });
		await authorise();
		const { authorizationCode, endpoint } = application.said[0] ?? {};
		expect(endpoint).toBe(`${server.url}/eu`);
		expect((await redeem(authorizationCode)).status).toBe(404);
		expect([(await redeem(authorizationCode, '/eu/v1/token')).status,
			(await redeem(authorizationCode, '/eu/v1/token')).text]).toEqual([403, '{"message":"Pairing request has not been accepted"}']);
		expect(await server.control('pairing', { consent: 'accept' })).toEqual({ decided: 1 });
		const pair = (await redeem(authorizationCode, '/eu/v1/token')).json<Pair>();
		const folders = (await get('/eu/v1/folders', pair.access_token)).json();
		expect(dig(folders, 'folders', 0, '$urls', 'dataService')).toBe(`${server.url}/eu/v1/service/LINDEN/graphql`);
		await authorise();
		await server.control('clock', { advanceMs: 25 * 3_600_000 });
		expect((await redeem(application.said[1]?.authorizationCode, '/eu/v1/token')).text).toBe('{"message":"Pairing request has expired"}');
	});

	it('31. requests that cannot be: parameters, customer, redirect address; and a redirect instead of a callback', async () => {
		expect((await authorise({ scope: '' })).status).toBe(400);
		expect((await authorise({ customer: 'https://other.example' })).status).toBe(404);
		expect((await authorise({ redirect_uri: 'https://other.example/' })).status).toBe(404);
		expect((await redeem('nonsense')).text).toBe('{"message":"Pairing request not found"}');
		await server.switches({ callback: 'redirect' });
		const answer = await authorise();
		const back = new URL(answer.headers.get('location') ?? '');
		expect([answer.status, back.searchParams.get('state')]).toEqual([302, 's1']);
		expect((await redeem(back.searchParams.get('code'))).status).toBe(200);
	});

	it('32. 401 of the gateway is JSON, and its 500 has $severity', async () => {
		const { access_token: token } = await first();
		const dead = async (): Promise<readonly [number, string]> => {
			const answer = await get('/v1/folders', token);
			return [answer.status, answer.text];
		};
		expect((await dead())[0]).toBe(200);
		await server.control('clock', { advanceMs: 301_000 });
		expect(await dead()).toEqual([401, '{"message":"Unauthorised"}']);
		const fresh = await server.control<{ access: string }>('pair', {});
		await server.control('tokens/expire', {});
		expect((await get('/v1', fresh.access)).text).toBe('{"message":"Unauthorised"}');
		await server.control('faults', { ...FAULTS.gatewayError, match: '/v1/folders' });
		expect((await get('/v1/folders', token)).json()).toEqual({ $severity: 'error', $dataCode: 'InternalServerError', $message: '',
			$source: 'Gateway' });
	});

	it('client credentials: a form or JSON, an audience, and the API key on every call', async () => {
		const body = { grant_type: 'client_credentials', client_id: 'x3-machine', client_secret: 'x3-machine-secret',
			audience: 'https://x3.linden.example/api' };
		const form = await server.send('POST', '/oauth/token', { 'content-type': 'application/x-www-form-urlencoded' },
			new URLSearchParams(body).toString());
		expect(form.json()).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 300 });
		const token = (await post('/oauth/token', body)).json<Pair>().access_token;
		const key = { 'x-api-key': 'x3-api-key' };
		expect([(await get('/v1/folders', token)).status, (await get('/v1/folders', token, key)).status]).toEqual([403, 200]);
		const ask = (more: Readonly<Record<string, string>>): ReturnType<Server['send']> =>
			server.send('POST', '/xtrem/api', { ...JSON_TYPE, authorization: `Bearer ${token}`, 'x-xtrem-endpoint': 'PILOTX3', ...more }, SITES);
		expect([(await ask({})).status, (await ask(key)).text.includes('"P01"')]).toEqual([403, true]);
		expect((await post('/oauth/token', { ...body, audience: 'x' })).status).toBe(403);
		expect((await post('/oauth/token', { ...body, client_secret: 'x' })).status).toBe(401);
		expect((await post('/oauth/token', { ...body, grant_type: 'password' })).status).toBe(400);
	});
});
