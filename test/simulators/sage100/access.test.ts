import { request } from 'node:http';
import { errorOf, itemsOf, Site, until } from './driver';

describe('who may ask what (reference sage-100 15)', () => {
	let site: Site;
	beforeAll(async () => {
		site = await Site.start({
			companies: ['ABC', 'XYZ'], settings: { waitSeconds: 0.2, waitersPerCompany: 1 },
			keys: [{ name: 'reader', companies: null, rights: ['read'] }, { name: 'abc', companies: ['ABC'], rights: ['read', 'journals:write'] }],
		});
	});
	afterAll(() => site.stop());

	it('1. no key or a wrong one is 401, a key without the right to write 403', async () => {
		expect((await site.call('/gl/accounts', { key: null })).status).toBe(401);
		expect(errorOf(await site.call('/gl/accounts', { key: 'sk-wrong' })).code).toBe('UNAUTHORIZED');
		const body = { naturalKey: 'ACC-1', sourceJournal: 'GJ', postingDate: '2026-09-15', comment: '', lines: [{ account: 'a', debit: '1.00', credit: '0.00' }, { account: 'b', debit: '0.00', credit: '1.00' }] };
		const refused = await site.call('/gl/journal-entries', { key: site.access.keys.reader!, method: 'POST', headers: { 'Idempotency-Key': 'ACC-1' }, body });
		expect([refused.status, errorOf(refused).code]).toEqual([403, 'FORBIDDEN']);
	});

	it('2. no company is 400, an unknown one 404, lower case is good, one of another key 403', async () => {
		expect(errorOf(await site.call('/gl/accounts', { company: null })).code).toBe('COMPANY_REQUIRED');
		expect(errorOf(await site.call('/gl/accounts', { company: 'QQQ' })).code).toBe('COMPANY_NOT_FOUND');
		expect((await site.call('/gl/accounts?pageSize=1', { company: 'abc' })).status).toBe(200);
		expect((await site.call('/gl/accounts', { company: 'XYZ', key: site.access.keys.abc! })).status).toBe(403);
	});

	it('3. /health needs no company and no Sage, /health/ready says why not', async () => {
		await site.control('exclusive', { company: '*', task: 'Backup' });
		await site.control('lose-sessions', {});
		expect((await site.call('/health', { company: null })).status).toBe(200);
		let ready = await site.call('/health/ready');
		// The first call learns that the session is gone.
		if (ready.status === 200) {
			await site.call('/gl/segments');
			ready = await site.call('/health/ready');
		}
		expect(ready.status).toBe(503);
		expect(errorOf(ready).message).toMatch(/Backup/);
		await site.control('exclusive', { company: '*' });
		expect((await site.call('/health/ready')).status).toBe(200);
	});

	it('38. an exclusive task is 503 with Retry-After, and nothing else', async () => {
		await site.control('exclusive', { company: 'ABC', task: 'Period End Processing' });
		await site.control('lose-sessions', {});
		await site.call('/gl/segments');
		const refused = await site.call('/gl/segments');
		expect([refused.status, errorOf(refused).code, errorOf(refused).retryable]).toEqual([503, 'EXCLUSIVE_TASK', true]);
		expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
		await site.control('exclusive', { company: 'ABC' });
		expect((await site.call('/gl/segments')).status).toBe(200);
	});

	it('41. an unknown parameter, a parameter given twice and a cursor of somebody else are 400', async () => {
		expect((await site.call('/ap/vendors?colour=red')).status).toBe(400);
		expect((await site.call('/ap/vendors?pageSize=1&pageSize=2')).status).toBe(400);
		expect(errorOf(await site.call('/ap/vendors?cursor=nonsense')).code).toBe('CURSOR_INVALID');
		const first = await site.call('/ap/vendors?pageSize=1');
		const { nextCursor } = first.body.page as { nextCursor: string };
		expect(errorOf(await site.call(`/gl/accounts?cursor=${nextCursor}`)).code).toBe('CURSOR_INVALID');
	});

	it('41. a cursor older than an hour is 410', async () => {
		const { nextCursor } = (await site.call('/ap/vendors?pageSize=1')).body.page as { nextCursor: string };
		await site.control('clock', { advanceMs: 61 * 60_000 });
		const late = await site.call(`/ap/vendors?pageSize=1&cursor=${nextCursor}`);
		expect([late.status, errorOf(late).code]).toEqual([410, 'CURSOR_EXPIRED']);
	});

	it('42. a second request of a company waits or is 429; Sage never has two calls at once', async () => {
		await site.control('faults', { kind: 'slow', match: 'AP_Vendor_\\w+\\.nGetResultSets', delayMs: 120, times: -1 });
		const replies = await Promise.all(Array.from({ length: 6 }, () => site.call('/ap/vendors?pageSize=5')));
		// Its session was lost above, which the first call learns.
		await site.call('/gl/segments', { company: 'XYZ' });
		const other = await site.call('/gl/segments', { company: 'XYZ' });
		await fetch(`${site.simulator.url}/__sim/faults`, { method: 'DELETE' });
		expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200, 429]));
		for (const reply of replies.filter(({ status }) => status === 429)) expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
		expect(other.status).toBe(200);
		expect(await site.effects('overlap')).toEqual([]);
	});

	it('43. X-Request-Id comes back, in the answer and in the error', async () => {
		const good = await site.call('/gl/segments', { headers: { 'X-Request-Id': 'run-7.1' } });
		const bad = await site.call('/gl/accounts', { company: null, headers: { 'X-Request-Id': 'run-7.2' } });
		expect([good.headers['x-request-id'], bad.headers['x-request-id'], errorOf(bad).requestId]).toEqual(['run-7.1', 'run-7.2', 'run-7.2']);
	});

	it('45. plain HTTP is refused with a sentence', async () => {
		const { port } = new URL(site.access.url);
		const answer = await new Promise<{ status: number; text: string }>((resolve, reject) => {
			const outgoing = request({ host: '127.0.0.1', port, path: '/v1/health', agent: false }, (incoming) => {
				let text = '';
				incoming.setEncoding('utf8').on('data', (part: string) => (text += part)).on('end', () => resolve({ status: incoming.statusCode ?? 0, text }));
			});
			outgoing.on('error', reject).end();
		});
		expect(answer.status).toBe(400);
		expect(answer.text).toMatch(/HTTPS/);
	});

	it('47. the agent tells its version and that of the contract', async () => {
		const { body } = await site.call('/health', { company: null });
		expect(body).toMatchObject({ status: 'ok', contractVersion: '1.1.0', agentVersion: expect.stringMatching(/^\d+\.\d+\.\d+/) });
	});

	it('lists the companies that the key may use, and their facts', async () => {
		const own = await site.call('/companies', { company: null, key: site.access.keys.abc! });
		expect(itemsOf(own).map(({ code }) => code)).toEqual(['ABC']);
		const all = await site.call('/companies', { company: null });
		expect(itemsOf(all).map(({ code, name }) => [code, name])).toEqual([['ABC', 'Acme Bearing Company'], ['XYZ', 'Xylophone Zither & Co']]);
	});

	it('lists one company where that is asked for, and none that the key may not use', async () => {
		const codes = async (code: string, key = site.access.apiKey): Promise<readonly unknown[]> =>
			itemsOf(await site.call(`/companies?code=${code}`, { company: null, key })).map((row) => row.code);
		expect([await codes('xyz'), await codes('XYZ', site.access.keys.abc!), await codes('QQQ')]).toEqual([['XYZ'], [], []]);
		expect((await site.call('/companies?code=LONG', { company: null })).status).toBe(400);
	});
});

