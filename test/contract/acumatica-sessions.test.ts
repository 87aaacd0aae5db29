import type { Http } from '../../src/contracts';
import { RetryableError } from '../../src/core/errors';
import { HARBOR_MILLS } from '../../simulators/acumatica';
import { passwordTokenRequest, readTokenAnswer, refreshTokenRequest, type AccessGrant } from '../../src/systems/acumatica';
import { collect, keysOf, rejection } from '../doubles/results';
import { ContractSite, USER } from './acumatica-site';

const END = '2027-01-01T00:00:00Z';

describe('cookie sessions', () => {
	let site: ContractSite;
	beforeEach(async () => {
		site = await ContractSite.start();
	});
	afterEach(() => site.close());

	const readAccounts = (http: Http, pageSize = 10) => collect(site.client({ http }).source({ entity: 'Account', pageSize }).records(null, END));

	it('one seat for many reads at once, and none left', async () => {
		const runs = [site.signIn(), site.signIn(), site.signIn()];
		await Promise.all(runs.map(async ({ http }) => await readAccounts(http)));
		expect(await site.seats()).toMatchObject({ taken: 1, peak: 1 });
		for (const run of runs) await run.end();
		expect(await site.seats()).toMatchObject({ taken: 0, peak: 1, open: [] });
		expect((await site.requests('auth/login')).length).toBe(1);
		expect(site.sessions.count).toEqual({ opened: 1, closed: 1 });
	});

	it('gives its seat back when the read failed', async () => {
		const run = site.signIn();
		await expect(collect(site.client({ http: run.http }).source({ entity: 'Account', fields: ['Nonsense'] }).records(null, END))).rejects.toThrow(/Nonsense/);
		await run.end();
		expect((await site.seats()).taken).toBe(0);
	});

	it.each(['json', 'html', 'empty'])('a session that dies in the middle of a read is renewed, and no record is lost or doubled (401 as %s)', async (notSignedIn) => {
		await site.switches({ notSignedIn });
		const run = site.signIn();
		const all = keysOf(await readAccounts(run.http));
		for (const page of [1, 4]) await site.later(page, 'sessions/expire', {}, 'Account\\?');
		expect(keysOf(await readAccounts(run.http))).toEqual(all);
		expect(await site.seats()).toMatchObject({ taken: 1, peak: 1 });
		expect((await site.requests('auth/login')).length).toBe(3);
		await run.end();
		expect((await site.seats()).taken).toBe(0);
	});

	it('an idle session has ended by itself; its end costs a sign-in and nothing else', async () => {
		const run = site.signIn();
		const all = keysOf(await readAccounts(run.http));
		await site.control('clock', { advanceMs: 11 * 60_000 });
		expect(keysOf(await readAccounts(run.http))).toEqual(all);
		await run.end();
		expect((await site.seats()).taken).toBe(0);
	});

	it.each(['json', 'text', 'html', 'html200'])('no free seat is waited for and then said, in the disguise %s', async (seatOverflow) => {
		await site.switches({ seatOverflow });
		await site.control('seats', { taken: 2 });
		const run = site.signIn();
		const error = await rejection(readAccounts(run.http));
		expect(error).toBeInstanceOf(RetryableError);
		expect(error).toMatchObject({ facts: { remedy: expect.stringMatching(/seats|sign-ins/) as string } });
		expect((await site.requests('auth/login')).length).toBe(6);
		await site.later(1, 'seats', { taken: 1 }, 'auth/login');
		expect((await readAccounts(run.http)).length).toBeGreaterThan(50);
		await run.end();
		expect((await site.seats()).taken).toBe(1);
	});

	it('a wrong password and an unknown tenant are asked once: more could lock the user', async () => {
		for (const [identity, said] of [[{ password: 'wrong' }, /Invalid credentials/], [{ tenant: 'Nobody' }, /company ID/]] as const) {
			const before = (await site.requests('auth/login')).length;
			await expect(readAccounts(site.signIn(identity).http)).rejects.toThrow(said);
			expect((await site.requests('auth/login')).length - before).toBe(1);
		}
	});

	it('sign-out has the Content-Length without which the server answers 411', async () => {
		const run = site.signIn();
		await readAccounts(run.http);
		await run.end();
		expect((await site.requests('auth/logout')).map(({ status }) => status)).toEqual([204]);
	});
});

