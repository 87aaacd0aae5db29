/** Hands bytes out in pieces of the given sizes, over and over; sizes of 0 give empty chunks. */
export const cutInto = async function* (bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
	let at = 0;
	for (let turn = 0; at < bytes.length; turn += 1) {
		const size = sizes[turn % sizes.length] ?? 1;
		yield bytes.subarray(at, at + size);
		at += size;
		if (size === 0 && sizes.every((each) => each === 0)) throw new Error('sizes must not all be 0');
	}
};

export const one = async function* <T>(...items: readonly T[]): AsyncGenerator<T> {
	for (const item of items) yield item;
};

export const collect = async <T>(source: AsyncIterable<readonly T[]>): Promise<T[]> => {
	const all: T[] = [];
	for await (const batch of source) all.push(...batch);
	return all;
};

export const bytesOf = async (source: AsyncIterable<Buffer>): Promise<Buffer> => {
	const parts: Buffer[] = [];
	for await (const part of source) parts.push(part);
	return Buffer.concat(parts);
};
