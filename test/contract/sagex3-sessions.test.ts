/** Every way of signing in, and tokens that die between two pages: nothing is lost, nothing comes twice, nobody is locked out. */
import type { SignIn } from '../../src/systems/sagex3';
import { FAULTS } from '../../simulators/sagex3';
import { collect, keysOf, rejection } from '../doubles/results';
import { ContractSite, KeptTokens, LINES } from './sagex3-site';

let site: ContractSite;
let all: readonly string[];
beforeAll(async () => {
	site = await ContractSite.start();
	all = keysOf(await collect(site.client('graphql').keyedRecords(LINES))).sort();
});
beforeEach(() => site.reset());
afterAll(() => site.close());

const SMALL = { ...LINES, pageSize: 100 };
const PING = { api: 'graphql', query: '{ __typename }' } as const;

const gatewayPlace = async () => {
	const [folder] = await site.client('graphql', { signIn: site.pairing(new KeptTokens()) }).folders();
	return { graphqlUrl: folder?.dataServiceUrl ?? '' };
};

describe('tokens that die in the middle of the pages', () => {
	const ways: ReadonlyArray<readonly [string, () => Promise<{ readonly signIn: SignIn; readonly graphqlUrl?: string }>]> = [
		['connected application', async () => ({ signIn: site.application() })],
		['pairing', async () => {
			const tokens = new KeptTokens();
			const signIn = site.pairing(tokens);
			const [folder] = await site.client('graphql', { signIn }).folders();
			return { signIn, graphqlUrl: folder?.dataServiceUrl ?? '' };
		}],
		['client credentials', async () => ({ signIn: site.machine() })],
	];

	it.each(ways)('%s', async (_name, way) => {
		const { signIn, graphqlUrl } = await way();
		for (const page of [2, 5]) await site.later(page, 'tokens/expire', {}, 'nodes=journalEntryLine');
		const client = site.client('graphql', { signIn, ...(graphqlUrl ? { place: { graphqlUrl } } : {}) });
		expect(keysOf(await collect(client.keyedRecords(SMALL))).sort()).toEqual(all);
		const cursors = site.sent.flatMap(({ body }) => /"after":"((?:[^"\\]|\\.)*)"/.exec(String(body))?.[1] ?? []);
		// Only the two refused requests were sent a second time, as they were.
		expect(cursors.length - new Set(cursors).size).toBeLessThanOrEqual(2);
	});

	it('between the pages of a record: each request that is refused is sent once more, as it was, and no other', async () => {
		await site.switches({ maxFirst: 20 });
		const orders = { resource: 'purchaseOrders' };
		const whole = keysOf(await collect(site.client('graphql').keyedRecords(orders)));
		site.sent.length = 0;
		for (const page of [1, 2, 9, 25]) await site.later(page, 'tokens/expire', {}, 'nodes=purchaseOrder');
		expect(keysOf(await collect(site.client('graphql').keyedRecords(orders)))).toEqual(whole);
		const bodies = site.sent.map(({ body }) => String(body)).filter((body) => body.includes('purchaseOrder'));
		const again = bodies.filter((body, index) => bodies.indexOf(body) !== index);
		expect([again.length, new Set(again).size, bodies.filter((body, index) => index > 0 && body === bodies[index - 1]).length]).toEqual([4, 4, 4]);
	});

	it('five minutes pass between two pages of a connected application', async () => {
		const client = site.client('graphql');
		const keys: string[] = [];
		for await (const page of client.keyedRecords(SMALL)) {
			keys.push(...keysOf(page));
			await site.control('clock', { advanceMs: 290_000 });
		}
		expect(keys.sort()).toEqual(all);
	});

	it('classic REST by Basic needs none', async () => {
		await site.reset({ surfaces: 'classic' });
		await site.later(2, 'tokens/expire', {}, 'GACCENTRY');
		expect(new Set(keysOf(await collect(site.client('classic').keyedRecords(LINES))).map((key) => key.split('|')[1]))).toContain('LM1-2603-0640');
	});
});