describe('the user of Sage (reference sage-100 2.1, 15)', () => {
	it('39. a locked user is 503, and Sage is asked once and not again', async () => {
		const site = await Site.start({ companies: ['ABC'] });
		try {
			await site.control('user', { name: 'AGENT', locked: true });
			for (let turn = 0; turn < 4; turn += 1) {
				const refused = await site.call('/gl/segments');
				expect([refused.status, errorOf(refused).code]).toEqual([503, 'SAGE_UNAVAILABLE']);
			}
			const calls = await site.control<Record<string, number>>('calls');
			expect(calls['SY_Session.nSetUser']).toBe(1);
		} finally {
			await site.stop();
		}
	});

	it('39. a wrong password is tried once, whatever is asked for how often, and in any company', async () => {
		const site = await Site.start({ companies: ['ABC', 'XYZ'], sage: { password: 'wrong' } });
		try {
			await Promise.all([site.call('/gl/segments'), site.call('/gl/accounts', { company: 'XYZ' }), site.call('/companies', { company: null })]);
			await site.call('/gl/segments', { company: 'XYZ' });
			const refused = await site.call('/health/ready');
			expect(refused.status).toBe(503);
			expect(refused.text).not.toContain('wrong');
			expect((await site.control<{ users: ReadonlyArray<{ name: string; locked: boolean; wrongPasswords: number }> }>('state')).users[0])
				.toMatchObject({ name: 'AGENT', locked: false, wrongPasswords: 1 });
		} finally {
			await site.stop();
		}
	});

	it('a user without the right to a task gets 403 that names the task', async () => {
		const site = await Site.start({ companies: ['ABC'], sage: { user: 'PAYABLES', password: 'Payables-Secret-1' } });
		try {
			expect((await site.call('/ap/vendors?pageSize=1')).status).toBe(200);
			const refused = await site.call('/gl/accounts');
			expect([refused.status, errorOf(refused).code]).toEqual([403, 'FORBIDDEN']);
			expect(errorOf(refused).message).toContain('GL_Account_ui');
		} finally {
			await site.stop();
		}
	});

	it('a list of companies takes one seat at a time, and gives it back; one that is named keeps its session', async () => {
		const site = await Site.start({ companies: ['ABC', 'XYZ', '5IV'], switches: { seats: 1 } });
		const calls = async (method: string): Promise<number> => (await site.control<Record<string, number>>('calls'))[`SY_Session.${method}`] ?? 0;
		try {
			const all = await site.call('/companies', { company: null });
			expect([all.status, itemsOf(all).length, await calls('nSetUser'), await calls('nCleanup')]).toEqual([200, 3, 3, 3]);
			expect((await site.call('/companies?code=ABC', { company: null })).status).toBe(200);
			expect((await site.call('/gl/segments')).status).toBe(200);
			expect([await calls('nSetUser'), await calls('nCleanup')]).toEqual([4, 3]);
		} finally {
			await site.stop();
		}
	});

	it('no free seat is 503 that may be tried again, and is good when one is free', async () => {
		const site = await Site.start({ companies: ['ABC'], switches: { seats: 1 } });
		try {
			await site.control('seats', { taken: 1 });
			const refused = await site.call('/gl/segments');
			expect([refused.status, errorOf(refused).code, errorOf(refused).retryable]).toEqual([503, 'SAGE_UNAVAILABLE', true]);
			await site.control('seats', { taken: 0 });
			await until(async () => (await site.call('/gl/segments')).status === 200);
		} finally {
			await site.stop();
		}
	});
});
