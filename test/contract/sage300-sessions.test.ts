/** Who may ask, how often and how long it takes: users, rights, sessions, licences, a server that sleeps. */
import { FatalError, RetryableError } from '../../src/core/errors';
import { FifoLock } from '../../src/core/limits/fifo-lock';
import type { Sage300ClientOptions } from '../../src/systems/sage300';
import { collect, rejection } from '../doubles/results';
import { ADMIN, COMPANY, ContractSite, LEDGER, PLANNER } from './sage300-site';

interface Sessions {
	readonly taken: number;
	readonly peak: number;
	readonly open: readonly unknown[];
}

let site: ContractSite;
beforeAll(async () => {
	site = await ContractSite.start();
});
beforeEach(() => site.reset());
afterAll(() => site.close());

const accounts = (options: Partial<Sage300ClientOptions> = {}) => collect(site.client(options).records({ resource: 'GLAccounts', fields: ['Description'] }));
const sessions = (): Promise<Sessions> => site.control('sessions');

describe('users', () => {
	it('in small letters: sent in capitals, and so is the password', async () => {
		expect(await accounts({ identity: { user: 'planner ', password: 'planner-secret' } })).not.toEqual([]);
	});

	it('a password whose case counts', async () => {
		await site.switches({ passwordCase: 'sensitive' });
		const identity = { user: 'planner', password: 'Planner-Secret' };
		expect(await rejection(accounts({ identity }))).toMatchObject({ facts: { status: 401, remedy: expect.stringContaining('capitals') } });
		expect(await accounts({ identity: { ...identity, keepPasswordCase: true } })).not.toEqual([]);
	});

	it('without a password, where security is off', async () => {
		await site.switches({ securityOff: true });
		expect(await accounts({ identity: { user: 'PLANNER', password: '' } })).not.toEqual([]);
	});

	it('a wrong password is asked once: more could lock the user', async () => {
		const before = site.sent.length;
		expect(await rejection(accounts({ identity: { ...PLANNER, password: 'wrong' } }))).toBeInstanceOf(FatalError);
		expect(site.sent.length - before).toBe(1);
	});

	it.each([403, 401])('ADMIN is refused with %i and the remedy says why, until it is let in', async (adminRefusal) => {
		await site.switches({ adminRefusal });
		const error = await rejection(accounts({ identity: ADMIN }));
		expect(error).toMatchObject({ facts: { status: adminRefusal, said: expect.stringContaining('ADMIN user cannot use') } });
		if (adminRefusal === 403) expect(error).toMatchObject({ facts: { remedy: expect.stringContaining('AllowWebApiAccessForAdmin') } });
		await site.switches({ adminAllowed: true });
		expect(await accounts({ identity: ADMIN })).not.toEqual([]);
	});

	it('without the right to a module: that module only, and the remedy names the right', async () => {
		const client = site.client({ identity: LEDGER });
		expect(await collect(client.records({ resource: 'GLAccounts' }))).not.toEqual([]);
		expect(await rejection(collect(client.records({ resource: 'APVendors' })))).toMatchObject({
			facts: { status: 403, code: 'Forbidden', remedy: expect.stringContaining('"Sage 300 Web API"') },
		});
		const modules = new Set((await client.resources()).map((name) => name.slice(0, 2)));
		expect([...modules].sort()).toEqual(['CS', 'GL']);
	});
});

describe('the place', () => {
	it.each(['ResourceNotFound', 'DBLinkError', 'Unauthorized'])('an unknown company is an error at once (%s)', async (unknownCompany) => {
		await site.switches({ unknownCompany });
		const before = site.sent.length;
		const error = await rejection(accounts({ place: { baseUrl: site.simulator.url, company: 'NOBODY' } }));
		expect(error).toBeInstanceOf(FatalError);
		expect(error).toMatchObject({ facts: { said: expect.stringContaining('NOBODY') } });
		expect(site.sent.length - before).toBe(1);
	});

	it('in every spelling that people copy', async () => {
		for (const address of ['', '/', '/Sage300WebApi', '/Sage300WebApi/', '/Sage300WebApi/v1.0/-/NORDIX/GL/GLAccounts']) {
			expect(await accounts({ place: { baseUrl: `${site.simulator.url}${address}`, company: ' nordix' } })).not.toEqual([]);
		}
	});

	it('of a hosted site with a tenant, and a directory that is not there', async () => {
		await site.switches({ tenantSegment: 'vertilux' });
		expect(await accounts({ place: { baseUrl: site.simulator.url, company: COMPANY, tenantSegment: 'vertilux' } })).not.toEqual([]);
		expect(await rejection(accounts())).toMatchObject({ facts: { status: 404 } });
	});

	it('the content type that is needed is on every call, whatever its lack is answered with', async () => {
		for (const missingContentType of [500, 415]) {
			await site.switches({ missingContentType });
			expect(await accounts()).not.toEqual([]);
		}
	});
});

