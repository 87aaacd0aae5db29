import { FatalError, RetryableError } from '../../../src/core/errors';
import { FifoLock } from '../../../src/core/limits/fifo-lock';
import { RotationChain } from '../../../src/core/sessions/rotation-chain';
import type { StateStore } from '../../../src/contracts';
import { chooseApi, pairingAddress, pairingOwner, readPairingCallback, sealedKeeper, type HeldTokens, type SignIn, type TokenKeeper } from '../../../src/systems/sagex3';
import { PassingClock } from '../../doubles/passing-clock';
import { collect, keysOf, rejection } from '../../doubles/results';
import { answer, json, ScriptedHttp, type Step } from '../../doubles/scripted-http';
import { BASIC, CLASSIC, clientOn, GRAPHQL } from './fakes/client';
import { line } from './fakes/ledger';
import { APPLICATION, X3Server } from './fakes/x3-server';

const LINES = { resource: 'journalLines', dimensionTypes: [], pageSize: 2 } as const;
const OWN: SignIn = { way: 'connected application', ...APPLICATION };
const lines = Array.from({ length: 7 }, (_, index) => line({ entry: 'E1', number: index + 1, amount: '1.00' }));
const PING = { api: 'graphql', query: '{ __typename }' } as const;

const signedServer = (aheadMs = 0, signIn: SignIn = OWN) => {
	const [server, clock] = [new X3Server({ journalEntryLine: lines }), new PassingClock(Date.UTC(2026, 2, 4, 10))];
	server.now = () => clock.now() + aheadMs;
	return { server, clock, client: clientOn(server, { clock, signIn }) };
};
const claimsOf = (authorization = ''): Record<string, unknown> => JSON.parse(Buffer.from(authorization.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

describe('connected application: tokens signed by the client', () => {
	it('claims: issuer, allowed user, literal audience, half a minute in the past, five minutes long', async () => {
		const { server, clock, client } = signedServer();
		await client.query(PING);
		const seconds = clock.now() / 1000;
		expect(claimsOf(server.sent[0]?.headers?.authorization)).toEqual({ iss: 'client-1', sub: 'PLAN', aud: 'https://x3.internal/xtrem/api', iat: seconds - 30, exp: seconds + 270 });
	});

	it('one token serves until it is nearly spent', async () => {
		const { server, clock, client } = signedServer();
		for (let time = 0; time < 5; time += 1) {
			await client.query(PING);
			clock.pass(70_000);
		}
		expect(new Set(server.sent.map(({ headers }) => headers?.authorization)).size).toBe(2);
	});

	it.each([-90_000, 90_000, -3_600_000, 3_600_000])('signs by the server\'s time when its clock is off by %s ms', async (aheadMs) => {
		const { server, client } = signedServer(aheadMs);
		expect(await collect(client.records(LINES))).toHaveLength(7);
		expect(server.sent.length).toBeLessThanOrEqual(4 + 1 + 1);
	});

	it('a token that dies in the middle of the pages is renewed without repeating or skipping a page', async () => {
		const { server, clock, client } = signedServer();
		server.before = (count) => {
			// The server's clock jumps: the token that the client takes for fresh is dead when the next page is asked for.
			if (count === 2) server.now = () => clock.now() + 290_000;
			return undefined;
		};
		expect(keysOf(await collect(client.keyedRecords(LINES)))).toEqual(lines.map(({ _id: id }) => id));
		expect(server.queries.map(({ variables }) => variables.after)).toEqual([...new Set(server.queries.map(({ variables }) => variables.after))]);
		expect(new Set(server.sent.map(({ headers }) => headers?.authorization)).size).toBe(2);
	});

	it.each([
		['41', { ...APPLICATION, clientId: 'other' }, /client ID/], ['42', { ...APPLICATION, user: 'plan' }, /exactly as it stands/],
		['45', { ...APPLICATION, audience: 'https://x3.internal/xtrem/api/' }, /letter by letter/],
	])('error %s is explained and not tried again', async (code, application, remedy) => {
		const { server, client } = signedServer(0, { way: 'connected application', ...application });
		const error = await rejection(client.query(PING));
		expect(error).toBeInstanceOf(FatalError);
		expect((error as FatalError).facts).toMatchObject({ code, status: 401, remedy: expect.stringMatching(remedy) as string });
		expect(server.sent).toHaveLength(1);
	});

	it('error 50 is tried once more; then the secret is named', async () => {
		const { server, client } = signedServer(0, { way: 'connected application', ...APPLICATION, secret: 'wrong' });
		expect((await rejection(client.query(PING)) as FatalError).facts).toMatchObject({ code: '50', remedy: expect.stringContaining('secret') as string });
		expect(server.sent).toHaveLength(2);
	});

	it('a number that nobody has explained is not tried again', async () => {
		const http = new ScriptedHttp(answer(401, 'Error 99: Invalid token'));
		expect((await rejection(clientOn(http, { signIn: OWN }).query(PING)) as FatalError).facts.code).toBe('99');
	});

	it('a subject is sent only where one is named; no secret stands in an error', async () => {
		const { server, client } = signedServer(0, { way: 'connected application', ...APPLICATION, user: ' ' });
		const error = await rejection(client.query(PING));
		expect(claimsOf(server.sent[0]?.headers?.authorization)).not.toHaveProperty('sub');
		expect(JSON.stringify([error, (error as FatalError).facts])).not.toContain(APPLICATION.secret);
	});

	it.each([{ secret: '' }, { clientId: ' ' }, { tokenSeconds: 5 }])('refuses %j', (wrong) => {
		expect(() => clientOn(new ScriptedHttp(), { signIn: { way: 'connected application', ...APPLICATION, ...wrong } })).toThrow(FatalError);
	});
});

const GATEWAY = 'https://api.eu-sagex3.com';
const PAIRING = { gatewayUrl: GATEWAY, clientId: 'app', clientSecret: 'hush', refreshToken: 'r0' };

class MemoryKeeper implements TokenKeeper {
	held: HeldTokens | undefined;
	saved: HeldTokens[] = [];
	failing = false;
	async load() {
		return this.held;
	}
	async save(tokens: HeldTokens) {
		if (this.failing) throw new Error('disk full');
		this.saved.push(tokens);
		this.held = tokens;
	}
	checkWritable() {}
}

/** Each refresh token works once; the access token of the last pair is good. */
const cloud = (lifeSeconds = 300) => {
	let count = 0;
	const spent: string[] = [];
	const server = { send: async (request: { url: string; body?: string | Buffer; headers?: Readonly<Record<string, string>> }) => {
		await new Promise((resolve) => setImmediate(resolve));
		if (request.url.endsWith('/v1/token')) {
			const { refresh_token: token = '' } = JSON.parse(String(request.body)) as { refresh_token?: string };
			if (token !== `r${count}`) return json({ message: 'Unauthorised' }, 401);
			spent.push(token);
			count += 1;
			return json({ access_token: `a${count}`, refresh_token: `r${count}`, expires_in: lifeSeconds });
		}
		return request.headers?.authorization === `Bearer a${count}` ? json({ data: { ok: true } }) : json({ message: 'Unauthorised' }, 401);
	} };
	return { server, spent, revoke: () => { count += 100; } };
};

const pairedClient = (server: Parameters<typeof clientOn>[0], tokens: TokenKeeper, clock = new PassingClock(), chain = new RotationChain(clock), lock = new FifoLock(clock)) =>
	clientOn(server, { clock, place: { ...GRAPHQL, serverUrl: GATEWAY, graphqlUrl: '/v1/service/NW' }, signIn: { way: 'pairing', ...PAIRING, chain, lock, tokens } });

describe('pairing: a refresh token that works once', () => {
	it('the new pair is kept before it is used', async () => {
		const { server } = cloud();
		const tokens = new MemoryKeeper();
		const http = { send: async (request: Parameters<typeof server.send>[0]) => {
			if (request.headers?.authorization) expect(tokens.held?.accessToken).toBe(request.headers.authorization.replace('Bearer ', ''));
			return await server.send(request);
		} };
		await pairedClient(http, tokens).query(PING);
		expect(tokens.held).toMatchObject({ accessToken: 'a1', refreshToken: 'r1' });
	});

	it('two runs that refresh at once exchange one token', async () => {
		const { server, spent } = cloud();
		const [tokens, clock] = [new MemoryKeeper(), new PassingClock()];
		const shared = [tokens, clock, new RotationChain(clock), new FifoLock(clock)] as const;
		await Promise.all(Array.from({ length: 8 }, () => pairedClient(server, ...shared).query(PING)));
		expect(spent).toEqual(['r0']);
		clock.pass(280_000);
		await Promise.all(Array.from({ length: 8 }, () => pairedClient(server, ...shared).query(PING)));
		expect(spent).toEqual(['r0', 'r1']);
	});

	it('another process has refreshed meanwhile: what it kept is used', async () => {
		const { server, spent } = cloud();
		const tokens = new MemoryKeeper();
		const [first, second] = [pairedClient(server, tokens), pairedClient(server, tokens)];
		await first.query(PING);
		await second.query(PING);
		expect(spent).toEqual(['r0']);
	});

	it('a pair that could not be kept is not lost to this process', async () => {
		const { server, spent } = cloud();
		const [tokens, clock] = [new MemoryKeeper(), new PassingClock()];
		const client = pairedClient(server, tokens, clock);
		tokens.failing = true;
		expect(String(await rejection(client.query(PING)))).toContain('disk full');
		tokens.failing = false;
		await client.query(PING);
		expect([spent, tokens.held?.refreshToken]).toEqual([['r0'], 'r1']);
	});

	it('one 401 in the middle: one refresh, and the same request again', async () => {
		const { server, spent } = cloud();
		const tokens = new MemoryKeeper();
		tokens.held = { accessToken: 'a-old', refreshToken: 'r0', freshUntilMs: Number.MAX_SAFE_INTEGER };
		await pairedClient(server, tokens).query(PING);
		expect(spent).toEqual(['r0']);
	});

	it('a pairing that has ended is for a person', async () => {
		const { server, revoke } = cloud();
		revoke();
		const error = await rejection(pairedClient(server, new MemoryKeeper()).query(PING));
		expect((error as FatalError).facts.remedy).toContain('Pair the application with this customer again');
	});

	it.each<[Step, typeof FatalError | typeof RetryableError, RegExp]>([
		[json({ message: 'Invalid grant type' }, 400), FatalError, /choose pairing/], [json({ message: 'The pairing request has not been accepted' }, 403), RetryableError, /accept the pairing/],
		[json({ message: 'internal' }, 501), RetryableError, /later/], [json({ message: 'application is disabled' }, 403), FatalError, /App Registry/], [answer(200, '<html></html>'), FatalError, /Pair/],
	])('%# explains the refusal', async (step, type, remedy) => {
		const error = await rejection(pairedClient(new ScriptedHttp(step), new MemoryKeeper()).query(PING));
		expect(error).toBeInstanceOf(type);
		expect((error as FatalError).facts.remedy).toMatch(remedy);
	});

	it('takes other spellings, and the life from the token itself', async () => {
		const tokens = new MemoryKeeper();
		const accessToken = `x.${Buffer.from('{"iat":100,"exp":700}').toString('base64url')}.y`;
		const clock = new PassingClock(0);
		await pairedClient(new ScriptedHttp(json({ accessToken, refreshToken: 'n' }), json({ data: {} })), tokens, clock).query(PING);
		expect(tokens.held).toEqual({ accessToken, refreshToken: 'n', freshUntilMs: 570_000 });
	});

	it('is kept sealed, for this pairing alone; a run that keeps nothing exchanges nothing', async () => {
		const content = new Map<string, unknown>();
		const state: StateStore = { read: (key) => content.get(key), write: (key, value) => { content.set(key, value); } };
		const keeper = sealedKeeper({ state, writable: true }, pairingOwner(PAIRING), PAIRING.clientSecret, () => 0);
		await keeper.save({ accessToken: 'access-one', refreshToken: 'refresh-one', freshUntilMs: 5 });
		expect(JSON.stringify([...content])).not.toMatch(/access-one|refresh-one|hush/);
		expect(await keeper.load()).toEqual({ accessToken: 'access-one', refreshToken: 'refresh-one', freshUntilMs: 5 });
		expect(await sealedKeeper({ state, writable: true }, pairingOwner({ ...PAIRING, refreshToken: 'again' }), PAIRING.clientSecret, () => 0).load()).toBeUndefined();
		const http = new ScriptedHttp();
		const manual = sealedKeeper({ state: { read: () => undefined, write: () => undefined }, writable: false }, 'x', 'hush', () => 0);
		expect(await rejection(pairedClient(http, manual).query(PING))).toBeInstanceOf(FatalError);
		expect(http.sent).toHaveLength(0);
	});
});

describe('how a pairing begins', () => {
	const wish = { gatewayUrl: GATEWAY, clientId: 'app', customer: 'https://x3.customer.example', redirectUri: 'https://app.example/callback', state: 's1' };

	it('the address to accept it at', () => {
		expect(pairingAddress(wish)).toBe(`${GATEWAY}/v1/token/authorise?client_id=app&scope=businessDomain.ALL%20api.graphQL&customer=https%3A%2F%2Fx3.customer.example&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&state=s1`);
	});

	it.each([
		['{"authorizationCode":"c","state":"s1"}', { code: 'c', gatewayUrl: GATEWAY }],
		['authorizationCode=c&state=s1&endpoint=https%3A%2F%2Fapi.us-sagex3.com%2Fv1', { code: 'c', gatewayUrl: 'https://api.us-sagex3.com' }],
	])('callback %s', (body, expected) => {
		expect(readPairingCallback(body, wish)).toEqual(expected);
	});

	it.each([
		'{"state":"s1"}', '{"authorizationCode":"c","state":"s2"}', '{"authorizationCode":"c"}', '{"authorizationCode":"c","state":"s1","endpoint":"https://evil.example"}',
		'{"authorizationCode":"c","state":"s1","endpoint":"https://api.us-sagex3.com.evil.example"}', '{"authorizationCode":"c","state":"s1","endpoint":"https://evilapi.us-sagex3.com"}',
	])('refuses %s', (body) => {
		expect(() => readPairingCallback(body, wish)).toThrow(FatalError);
	});

	it('lists folders, and trusts no address elsewhere', async () => {
		const http = new ScriptedHttp(json({ folders: [
			{ name: 'NW', $urls: { dataService: 'https://data.eu-sagex3.com/v1/x' } }, { name: 'B', $urls: { dataService: 'https://eu-sagex3.com.evil.example/' } }, { name: 'C' },
		] }));
		const client = clientOn(http, { place: { ...GRAPHQL, serverUrl: GATEWAY } });
		expect(await client.folders()).toEqual([
			{ name: 'NW', dataServiceUrl: 'https://data.eu-sagex3.com/v1/x' }, { name: 'B', dataServiceUrl: undefined }, { name: 'C', dataServiceUrl: undefined },
		]);
	});
});

describe('the other ways', () => {
	it('client credentials with an API key: one token for all, a new one after 401', async () => {
		const http = new ScriptedHttp(json({ access_token: 't1' }), json({ data: {} }), json({ data: {} }), json({ message: 'Unauthorised' }, 401), json({ access_token: 't2' }), json({ data: {} }));
		const client = clientOn(http, { signIn: { way: 'api key', tokenUrl: 'https://login.example/token', clientId: 'c', clientSecret: 's', audience: 'a', apiKey: 'k' } });
		for (let time = 0; time < 3; time += 1) await client.query(PING);
		expect(http.sent.map(({ headers }) => headers?.authorization)).toEqual([undefined, 'Bearer t1', 'Bearer t1', 'Bearer t1', undefined, 'Bearer t2']);
		expect(http.sent[1]?.headers).toMatchObject({ 'x-api-key': 'k', 'x-xtrem-endpoint': 'NORTHWIND' });
		expect(http.sent[0]?.headers).not.toHaveProperty('x-api-key');
	});

	it.each([[answer(401)], [answer(200, '<!DOCTYPE html><title>Sign in</title>')], [answer(302, '', { location: '/auth/login' })]])('basic: %# means nobody is signed in, and is not tried again', async (response) => {
		const http = new ScriptedHttp(response);
		const error = await rejection(clientOn(http, { place: CLASSIC }).query({ api: 'classic', class: 'BPSUPPLIER' }));
		expect(error).toBeInstanceOf(FatalError);
		expect(http.sent[0]?.headers?.authorization).toBe(`Basic ${Buffer.from('plan:p:w').toString('base64')}`);
	});

	it('refuses a user with a colon, plain http, and another host for GraphQL', () => {
		expect(() => clientOn(new ScriptedHttp(), { signIn: { way: 'basic', user: 'a:b', password: 'x' } })).toThrow(FatalError);
		for (const place of [{ ...GRAPHQL, serverUrl: 'http://x3.example.com:8124' }, { ...GRAPHQL, graphqlUrl: 'https://evil.example/xtrem/api' }, { ...GRAPHQL, endpoint: '' }, { ...GRAPHQL, endpoint: '../x' }]) {
			expect(() => clientOn(new ScriptedHttp(), { place })).toThrow(FatalError);
		}
	});
});

describe('which API the server has', () => {
	const FIND = { ...GRAPHQL, api: 'find out' } as const;

	it.each<[Step, string]>([[json({ data: { __typename: 'Query' } }), 'graphql'], [answer(404), 'classic'], [answer(404, '<html></html>'), 'classic'], [answer(401), 'classic'], [answer(405), 'classic']])('%# asks once', async (step, api) => {
		const http = new ScriptedHttp(step);
		const client = clientOn(http, { place: FIND, signIn: BASIC });
		expect([await client.api(), await client.api()]).toEqual([api, api]);
	});

	it('a refused token of a connected application is a refusal, not another API', async () => {
		const client = clientOn(new ScriptedHttp(answer(401, 'Error 45: Invalid token')), { place: FIND, signIn: OWN });
		expect((await rejection(client.api()) as FatalError).facts.code).toBe('45');
		expect(chooseApi({ meaning: 'server-error' }, 'basic')).toBe('neither');
		expect(chooseApi({ meaning: 'not-there' }, 'connected application')).toBe('neither');
	});
});
