import type { IDataObject, IRun } from 'n8n-workflow';
import { withEditorClient } from '../../nodes/Acumatica/connection';
import { ACUMATICA_CREDENTIALS, ACUMATICA_WAYS, connectAcumatica, itemsOf, openAcumatica, readAccounts, seatsOf, sentTo } from './acumatica-ways';
import { forgetPauses, nodeClock, pauses } from './engine/quick-clock';
import { errorOf, errorsOf, outputOf, type EngineWorkflow } from './engine/run-workflow';
import type { Site } from './site';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

jest.setTimeout(20_000);

const LOGIN = /auth\/login/;
const TOKEN = /connect\/token/;
const AUTH = /auth\/(login|logout)/;
const READ = /\/Account$/;

let site: Site;
const open = async (switches: IDataObject = {}): Promise<void> => {
	site = await openAcumatica(switches);
	site.supply('Rows', itemsOf(3));
};
beforeEach(async () => {
	forgetPauses();
	await open();
});
afterEach(async () => await site.close());

const reopen = async (switches: IDataObject): Promise<void> => {
	await site.close();
	await open(switches);
};
const cookie = (changes: IDataObject): void => void Object.assign(site.credentials.acumaticaApi ?? {}, changes);
const password = (changes: IDataObject): void => void Object.assign(site.credentials.acumaticaPasswordApi ?? {}, changes);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const until = async (holds: () => Promise<boolean>): Promise<void> => {
	while (!(await holds())) await pause(3);
};
const signedIn = async (way: string): Promise<void> => (way === 'oAuth2' ? await connectAcumatica(site) : undefined);

/** Nothing has arrived for a while: a node goes on by itself after a stop. */
const quiet = async (): Promise<void> => {
	for (let [last, seen] = [-1, 0]; last !== seen;) {
		last = seen = await site.mark('acumatica');
		await pause(120);
		seen = await site.mark('acumatica');
	}
};

/** The user stops it as soon as this holds; the delay keeps the request under way. */
const stopped = async (workflow: EngineWorkflow, when: () => Promise<boolean>): Promise<IRun> => {
	let stop = (): void => undefined;
	const running = site.run(workflow, { onStarted: (cancel) => (stop = cancel) });
	await until(when);
	stop();
	const run = await running;
	await quiet();
	return run;
};

describe.each(ACUMATICA_WAYS)('signing in with %s', (way) => {
	beforeEach(async () => await signedIn(way));

	it('three items, one sign-in, at most one seat', async () => {
		const run = await site.run(readAccounts(way));
		expect(errorsOf(run)).toEqual({});
		expect(outputOf(run, 'Ask')).toHaveLength(6);
		expect((await seatsOf(site)).peak).toBe(1);
		expect((await sentTo(site, LOGIN)).length + (await sentTo(site, TOKEN)).length).toBe(1);
	});

	it('runs at the same time share the seat', async () => {
		const runs = await Promise.all(Array.from({ length: 5 }, () => site.run(readAccounts(way))));
		expect(runs.map(errorsOf)).toEqual(Array.from({ length: 5 }, () => ({})));
		expect((await seatsOf(site)).peak).toBe(1);
	});

	it('a plain http address of another machine is refused, and nothing is sent', async () => {
		Object.assign(site.credentials[ACUMATICA_CREDENTIALS[way] ?? ''] ?? {}, { siteUrl: 'http://erp.example.com' });
		const mark = await site.mark('acumatica');
		expect(errorOf(await site.run(readAccounts(way)), 'Ask')?.message).toContain('unencrypted');
		expect(await site.mark('acumatica')).toBe(mark);
	});

	it('a session that ends in mid-run is renewed once, and everything arrives', async () => {
		await site.acumatica.post('faults', { kind: 'delay', match: 'GET .*/Account', skip: 1, delayMs: 120 });
		const mark = await site.mark('acumatica');
		const running = site.run(readAccounts(way));
		await until(async () => (await sentTo(site, READ, mark)).length > 0);
		await site.acumatica.post('sessions/expire', { tokens: true });
		const run = await running;
		expect(errorsOf(run)).toEqual({});
		expect(outputOf(run, 'Ask')).toHaveLength(6);
		const reads = await sentTo(site, READ, mark);
		expect(reads.filter((line) => line.endsWith('401'))).toHaveLength(1);
		expect((await sentTo(site, LOGIN)).length + (await sentTo(site, TOKEN)).length).toBe(2);
		expect((await seatsOf(site)).peak).toBe(1);
	});

	it('the version that the node names goes before that of the credential', async () => {
		const mark = await site.mark('acumatica');
		expect(errorsOf(await site.run(readAccounts(way, { options: { endpointVersion: '25.200.001' } })))).toEqual({});
		const paths = (await site.history('acumatica', mark)).map(({ path }) => String(path)).filter((path) => path.includes('/Account'));
		expect(paths.every((path) => path.includes('/Default/25.200.001/'))).toBe(true);
	});

	it('a version that the site has not is told with those it has', async () => {
		Object.assign(site.credentials[ACUMATICA_CREDENTIALS[way] ?? ''] ?? {}, { version: '23.200.001' });
		expect(errorOf(await site.run(readAccounts(way)), 'Ask')?.message).toContain('has no Default/23.200.001; of Default it has 25.200.001, 24.200.001');
	});
});

