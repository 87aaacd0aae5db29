import fc from 'fast-check';
import { BoundedChannel } from '../../../src/core/streams/bounded-channel';
import { fanOut, type WriteTo } from '../../../src/core/streams/fan-out';

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const item = (text: string): Buffer => Buffer.from(text);

const readAll = async (items: AsyncIterable<Buffer>): Promise<string[]> => {
	const all: string[] = [];
	for await (const one of items) all.push(one.toString());
	return all;
};

/** A reader that waits for the test before it asks for the next item. */
const slowReader = () => {
	const gates: Array<() => void> = [];
	const got: string[] = [];
	const read = async (items: AsyncIterable<Buffer>): Promise<string[]> => {
		for await (const one of items) {
			got.push(one.toString());
			await new Promise<void>((resolve) => gates.push(resolve));
		}
		return got;
	};
	const next = async (): Promise<void> => {
		gates.shift()?.();
		await settle();
	};
	return { read, got, next };
};

const never = (): Promise<never> => new Promise(() => undefined);

describe('fanOut', () => {
	it('brings each item to its own output, in order, and hands out what the readers return', async () => {
		const results = await fanOut<Buffer, string[]>({
			capacity: 1,
			produce: async (write) => {
				for (const text of ['a', 'b', 'c', 'd']) await write(text < 'c' ? 0 : 1, item(text));
			},
			readers: [readAll, async (items) => (await readAll(items)).map((text) => text.toUpperCase())],
		});
		expect(results).toEqual([['a', 'b'], ['C', 'D']]);
	});

	it('ends outputs to which nothing was written', async () => {
		expect(await fanOut<Buffer, string[]>({ capacity: 1, produce: async () => undefined, readers: [readAll, readAll] })).toEqual([[], []]);
	});

	it('a reader that falls behind holds the producer up', async () => {
		const slow = slowReader();
		let written = 0;
		const all = fanOut({
			capacity: 2,
			produce: async (write) => {
				for (let index = 0; index < 6; index += 1) {
					await write(0, item(String(index)));
					written += 1;
				}
			},
			readers: [slow.read],
		});
		await settle();
		// One is being worked on, two wait in the output, the next one has no room yet.
		expect([slow.got.length, written]).toEqual([1, 3]);
		await slow.next();
		expect([slow.got.length, written]).toEqual([2, 4]);
		for (let index = 0; index < 6; index += 1) await slow.next();
		expect(await all).toEqual([['0', '1', '2', '3', '4', '5']]);
	});

	describe('an error anywhere ends all', () => {
		it('of the producer: every reader gets it, even with items left', async () => {
			const cause = new Error('page lost');
			const seen: unknown[] = [];
			const watch = async (items: AsyncIterable<Buffer>): Promise<void> => {
				try {
					await readAll(items);
				} catch (caught) {
					seen.push(caught);
					throw new Error('a consequence', { cause: caught });
				}
			};
			const all = fanOut({
				capacity: 5,
				produce: async (write) => {
					await write(0, item('a'));
					throw cause;
				},
				readers: [watch, watch],
			});
			await expect(all).rejects.toBe(cause);
			expect(seen).toEqual([cause, cause]);
		});

		it('of a reader: the producer and the other readers get it', async () => {
			const cause = new Error('disk full');
			let producerGot: unknown;
			let otherGot: unknown;
			const all = fanOut<Buffer, void>({
				capacity: 1,
				produce: async (write) => {
					try {
						for (;;) {
							await write(0, item('x'));
							await write(1, item('y'));
						}
					} catch (caught) {
						producerGot = caught;
						throw caught;
					}
				},
				readers: [
					async (items) => {
						for await (const _one of items) throw cause;
					},
					async (items) => {
						await readAll(items).catch((caught: unknown) => {
							otherGot = caught;
							throw new Error('a consequence');
						});
					},
				],
			});
			await expect(all).rejects.toBe(cause);
			expect([producerGot, otherGot]).toEqual([cause, cause]);
		});

		it('of a reader before it reads anything', async () => {
			await expect(fanOut({
				capacity: 1,
				produce: async (write) => {
					for (;;) await write(0, item('x'));
				},
				readers: [async () => {
					throw new Error('no room to store');
				}],
			})).rejects.toThrow('no room to store');
		});

		it('a reader that returns before the end leaves its output short: an error too', async () => {
			const all = fanOut<Buffer, string[]>({
				capacity: 1,
				produce: async (write) => {
					for (let index = 0; index < 10; index += 1) await write(1, item('x'));
				},
				readers: [readAll, async (items) => {
					for await (const _one of items) break;
					return [];
				}],
			});
			await expect(all).rejects.toThrow('output 1 was not read to its end');
		});

		it('tells the producer by its signal, so that a long wait is not finished in vain', async () => {
			const cause = new Error('disk full');
			let reason: unknown;
			const all = fanOut({
				capacity: 1,
				produce: (_write, signal) => new Promise((_resolve, reject) => {
					signal.addEventListener('abort', () => {
						reason = signal.reason;
						reject(new Error('a consequence'));
					});
				}),
				readers: [async () => {
					throw cause;
				}],
			});
			await expect(all).rejects.toBe(cause);
			expect(reason).toBe(cause);
		});

		it('what is thrown is thrown only when everybody has ended', async () => {
			let endLate = (): void => undefined;
			let over = false;
			const all = fanOut<Buffer, void>({
				capacity: 1,
				produce: async () => {
					throw new Error('page lost');
				},
				readers: [async (items) => {
					await readAll(items).catch(() => undefined);
					await new Promise<void>((resolve) => {
						endLate = resolve;
					});
				}],
			});
			all.catch(() => {
				over = true;
			});
			await settle();
			expect(over).toBe(false);
			endLate();
			await expect(all).rejects.toThrow('page lost');
		});

		it('a producer that writes to an output that does not exist is wrong', async () => {
			await expect(fanOut({ capacity: 1, produce: (write: WriteTo<Buffer>) => write(1, item('x')), readers: [readAll] })).rejects.toBeInstanceOf(RangeError);
		});
	});

	it('everything arrives in order, whoever is slow and however it is mixed', async () => {
		const plan = fc.array(fc.record({ output: fc.nat(2), pause: fc.nat(3) }), { maxLength: 60 });
		await fc.assert(
			fc.asyncProperty(plan, fc.array(fc.nat(4), { minLength: 3, maxLength: 3 }), fc.integer({ min: 1, max: 4 }), async (steps, slowness, capacity) => {
				const turn = async (count: number): Promise<void> => {
					for (let left = count; left > 0; left -= 1) await Promise.resolve();
				};
				const results = await fanOut<{ id: number }, number[]>({
					capacity,
					produce: async (write) => {
						for (const [id, { output, pause }] of steps.entries()) {
							await turn(pause);
							await write(output, { id });
						}
					},
					readers: slowness.map((slow) => async (items: AsyncIterable<{ id: number }>) => {
						const ids: number[] = [];
						for await (const { id } of items) {
							ids.push(id);
							await turn(slow);
						}
						return ids;
					}),
				});
				expect(results).toEqual([0, 1, 2].map((wanted) => steps.flatMap(({ output }, id) => (output === wanted ? [id] : []))));
			}),
		);
	});
});

