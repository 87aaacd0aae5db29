/** The tokens of the cloud gateway: each refresh token works once, and whoever loses the newest is locked out until a person pairs again. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { IDataObject, IRun } from 'n8n-workflow';
import { SageX3GatewayOAuth2Api } from '../../credentials/SageX3GatewayOAuth2Api.credentials';
import { byName } from '../../examples/source/workflow-builder';
import type * as Chains from '../../src/core/sessions/rotation-chain';
import { errorsOf, forgetHighest, outputOf } from './engine/run-workflow';
import { pressTest } from './pressed-test';
import { askSageX3, pairAnew, requestsSince, tokenCallsSince } from './sagex3-asking';
import { Site } from './site';
import { sageX3, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

/** Chains live as long as a process; a test can say in which one it is. */
const mockProcess = new AsyncLocalStorage<Map<object, unknown>>();
jest.mock('../../src/core/sessions/rotation-chain', () => {
	const actual = jest.requireActual<typeof Chains>('../../src/core/sessions/rotation-chain');
	class ChainOfProcess extends actual.RotationChain {
		constructor(private readonly watch: { now(): number }) {
			super(watch);
		}

		override async renew(...of: Parameters<Chains.RotationChain['renew']>): Promise<Chains.RotatingGrant> {
			const process = mockProcess.getStore();
			if (!process) return await super.renew(...of);
			if (!process.has(this)) process.set(this, new actual.RotationChain(this.watch));
			return await (process.get(this) as Chains.RotationChain).renew(...of);
		}
	}
	return { ...actual, RotationChain: ChainOfProcess };
});

const inNewProcess = <T>(work: () => Promise<T>): Promise<T> => mockProcess.run(new Map<object, unknown>(), work);

const NAME = 'sageX3GatewayOAuth2Api';
const GATEWAY = { authentication: 'gateway' };

let site: Site;
beforeAll(async () => {
	site = await Site.open({ sagex3: {} });
});
beforeEach(async () => {
	forgetHighest();
	await site.sagex3.post('reset', {});
	await site.sagex3.delete('faults');
	change({ endpoint: 'LINDEN', graphqlUrl: '', beginsWith: 'refreshToken', clientId: 'x3-gateway-app', clientSecret: 'x3-gateway-secret', gatewayUrl: site.urls.sagex3 });
	await pairAnew(site);
});
afterAll(async () => await site.close());

const change = (more: IDataObject): void => void Object.assign(site.credentials[NAME] ?? {}, more);
const stored = (): IDataObject => site.credentials[NAME] ?? {};
const refreshTokenNow = (): string => (JSON.parse(String(stored().signInSecret)) as { refreshToken: string }).refreshToken;
const companies = workflowOf([sageX3('Ask', 'record', 'getMany', { ...GATEWAY, object: byName('companies'), returnAll: true })]);
const run = async (): Promise<IRun> => await site.run(companies);
const expectCompanies = (ended: IRun): void => {
	expect(errorsOf(ended)).toEqual({});
	expect(outputOf(ended, 'Ask')).toHaveLength(2);
};
const suppliers = async () => await askSageX3(site, 'record', 'getMany', { ...GATEWAY, object: byName('suppliers'), returnAll: true, options: { pageSize: 2 } });

describe('the rotating refresh token', () => {
	it('is asked for once and kept in the credential, with a copy that no form can take away', async () => {
		const [before, first] = [await site.mark('sagex3'), String(stored().refreshToken)];
		for (const _run of [1, 2, 3]) expectCompanies(await run());
		expect(await tokenCallsSince(site, before)).toBe(1);
		expect(refreshTokenNow()).not.toBe(first);
		expect(stored().oauthTokenData).toEqual({ signInSecret: stored().signInSecret });
	});

	it('each is sent once, run after run', async () => {
		const seen = new Set<string>();
		for (const _run of [1, 2, 3, 4]) {
			expectCompanies(await run());
			seen.add(refreshTokenNow());
			await site.sagex3.post('tokens/expire', {});
		}
		expect(seen.size).toBe(4);
	});

	it('a form that was open all the while and brings back empty fields takes nothing away', async () => {
		await inNewProcess(async () => expectCompanies(await run()));
		await site.sagex3.post('tokens/expire', {});
		change({ accessToken: '', signInSecret: '' });
		await inNewProcess(async () => expectCompanies(await run()));
	});

	it('goes on when the client secret alone was changed', async () => {
		await inNewProcess(async () => expectCompanies(await run()));
		const before = refreshTokenNow();
		change({ clientSecret: 'wrong' });
		await site.sagex3.post('tokens/expire', {});
		await inNewProcess(async () => expect(errorsOf(await run()).Ask).toMatch(/associated with an application/));
		change({ clientSecret: 'x3-gateway-secret' });
		expect(refreshTokenNow()).toBe(before);
		await inNewProcess(async () => expectCompanies(await run()));
	});

	it('is not sent to another gateway, and a new pairing begins with its own', async () => {
		expectCompanies(await run());
		await site.sagex3.post('tokens/expire', { refresh: true });
		await pairAnew(site);
		expectCompanies(await run());
		const before = await site.mark('sagex3');
		change({ gatewayUrl: 'http://api.eu-sagex3.example' });
		expect(errorsOf(await run()).Ask).toMatch(/unencrypted/);
		expect(await requestsSince(site, before)).toEqual([]);
	});

	it.each([400, 401, 403])('a dead one (status %s) is told with what to do, and is presented once in a run of many items', async (deadRefresh) => {
		await site.sagex3.post('switches', { deadRefresh });
		await site.sagex3.post('tokens/expire', { refresh: true });
		const before = await site.mark('sagex3');
		const asked = await askSageX3(site, 'record', 'getMany', { ...GATEWAY, object: byName('companies'), limit: 1 }, { fed: [{}, {}, {}], onError: 'continueRegularOutput' });
		expect(asked.json).toHaveLength(3);
		expect(JSON.stringify(asked.json)).toContain('Pair the application with this customer again');
		expect(await tokenCallsSince(site, before)).toBe(1);
	});
});

