import fc from 'fast-check';
import { ANAPLAN_LIMITS, TokenBucket, withBudget } from '../../../src/core/http/budget';
import { processBudget } from '../../../src/core/http/process-budget';
import { withRetry } from '../../../src/core/http/retry-http';
import { CancelledError } from '../../../src/core/errors';
import { FakeClock } from '../fake-clock';
import { answer, lostAnswer, request, scripted } from './scripted-http';

const LIMITS = { capacity: 3, refillPerSecond: 2, longestPenaltyMs: 60_000 };

const drained = async (clock: FakeClock, limits = LIMITS): Promise<TokenBucket> => {
	const bucket = new TokenBucket(clock, limits);
	for (let token = 0; token < limits.capacity; token += 1) await bucket.take('t');
	return bucket;
};

describe('TokenBucket', () => {
	it('starts with what Anaplan grants less two seconds on the way: 580 at once, then 10 per second', async () => {
		const clock = new FakeClock();
		const bucket = new TokenBucket(clock);
		const waits: number[] = [];
		for (let token = 0; token < 582; token += 1) waits.push(await clock.runUntil(bucket.take('t')));
		expect(waits.slice(0, 580).every((ms) => ms === 0)).toBe(true);
		expect(waits.slice(580)).toEqual([100, 100]);
	});

	it('tells how long each caller waited', async () => {
		const clock = new FakeClock();
		const bucket = await drained(clock);
		const waiting = Promise.all([bucket.take('t'), bucket.take('t'), bucket.take('t')]);
		expect(await clock.runUntil(waiting)).toEqual([500, 1_000, 1_500]);
	});

	it('never fills above the capacity, however long it was quiet', async () => {
		const clock = new FakeClock();
		const bucket = await drained(clock);
		await clock.advance(3_600_000);
		const waits = await clock.runUntil(Promise.all(Array.from({ length: 4 }, () => bucket.take('t'))));
		expect(waits).toEqual([0, 0, 0, 500]);
	});

	it('tenants do not wait for each other', async () => {
		const clock = new FakeClock();
		const bucket = await drained(clock);
		expect(await bucket.take('another')).toBe(0);
		bucket.penalise('t', 10_000);
		expect(await bucket.take('another')).toBe(0);
	});

	describe('fair', () => {
		it('serves in the order of arrival', async () => {
			const clock = new FakeClock();
			const bucket = await drained(clock);
			const served: string[] = [];
			const take = async (name: string): Promise<void> => {
				await bucket.take('t');
				served.push(name);
			};
			const all = ['a', 'b', 'c', 'd'].map(take);
			await clock.advance(1_200);
			expect(served).toEqual(['a', 'b']);
			await clock.runUntil(Promise.all(all));
			expect(served).toEqual(['a', 'b', 'c', 'd']);
		});

		it('nobody overtakes: a late caller finds no token while another one waits for it', async () => {
			const clock = new FakeClock();
			const bucket = await drained(clock);
			const early = bucket.take('t');
			await clock.advance(499);
			const late = bucket.take('t');
			await clock.advance(1);
			expect(await early).toBe(500);
			expect(await clock.runUntil(late)).toBe(501);
		});

		it('who is cancelled leaves without a token, and the next moves up', async () => {
			const clock = new FakeClock();
			const bucket = await drained(clock);
			const stop = new AbortController();
			const first = bucket.take('t', stop.signal);
			const second = bucket.take('t', stop.signal);
			const third = bucket.take('t');
			const refused = Promise.allSettled([first, second]);
			await clock.advance(400);
			stop.abort();
			expect((await refused).map((one) => one.status === 'rejected' && one.reason instanceof CancelledError)).toEqual([true, true]);
			expect(await clock.runUntil(third)).toBe(500);
		});

		it('who comes cancelled takes nothing', async () => {
			const clock = new FakeClock();
			const bucket = new TokenBucket(clock, LIMITS);
			await expect(bucket.take('t', AbortSignal.abort())).rejects.toBeInstanceOf(CancelledError);
			const waits = await clock.runUntil(Promise.all(Array.from({ length: 4 }, () => bucket.take('t'))));
			expect(waits).toEqual([0, 0, 0, 500]);
		});
	});

	it('a clock that fails is told to everybody who waits', async () => {
		const clock = new FakeClock();
		const bucket = await drained(clock);
		clock.sleep = () => Promise.reject(new Error('no time'));
		const outcomes = await Promise.allSettled([bucket.take('t'), bucket.take('t')]);
		expect(outcomes.map((one) => one.status === 'rejected' && String(one.reason))).toEqual(['Error: no time', 'Error: no time']);
	});

	describe('penalty', () => {
		it('nobody asks before it ends, and then at the pace of the refill', async () => {
			const clock = new FakeClock();
			const bucket = new TokenBucket(clock, LIMITS);
			bucket.penalise('t', 10_000);
			const waits = await clock.runUntil(Promise.all([bucket.take('t'), bucket.take('t')]));
			expect(waits).toEqual([10_500, 11_000]);
		});

		it('holds for those who already wait', async () => {
			const clock = new FakeClock();
			const bucket = await drained(clock);
			const waiting = bucket.take('t');
			await clock.advance(400);
			bucket.penalise('t', 5_000);
			expect(await clock.runUntil(waiting)).toBe(5_900);
		});

		it('a shorter one does not shorten a longer one', async () => {
			const clock = new FakeClock();
			const bucket = new TokenBucket(clock, LIMITS);
			bucket.penalise('t', 10_000);
			bucket.penalise('t', 1_000);
			expect(await clock.runUntil(bucket.take('t'))).toBe(10_500);
		});

		it('longer than the longest is not believed', async () => {
			const clock = new FakeClock();
			const bucket = new TokenBucket(clock, LIMITS);
			bucket.penalise('t', 86_400_000);
			expect(await clock.runUntil(bucket.take('t'))).toBe(60_500);
		});

		it('can be waited for until the execution is stopped', async () => {
			const clock = new FakeClock();
			const bucket = new TokenBucket(clock, LIMITS);
			const stop = new AbortController();
			bucket.penalise('t', 50_000);
			const refused = expect(bucket.take('t', stop.signal)).rejects.toBeInstanceOf(CancelledError);
			await clock.advance(1_000);
			stop.abort();
			await refused;
		});
	});

	it('does not stand still when the clock is set back by an hour', async () => {
		const clock = new FakeClock();
		const bucket = await drained(clock);
		clock.nowMs -= 3_600_000;
		expect(await clock.runUntil(bucket.take('t'))).toBe(500);
	});

	it('one leap of the clock forward is worth one capacity at most', async () => {
		const clock = new FakeClock();
		const bucket = await drained(clock);
		clock.nowMs += 86_400_000;
		const waits = await clock.runUntil(Promise.all(Array.from({ length: 4 }, () => bucket.take('t'))));
		expect(waits).toEqual([0, 0, 0, 500]);
	});

	it('never more than capacity + refill · t requests in any window of t seconds; everybody served in order', async () => {
		const limits = fc.record({
			capacity: fc.integer({ min: 1, max: 8 }), refillPerSecond: fc.integer({ min: 1, max: 40 }), longestPenaltyMs: fc.constant(5_000),
		});
		const event = fc.record({ gapMs: fc.oneof(fc.constant(0), fc.nat(2_000)), penaltyMs: fc.option(fc.nat(6_000), { freq: 8, nil: undefined }) });
		await fc.assert(
			fc.asyncProperty(limits, fc.array(event, { minLength: 1, maxLength: 25 }), async (bounds, events) => {
				const clock = new FakeClock();
				const bucket = new TokenBucket(clock, bounds);
				const sent: Array<{ id: number; atMs: number }> = [];
				const quiet: Array<{ fromMs: number; toMs: number }> = [];
				const all: Array<Promise<unknown>> = [];
				for (const [id, { gapMs, penaltyMs }] of events.entries()) {
					await clock.advance(gapMs);
					if (penaltyMs !== undefined) {
						bucket.penalise('t', penaltyMs);
						quiet.push({ fromMs: clock.now(), toMs: clock.now() + Math.min(penaltyMs, bounds.longestPenaltyMs) });
					}
					all.push(bucket.take('t').then(() => sent.push({ id, atMs: clock.now() })));
				}
				await clock.runUntil(Promise.all(all));
				expect(sent.map(({ id }) => id)).toEqual(events.map((_event, id) => id));
				for (let first = 0; first < sent.length; first += 1) {
					for (let last = first; last < sent.length; last += 1) {
						const seconds = ((sent[last]?.atMs ?? 0) - (sent[first]?.atMs ?? 0)) / 1000;
						expect(last - first + 1).toBeLessThanOrEqual(bounds.capacity + bounds.refillPerSecond * seconds + 1e-6);
					}
				}
				for (const { fromMs, toMs } of quiet) {
					expect(sent.filter(({ atMs }) => atMs > fromMs && atMs < toMs)).toEqual([]);
				}
			}),
			{ numRuns: 40 },
		);
	});
});

