/** A call's worth of entries: those from `from` up to, not including, `to`. */
export interface WriteBatch {
	readonly from: number;
	readonly to: number;
	readonly body: Buffer;
}

export interface BatchLimits {
	/** Most entries in a call. */
	readonly most: number;
	/** Largest body of a call, in bytes. */
	readonly bytes: number;
	/** What stands around the entries. */
	readonly frame: readonly [before: string, after: string];
}

/** Cells: 100,000 or 15 MB a call (reference anaplan 11). For list items only the number is told; the size is kept to as well. */
export const LARGEST_BODY_BYTES = 15_000_000;
export const MOST_ENTRIES = 100_000;

const frameBytes = ({ frame }: BatchLimits): number => Buffer.byteLength(frame[0]) + Buffer.byteLength(frame[1]);

/** Whether an entry is too large for any call. */
export const tooLarge = (entry: string, limits: BatchLimits): boolean => Buffer.byteLength(entry) + frameBytes(limits) > limits.bytes;

/**
 * Cuts entries into calls. Every entry is in exactly one batch, in order: a batch begins where the one before ended, and
 * each batch takes at least one entry. Neither limit is passed, as long as no entry by itself is `tooLarge`.
 *
 * @param entries JSON texts
 */
export const batchesOf = function* (entries: readonly string[], limits: BatchLimits): Generator<WriteBatch> {
	const bodyOf = (from: number, to: number): WriteBatch =>
		({ from, to, body: Buffer.from(limits.frame[0] + entries.slice(from, to).join(',') + limits.frame[1], 'utf8') });
	let from = 0;
	let bytes = frameBytes(limits);
	for (const [index, entry] of entries.entries()) {
		const size = Buffer.byteLength(entry) + 1;
		// The comma before the first entry does not exist.
		const full = index - from >= limits.most || bytes + size - 1 > limits.bytes;
		if (full && index > from) {
			yield bodyOf(from, index);
			from = index;
			bytes = frameBytes(limits);
		}
		bytes += size;
	}
	if (entries.length > from) yield bodyOf(from, entries.length);
};