describe('a token that dies in the middle of the pages', () => {
	it('is renewed, and no record is lost or comes twice', async () => {
		const whole = (await suppliers()).json;
		expect(whole).toHaveLength(12);
		for (const requests of [2, 4]) await site.sagex3.post('later', { match: 'nodes=supplier', route: 'tokens/expire', requests, body: {} });
		const before = await site.mark('sagex3');
		const asked = await suppliers();
		expect(asked.told).toBe('');
		expect(asked.json).toEqual(whole);
		expect(await tokenCallsSince(site, before)).toBe(2);
	});
});

describe.each(['refuse', 'lock'])('two runs that refresh at once, where a reused token means: %s', (reusedRefresh) => {
	beforeEach(async () => void await site.sagex3.post('switches', { reusedRefresh }));

	it('in one process: one exchange, both arrive, nobody is locked out', async () => {
		expectCompanies(await run());
		await site.sagex3.post('tokens/expire', {});
		const before = await site.mark('sagex3');
		for (const ended of await Promise.all([run(), run(), run(), run()])) expectCompanies(ended);
		expect(await tokenCallsSince(site, before)).toBe(1);
		await site.sagex3.post('tokens/expire', {});
		expectCompanies(await run());
		expect(await site.effects('sagex3', before)).not.toContain('pairing-lost');
	});

	it('a slow run that writes an older pair over the newest does no harm in this process', async () => {
		expectCompanies(await run());
		const old = { ...stored() };
		await site.sagex3.post('tokens/expire', {});
		expectCompanies(await run());
		change({ ...old });
		await site.sagex3.post('tokens/expire', {});
		expectCompanies(await run());
		expect(await site.effects('sagex3')).not.toContain('pairing-lost');
	});
});

it('two workers that refresh at once: one wins, the other goes on with what it has stored', async () => {
	await inNewProcess(async () => expectCompanies(await run()));
	await site.sagex3.post('tokens/expire', {});
	await site.sagex3.post('faults', { kind: 'delay', match: 'POST /v1/token', delayMs: 60, times: 2 });
	const before = await site.mark('sagex3');
	const both = await Promise.all([inNewProcess(run), inNewProcess(run)]);
	for (const ended of both) expectCompanies(ended);
	expect(await tokenCallsSince(site, before)).toBe(2);
	await site.sagex3.post('tokens/expire', {});
	await inNewProcess(async () => expectCompanies(await run()));
});

describe('folders', () => {
	it('are listed with their addresses, and the node may name another one than the credential', async () => {
		const { json } = await askSageX3(site, 'endpoint', 'getMany', GATEWAY);
		expect(json).toEqual([{ id: 'LINDEN', name: 'LINDEN', address: `${site.urls.sagex3}/v1/service/LINDEN/graphql`, chosen: true }]);
		change({ endpoint: '' });
		expect((await askSageX3(site, 'endpoint', 'getMany', GATEWAY)).json).toMatchObject([{ name: 'LINDEN', chosen: false }]);
		expect((await askSageX3(site, 'record', 'getMany', { ...GATEWAY, folder: 'LINDEN', object: byName('companies'), limit: 1 })).told).toBe('');
	});

	it('one that the application may not reach is told with those it may', async () => {
		for (const [endpoint, said] of [['PILOT', /no folder "PILOT".*Write one of these.*LINDEN/s], ['', /names no folder.*LINDEN/s]] as const) {
			change({ endpoint });
			expect((await askSageX3(site, 'record', 'getMany', { ...GATEWAY, object: byName('companies'), limit: 1 })).told).toMatch(said);
		}
	});

	it('a gateway that names no address needs the path', async () => {
		await site.sagex3.post('switches', { dataService: 'absent' });
		change({ clientId: ' x3-gateway-app' });
		expect((await askSageX3(site, 'record', 'getMany', { ...GATEWAY, folder: 'LINDEN ', object: byName('companies'), limit: 1 })).told).toMatch(/GraphQL Path/);
		change({ graphqlUrl: '/v1/service/LINDEN/graphql' });
		expectCompanies(await run());
	});

	it('an own server lists none, and says where its endpoints stand', async () => {
		expect((await askSageX3(site, 'endpoint', 'getMany', { authentication: 'basic' })).told).toMatch(/Endpoints/);
	});
});

