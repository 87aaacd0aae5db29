import fc from 'fast-check';
import type { Urgency } from '../../../src/contracts';
import { CancelledError } from '../../../src/core/errors';
import { TokenBucket } from '../../../src/core/http/budget';
import { MOST_OVERTAKINGS } from '../../../src/core/limits/turn-queue';
import { FakeClock } from '../fake-clock';

const LIMITS = { capacity: 1, refillPerSecond: 10, longestPenaltyMs: 60_000 };

const drained = async (clock: FakeClock): Promise<TokenBucket> => {
	const bucket = new TokenBucket(clock, LIMITS);
	await bucket.take('t');
	return bucket;
};

describe('the tenant\'s budget: interactive before bulk', () => {
	it('a pick list goes before the bulk requests that wait, even the one at the head', async () => {
		const clock = new FakeClock();
		const bucket = await drained(clock);
		const served: string[] = [];
		const take = async (name: string, urgency?: Urgency): Promise<void> => {
			await bucket.take('t', undefined, urgency);
			served.push(name);
		};
		const bulk = [take('bulk 1'), take('bulk 2', 'bulk')];
		await clock.advance(99);
		const all = Promise.all([...bulk, take('pick list', 'interactive')]);
		await clock.advance(1);
		expect(served).toEqual(['pick list']);
		await clock.runUntil(all);
		expect(served).toEqual(['pick list', 'bulk 1', 'bulk 2']);
	});

	it('a bulk one is never starved: after twenty overtakings it goes', async () => {
		const clock = new FakeClock();
		const bucket = await drained(clock);
		const served: Urgency[] = [];
		const take = async (urgency: Urgency): Promise<void> => {
			await bucket.take('t', undefined, urgency);
			served.push(urgency);
		};
		const all = [take('bulk'), ...Array.from({ length: 30 }, () => take('interactive'))];
		await clock.runUntil(Promise.all(all));
		expect(served.indexOf('bulk')).toBe(MOST_OVERTAKINGS);
	});

	it('no lost wakeup: who comes in the moment in which the last waiter leaves is served', async () => {
		const clock = new FakeClock();
		const bucket = await drained(clock);
		const stop = new AbortController();
		const refused = expect(bucket.take('t', stop.signal)).rejects.toBeInstanceOf(CancelledError);
		await clock.advance(50);
		stop.abort();
		const next = bucket.take('t');
		await refused;
		expect(await clock.runUntil(next)).toBe(50);
	});

	it('leaves no pause behind when the last waiter has left', async () => {
		const clock = new FakeClock();
		const bucket = await drained(clock);
		const stop = new AbortController();
		bucket.penalise('t', 50_000);
		const refused = expect(bucket.take('t', stop.signal)).rejects.toBeInstanceOf(CancelledError);
		await clock.advance(10);
		stop.abort();
		await refused;
		await expect(clock.runUntil(new Promise(() => undefined))).rejects.toThrow('nothing is waiting for time');
	});

	it('whatever comes and goes: in order within a class, never starved, cancelled ones never served, everybody else is', async () => {
		const visit = fc.record({
			urgency: fc.constantFrom<Urgency>('interactive', 'interactive', 'bulk'), gapMs: fc.constantFrom(0, 0, 0, 30, 250),
			cancelAfterMs: fc.option(fc.nat(900), { freq: 3, nil: undefined }), penaltyMs: fc.option(fc.nat(800), { freq: 15, nil: undefined }),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(visit, { minLength: 1, maxLength: 60 }), async (visits) => {
				const clock = new FakeClock();
				const bucket = await drained(clock);
				const served: number[] = [];
				const cancelled = new Set<number>();
				const waiting = new Set<number>();
				const running: Array<Promise<void>> = [];
				let overtakings = 0;
				for (const [id, { urgency, gapMs, cancelAfterMs, penaltyMs }] of visits.entries()) {
					await clock.advance(gapMs);
					if (penaltyMs !== undefined) bucket.penalise('t', penaltyMs);
					const stop = new AbortController();
					waiting.add(id);
					running.push(bucket.take('t', stop.signal, urgency).then(() => {
						waiting.delete(id);
						served.push(id);
						const bulkWaits = [...waiting].some((other) => visits[other]?.urgency === 'bulk');
						overtakings = urgency === 'interactive' && bulkWaits ? overtakings + 1 : 0;
						expect(overtakings).toBeLessThanOrEqual(MOST_OVERTAKINGS);
					}, (error: unknown) => {
						waiting.delete(id);
						expect(error).toBeInstanceOf(CancelledError);
						cancelled.add(id);
					}));
					if (cancelAfterMs !== undefined) void clock.sleep(cancelAfterMs).then(() => stop.abort());
				}
				await clock.runUntil(Promise.all(running));
				expect([...served, ...cancelled].sort((a, b) => a - b)).toEqual(visits.map((_visit, id) => id));
				for (const urgency of ['interactive', 'bulk']) {
					const inClass = served.filter((id) => visits[id]?.urgency === urgency);
					expect(inClass).toEqual([...inClass].sort((a, b) => a - b));
				}
			}),
			{ numRuns: 40 },
		);
	});
});
