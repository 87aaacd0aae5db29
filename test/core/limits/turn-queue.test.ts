import fc from 'fast-check';
import type { Urgency } from '../../../src/contracts';
import { CancelledError } from '../../../src/core/errors';
import { FifoLock } from '../../../src/core/limits/fifo-lock';
import { MOST_OVERTAKINGS, TurnQueue } from '../../../src/core/limits/turn-queue';
import { FakeClock } from '../fake-clock';

const queueOf = (...waiters: ReadonlyArray<readonly [string, Urgency]>): TurnQueue<string> => {
	const queue = new TurnQueue<string>();
	for (const [name, urgency] of waiters) queue.add(name, urgency);
	return queue;
};

const emptied = (queue: TurnQueue<string>): string[] => {
	const order: string[] = [];
	for (let next = queue.next(); next !== undefined; next = queue.next()) order.push(next);
	return order;
};

describe('TurnQueue', () => {
	it('interactive before bulk, first come first served within a class', () => {
		expect(emptied(queueOf(['b1', 'bulk'], ['i1', 'interactive'], ['b2', 'bulk'], ['i2', 'interactive']))).toEqual(['i1', 'i2', 'b1', 'b2']);
	});

	it('gives nothing when nobody waits', () => {
		expect(queueOf().next()).toBeUndefined();
	});

	it('who leaves is never given a turn, and is known to have waited only once', () => {
		const queue = queueOf(['b1', 'bulk'], ['i1', 'interactive'], ['b2', 'bulk']);
		expect([queue.leave('b1'), queue.leave('b1'), queue.size]).toEqual([true, false, 2]);
		expect(emptied(queue)).toEqual(['i1', 'b2']);
	});

	it('interactive turns while no bulk one waits are no overtakings', () => {
		const queue = queueOf(...Array.from({ length: 30 }, (_, at) => [`i${at}`, 'interactive'] as const));
		for (let turn = 0; turn < 25; turn += 1) queue.next();
		queue.add('b', 'bulk');
		expect(emptied(queue)).toEqual(['i25', 'i26', 'i27', 'i28', 'i29', 'b']);
	});

	it('a bulk one with k before it is served with the 21 · (k + 1)th turn at the latest, however many interactive ones come', () => {
		fc.assert(fc.property(fc.integer({ min: 1, max: 6 }), fc.array(fc.nat(3), { minLength: 200, maxLength: 200 }), (bulk, arrivals) => {
			const queue = queueOf(...Array.from({ length: bulk }, (_, at) => [`b${at}`, 'bulk'] as const));
			const turns: Array<string | undefined> = [];
			for (const many of arrivals) {
				for (let more = 0; more < many; more += 1) queue.add('i', 'interactive');
				turns.push(queue.next());
			}
			for (let before = 0; before < bulk; before += 1) {
				expect(turns.indexOf(`b${before}`)).toBeGreaterThanOrEqual(0);
				expect(turns.indexOf(`b${before}`)).toBeLessThan((MOST_OVERTAKINGS + 1) * (before + 1));
			}
		}));
	});
});

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('FifoLock: interactive before bulk', () => {
	it('a small interactive write goes before a queue of bulk loads, and the holder is never interrupted', async () => {
		const lock = new FifoLock(new FakeClock());
		const order: string[] = [];
		let end = (): void => undefined;
		const holder = lock.hold('model', async () => {
			await new Promise<void>((resolve) => (end = resolve));
			order.push('holder');
		});
		const bulk = ['bulk 1', 'bulk 2'].map((name) => lock.hold('model', async () => void order.push(name)));
		const write = lock.hold('model', async () => void order.push('interactive write'), undefined, 'interactive');
		await tick();
		expect(order).toEqual([]);
		end();
		await Promise.all([holder, write, ...bulk]);
		expect(order).toEqual(['holder', 'interactive write', 'bulk 1', 'bulk 2']);
	});

	it('whatever comes and goes: one holder, in order within a class, nobody waits for ever', async () => {
		const visit = fc.record({ urgency: fc.constantFrom<Urgency>('interactive', 'bulk'), turns: fc.nat(3), cancelAfter: fc.option(fc.nat(8), { nil: undefined }) });
		await fc.assert(
			fc.asyncProperty(fc.array(visit, { maxLength: 30 }), async (visits) => {
				const lock = new FifoLock(new FakeClock());
				const served: number[] = [];
				let inside = 0;
				const running = visits.map(async ({ urgency, turns, cancelAfter }, id) => {
					const stop = new AbortController();
					const held = lock.hold('model', async () => {
						inside += 1;
						expect(inside).toBe(1);
						served.push(id);
						for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
						inside -= 1;
					}, stop.signal, urgency);
					const stopped = (async () => {
						for (let turn = 0; turn < (cancelAfter ?? 0); turn += 1) await Promise.resolve();
						if (cancelAfter !== undefined) stop.abort();
					})();
					await Promise.all([held.catch((error: unknown) => expect(error).toBeInstanceOf(CancelledError)), stopped]);
				});
				await Promise.all(running);
				for (const urgency of ['interactive', 'bulk']) {
					const inClass = served.filter((id) => visits[id]?.urgency === urgency);
					expect(inClass).toEqual([...inClass].sort((a, b) => a - b));
				}
				expect(await lock.hold('model', async () => 'free')).toBe('free');
			}),
			{ numRuns: 150 },
		);
	});
});