describe('by cookie, no seat is left', () => {
	it('after success', async () => {
		await site.run(readAccounts('cookie'));
		expect(await seatsOf(site)).toMatchObject({ taken: 0, peak: 1 });
		expect(await sentTo(site, AUTH)).toEqual(['POST login 204', 'POST logout 204']);
	});

	it('after a failure, and where nothing was asked nobody signs in', async () => {
		expect(Object.keys(errorsOf(await site.run(readAccounts('cookie', { path: 'NoSuchEntity' }))))).toEqual(['Ask']);
		expect((await seatsOf(site)).taken).toBe(0);
		const mark = await site.mark('acumatica');
		site.supply('Rows', []);
		await site.run(readAccounts('cookie'));
		expect(await site.mark('acumatica')).toBe(mark);
	});

	it('after a failure that the workflow survives', async () => {
		const run = await site.run(readAccounts('cookie', { path: '={{ $json.index === 1 ? "NoSuchEntity" : "Account" }}' }, { onError: 'continueRegularOutput' }));
		expect(outputOf(run, 'Ask')).toHaveLength(5);
		expect(await sentTo(site, AUTH)).toEqual(['POST login 204', 'POST logout 204']);
	});

	it('after a stop during a read', async () => {
		await site.acumatica.post('faults', { kind: 'delay', match: 'GET .*/Account', delayMs: 400 });
		await stopped(readAccounts('cookie'), async () => (await sentTo(site, LOGIN)).length > 0);
		expect(await seatsOf(site)).toMatchObject({ taken: 0, peak: 1 });
	});

	it('after a stop during the sign-in itself, which is not cut off', async () => {
		await site.acumatica.post('faults', { kind: 'delay', match: 'POST .*/auth/login', delayMs: 250 });
		let stop = (): void => undefined;
		const running = site.run(readAccounts('cookie'), { onStarted: (cancel) => (stop = cancel) });
		await pause(120);
		stop();
		await running;
		await until(async () => (await sentTo(site, AUTH)).length === 2);
		expect(await sentTo(site, AUTH)).toEqual(['POST login 204', 'POST logout 204']);
		expect(await seatsOf(site)).toMatchObject({ taken: 0 });
	});

	it('a session that the server has ended while idle is renewed once', async () => {
		cookie({ keepSession: true });
		await site.run(readAccounts('cookie'));
		await site.acumatica.post('clock', { advanceMs: 11 * 60_000 });
		expect((await seatsOf(site)).taken).toBe(0);
		expect(errorsOf(await site.run(readAccounts('cookie')))).toEqual({});
		expect(await sentTo(site, LOGIN)).toHaveLength(2);
		expect((await seatsOf(site)).peak).toBe(1);
	});
});

