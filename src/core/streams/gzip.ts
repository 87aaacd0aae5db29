/** Runs bytes through a web stream; the chunks of the result are joined once, at the end. */
const through = async (bytes: Buffer, transform: CompressionStream | DecompressionStream): Promise<Buffer> => {
	const writer = transform.writable.getWriter();
	// Written without waiting, because room appears only while the other end is read. A failure shows at that end too.
	const written = writer.write(bytes).then(() => writer.close());
	written.catch(() => undefined);
	const reader: ReadableStreamDefaultReader<unknown> = transform.readable.getReader();
	const parts: Uint8Array[] = [];
	for (let next = await reader.read(); !next.done; next = await reader.read()) {
		if (ArrayBuffer.isView(next.value)) parts.push(Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength));
	}
	await written;
	return Buffer.concat(parts);
};

/** The same bytes always give the same result (no time stamp inside), so that a repeated upload is byte for byte equal. */
export const gzip = (bytes: Buffer): Promise<Buffer> => through(bytes, new CompressionStream('gzip'));

/** @throws when the bytes are not gzip, are damaged or end too early */
export const gunzip = (bytes: Buffer): Promise<Buffer> => through(bytes, new DecompressionStream('gzip'));
