/** The highest sequence among a page of rows whose sequence is above `above`; undefined when there are none. */
export type AskAbove = (above: number) => Promise<number | undefined>;

const FIRST_STEP = 16;

/**
 * The last posting sequence. Nothing tells it and nothing can be sorted (reference sage-300 5.1), so it is found by questions "is there any
 * above n?". Each answer with rows raises the lower bound to the highest of a page, each without lowers the upper bound; between them the
 * middle is asked. With a good hint these are two questions, without one about as many as the number has binary digits.
 *
 * **What is returned exists, and nothing above it did when it was last asked.** The lower bound is always a sequence that was seen; the
 * search ends when the upper bound, above which nothing was, has come down to it.
 *
 * @param hint the last one known from before; a wrong one costs questions and nothing else
 * @returns 0 when nothing was posted
 */
export const findLastSequence = async (ask: AskAbove, hint: number): Promise<number> => {
	let seen = hint > 0 ? await ask(hint - 1) : undefined;
	seen ??= await ask(0);
	if (seen === undefined) return 0;
	const next = await ask(seen);
	if (next === undefined) return seen;
	let low = next;
	let high = 0;
	for (let step = FIRST_STEP; high === 0; step *= FIRST_STEP) {
		const higher = await ask(low + step);
		if (higher === undefined) high = low + step;
		else low = higher;
	}
	while (low < high) {
		const middle: number = low + Math.floor((high - low) / 2);
		const higher = await ask(middle);
		if (higher === undefined) high = middle;
		else low = higher;
	}
	return low;
};