describe('the test of the credential', () => {
	const type = new SageX3GatewayOAuth2Api();
	const press = async (changes: IDataObject = {}): Promise<void> => await pressTest(site, type, changes);

	it('exchanges, stores, and reads a record', async () => {
		await press();
		const first = refreshTokenNow();
		await press();
		expect(refreshTokenNow()).not.toBe(first);
		expectCompanies(await run());
	});

	it.each<[string, IDataObject, RegExp]>([
		['secret', { clientSecret: 'wrong' }, /associated with an application/],
		['no secret', { clientSecret: '' }, /client secret/],
		['gateway', { gatewayUrl: 'http://127.0.0.1:9' }, /127\.0\.0\.1:9|refused|reach/i],
		['plain http elsewhere', { gatewayUrl: 'http://api.eu-sagex3.example' }, /unencrypted/],
		['no refresh token', { refreshToken: '' }, /refresh token/],
	])('that has passed does not pass with a wrong one: %s', async (_what, changes, said) => {
		await press();
		const kept = { ...stored() };
		await expect(press(changes)).rejects.toThrow(said);
		expect(stored()).toEqual(kept);
		await press();
	});

	it('a folder that is not there does not pass, and the tokens that were exchanged are stored all the same', async () => {
		let before = String(stored().refreshToken);
		for (const _press of ['the first', 'with what is stored']) {
			await inNewProcess(async () => await expect(press({ endpoint: 'NOWHERE' })).rejects.toThrow(/NOWHERE.*LINDEN/s));
			expect(refreshTokenNow()).not.toBe(before);
			before = refreshTokenNow();
		}
		await inNewProcess(press);
	});
});

describe('a pairing that begins in the credential', () => {
	const REDIRECT = 'http://127.0.0.1:5678/rest/oauth2-credential/callback';
	const type = new SageX3GatewayOAuth2Api();
	const press = async (): Promise<void> => await pressTest(site, type);
	const begin = (): void => change({ beginsWith: 'pairing', refreshToken: '', customer: 'https://x3.linden.example', redirectUri: REDIRECT, dataAccess: 'businessDomain.ALL', pairingAnswer: '' });
	const told = async (): Promise<string> => String(await press().then(() => '', (error: Error) => error.message));
	/** As the customer's browser does it; what comes to the redirect URL. */
	const accepted = async (): Promise<URL> => {
		const address = /Open (\S+) /.exec(await told())?.[1] ?? '';
		const answer = await fetch(address, { redirect: 'manual' });
		return new URL(answer.headers.get('location') ?? 'http://nothing');
	};
	beforeEach(async () => {
		await site.sagex3.post('switches', { callback: 'redirect' });
		begin();
	});

	it('shows the address, takes the address that the browser came back to, and goes on by refresh tokens', async () => {
		change({ pairingAnswer: (await accepted()).href });
		await press();
		expectCompanies(await run());
		await site.sagex3.post('tokens/expire', {});
		await inNewProcess(async () => expectCompanies(await run()));
	});

	it('takes the body of the POST, also with the gateway of another region', async () => {
		await site.sagex3.post('switches', { customerRegion: 'other' });
		const { searchParams } = await accepted();
		const endpoint = searchParams.get('endpoint');
		expect(endpoint).toBe(`${site.urls.sagex3}/eu`);
		change({ pairingAnswer: JSON.stringify({ authorizationCode: searchParams.get('code'), state: searchParams.get('state'), endpoint }) });
		const before = await site.mark('sagex3');
		await press();
		expectCompanies(await run());
		expect((await requestsSince(site, before)).filter((line) => line.includes('/v1/')).every((line) => line.includes('/eu/v1/'))).toBe(true);
	});

	it('an answer to another pairing, or from another host, is not taken', async () => {
		const { searchParams } = await accepted();
		const code = searchParams.get('code');
		const before = await site.mark('sagex3');
		change({ pairingAnswer: JSON.stringify({ authorizationCode: code, state: 'of-somebody-else' }) });
		expect(await told()).toMatch(/state of this pairing/);
		change({ pairingAnswer: JSON.stringify({ authorizationCode: code, state: searchParams.get('state'), endpoint: 'https://api.evil.example' }) });
		expect(await told()).toMatch(/no gateway of Sage/);
		expect(await tokenCallsSince(site, before)).toBe(0);
	});

	it('that nobody has accepted yet says so, and passes with the same answer afterwards', async () => {
		await site.sagex3.post('switches', { consent: 'pending' });
		change({ pairingAnswer: (await accepted()).href });
		expect(await told()).toMatch(/not been accepted/);
		await site.sagex3.post('pairing', { consent: 'accept' });
		await press();
		expectCompanies(await run());
	});
});