describe('connected application', () => {
	it.each([-90_000, 90_000, -86_400_000, 86_400_000])('a server whose clock is off by %s ms lets it in', async (offset) => {
		await site.control('clock', { setMs: Date.now() + offset });
		expect(await site.client('graphql').query(PING)).toMatchObject({ data: { __typename: 'Query' } });
	});

	it.each([
		['41', { clientId: 'nobody' }], ['42', { user: 'COMPTA' }], ['45', { audience: 'https://x3.elsewhere.example/xtrem/api' }], ['50', { secret: 'another-secret-of-some-length' }],
	])('error %s is explained, and asked for again no more than sense allows', async (number, changes) => {
		const error = String(await rejection(site.client('graphql', { signIn: site.application(changes) }).query(PING)));
		expect(error).toContain(number);
		expect(site.sent.length).toBeLessThanOrEqual(number === '50' ? 2 : 3);
	});

	it('a life longer than registered is refused with its number', async () => {
		expect(String(await rejection(site.client('graphql', { signIn: site.application({ tokenSeconds: 3_600 }) }).query(PING)))).toMatch(/50|45/);
	});
});

describe('pairing', () => {
	it('the rotating token is kept before it is used, and each one is sent once', async () => {
		const tokens = new KeptTokens();
		const place = await gatewayPlace();
		await site.reset();
		const signIn = site.pairing(tokens);
		for (const _run of [1, 2, 3]) {
			await site.client('graphql', { signIn, place }).query(PING);
			await site.control('tokens/expire', {});
		}
		expect(tokens.saved.length).toBe(3);
		expect(new Set(tokens.saved.map(({ refreshToken }) => refreshToken)).size).toBe(3);
	});

	it.each(['refuse', 'lock'])('two runs that refresh at once do not lock the customer out (a reused token: %s)', async (reusedRefresh) => {
		await site.switches({ reusedRefresh });
		const [tokens, place] = [new KeptTokens(), { graphqlUrl: '/v1/service/LINDEN/graphql' }];
		const runs = [1, 2, 3, 4].map(() => site.client('graphql', { signIn: site.pairing(tokens), place }));
		await Promise.all(runs.map((client) => client.query(PING)));
		await site.control('tokens/expire', {});
		await Promise.all(runs.map((client) => client.query(PING)));
		expect(tokens.saved.length).toBe(2);
	});

	it.each([400, 401, 403])('a dead refresh token (status %s) says that a person has to pair again', async (deadRefresh) => {
		await site.switches({ deadRefresh });
		const error = await rejection(site.client('graphql', { signIn: site.pairing(new KeptTokens(), 'used-up-long-ago'), place: { graphqlUrl: '/v1/service/LINDEN/graphql' } }).query(PING));
		expect(JSON.stringify(error)).toMatch(/Pair the application/);
	});

	it('folders with the address to read at', async () => {
		expect(await site.client('graphql', { signIn: site.pairing(new KeptTokens()) }).folders()).toEqual([{ name: 'LINDEN', dataServiceUrl: `${site.simulator.url}/v1/service/LINDEN/graphql` }]);
	});
});

it.each([['form', 'form'], ['json', 'json'], ['form', 'both'], ['json', 'both']] as const)('client credentials: the token call as %s where %s is taken', async (tokenCall, machineBody) => {
	await site.switches({ machineBody });
	expect(await site.client('graphql', { signIn: site.machine(tokenCall) }).query(PING)).toMatchObject({ data: { __typename: 'Query' } });
});

describe('Basic', () => {
	it.each([{}, { loginPage: true }])('a wrong password is told as such (%j)', async (switches) => {
		await site.switches(switches);
		const error = await rejection(site.client('classic', { signIn: site.basic('wrong') }).serverTime());
		expect(JSON.stringify(error)).toMatch(/[Cc]heck (?:the credential|user and password)/);
	});

	it('reaches GraphQL where the server allows it, and falls back to classic REST where not', async () => {
		expect(await site.client('find out', { signIn: site.basic() }).api()).toBe('classic');
		await site.switches({ basicGraphql: true });
		expect(await site.client('find out', { signIn: site.basic() }).api()).toBe('graphql');
	});
});

describe('a server under load', () => {
	it('429 with Retry-After is waited for', async () => {
		await site.control('faults', { ...FAULTS.tooMany, match: '/xtrem/api', bodyMatch: 'journalEntryLine', times: 2 });
		expect(keysOf(await collect(site.client('graphql').keyedRecords(SMALL))).sort()).toEqual(all);
		expect(site.clock.slept).toContain(2_000);
	});
});