describe('withBudget', () => {
	const spy = () => {
		const taken: string[] = [];
		const penalties: Array<[string, number]> = [];
		return { taken, penalties, take: async (tenant: string) => taken.push(tenant), penalise: (tenant: string, ms: number) => void penalties.push([tenant, ms]) };
	};

	it('takes one token per actual sending, also for repeats and lost answers', async () => {
		const budget = spy();
		const clock = new FakeClock();
		const http = withRetry(withBudget(scripted(answer(503), lostAnswer(), answer(200)), budget, 'acme'), { clock });
		expect((await clock.runUntil(http.send(request()))).status).toBe(200);
		expect(budget.taken).toEqual(['acme', 'acme', 'acme']);
		expect(budget.penalties).toEqual([]);
	});

	it.each([
		[{ 'retry-after': '7' }, 7_000],
		[{ 'retry-after': 'Sun, 01 Mar 2026 08:10:30 GMT' }, 30_000],
		[{}, 10_000],
	])('penalises on 429 with %p for %d ms', async (headers, ms) => {
		const budget = spy();
		const http = withBudget(scripted(answer(429, headers)), budget, 'acme', { nowMs: () => Date.parse('2026-03-01T08:10:00Z') });
		expect((await http.send(request())).status).toBe(429);
		expect(budget.penalties).toEqual([['acme', ms]]);
	});

	it('lets the caller find a 429 inside another answer', async () => {
		const budget = spy();
		const http = withBudget(scripted(answer(200, {}, 'rate limit'), answer(200, {}, 'fine')), budget, 'acme', {
			penaltyOf: ({ body }) => (body.includes('rate limit') ? 3_000 : undefined),
		});
		await http.send(request());
		await http.send(request());
		expect(budget.penalties).toEqual([['acme', 3_000]]);
	});

	it('tells each wait, and asks with the urgency it was given', async () => {
		const clock = new FakeClock();
		const bucket = await drained(clock);
		const waits: number[] = [];
		const asked: unknown[] = [];
		const budget = { take: (...all: Parameters<TokenBucket['take']>) => (asked.push(all[2]), bucket.take(...all)), penalise: () => undefined };
		const http = withBudget(scripted(answer(200), answer(200)), budget, 't', { urgency: 'interactive', onWait: (ms) => waits.push(ms) });
		await clock.runUntil(http.send(request()));
		await clock.advance(10_000);
		await http.send(request());
		expect(waits).toEqual([500]);
		expect(asked).toEqual(['interactive', 'interactive']);
	});

	it('does not send when the wait for the budget was cancelled', async () => {
		const inner = scripted(answer(200));
		const http = withBudget(inner, new TokenBucket(new FakeClock(), LIMITS), 'acme');
		await expect(http.send(request({ signal: AbortSignal.abort() }))).rejects.toBeInstanceOf(CancelledError);
		expect(inner.sent).toEqual([]);
	});

	it('together with the retry: a 429 silences the whole tenant, then the request gets through', async () => {
		const clock = new FakeClock();
		const bucket = new TokenBucket(clock);
		const http = withRetry(withBudget(scripted(answer(429, { 'retry-after': '5' }), answer(200)), bucket, 'acme'), { clock, random: () => 0 });
		const first = http.send(request());
		await clock.advance(0);
		const beganMs = clock.now();
		const other = bucket.take('acme');
		await clock.runUntil(Promise.all([first, other]));
		expect(await other).toBeGreaterThanOrEqual(5_000);
		expect((await first).status).toBe(200);
		expect(clock.now() - beganMs).toBeLessThan(5_500);
	});
});

describe('processBudget', () => {
	it('is the same budget for everybody in this process, one per set of limits', () => {
		const one = processBudget(new FakeClock());
		expect(processBudget(new FakeClock(), { ...ANAPLAN_LIMITS })).toBe(one);
		expect(processBudget(new FakeClock(), LIMITS)).not.toBe(one);
	});
});