describe('tokens', () => {
	let site: ContractSite;
	beforeEach(async () => {
		site = await ContractSite.start();
	});
	afterEach(() => site.close());

	const [app] = HARBOR_MILLS.clients;
	const oauth = () => ({ siteUrl: site.url, clientId: app?.id ?? '', clientSecret: app?.secret ?? '' });

	/** As n8n does it: a 401 means one refresh, then the request again. */
	const signed = async (): Promise<{ http: Http; grants: AccessGrant[]; renew: () => Promise<void> }> => {
		const grants = [readTokenAnswer(await site.http.send(passwordTokenRequest({ ...oauth(), ...USER })))];
		const current = (): AccessGrant => {
			const last = grants.at(-1);
			if (!last) throw new Error('no grant');
			return last;
		};
		const renew = async (): Promise<void> => {
			grants.push(readTokenAnswer(await site.http.send(refreshTokenRequest(oauth(), current().refreshToken)), 'refresh'));
		};
		const send = (request: Parameters<Http['send']>[0]) => site.http.send({ ...request, headers: { ...request.headers, authorization: `Bearer ${current().accessToken}` } });
		return {
			grants, renew,
			http: {
				async send(request) {
					const answer = await send(request);
					if (answer.status !== 401) return answer;
					await renew();
					return await send(request);
				},
			},
		};
	};

	it('rotate in the middle of a read: nothing is lost, and it stays one seat', async () => {
		const { http, grants } = await signed();
		const read = () => collect(site.client({ http }).source({ entity: 'Account', pageSize: 10 }).records(null, END));
		const all = keysOf(await read());
		for (const page of [1, 3]) await site.later(page, 'sessions/expire', { tokens: true, user: 'nobody' }, 'Account\\?');
		expect(keysOf(await read())).toEqual(all);
		expect(new Set(grants.map(({ refreshToken }) => refreshToken)).size).toBe(3);
		expect(await site.seats()).toMatchObject({ taken: 1, peak: 1 });
		await expect(site.http.send(refreshTokenRequest(oauth(), grants[0]?.refreshToken ?? '')).then((answer) => readTokenAnswer(answer))).rejects.toThrow(/invalid_grant/);
	});

	it('an hour passes in the middle of a read', async () => {
		const { http } = await signed();
		await site.later(2, 'sessions/expire', { tokens: true }, 'Account\\?');
		const keys = keysOf(await collect(site.client({ http }).source({ entity: 'Account', pageSize: 10 }).records(null, END)));
		expect(new Set(keys).size).toBe(keys.length);
		expect(keys.length).toBe((await site.records('Account')).length);
	});

	it.each(['redirect', 'text', 'json'])('a surplus token is turned away and waited for until a seat is free (%s)', async (surplusCall) => {
		await site.switches({ surplusCall });
		await site.control('seats', { taken: 2 });
		const { http } = await signed();
		const read = () => collect(site.client({ http }).source({ entity: 'Account' }).records(null, END));
		const error = await rejection(read());
		expect(error).toBeInstanceOf(RetryableError);
		await site.later(3, 'seats', { taken: 1 }, 'Account\\?');
		expect((await read()).length).toBeGreaterThan(50);
		expect(site.clock.slept.length).toBeGreaterThan(7);
	});

	it('a redirect that somebody followed to the error page is no empty list', async () => {
		await site.control('seats', { taken: 2 });
		const { http } = await signed();
		const following: Http = {
			async send(request) {
				const answer = await http.send(request);
				return answer.headers.location === undefined ? answer : await http.send({ ...request, url: new URL(answer.headers.location, request.url).href });
			},
		};
		await expect(collect(site.client({ http: following }).source({ entity: 'Account' }).records(null, END))).rejects.toBeInstanceOf(RetryableError);
	});

	it('a wrong user, a client without its tenant and a site without the flow are told apart', async () => {
		const asked = async (changes: object) => rejection((async () => readTokenAnswer(await site.http.send(passwordTokenRequest({ ...oauth(), ...USER, ...changes }))))());
		expect(await asked({ password: 'wrong' })).toMatchObject({ facts: { code: 'invalid_grant', said: expect.stringContaining('invalid_username_or_password') as string } });
		expect(await asked({ clientId: '5E3B8A70-0000-0000-0000-000000000000@HarborMills' })).toMatchObject({ facts: { code: 'invalid_client' } });
		expect(await asked({ clientId: '5E3B8A70-41D2-4C55-9A0C-6D2F1B7C9E01' })).toMatchObject({ facts: { said: expect.stringMatching(/tenant/) as string } });
		await site.switches({ tokenOverflow: 'refuse' });
		await site.control('seats', { taken: 2 });
		expect(await asked({})).toBeInstanceOf(RetryableError);
	});
});

