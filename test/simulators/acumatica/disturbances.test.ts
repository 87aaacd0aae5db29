import { FAULTS } from '../../../simulators/acumatica';
import { BALANCED, journal, problem, rows, SECOND, Site, value, valuesOf, type Answer, type Caller, type Entity, type Line } from './driver';

const BASE = '/HarborMills/entity/Default/25.200.001';

describe('disturbances', () => {
	let site: Site;
	let caller: Caller;

	beforeEach(async () => {
		site = await Site.start();
		caller = await site.caller();
	});
	afterEach(() => site.close());

	const plan = (description = 'PLAN-1', lines = BALANCED): Promise<Answer> => caller.put(
		'JournalTransaction?$expand=Details', journal(lines, { Description: description }),
	);
	const stored = (match = 'PLAN-'): Promise<Record<string, string>[]> => site.control(`batches?match=${match}`);
	const arm = (fault: Readonly<Record<string, unknown>>): Promise<unknown> => site.control('faults', {
		...fault, match: `^PUT ${BASE}/JournalTransaction`, times: 1,
	});
	const many = (count: number): Line[] => Array.from({ length: count }, (_, at) => [
		'62000', '0000000', at % 2 === 0 ? '1' : '0', at % 2 === 0 ? '0' : '1',
	]);

	it('an answer lost after the batch was stored: the batch is there', async () => {
		await arm(FAULTS.answerLost);
		await expect(plan()).rejects.toThrow();
		expect(await stored()).toEqual([expect.objectContaining({ Description: 'PLAN-1', Status: 'Balanced', debit: '2000.0000', lines: 2 })]);
		expect(await site.effects('batch-created')).toHaveLength(1);
	});

	it('500 after the batch was stored, and a connection dropped before it was', async () => {
		await arm(FAULTS.errorAfterStore);
		const answer = await plan();
		expect([answer.status, answer.json().exceptionMessage]).toEqual([500, 'Execution Timeout Expired.']);
		expect(await stored()).toHaveLength(1);
		await arm(FAULTS.droppedBefore);
		await expect(plan('PLAN-2')).rejects.toThrow();
		expect(await stored()).toHaveLength(1);
	});

	it('429 instead of work, a storm of 429, a slow answer, a body cut short', async () => {
		await arm(FAULTS.tooMany);
		expect((await plan()).status).toBe(429);
		await site.control('storm', { requests: 2 });
		expect([
			(await plan()).status, (await caller.list('Account?$top=1')).status, (await caller.list('Account?$top=1')).status,
		]).toEqual([429, 429, 200]);
		await arm({ ...FAULTS.slow, delayMs: 30 });
		const order: string[] = [];
		await Promise.all([plan().then(() => order.push('slow')), caller.list('Account?$top=1').then(() => order.push('other'))]);
		expect(order).toEqual(['other', 'slow']);
		await arm(FAULTS.cutBody);
		const cut = await plan('PLAN-cut');
		expect(cut.status).toBe(200);
		expect(() => cut.json()).toThrow();
		expect(await stored('PLAN-cut')).toHaveLength(1);
	});

	it('line 250 of a batch is refused and nothing is stored; the next attempt goes through', async () => {
		await site.control('disturb', { kind: 'refuse-line', line: 250, match: 'PLAN-9', message: 'The account is restricted.' });
		const refused = await plan('PLAN-9', many(300));
		const lines = rows(refused.json(), 'Details');
		expect([
			refused.status, problem(lines[249], 'Account'), lines.filter((line) => problem(line, 'Account') !== undefined).length,
		]).toEqual([422, 'The account is restricted.', 1]);
		expect(await stored()).toEqual([]);
		expect((await plan('PLAN-9', many(300))).status).toBe(200);
	});

	it('a batch stored in part: the first lines on hold, and an error', async () => {
		await site.control('disturb', { kind: 'keep-lines', lines: 3 });
		const broken = await plan('PLAN-3', many(10));
		expect([broken.status, broken.json().exceptionType]).toEqual([500, 'System.Data.SqlClient.SqlException']);
		expect(await stored()).toEqual([expect.objectContaining({ Status: 'On Hold', lines: 3 })]);
	});

	it('another process has updated the record', async () => {
		const made = (await plan()).json();
		await site.control('disturb', { kind: 'updated-by-other', skip: 1 });
		expect((await caller.put('JournalTransaction', { id: made.id, Description: { value: 'PLAN-1 a' } })).status).toBe(200);
		const lost = await caller.put('JournalTransaction', { id: made.id, Description: { value: 'PLAN-1 b' } });
		expect([lost.status, lost.json().exceptionMessage]).toEqual([
			500, 'Another process has updated the \'GL Batch\' record. Your changes will be lost.',
		]);
		expect((await stored())[0]?.Description).toBe('PLAN-1 a');
		expect((await site.control<unknown[]>('disturb')).length).toBe(1);
		await site.control('disturb', undefined, 'DELETE');
		expect(await site.control('disturb')).toEqual([]);
	});

	it('a control call that makes no sense is refused', async () => {
		for (const [route, body] of [
			['disturb', { kind: 'nothing' }], ['switches', { nothing: 1 }], ['switches', { seats: 'two' }], ['later', { route: 'nothing' }],
			['touch', { entity: 'Account', key: '7' }],
		] as const) {
			expect(await site.control(route, body)).toEqual({ refused: expect.any(String) });
		}
		expect(await site.control('nothing')).toEqual({ unknown: 'nothing' });
	});

	describe('46. row modified between two pages', () => {
		const since = encodeURIComponent('LastModifiedDateTime gt datetimeoffset\'2026-05-01T00:00:00+00:00\'');
		const page = async (skip: number, filter = since): Promise<unknown[]> =>
			valuesOf((await caller.list(`Vendor?$filter=${filter}&$top=2&$skip=${skip}`)).json<Entity[]>(), 'VendorID');
		const touch = (key: string, stamp: string): Record<string, unknown> => ({ entity: 'Vendor', key, stamp });

		beforeEach(async () => {
			for (const [at, key] of ['V00212', 'V00213', 'V00214', 'V00215'].entries()) await site.control(
				'touch', touch(key, `2026-05-0${5 - at}T08:00:00Z`),
			);
		});

		it('46. a row that enters the set shifts later pages right: one comes twice', async () => {
			await site.control('later', { match: 'GET .*Vendor', route: 'touch', body: touch('V00211', '2026-05-20T12:00:00Z') });
			expect([await page(0), await page(2), await page(4)]).toEqual([['V00212', 'V00213'], ['V00213', 'V00214'], ['V00215']]);
		});

		it('46. a row that leaves an upper-bounded or shrinking set shifts them left: one is missed', async () => {
			const bounded = `${since}${encodeURIComponent(' and LastModifiedDateTime lt datetimeoffset\'2026-05-20T00:00:00+00:00\'')}`;
			await site.control('later', { match: 'GET .*Vendor', route: 'touch', body: touch('V00212', '2026-05-20T12:00:00Z') });
			expect([await page(0, bounded), await page(2, bounded)]).toEqual([['V00212', 'V00213'], ['V00215']]);
			await site.control('later', { match: 'GET .*Vendor', route: 'delete', body: { entity: 'Vendor', key: 'V00213' } });
			expect([await page(0), await page(2)]).toEqual([['V00212', 'V00213'], ['V00215']]);
		});

		it('46. the last row of a page is not the newest: order is that of the keys', async () => {
			const stamps = valuesOf((await caller.list(`Vendor?$filter=${since}`)).json<Entity[]>(), 'LastModifiedDateTime') as string[];
			expect([...stamps].sort().reverse()).toEqual(stamps);
			expect(stamps).toHaveLength(4);
		});
	});

	describe('44. throttle', () => {
		const get = (): Promise<Answer> => caller.list('Account?$top=1');

		it('44. from 50 % of the per-minute limit delay by the formula', async () => {
			await site.switches({ requestsPerMinute: 50, delayShare: 0 });
			await site.control('history', undefined, 'DELETE');
			// Signing in was the first request of the minute.
			for (let at = 0; at < 24; at += 1) await get();
			await site.control('clock', { advanceMs: 40_000 });
			await get();
			const delays = (await site.control<{ kind: string; note: { delayedMs?: number } }[]>('history')).filter(({ kind }) => kind === 'request').map(({ note }) => note.delayedMs ?? 0);
			expect(delays.slice(0, 24).every((ms) => ms === 0)).toBe(true);
			expect(delays[24]).toBeGreaterThan(100);
			expect(delays[24]).toBeLessThanOrEqual(800);
		});

		it('44. > 20 queued → 429; logout never queued', async () => {
			await site.switches({ processingCores: 1, processingMs: 1500 });
			const statuses: number[] = [];
			const all = Promise.all(Array.from({ length: 30 }, async () => {
				statuses.push((await get()).status);
				// Everybody has come as soon as nine were declined; the others need not take so long.
				if (statuses.length === 9) await site.switches({ processingMs: 0 });
			}));
			await all;
			expect([statuses.slice(0, 9), statuses.slice(9)]).toEqual([Array.from({ length: 9 }, () => 429), Array.from({ length: 21 }, () => 200)]);
			await site.switches({ queueLimit: 0, processingMs: 400 });
			await site.control('history', undefined, 'DELETE');
			const busy = get();
			while ((await site.control<unknown[]>('history')).length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
			expect((await get()).status).toBe(429);
			expect((await caller.logout()).status).toBe(204);
			await busy;
		});

		it.each([['text', 'text/plain'], ['html', 'text/html'], ['json', 'application/json']])('45. 429 body as %s; no Retry-After', async (form, type) => {
			await site.switches({ tooManyForm: form });
			await site.control('storm', { requests: 1 });
			const answer = await get();
			expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, null]);
			expect(answer.headers.get('content-type')).toContain(type);
		});
	});

	it('the session dies after the batch was stored: the next call is 401, the batch is there', async () => {
		await site.control('later', { match: 'PUT .*JournalTransaction', route: 'sessions/expire', body: {} });
		const made = await plan();
		expect([made.status, (await caller.release(String(value(made.json(), 'BatchNbr')))).status]).toEqual([200, 401]);
		const other = await site.caller(SECOND);
		expect((await other.release('GL0000012')).status).toBe(202);
	});

	it('a reset brings records and switches back, and keeps sessions if asked', async () => {
		await plan();
		await site.switches({ denied: 'Account' });
		await site.control('reset', { keepSessions: true });
		expect([await stored(), (await caller.list('Account?$top=1')).status]).toEqual([[], 200]);
		await site.control('reset', {});
		expect((await caller.list('Account?$top=1')).status).toBe(401);
	});
});
