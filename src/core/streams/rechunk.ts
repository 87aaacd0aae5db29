/**
 * The same bytes in pieces of exactly `bytes`; only the last piece may be shorter. Nothing comes out of nothing.
 * A piece that lies within one source buffer is a view on it and not a copy; what spans several is copied once. Holds
 * at most one piece and one source buffer at a time.
 *
 * @throws RangeError at once when `bytes` is not a positive whole number
 */
export const rechunk = (source: AsyncIterable<Buffer>, bytes: number): AsyncIterable<Buffer> => {
	if (!Number.isSafeInteger(bytes) || bytes < 1) throw new RangeError(`a piece of ${bytes} bytes cannot be cut`);
	return pieces(source, bytes);
};

async function* pieces(source: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
	let held: Buffer[] = [];
	let heldBytes = 0;
	for await (const buffer of source) {
		let from = 0;
		while (heldBytes + buffer.length - from >= bytes) {
			const to = from + bytes - heldBytes;
			const end = buffer.subarray(from, to);
			yield held.length === 0 ? end : Buffer.concat([...held, end], bytes);
			held = [];
			heldBytes = 0;
			from = to;
		}
		if (from === buffer.length) continue;
		held.push(buffer.subarray(from));
		heldBytes += buffer.length - from;
	}
	const [only, ...more] = held;
	if (only) yield more.length === 0 ? only : Buffer.concat(held, heldBytes);
}
