import fc from 'fast-check';
import { rechunk } from '../../../src/core/streams/rechunk';

async function* feed(buffers: readonly Buffer[]): AsyncGenerator<Buffer> {
	for (const buffer of buffers) yield buffer;
}

const collect = async (buffers: readonly Buffer[], bytes: number): Promise<Buffer[]> => {
	const pieces: Buffer[] = [];
	for await (const piece of rechunk(feed(buffers), bytes)) pieces.push(piece);
	return pieces;
};

const texts = async (parts: readonly string[], bytes: number): Promise<string[]> =>
	(await collect(parts.map((part) => Buffer.from(part)), bytes)).map(String);

describe('rechunk', () => {
	it.each<[string[], number, string[]]>([
		[['abcdef'], 2, ['ab', 'cd', 'ef']],
		[['abcde'], 2, ['ab', 'cd', 'e']],
		[['a', 'b', 'c', 'd', 'e'], 2, ['ab', 'cd', 'e']],
		[['abc', 'def', 'g'], 4, ['abcd', 'efg']],
		[['', 'ab', '', 'c', ''], 2, ['ab', 'c']],
		[['abc'], 3, ['abc']],
		[['abc'], 100, ['abc']],
		[['ab', 'c'], 100, ['abc']],
		[[], 3, []],
		[['', ''], 3, []],
	])('cuts %p into pieces of %d', async (parts, bytes, pieces) => {
		expect(await texts(parts, bytes)).toEqual(pieces);
	});

	it('all but the last piece are exact, and together they are what came in', async () => {
		const buffers = fc.array(fc.uint8Array({ maxLength: 70 }).map((bytes) => Buffer.from(bytes)), { maxLength: 40 });
		await fc.assert(
			fc.asyncProperty(buffers, fc.integer({ min: 1, max: 90 }), async (source, bytes) => {
				const pieces = await collect(source, bytes);
				expect(Buffer.concat(pieces).equals(Buffer.concat(source))).toBe(true);
				expect(pieces.slice(0, -1).every((piece) => piece.length === bytes)).toBe(true);
				expect(pieces.every((piece) => piece.length > 0 && piece.length <= bytes)).toBe(true);
			}),
			{ numRuns: 300 },
		);
	});

	it('does not copy what lies within one source buffer', async () => {
		const source = Buffer.from('abcdefgh');
		const pieces = await collect([source], 3);
		expect(pieces.map((piece) => piece.buffer === source.buffer)).toEqual([true, true, true]);
	});

	it('copies each byte at most once when many small buffers make one piece', async () => {
		const concat = jest.spyOn(Buffer, 'concat');
		await collect(Array.from({ length: 1_000 }, () => Buffer.from('x')), 500);
		expect(concat).toHaveBeenCalledTimes(2);
		concat.mockRestore();
	});

	it('takes no more from the source than the next piece needs', async () => {
		let taken = 0;
		async function* counted(): AsyncGenerator<Buffer> {
			for (;;) {
				taken += 1;
				yield Buffer.from('ab');
			}
		}
		for await (const piece of rechunk(counted(), 4)) {
			expect(piece.toString()).toBe('abab');
			break;
		}
		expect(taken).toBe(2);
	});

	it('closes the source when the reader stops early', async () => {
		let closed = false;
		async function* closing(): AsyncGenerator<Buffer> {
			try {
				for (;;) yield Buffer.from('ab');
			} finally {
				closed = true;
			}
		}
		for await (const _piece of rechunk(closing(), 1)) break;
		expect(closed).toBe(true);
	});

	it('passes on the error of the source', async () => {
		async function* failing(): AsyncGenerator<Buffer> {
			yield Buffer.from('abc');
			throw new Error('disk gone');
		}
		const seen: string[] = [];
		await expect((async () => {
			for await (const piece of rechunk(failing(), 2)) seen.push(piece.toString());
		})()).rejects.toThrow('disk gone');
		expect(seen).toEqual(['ab']);
	});

	it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses pieces of %p bytes at once', (bytes) => {
		expect(() => rechunk(feed([]), bytes)).toThrow(RangeError);
	});
});