describe('load', () => {
	let site: ContractSite;
	beforeEach(async () => {
		site = await ContractSite.start();
	});
	afterEach(() => site.close());

	it.each(['text', 'html', 'json'])('429 as %s is waited out, in any request', async (tooManyForm) => {
		await site.switches({ tooManyForm });
		const run = site.signIn();
		const client = site.client({ http: run.http });
		await site.control('storm', { requests: 3 });
		expect((await collect(client.source({ entity: 'Account', pageSize: 20 }).records(null, END))).length).toBeGreaterThan(50);
		await site.later(1, 'storm', { requests: 4 }, 'Account\\?');
		const keys = keysOf(await collect(client.source({ entity: 'Account', pageSize: 20 }).records(null, END)));
		expect(keys.length).toBe((await site.records('Account')).length);
		await site.control('storm', { requests: 100 });
		await expect(client.serverTime()).rejects.toBeInstanceOf(RetryableError);
		// Nobody has to wait to sign out: it passes no queue.
		await run.end();
		expect((await site.seats()).taken).toBe(0);
	});

	it('the delay of a busy licence is only slow', async () => {
		await site.switches({ requestsPerMinute: 10, delayShare: 0.0001 });
		const keys = keysOf(await collect(site.client().source({ entity: 'Account', pageSize: 5 }).records(null, END)));
		expect(keys.length).toBe((await site.records('Account')).length);
		expect((await site.requests()).some(({ note }) => Number(note.delayedMs) > 0)).toBe(true);
	});

	it('an overfull queue declines, and the declined come back', async () => {
		await site.switches({ processingCores: 1, queueLimit: 2, processingMs: 3 });
		const run = site.signIn();
		await site.client({ http: run.http }).serverTime();
		const reads = await Promise.all(Array.from({ length: 8 }, () => collect(site.client({ http: run.http }).source({ entity: 'Subaccount' }).unstamped()).catch((error: unknown) => error)));
		const whole = reads.filter((read) => Array.isArray(read));
		expect(whole.length).toBeGreaterThan(2);
		expect(whole.every((read) => read.length === 11)).toBe(true);
		expect(reads.every((read) => Array.isArray(read) || read instanceof RetryableError)).toBe(true);
	});

	it.each([
		['truncated', { kind: 'truncate', keep: 0.5 }], ['cut body', { kind: 'cut-body', keep: 0.5 }], ['lost', { kind: 'reset-after' }], ['dropped', { kind: 'reset-before' }],
		['gateway', { kind: 'answer', status: 504, headers: { 'content-type': 'text/html' }, body: '<html><head><title>504 Gateway Time-out</title></head></html>' }],
		['empty', { kind: 'answer', status: 200, headers: {}, body: '' }], ['page', { kind: 'answer', status: 502, headers: { 'content-type': 'text/plain' }, body: 'Bad gateway' }],
	] as const)('a page that comes %s is asked for again and never taken for less', async (_, fault) => {
		const client = site.client();
		await client.serverTime();
		await site.control('faults', { ...fault, match: 'Account\\?', skip: 1, times: 2 });
		const keys = keysOf(await collect(client.source({ entity: 'Account', pageSize: 10 }).records(null, END)));
		expect(new Set(keys).size).toBe(keys.length);
		expect(keys.length).toBe((await site.records('Account')).length);
	});
});