describe('keep session', () => {
	beforeEach(() => cookie({ keepSession: true }));

	it('one sign-in for several runs; the copy in static data is sealed', async () => {
		for (const _ of [1, 2, 3]) expect(errorsOf(await site.run(readAccounts('cookie')))).toEqual({});
		expect(await sentTo(site, AUTH)).toEqual(['POST login 204']);
		const { open: [session], taken } = await seatsOf(site);
		expect(taken).toBe(1);
		const kept = JSON.stringify(site.staticData);
		expect(kept).toMatch(/"session:[0-9a-f]{32}"/);
		expect(kept).not.toContain(session?.id);
		expect(kept).not.toContain('planner');
	});

	it('a manual run leaves no seat behind that was not there before', async () => {
		await site.run(readAccounts('cookie'), { mode: 'manual' });
		expect(await sentTo(site, AUTH)).toEqual(['POST login 204', 'POST logout 204']);
		expect(site.staticData).toEqual({});
	});

	it('a manual run uses the session that is kept, and leaves it', async () => {
		await site.run(readAccounts('cookie'));
		await site.run(readAccounts('cookie'), { mode: 'manual' });
		await site.run(readAccounts('cookie'));
		expect(await sentTo(site, AUTH)).toEqual(['POST login 204']);
		expect((await seatsOf(site)).taken).toBe(1);
	});

	it('a retry that began without static data neither writes nor leaves a seat', async () => {
		await site.run(readAccounts('cookie'), { mode: 'retry', staticData: {} });
		expect(await sentTo(site, AUTH)).toEqual(['POST login 204', 'POST logout 204']);
		expect(site.staticData).toEqual({});
	});

	it('a run that is stopped signs out: what it has kept is thrown away', async () => {
		await site.acumatica.post('faults', { kind: 'delay', match: 'GET .*/Account', delayMs: 400 });
		await stopped(readAccounts('cookie'), async () => (await sentTo(site, LOGIN)).length > 0);
		expect((await seatsOf(site)).taken).toBe(0);
	});

	it('without it static data is not even touched', async () => {
		cookie({ keepSession: false });
		await site.run(readAccounts('cookie'));
		expect(site.staticData).toEqual({});
	});
});

describe('seats that are not there', () => {
	it.each(['json', 'text', 'html', 'html200'])('at cookie sign-in in the form %s: waits, and says so in the end', async (seatOverflow) => {
		await reopen({ seatOverflow });
		await site.acumatica.post('seats', { taken: 2 });
		const run = await site.run(readAccounts('cookie'));
		expect(errorOf(run, 'Ask')?.description).toMatch(/Maximum Number of Web Services API Users|too many sign-ins/);
		expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(20_000);
		expect((await seatsOf(site)).taken).toBe(2);
	});

	it('a seat that becomes free meanwhile is taken', async () => {
		await site.acumatica.post('seats', { taken: 2 });
		await site.acumatica.post('later', { requests: 2, match: 'login', route: 'seats', body: { taken: 1 } });
		expect(errorsOf(await site.run(readAccounts('cookie')))).toEqual({});
		expect(await sentTo(site, AUTH)).toEqual(['POST login 500', 'POST login 500', 'POST login 204', 'POST logout 204'].slice(-(await sentTo(site, AUTH)).length));
		expect((await seatsOf(site)).taken).toBe(1);
	});

	it.each(['redirect', 'text', 'json'])('with a token beyond the seats, calls answered by %s', async (surplusCall) => {
		await reopen({ surplusCall });
		await site.acumatica.post('seats', { taken: 2 });
		const run = await site.run(readAccounts('password'));
		expect(errorOf(run, 'Ask')?.description).toMatch(/Maximum Number of Web Services API Users|too many sign-ins/);
	});

	it('a grant that is refused for want of a seat says that, and not that the password is wrong', async () => {
		await reopen({ tokenOverflow: 'refuse' });
		await site.acumatica.post('seats', { taken: 2 });
		expect(errorOf(await site.run(readAccounts('password')), 'Ask')?.message).toContain('API Login Limit');
	});
});

