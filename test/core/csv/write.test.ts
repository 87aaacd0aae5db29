import fc from 'fast-check';
import { CsvFormatError, csvBytes, csvRecords, numberedRecords, type CsvDialect } from '../../../src/core/csv';
import { bytesOf, collect, cutInto, one } from './chunking';

const comma: CsvDialect = { separator: ',', delimiter: '"', newline: '\n' };
const write = async (header: string[], rows: string[][], dialect: CsvDialect = comma): Promise<string> =>
	(await bytesOf(csvBytes(one(rows), header, dialect))).toString('utf8');

describe('writing CSV', () => {
	it('quotes only what needs it and ends every line', async () => {
		expect(await write(['a', 'b'], [['007', '1,5'], ['say "hi"', 'x\ny'], ['', ' ']])).toBe('a,b\n007,"1,5"\n"say ""hi""","x\ny"\n, \n');
	});

	it('writes the dialect that the file is defined with', async () => {
		expect(await write(['a', 'b'], [["it's", 'x\ty']], { separator: '\t', delimiter: "'", newline: '\r\n' })).toBe("a\tb\r\n'it''s'\t'x\ty'\r\n");
	});

	it('writes no byte order mark', async () => {
		expect((await bytesOf(csvBytes(one(), ['a'], comma))).equals(Buffer.from('a\n'))).toBe(true);
	});

	it('writes one chunk for the header and one per batch', async () => {
		const sizes: number[] = [];
		for await (const chunk of csvBytes(one([['1']], [], [['2'], ['3']]), ['a'], comma)) sizes.push(chunk.length);
		expect(sizes).toEqual([2, 2, 4]);
	});

	it.each([
		['the separator', [['1', '2'], ['x', 'y;z']], /row 2, column "b": .*separator/],
		['a line end', [['1\n', '2']], /row 1, column "a": .*line end/],
	])('without a text delimiter refuses %s and names row and column', async (_, rows, message) => {
		await expect(write(['a', 'b'], rows, { separator: ';', delimiter: '', newline: '\n' })).rejects.toThrow(message);
	});

	it('without a text delimiter refuses a header that would need one', async () => {
		await expect(write(['a', 'b;c'], [], { separator: ';', delimiter: '', newline: '\n' })).rejects.toThrow(/row 0, column "b;c"/);
	});

	it('without a text delimiter leaves quotes alone', async () => {
		expect(await write(['a', 'b'], [['5" pipe', 'x,y']], { separator: ';', delimiter: '', newline: '\n' })).toBe('a;b\n5" pipe;x,y\n');
	});

	it('quotes an empty value that is alone on its line, or it would be no row', async () => {
		expect(await write(['a'], [[''], ['x']])).toBe('a\n""\nx\n');
		await expect(write(['a'], [['']], { separator: ',', delimiter: '', newline: '\n' })).rejects.toThrow(/row 1, column "a"/);
	});

	it('counts rows across batches', async () => {
		const rows = one([['1', '2']], [['3', '4'], ['5', 'x\0']]);
		await expect(bytesOf(csvBytes(rows, ['a', 'b'], comma))).rejects.toThrow(/row 3, column "b": .*NUL/);
	});

	it('refuses a row of another width', async () => {
		await expect(write(['a', 'b'], [['1', '2'], ['3']])).rejects.toThrow(/row 2: 1 values for 2 columns/);
	});

	it('refuses columns without a separator between them', async () => {
		await expect(write(['a', 'b'], [], { separator: '', delimiter: '"', newline: '\n' })).rejects.toThrow(CsvFormatError);
	});
});

const text = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 12 }),
	fc.array(fc.constantFrom(',', ';', '"', "'", '\n', '\r', '\r\n', '\t', ' ', 'a', '\uFEFF', '漢'), { maxLength: 8 }).map((parts) => parts.join('')),
).filter((value) => !value.includes('\0') && value === Buffer.from(value, 'utf8').toString('utf8'));

const table = fc.integer({ min: 1, max: 5 }).chain((width) => fc.record({
	header: fc.array(text, { minLength: width, maxLength: width }).filter((names) => names.join('') !== ''),
	batches: fc.array(fc.array(fc.array(text, { minLength: width, maxLength: width }), { maxLength: 6 }), { maxLength: 4 }),
}));

const dialects = fc.record({
	separator: fc.constantFrom(',', ';', '\t', '|', '::'), delimiter: fc.constantFrom('"', "'"),
	newline: fc.constantFrom<'\n' | '\r\n' | '\r'>('\n', '\r\n', '\r'),
});

const sizes = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 6 });

describe('what was written is read back', () => {
	it('for arbitrary text, any dialect and any chunking', async () => {
		await fc.assert(fc.asyncProperty(table, dialects, sizes, async ({ header, batches }, dialect, cuts) => {
			const bytes = await bytesOf(csvBytes(one(...batches), header, dialect));
			expect(await collect(csvRecords(cutInto(bytes, cuts), dialect))).toEqual([header, ...batches.flat()]);
		}), { numRuns: 400 });
	});

	it('for tables far larger than one block, with the right line numbers', async () => {
		const rows = Array.from({ length: 40_000 }, (_, index) => [`${index}`, index % 7 === 0 ? 'two\nlines' : 'one, line', 'x'.repeat(index % 30)]);
		const bytes = await bytesOf(csvBytes(one(rows.slice(0, 17), rows.slice(17)), ['n', 't', 'x'], comma));
		let record = 1;
		let line = 2;
		for await (const batch of numberedRecords(cutInto(bytes, [65_536, 1, 4_097]), comma)) {
			for (const each of batch) {
				if (each.record === 1) continue;
				record += 1;
				expect([each.record, each.line, each.values]).toEqual([record, line, rows[record - 2]]);
				line += each.values[1] === 'two\nlines' ? 2 : 1;
			}
		}
		expect(record).toBe(40_001);
	});

	it('or refused where there is no text delimiter, never altered', async () => {
		await fc.assert(fc.asyncProperty(table, sizes, async ({ header, batches }, cuts) => {
			const dialect: CsvDialect = { separator: ';', delimiter: '', newline: '\n' };
			const bytes = await bytesOf(csvBytes(one(...batches), header, dialect)).catch((error: unknown) => {
				expect(error).toBeInstanceOf(CsvFormatError);
			});
			if (bytes) expect(await collect(csvRecords(cutInto(bytes, cuts), dialect))).toEqual([header, ...batches.flat()]);
		}), { numRuns: 200 });
	});
});
