import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { entry, HASTY, Site, type Entry } from './driver';
import { clearFaults, codeOf, settle, spoil, STAGES, writesOf, type Stage } from './settling';

describe('the request journal of the agent, damaged', () => {
	let site: Site;
	beforeAll(async () => {
		site = await Site.start({ ...HASTY, companies: ['ABC'] });
	});
	afterAll(() => site.stop());

	const file = async (): Promise<string> => path.join((await site.control<{ folder: string }>('agent')).folder, 'journal', 'requests.jsonl');

	it('a last line that was half written is cut off', async () => {
		await site.post(entry('D-1'));
		await site.control('agent/kill', {});
		appendFileSync(await file(), '{"step":"begin","at":"2026-09-1');
		await site.control('agent/start', {});
		expect((await site.post(entry('D-1'))).status).toBe(200);
		expect((await site.post(entry('D-2'))).status).toBe(201);
		await site.control('agent/crash', {});
		expect((await site.post(entry('D-2'))).status).toBe(200);
		expect([await writesOf(site, 'D-1'), await writesOf(site, 'D-2')]).toEqual([1, 1]);
	});

	it('torn anywhere in its last lines, it makes no second entry', async () => {
		await site.post(entry('D-3'));
		await site.control('agent/kill', {});
		const whole = readFileSync(await file());
		for (const share of [0.999, 0.9, 0.6, 0.4, 0.01, 0]) {
			writeFileSync(await file(), whole);
			truncateSync(await file(), Math.floor(whole.length * share));
			await site.control('agent/start', {});
			expect([share, (await settle(site, entry('D-3'))).state]).toEqual([share, 'entered']);
			const again = await site.post(entry('D-3'));
			expect([share, codeOf(again)]).toEqual([share, '200']);
			await site.control('agent/kill', {});
		}
		await site.control('agent/start', {});
		expect(await writesOf(site, 'D-3')).toBe(1);
	});

	it('lost with the folder, it is replaced by what Sage has: in the journal and in the ledger', async () => {
		await site.post(entry('D-4'));
		await site.post(entry('D-5'));
		await site.control('register', { match: '^D-5( |$)' });
		await site.control('agent/kill', {});
		writeFileSync(await file(), '');
		await site.control('agent/start', {});
		for (const key of ['D-4', 'D-5']) {
			const again = await site.post(entry(key));
			expect([again.status, again.headers['idempotent-replayed'], again.body.recorded]).toEqual([200, 'true', null]);
			expect(codeOf(await site.post(entry(key, { lines: entry(key).lines.map((line) => ({ ...line, debit: line.debit.replace('1250', '1251'), credit: line.credit.replace('1250', '1251') })) }))))
				.toBe('409 DUPLICATE_KEY_MISMATCH');
			expect(await writesOf(site, key)).toBe(1);
		}
	});

	it('damaged in the middle, it keeps the agent from starting, which names the line', async () => {
		await site.post(entry('D-6'));
		await site.post(entry('D-7'));
		await site.control('agent/kill', {});
		const lines = readFileSync(await file(), 'utf8').split('\n');
		writeFileSync(await file(), [lines[0], `${lines[1]!.slice(0, 20)}#`, ...lines.slice(2)].join('\n'));
		await expect(site.control('agent/start', {})).rejects.toThrow(/Line 2 .*damaged/);
		writeFileSync(await file(), lines.join('\n'));
		await site.control('agent/start', {});
		expect((await site.post(entry('D-6'))).status).toBe(200);
	});
});

describe('whatever happens in whatever order', () => {
	const KEYS = ['a', 'b'] as const;
	const stage = fc.constantFrom(...Object.keys(STAGES) as Stage[]);
	const key = fc.constantFrom(...KEYS);
	const step = fc.oneof(
		{ weight: 5, arbitrary: fc.record({ do: fc.constant('post' as const), key, other: fc.boolean() }) },
		{ weight: 2, arbitrary: fc.record({ do: fc.constant('both' as const), key }) },
		{ weight: 3, arbitrary: fc.record({ do: fc.constant('find' as const), key }) },
		{ weight: 4, arbitrary: fc.record({ do: fc.constant('spoil' as const), stage, kind: fc.constantFrom('killed', 'killed-after', 'exception', 'exception-after', 'refuse', 'session-lost') }) },
		{ weight: 1, arbitrary: fc.record({ do: fc.constant('agent' as const), how: fc.constantFrom('agent/crash', 'agent/restart') }) },
		{ weight: 1, arbitrary: fc.record({ do: fc.constant('register' as const), key }) },
		{ weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), key }) },
		{ weight: 1, arbitrary: fc.record({ do: fc.constant('clock' as const), advanceMs: fc.integer({ min: -7_200_000, max: 7_200_000 }) }) },
	);

	let site: Site;
	beforeAll(async () => {
		site = await Site.start({ ...HASTY, companies: ['ABC'] });
	});
	afterAll(() => site.stop());

	it('a key is stored once at most, what was answered as stored is, and the books agree', async () => {
		let run = 0;
		await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16 }), async (steps) => {
			run += 1;
			const prefix = `P-${run}`;
			const bodyOf = (name: string, other = false): Entry => entry(`${prefix}-${name}`, other ? { comment: 'Other content' } : {});
			const created = new Set<string>();
			const post = async (body: Entry): Promise<void> => {
				const reply = await site.post(body);
				if (reply.status === 201) {
					expect(created.has(body.naturalKey)).toBe(false);
					created.add(body.naturalKey);
				}
			};
			for (const one of steps) {
				if (one.do === 'post') await post(bodyOf(one.key, one.other));
				else if (one.do === 'both') await Promise.all([post(bodyOf(one.key)), post(bodyOf(one.key))]);
				else if (one.do === 'find') await site.call(`/gl/journal-entries?naturalKey=${prefix}-${one.key}`);
				else if (one.do === 'spoil') await spoil(site, one.kind, one.stage);
				else if (one.do === 'agent') await site.control(one.how, {});
				else if (one.do === 'register') await site.control('register', { match: `^${prefix}-${one.key}( |$)`, force: true });
				else if (one.do === 'delete') await site.control('delete-entries', { match: `^${prefix}-${one.key}( |$)` });
				else await site.control('clock', { advanceMs: one.advanceMs });
			}
			await clearFaults(site);
			for (const name of KEYS) {
				const writes = await writesOf(site, `${prefix}-${name}`);
				expect(writes).toBeLessThanOrEqual(1);
				if (created.has(`${prefix}-${name}`)) expect(writes).toBe(1);
			}
		}), { numRuns: 8, endOnFailure: true });
	}, 120_000);
});