describe('BoundedChannel', () => {
	it('has one reader only, who asks for one item at a time', async () => {
		const channel = new BoundedChannel<Buffer>(1);
		const reading = channel[Symbol.asyncIterator]();
		expect(() => channel[Symbol.asyncIterator]()).toThrow('one reader only');
		const first = reading.next();
		await expect(reading.next()).rejects.toThrow('before the last one came');
		await channel.write(item('a'));
		expect(await first).toEqual({ value: item('a'), done: false });
	});

	it('nobody writes past a writer that waits', async () => {
		const channel = new BoundedChannel<Buffer>(1);
		const writes = [channel.write(item('a')), channel.write(item('b')), channel.write(item('c'))];
		const reading = channel[Symbol.asyncIterator]();
		const order: string[] = [];
		for (let index = 0; index < 3; index += 1) {
			const next = await reading.next();
			if (!next.done) order.push(next.value.toString());
		}
		await Promise.all(writes);
		expect(order).toEqual(['a', 'b', 'c']);
	});

	it('what was written before the end is still read', async () => {
		const channel = new BoundedChannel<Buffer>(5);
		await channel.write(item('a'));
		channel.close();
		expect(channel.isDrained).toBe(false);
		expect(await readAll(channel)).toEqual(['a']);
		expect(channel.isDrained).toBe(true);
		await expect(channel.write(item('b'))).rejects.toThrow('after the end');
	});

	it('a failure stays, the first one', async () => {
		const channel = new BoundedChannel<Buffer>(1);
		channel.fail(new Error('first'));
		channel.fail(new Error('second'));
		await expect(channel.write(item('a'))).rejects.toThrow('first');
		await expect(readAll(channel)).rejects.toThrow('first');
	});

	it('a failure wakes a waiting reader and a waiting writer', async () => {
		const starving = new BoundedChannel<Buffer>(1);
		const reading = Promise.race([readAll(starving), never()]);
		const full = new BoundedChannel<Buffer>(1);
		await full.write(item('a'));
		const writing = full.write(item('b'));
		const seen = [expect(reading).rejects.toThrow('over'), expect(writing).rejects.toThrow('over')];
		await settle();
		starving.fail(new Error('over'));
		full.fail(new Error('over'));
		await Promise.all(seen);
	});

	it.each([0, -1, 0.5, Number.NaN])('cannot hold %p items', (capacity) => {
		expect(() => new BoundedChannel(capacity)).toThrow(RangeError);
	});
});
