/**
 * Does `work` for each item with at most `limit` at a time; takes the next item only when there is room for it, so a
 * slow worker slows the source down.
 *
 * **At most `limit` in flight.** An item is taken only after the number of unfinished ones has fallen below the limit.
 *
 * **After the first error nothing begins and nothing is left running.** The error is looked at before each item is
 * taken and once more before its work begins; then the source is closed and the works in flight are waited for, and only
 * then the first error is thrown. Later errors are consequences or accidents beside it and are dropped.
 *
 * @param work gets the item and its position, counted from 0
 * @throws the first error of a work or of the source
 */
export const boundedParallel = async <T>(
	source: AsyncIterable<T> | Iterable<T>,
	limit: number,
	work: (item: T, index: number) => Promise<unknown>,
): Promise<void> => {
	if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError(`work for ${limit} at a time cannot be done`);
	const inFlight = new Set<Promise<void>>();
	let failure: { readonly first: unknown } | undefined;
	const fail = (caught: unknown): void => {
		failure ??= { first: caught };
	};

	const begin = async (item: T, index: number): Promise<void> => {
		try {
			await work(item, index);
		} catch (caught) {
			fail(caught);
		}
	};

	try {
		let index = 0;
		for await (const item of source) {
			if (failure) break;
			const own: Promise<void> = begin(item, index++).finally(() => inFlight.delete(own));
			inFlight.add(own);
			if (inFlight.size >= limit) await Promise.race(inFlight);
			if (failure) break;
		}
	} catch (caught) {
		fail(caught);
	}
	await Promise.all(inFlight);
	if (failure) throw failure.first;
};
