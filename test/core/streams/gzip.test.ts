import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { gunzip, gzip } from '../../../src/core/streams/gzip';

const CSV = Buffer.from('Code,Name\n1000,Kasse\n'.repeat(50_000));

describe('gzip and gunzip', () => {
	it('make what everybody else reads', async () => {
		const packed = await gzip(CSV);
		expect(packed.length).toBeLessThan(CSV.length / 20);
		expect(gunzipSync(packed).equals(CSV)).toBe(true);
	});

	it('read what everybody else makes, also several members in a row', async () => {
		expect((await gunzip(gzipSync(CSV))).equals(CSV)).toBe(true);
		expect((await gunzip(Buffer.concat([gzipSync('ab'), gzipSync('cd')]))).toString()).toBe('abcd');
	});

	it('any bytes survive the way there and back', async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
				expect((await gunzip(await gzip(Buffer.from(bytes)))).equals(bytes)).toBe(true);
			}),
			{ numRuns: 30 },
		);
	});

	it('an empty file stays an empty file', async () => {
		const packed = await gzip(Buffer.alloc(0));
		expect(packed.length).toBeGreaterThan(0);
		expect(await gunzip(packed)).toHaveLength(0);
	});

	it('the same bytes give the same result, so that a repeated upload is equal', async () => {
		expect((await gzip(CSV)).equals(await gzip(Buffer.from(CSV)))).toBe(true);
	});

	it('takes a part of a larger buffer for what it is', async () => {
		expect((await gunzip(await gzip(Buffer.from('xxabcxx').subarray(2, 5)))).toString()).toBe('abc');
	});

	const packed = gzipSync(CSV);
	const damaged = Buffer.from(packed);
	damaged.writeUInt8(damaged.readUInt8(damaged.length - 6) ^ 1, damaged.length - 6);

	it.each([
		['cut in the checksum', packed.subarray(0, packed.length - 3)],
		['cut in half', packed.subarray(0, packed.length / 2)],
		['with a damaged checksum', damaged],
		['that is text', Buffer.from('Code,Name\n')],
		['that is nothing', Buffer.alloc(0)],
		['followed by something else', Buffer.concat([packed, Buffer.from('<html>')])],
	])('refuses a file %s', async (_what, bytes) => {
		await expect(gunzip(bytes)).rejects.toBeDefined();
	});
});
