/**
 * Something, or nothing at all: looked at before a file is begun. Leading parts that are empty are passed over. Whoever stops
 * early ends the source too.
 */
export const peeked = async <T>(source: AsyncIterable<T>, isEmpty: (part: T) => boolean = () => false): Promise<AsyncIterable<T> | undefined> => {
	const iterator = source[Symbol.asyncIterator]();
	let first = await iterator.next();
	while (!first.done && isEmpty(first.value)) first = await iterator.next();
	if (first.done) return undefined;
	const { value } = first;
	return (async function* () {
		try {
			yield value;
			for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
		} finally {
			await iterator.return?.();
		}
	})();
};
