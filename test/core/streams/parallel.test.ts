import fc from 'fast-check';
import { boundedParallel } from '../../../src/core/streams/parallel';

const turns = async (count: number): Promise<void> => {
	for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
};

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A source that tells how far it was read and whether it was closed. */
const counted = (length: number) => {
	const seen = { taken: 0, closed: false };
	async function* items(): AsyncGenerator<number> {
		try {
			for (let item = 0; item < length; item += 1) {
				seen.taken += 1;
				yield item;
			}
		} finally {
			seen.closed = true;
		}
	}
	return { seen, items: items() };
};

describe('boundedParallel', () => {
	it('does the work for each item once, with its position', async () => {
		const done: Array<[string, number]> = [];
		await boundedParallel(['a', 'b', 'c'], 2, async (item, index) => done.push([item, index]));
		expect(done).toEqual([['a', 0], ['b', 1], ['c', 2]]);
	});

	it('is done at once with nothing', async () => {
		await boundedParallel([], 3, async () => {
			throw new Error('never');
		});
	});

	it('waits for the last works, not only for the source', async () => {
		let finished = 0;
		await boundedParallel(counted(3).items, 10, async () => {
			await settle();
			finished += 1;
		});
		expect(finished).toBe(3);
	});

	it('takes the next item only when there is room for it', async () => {
		const ends: Array<() => void> = [];
		const { seen, items } = counted(10);
		const all = boundedParallel(items, 2, () => new Promise<void>((resolve) => ends.push(resolve)));
		await settle();
		expect([seen.taken, ends.length]).toEqual([2, 2]);
		ends[1]?.();
		await settle();
		expect([seen.taken, ends.length]).toEqual([3, 3]);
		for (let index = 0; index < 10; index += 1) {
			ends[index]?.();
			await settle();
		}
		await all;
		expect(seen.taken).toBe(10);
	});

	it('after the first error nothing begins, and the ones in flight are waited for', async () => {
		let endSlow = (): void => undefined;
		const begun: number[] = [];
		const { seen, items } = counted(10);
		let rejected = false;
		const all = boundedParallel(items, 3, async (item) => {
			begun.push(item);
			if (item === 0) await new Promise<void>((resolve) => {
				endSlow = resolve;
			});
			if (item === 1) throw new Error('the first');
			await settle();
			if (item === 2) throw new Error('a later one');
		});
		all.catch(() => {
			rejected = true;
		});
		for (let turn = 0; turn < 5; turn += 1) await settle();
		expect(rejected).toBe(false);
		expect(seen.closed).toBe(true);
		endSlow();
		await expect(all).rejects.toThrow('the first');
		expect(begun.every((item) => item <= 2)).toBe(true);
	});

	it('counts a work that throws before its first pause as failed too', async () => {
		await expect(boundedParallel([1], 1, () => {
			throw new Error('at once');
		})).rejects.toThrow('at once');
	});

	it('throws even what is not an error', async () => {
		await expect(boundedParallel([1], 1, () => Promise.reject(undefined))).rejects.toBeUndefined();
	});

	it('an error of the source waits for the works in flight as well', async () => {
		let finished = false;
		async function* failing(): AsyncGenerator<number> {
			yield 1;
			throw new Error('page lost');
		}
		await expect(boundedParallel(failing(), 5, async () => {
			await settle();
			finished = true;
		})).rejects.toThrow('page lost');
		expect(finished).toBe(true);
	});

	it.each([0, -1, 1.5, Number.NaN])('refuses %p at a time', async (limit) => {
		await expect(boundedParallel([], limit, async () => undefined)).rejects.toBeInstanceOf(RangeError);
	});

	it('at most `limit` in flight, each item once, however long each takes', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.nat(12), { maxLength: 40 }), fc.integer({ min: 1, max: 6 }), async (lengths, limit) => {
				let inFlight = 0;
				let most = 0;
				const done: number[] = [];
				await boundedParallel(lengths, limit, async (length, index) => {
					inFlight += 1;
					most = Math.max(most, inFlight);
					await turns(length);
					inFlight -= 1;
					done.push(index);
				});
				expect(most).toBeLessThanOrEqual(limit);
				expect(done.sort((a, b) => a - b)).toEqual(lengths.map((_length, index) => index));
			}),
		);
	});
});
