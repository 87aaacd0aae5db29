import { BoundedChannel } from './bounded-channel';

/** Puts an item into the output with that number, counted from 0; resolves when there was room for it. */
export type WriteTo<T> = (output: number, item: T) => Promise<void>;

export interface FanOut<T, R> {
	/** How many items may wait in each output. */
	readonly capacity: number;
	/** Writes everything. `signal` aborts when a reader has failed, so that it does not finish a long wait in vain. */
	readonly produce: (write: WriteTo<T>, signal: AbortSignal) => Promise<void>;
	/** One for each output; each must read to the end. */
	readonly readers: ReadonlyArray<(items: AsyncIterable<T>) => Promise<R>>;
}

/**
 * One producer, several outputs that are read at the same time, as much in memory as the outputs may hold: a reader that
 * falls behind by `capacity` items holds the producer up, and thereby everybody.
 *
 * **An error anywhere ends all.** The first error of the producer or of a reader fails every channel, so that each
 * waiting read and write rejects with it and each later one too. Nobody can go on for longer than until it reads or
 * writes next. A reader that returns before the end would leave the producer waiting for room that never comes, and
 * its output short: that is an error too.
 *
 * **What is thrown is the cause.** The first error is kept; what the others say after it are consequences. It is thrown
 * when everybody has ended, so nothing is left running.
 *
 * All readers run at once; a reader that waits for the result of another one can wait for ever.
 */
export const fanOut = async <T extends object, R>({ capacity, produce, readers }: FanOut<T, R>): Promise<R[]> => {
	const outputs = readers.map((read) => ({ read, channel: new BoundedChannel<T>(capacity) }));
	const stop = new AbortController();
	let failure: { readonly first: unknown } | undefined;

	const fail = (caught: unknown): void => {
		if (failure) return;
		failure = { first: caught };
		for (const { channel } of outputs) channel.fail(caught);
		stop.abort(caught);
	};

	const write: WriteTo<T> = async (output, item) => {
		const target = outputs[output];
		if (!target) throw new RangeError(`there is no output ${output}`);
		await target.channel.write(item);
	};

	const runProducer = async (): Promise<void> => {
		try {
			await produce(write, stop.signal);
			for (const { channel } of outputs) channel.close();
		} catch (caught) {
			fail(caught);
		}
	};

	const results: R[] = [];
	const runReader = async ({ read, channel }: (typeof outputs)[number], output: number): Promise<void> => {
		try {
			results[output] = await read(channel);
			if (!channel.isDrained) throw new Error(`output ${output} was not read to its end`);
		} catch (caught) {
			fail(caught);
		}
	};

	await Promise.all([runProducer(), ...outputs.map(runReader)]);
	if (failure) throw failure.first;
	return results;
};