describe('a refused sign-in', () => {
	it.each([
		['a wrong password', { password: 'wrong' }, 'Invalid credentials', 'Check user, password, tenant and branch'],
		['a wrong user', { user: 'nobody' }, 'Invalid credentials', 'Check user, password, tenant and branch'],
		['a user without a licence', { user: 'unlicensed-api', password: 'unlicensed-secret' }, 'Invalid credentials', 'Check user'],
		['a wrong tenant', { tenant: 'Elsewhere' }, 'proper company ID', 'tenant'],
	])('by cookie: %s is told in the server\'s words, and is tried once for all items', async (_what, changes, said, remedy) => {
		cookie(changes);
		const run = await site.run(readAccounts('cookie', {}, { onError: 'continueRegularOutput' }));
		const items = outputOf(run, 'Ask').map(({ json }) => json);
		expect(items).toEqual(Array.from({ length: 3 }, () => ({ error: expect.stringContaining(said) as string, details: expect.stringContaining(remedy) as string })));
		expect(await sentTo(site, AUTH)).toEqual(['POST login 500']);
	});

	it.each([
		['a wrong password', { password: 'wrong' }, 'invalid_username_or_password', 'Check user and password'],
		['a wrong secret', { clientSecret: 'wrong' }, 'invalid_client', 'client secret'],
		['a client id without tenant', { clientId: '5E3B8A70-41D2-4C55-9A0C-6D2F1B7C9E01' }, 'names no tenant', 'SM303010'],
		['a client id of another tenant', { tenant: 'Elsewhere' }, 'for tenant "HarborMills" and not for "Elsewhere"', 'SM303010'],
	])('with a token: %s', async (_what, changes, said, remedy) => {
		password(changes);
		const run = await site.run(readAccounts('password', {}, { onError: 'continueRegularOutput' }));
		expect(outputOf(run, 'Ask')[0]?.json).toEqual({ error: expect.stringContaining(said) as string, details: expect.stringContaining(remedy) as string });
		expect((await sentTo(site, TOKEN)).length).toBeLessThanOrEqual(1);
	});

	it('the tenant beside a client id without one completes it', async () => {
		password({ clientId: '5E3B8A70-41D2-4C55-9A0C-6D2F1B7C9E01', tenant: 'HarborMills' });
		expect(errorsOf(await site.run(readAccounts('password')))).toEqual({});
	});
});

describe('tokens for user and password', () => {
	const stored = (): IDataObject => ({ ...site.credentials.acumaticaPasswordApi });
	const refreshToken = (): unknown => (JSON.parse(String(stored().signInSecret)) as IDataObject).refreshToken;

	it('an expired token is refreshed in the same seat, and the rotated refresh token is stored', async () => {
		await site.run(readAccounts('password'));
		const [{ open: [before] }, old] = [await seatsOf(site), refreshToken()];
		await site.acumatica.post('clock', { advanceMs: 3_601_000 });
		expect(errorsOf(await site.run(readAccounts('password')))).toEqual({});
		expect(refreshToken()).not.toBe(old);
		expect((await seatsOf(site)).open.map(({ id }) => id)).toEqual([before?.id]);
		expect(await sentTo(site, TOKEN)).toEqual(['POST token 200', 'POST token 200']);
	});

	it('runs at the same time after an expiry: one refresh for all', async () => {
		await site.run(readAccounts('password'));
		await site.acumatica.post('clock', { advanceMs: 3_601_000 });
		await nodeClock.sleep(3_601_000);
		const mark = await site.mark('acumatica');
		const runs = await Promise.all(Array.from({ length: 6 }, () => site.run(readAccounts('password'))));
		expect(runs.map(errorsOf)).toEqual(Array.from({ length: 6 }, () => ({})));
		expect(await sentTo(site, TOKEN, mark)).toEqual(['POST token 200']);
	});

	it('a refresh token that is refused: the password takes its place, in one seat', async () => {
		await site.run(readAccounts('password'));
		await site.acumatica.post('sessions/expire', { tokens: true, refreshTokens: true });
		const mark = await site.mark('acumatica');
		expect(errorsOf(await site.run(readAccounts('password')))).toEqual({});
		expect(await sentTo(site, TOKEN, mark)).toEqual(['POST token 400', 'POST token 200']);
		expect((await seatsOf(site)).peak).toBe(1);
	});

	it('a run that stores an older pair late does no harm', async () => {
		await site.run(readAccounts('password'));
		const older = stored();
		for (const _ of [1, 2]) {
			await site.acumatica.post('clock', { advanceMs: 3_601_000 });
			expect(errorsOf(await site.run(readAccounts('password')))).toEqual({});
		}
		password(older);
		const mark = await site.mark('acumatica');
		expect(errorsOf(await site.run(readAccounts('password')))).toEqual({});
		expect(await sentTo(site, TOKEN, mark)).not.toContain('POST token 400');
		expect((await seatsOf(site)).peak).toBe(1);
	});

	it('a newer token that another run has got and that has ended as well is no obstacle', async () => {
		await site.run(readAccounts('password'));
		const older = stored();
		await site.acumatica.post('sessions/expire', { tokens: true });
		await site.run(readAccounts('password'));
		password(older);
		await site.acumatica.post('sessions/expire', { tokens: true });
		expect(errorsOf(await site.run(readAccounts('password')))).toEqual({});
		expect((await seatsOf(site)).peak).toBe(1);
	});

	it('a form that was saved without its hidden fields costs no second seat', async () => {
		await site.run(readAccounts('password'));
		password({ accessToken: '', signInSecret: '' });
		expect(errorsOf(await site.run(readAccounts('password')))).toEqual({});
		expect((await seatsOf(site)).peak).toBe(1);
	});

	it('tokens of another user are never used', async () => {
		await site.run(readAccounts('password'));
		password({ user: 'second-api', password: 'second-secret' });
		expect(errorsOf(await site.run(readAccounts('password')))).toEqual({});
		expect((await seatsOf(site)).open.map(({ user }) => user)).toContain('second-api');
		const signed = (await site.history('acumatica')).filter(({ path }) => READ.test(String(path))).length;
		expect(signed).toBeGreaterThan(0);
	});
});

