import fc from 'fast-check';
import { CancelledError } from '../../../src/core/errors';
import { FifoLock } from '../../../src/core/limits/fifo-lock';
import { processLock } from '../../../src/core/limits/process-lock';
import { FakeClock } from '../fake-clock';

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Work that lasts until the test ends it. */
const openWork = () => {
	let end = (): void => undefined;
	let begun = false;
	const done = new Promise<void>((resolve) => {
		end = resolve;
	});
	return { work: async () => {
		begun = true;
		await done;
	}, end: () => end(), hasBegun: () => begun };
};

describe('FifoLock', () => {
	it('hands out what the work returns', async () => {
		expect(await new FifoLock(new FakeClock()).hold('model', async () => 42)).toBe(42);
	});

	it('one holder: the second waits until the first has ended', async () => {
		const lock = new FifoLock(new FakeClock());
		const first = openWork();
		const second = openWork();
		const held = [lock.hold('model', first.work), lock.hold('model', second.work)];
		await tick();
		expect([first.hasBegun(), second.hasBegun()]).toEqual([true, false]);
		first.end();
		await tick();
		expect(second.hasBegun()).toBe(true);
		second.end();
		await Promise.all(held);
	});

	it('names do not wait for each other', async () => {
		const lock = new FifoLock(new FakeClock());
		const first = openWork();
		const held = lock.hold('model A', first.work);
		expect(await lock.hold('model B', async () => 'free')).toBe('free');
		first.end();
		await held;
	});

	it('tells how long it queued', async () => {
		const clock = new FakeClock();
		const lock = new FifoLock(clock);
		const first = openWork();
		const waited: number[] = [];
		const held = [lock.hold('model', first.work), lock.hold('model', async (ms) => void waited.push(ms))];
		await clock.advance(1_234);
		first.end();
		await Promise.all(held);
		await lock.hold('model', async (ms) => void waited.push(ms));
		expect(waited).toEqual([1_234, 0]);
	});

	it('never tells a negative wait when the clock is set back', async () => {
		const clock = new FakeClock();
		const lock = new FifoLock(clock);
		const first = openWork();
		const held = [lock.hold('model', first.work), lock.hold('model', async (ms) => ms)] as const;
		clock.nowMs -= 60_000;
		first.end();
		expect(await held[1]).toBe(0);
		await held[0];
	});

	it('releases when the work throws, also synchronously', async () => {
		const lock = new FifoLock(new FakeClock());
		await expect(lock.hold('model', async () => Promise.reject(new Error('later')))).rejects.toThrow('later');
		await expect(lock.hold('model', () => {
			throw new Error('at once');
		})).rejects.toThrow('at once');
		expect(await lock.hold('model', async () => 'free')).toBe('free');
	});

	describe('cancelled waiters', () => {
		it('leave at once and are never granted; the queue goes on', async () => {
			const lock = new FifoLock(new FakeClock());
			const first = openWork();
			const stop = new AbortController();
			const order: string[] = [];
			const held = lock.hold('model', first.work);
			const cancelled = lock.hold('model', async () => void order.push('cancelled'), stop.signal);
			const last = lock.hold('model', async () => void order.push('last'));
			stop.abort();
			await expect(cancelled).rejects.toBeInstanceOf(CancelledError);
			expect(order).toEqual([]);
			first.end();
			await Promise.all([held, last]);
			expect(order).toEqual(['last']);
		});

		it('do not even queue when they were cancelled before', async () => {
			const lock = new FifoLock(new FakeClock());
			await expect(lock.hold('model', async () => 'never', AbortSignal.abort())).rejects.toBeInstanceOf(CancelledError);
			expect(await lock.hold('model', async () => 'free')).toBe('free');
		});

		it('that were granted in the same moment release without working', async () => {
			const lock = new FifoLock(new FakeClock());
			const stop = new AbortController();
			const first = openWork();
			let worked = false;
			const held = lock.hold('model', async () => {
				await first.work();
				// Two turns later the next one is granted, and has not begun yet.
				queueMicrotask(() => queueMicrotask(() => stop.abort()));
			});
			const granted = lock.hold('model', async () => {
				worked = true;
			}, stop.signal);
			const last = lock.hold('model', async () => 'free');
			first.end();
			const outcomes = await Promise.allSettled([held, granted, last]);
			expect(outcomes[2]).toEqual({ status: 'fulfilled', value: 'free' });
			expect(outcomes[1]).toMatchObject({ status: 'rejected', reason: { name: 'CancelledError' } });
			expect(worked).toBe(false);
		});

		it('leave no listener on a signal that lives on', async () => {
			const lock = new FifoLock(new FakeClock());
			const { signal } = new AbortController();
			const added = jest.spyOn(signal, 'addEventListener');
			const removed = jest.spyOn(signal, 'removeEventListener');
			await Promise.all(Array.from({ length: 8 }, () => lock.hold('model', async () => tick(), signal)));
			expect(added).toHaveBeenCalledTimes(7);
			expect(removed).toHaveBeenCalledTimes(7);
		});
	});

	it('whatever comes and goes: one holder, first come first served, nobody waits for ever', async () => {
		const visit = fc.record({
			name: fc.constantFrom('A', 'B'), pauseBefore: fc.nat(3), turns: fc.nat(3), fails: fc.boolean(),
			cancelAfter: fc.option(fc.nat(8), { nil: undefined }),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(visit, { maxLength: 25 }), async (visits) => {
				const lock = new FifoLock(new FakeClock());
				const inside = new Map<string, number>();
				const arrived: Record<string, number[]> = { A: [], B: [] };
				const served: Record<string, number[]> = { A: [], B: [] };
				const running: Array<Promise<unknown>> = [];
				for (const [id, { name, pauseBefore, turns, fails, cancelAfter }] of visits.entries()) {
					for (let turn = 0; turn < pauseBefore; turn += 1) await Promise.resolve();
					const stop = new AbortController();
					arrived[name]?.push(id);
					running.push(lock.hold(name, async () => {
						expect(inside.get(name) ?? 0).toBe(0);
						inside.set(name, 1);
						served[name]?.push(id);
						for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
						inside.set(name, 0);
						if (fails) throw new Error('work failed');
					}, stop.signal));
					if (cancelAfter !== undefined) {
						running.push((async () => {
							for (let turn = 0; turn < cancelAfter; turn += 1) await Promise.resolve();
							stop.abort();
						})());
					}
				}
				const outcomes = await Promise.allSettled(running);
				const failures = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
				const unexpected = failures.filter((one) => !(one instanceof CancelledError) && String(one) !== 'Error: work failed');
				expect(unexpected).toEqual([]);
				for (const name of ['A', 'B']) {
					expect(served[name]).toEqual(arrived[name]?.filter((id) => served[name]?.includes(id)));
					expect(await lock.hold(name, async () => 'free')).toBe('free');
				}
			}),
			{ numRuns: 200 },
		);
	});
});

describe('processLock', () => {
	it('is the same lock for everybody in this process', () => {
		expect(processLock(new FakeClock())).toBe(processLock(new FakeClock()));
	});
});
