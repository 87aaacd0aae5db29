const PIECE_BYTES = 262_144;

/** The same bytes in small pieces: so much is parsed at a time, however large the chunks and pages are that Anaplan cuts. */
export const inSmallPieces = async function* (source: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
	for await (const chunk of source) for (let at = 0; at < chunk.length; at += PIECE_BYTES) yield chunk.subarray(at, at + PIECE_BYTES);
};