describe('pick lists', () => {
	const entities = async (way: string): Promise<readonly string[]> =>
		await site.ask(readAccounts(way), 'Ask', async (_type, context) => await withEditorClient(context, async (client) => await client.entities()));
	const documents = async (): Promise<number> => (await sentTo(site, /swagger\.json/)).length;

	it.each(ACUMATICA_WAYS)('%s: at most one seat, and none is left that would not be there anyway', async (way) => {
		await signedIn(way);
		expect(await entities(way)).toContain('Account');
		expect(await seatsOf(site)).toMatchObject({ taken: way === 'cookie' ? 0 : 1, peak: 1 });
	});

	it('the document of the endpoint is read once for all, and once more after a while', async () => {
		for (const _ of [1, 2, 3]) await entities('cookie');
		expect([await documents(), (await sentTo(site, LOGIN)).length]).toEqual([1, 1]);
		await nodeClock.sleep(11 * 60_000);
		await entities('cookie');
		expect(await documents()).toBe(2);
	});

	it.each([['user', { user: 'second-api', password: 'second-secret' }], ['tenant', { tenant: '' }]])('what one identity has read is not shown to another: %s', async (_what, changes) => {
		await entities('cookie');
		cookie(changes);
		await entities('cookie');
		expect(await documents()).toBe(2);
	});

	it('a seat that is not there is told soon, and nothing is left', async () => {
		await site.acumatica.post('seats', { taken: 2 });
		await expect(entities('cookie')).rejects.toThrow(/API Login Limit/);
		expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(6_000);
		expect((await seatsOf(site)).taken).toBe(2);
	});

	it('a session that is kept for runs stays', async () => {
		cookie({ keepSession: true });
		await site.run(readAccounts('cookie'));
		await entities('cookie');
		expect(await sentTo(site, AUTH)).toEqual(['POST login 204']);
	});
});

describe('OAuth2 of n8n', () => {
	it('an expired access token is refreshed, and the rotated refresh token is stored', async () => {
		await connectAcumatica(site);
		const { refresh_token: before } = site.credentials.acumaticaOAuth2Api?.oauthTokenData as IDataObject;
		for (const _ of [1, 2]) {
			await site.acumatica.post('clock', { advanceMs: 3_601_000 });
			expect(errorsOf(await site.run(readAccounts('oAuth2')))).toEqual({});
		}
		expect((site.credentials.acumaticaOAuth2Api?.oauthTokenData as IDataObject).refresh_token).not.toBe(before);
		expect((await seatsOf(site)).peak).toBe(1);
	});

	it('a credential that nobody has connected says so', async () => {
		expect(errorOf(await site.run(readAccounts('oAuth2')), 'Ask')).toMatchObject({ description: expect.stringContaining('connect it again') as string });
		expect(pauses).toEqual([]);
	});

	it.each([
		['without its tenant', '5E3B8A70-41D2-4C55-9A0C-6D2F1B7C9E01', ''], ['without its tenant, named beside it', '5E3B8A70-41D2-4C55-9A0C-6D2F1B7C9E01', 'HarborMills'],
	])('a client id %s is told before a request', async (_what, clientId, tenant) => {
		await connectAcumatica(site);
		Object.assign(site.credentials.acumaticaOAuth2Api ?? {}, { clientId, tenant });
		const mark = await site.mark('acumatica');
		expect(errorOf(await site.run(readAccounts('oAuth2')), 'Ask')?.message).toContain('names no tenant');
		expect(await site.mark('acumatica')).toBe(mark);
	});
});