describe('sessions', () => {
	it('one for all requests of a client', async () => {
		const client = site.client();
		for (const resource of ['GLAccounts', 'APVendors', 'POPurchaseOrders']) await collect(client.records({ resource }));
		expect(await sessions()).toMatchObject({ taken: 1, peak: 1 });
	});

	it.each(['once', 'always'])('that die in the middle of a read are renewed once, and no record is lost or doubled (stale cookies refused %s)', async (staleCookie) => {
		await site.switches({ staleCookie, pageSize: 50 });
		const all = await accounts();
		for (const page of [2, 4]) await site.later(page, 'sessions/expire', {}, 'GLAccounts');
		expect(await accounts()).toEqual(all);
	});

	it('that were idle too long, and an application pool that was recycled', async () => {
		const client = site.client();
		const read = () => collect(client.records({ resource: 'GLAccounts' }));
		const all = await read();
		await site.control('clock', { advanceMs: 21 * 60_000 });
		expect(await read()).toEqual(all);
		await site.control('recycle', {});
		expect(await read()).toEqual(all);
	});

	it('credentials and cookie are both sent, because sources disagree about which is needed', async () => {
		const client = site.client();
		const before = site.sent.length;
		await collect(client.records({ resource: 'GLAccounts' }));
		const [first, ...others] = site.sent.slice(before);
		expect(first?.headers?.cookie).toBeUndefined();
		expect(others.length).toBeGreaterThan(0);
		for (const { headers } of others) expect(headers).toMatchObject({ authorization: expect.stringMatching(/^Basic /) as string, cookie: expect.stringContaining('ASP.NET_SessionId=') as string });
	});
});

describe('a licence that is not free', () => {
	it.each(['SessionError', 'TooManyRequests', 'Forbidden', 'Unauthorized'])('is waited for and then said (%s)', async (licenceRefusal) => {
		await site.switches({ seats: 2, licenceRefusal });
		await site.control('seats', { taken: 2 });
		const slept = site.clock.slept.length;
		const error = await rejection(accounts());
		expect(error).toBeInstanceOf(RetryableError);
		expect(error).toMatchObject({ facts: { said: expect.stringContaining('You do not have a license'), remedy: expect.stringMatching(/licen[cs]es? (?:are|is) in use/) as string } });
		expect(site.clock.slept.length - slept).toBe(4);
		await site.later(2, 'seats', { taken: 1 }, 'GL');
		expect(await accounts()).not.toEqual([]);
	});
});

describe('the server\'s limits', () => {
	it('one request at a time for one user: none is refused', async () => {
		await site.switches({ parallelPerUser: 1, processingMs: 5 });
		const before = (await site.requests()).length;
		const lock = new FifoLock(site.clock);
		await Promise.all([accounts({ lock }), accounts({ lock }), accounts({ lock })]);
		const asked = (await site.requests()).slice(before);
		expect(asked.length).toBeGreaterThan(6);
		expect(asked.filter(({ status }) => status === 429)).toEqual([]);
	});

	it('beyond them: waited for, whatever Retry-After says or does not say', async () => {
		for (const retryAfterSeconds of [0, 7]) {
			await site.switches({ parallelPerUser: 1, processingMs: 20, retryAfterSeconds });
			const waited: Promise<void>[] = [];
			const clock = { now: () => Date.now(), sleep: (ms: number) => {
				site.clock.slept.push(ms);
				const pause = new Promise<void>((resolve) => void setTimeout(resolve, 30));
				waited.push(pause);
				return pause;
			} };
			await Promise.all([accounts({ clock }), accounts({ clock })]);
			await Promise.all(waited);
		}
		expect(site.clock.slept).toContain(7_000);
	});

	it('a server that has to start: the first call has time, later ones less', async () => {
		await site.control('recycle', {});
		await site.switches({ coldStartMs: 50 });
		const before = site.sent.length;
		expect(await accounts()).not.toEqual([]);
		const [first, ...others] = site.sent.slice(before).map(({ timeoutMs = 0 }) => timeoutMs);
		expect(first).toBeGreaterThanOrEqual(120_000);
		for (const ms of others) expect(ms).toBeLessThan(first ?? 0);
		expect((await site.requests()).at(-others.length - 1)?.note).toMatchObject({ coldMs: 50 });
	});
});

describe('what the server says', () => {
	it.each(['application/json', 'text/plain'])('is read as %s', async (errorType) => {
		await site.switches({ errorType });
		expect(await rejection(collect(site.client().records({ resource: 'GLAccounts', filter: { operator: 'own', text: 'Nonsense eq 1' } })))).toMatchObject({
			facts: { status: 400, code: 'InvalidParameters', said: expect.stringContaining('could not find a property named \'Nonsense\'') },
		});
		expect(await site.client().record('GLAccounts', ['99999'])).toBeUndefined();
	});

	it.each([
		['General', FatalError], ['InternalServerError', FatalError], ['TooManyRequests', RetryableError], ['SessionError', RetryableError],
	] as const)('in a good answer: %s is no list of nothing', async (errorCode, kind) => {
		await site.control('faults', {
			match: 'GET .*/GLAccounts', kind: 'answer', status: 200, times: -1, headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ error: { code: errorCode, message: { lang: 'en-US', value: 'The record could not be read.' } } }),
		});
		const error = await rejection(accounts());
		expect(error).toBeInstanceOf(kind);
		expect(error).toMatchObject({ facts: { code: errorCode, said: 'The record could not be read.' } });
		await site.control('faults', undefined, 'DELETE');
	});

	it('never repeats a secret', async () => {
		for (const identity of [{ ...PLANNER, password: 'WRONG-SECRET' }, { user: 'NOBODY', password: 'WRONG-SECRET' }]) {
			const error = await rejection(accounts({ identity }));
			expect(JSON.stringify(error) + String(error)).not.toContain('WRONG-SECRET');
		}
	});
});
