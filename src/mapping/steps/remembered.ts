const MOST = 10_000;

/**
 * Remembers what a costly pure function said. Dates and periods of a million rows are a few thousand texts; the memory
 * is emptied when it is full, so it stays flat whatever comes.
 */
export function remembered<T>(work: (text: string) => T): (text: string) => T {
	const known = new Map<string, T>();
	return (text) => {
		const before = known.get(text);
		if (before !== undefined) return before;
		if (known.size >= MOST) known.clear();
		const result = work(text);
		known.set(text, result);
		return result;
	};
}
