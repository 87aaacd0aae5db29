import { CsvFormatError, csvRecords, numberedRecords } from '../../../src/core/csv';
import { collect, cutInto, one } from './chunking';

const comma = { separator: ',', delimiter: '"' };
const read = async (text: string | Buffer, sizes: number[] = [3], dialect = comma): Promise<string[][]> =>
	collect(csvRecords(cutInto(Buffer.from(text as string), sizes), dialect));

describe('reading CSV', () => {
	it.each([
		['LF', 'a,b\n1,2\n'], ['CR LF', 'a,b\r\n1,2\r\n'], ['CR', 'a,b\r1,2\r'], ['no final line end', 'a,b\n1,2'],
		['a byte order mark', '\uFEFFa,b\n1,2\n'], ['blank lines', 'a,b\n\n1,2\n\n'], ['quotes', '"a","b"\r\n"1","2"\r\n'],
	])('understands %s', async (_, text) => {
		for (const size of [1, 2, 3, 5, 1000]) expect(await read(text, [size])).toEqual([['a', 'b'], ['1', '2']]);
	});

	it('casts and trims nothing', async () => {
		expect(await read('a,b,c,d,e\n007,1E5,1.10, x ,true\n')).toEqual([['a', 'b', 'c', 'd', 'e'], ['007', '1E5', '1.10', ' x ', 'true']]);
	});

	it('keeps separators, quotes and line ends inside quotes', async () => {
		expect(await read('a,b\n"x,y","say ""hi""\r\nthere"\n', [1])).toEqual([['a', 'b'], ['x,y', 'say "hi"\r\nthere']]);
	});

	it('survives a cut inside a UTF-8 character', async () => {
		const text = 'näme,€uro,𝄞\nÄ,漢字,é\n';
		for (let size = 1; size < 8; size += 1) expect(await read(text, [size])).toEqual([['näme', '€uro', '𝄞'], ['Ä', '漢字', 'é']]);
	});

	it('reads without quoting when there is no text delimiter', async () => {
		expect(await read('a;b\n"x;5" pipe\n', [4], { separator: ';', delimiter: '' })).toEqual([['a', 'b'], ['"x', '5" pipe']]);
	});

	it('reads a single column without separator', async () => {
		expect(await read('a\nx,y\n\nz\n', [4], { separator: '', delimiter: '"' })).toEqual([['a'], ['x,y'], [''], ['z']]);
	});

	it.each([
		['an empty file', ''], ['a byte order mark alone', '\uFEFF'],
	])('gives no batch for %s', async (_, text) => {
		expect(await read(text)).toEqual([]);
	});

	it.each([
		['a quote that is never closed', 'a,b\n1,2\n3,"4\n5,6\n', 3],
		['a quote that is never closed, after an escaped one', 'a,b\n"1 ""x""\ny",2\n3,"4 ""z"" \n5,6\n', 4],
		['a quote inside an unquoted value', 'a,b\n1,2\n3,5" pipe\n5,6\n', 3],
		['text behind a closing quote', 'a,b\r\n1,2\r\n"3"x,4\r\n', 3],
		['a value too many', 'a,b\n"1\n1",2\n3,4,5\n', 4],
		['a value too few', 'a,b\n1,2\n3\n', 3],
	])('names the line of %s', async (_, text, line) => {
		const failure = await read(text, [2]).catch((error: unknown) => error);
		expect(failure).toBeInstanceOf(CsvFormatError);
		expect((failure as CsvFormatError).line).toBe(line);
		expect((failure as CsvFormatError).message).toContain(`line ${line}:`);
	});

	it('names the line far behind the first block', async () => {
		const lines = Array.from({ length: 60_000 }, (_, index) => `${index},some text`);
		lines[50_000] = '50000,"open';
		const failure = await read(lines.join('\n'), [65_536]).catch((error: unknown) => error);
		expect((failure as CsvFormatError).line).toBe(50_001);
	});

	it.each([['CR LF', '\r\n'], ['CR', '\r']])('a block that ends with the CR of %s neither splits nor joins records', async (_, end) => {
		const block = 256 * 1024;
		const first = `a${end}${'x'.repeat(block - 2 - end.length)}\r`;
		const text = `${first}${end.slice(1)}last${end}`;
		expect(first).toHaveLength(block);
		expect((await read(text, [block])).map(([value]) => value?.length)).toEqual([1, block - 2 - end.length, 4]);
	});

	it('keeps ragged records when told so', async () => {
		const source = one(Buffer.from('a,b\n1\n1,2,3\n'));
		expect(await collect(csvRecords(source, { ...comma, ragged: 'keep' }))).toEqual([['a', 'b'], ['1'], ['1', '2', '3']]);
	});

	it('refuses bytes that are not UTF-8 instead of replacing them', async () => {
		const latin1 = Buffer.from('a,b\nMünchen,2\n', 'latin1');
		await expect(read(latin1)).rejects.toThrow(/not UTF-8/);
	});

	it.each([
		['ISO-8859-1', 'latin1'], ['UTF-16LE', 'utf16le'],
	] as const)('reads %s when told so', async (encoding, buffer) => {
		const text = buffer === 'utf16le' ? '\uFEFFa,b\nMünchen,2\n' : 'a,b\nMünchen,2\n';
		const records = await collect(csvRecords(cutInto(Buffer.from(text, buffer), [3]), { ...comma, encoding }));
		expect(records).toEqual([['a', 'b'], ['München', '2']]);
	});

	it('refuses an unknown encoding', async () => {
		await expect(collect(csvRecords(one(Buffer.from('a')), { ...comma, encoding: 'klingon' }))).rejects.toThrow(/not known/);
	});

	it.each([
		['equal characters', { separator: '"', delimiter: '"' }], ['a line end', { separator: '\n', delimiter: '"' }],
		['two characters as delimiter', { separator: ',', delimiter: '""' }], ['a delimiter beyond ASCII', { separator: ',', delimiter: '«' }],
	])('refuses a dialect with %s', async (_, dialect) => {
		await expect(read('a', [1], dialect)).rejects.toThrow(CsvFormatError);
	});

	it('tells record and line, which part where values contain line ends', async () => {
		const source = cutInto(Buffer.from('a,b\n"1\r\nx\ny",2\n\n3,4\n'), [4]);
		expect(await collect(numberedRecords(source, comma))).toEqual([
			{ record: 1, line: 1, values: ['a', 'b'] },
			{ record: 2, line: 2, values: ['1\r\nx\ny', '2'] },
			{ record: 3, line: 6, values: ['3', '4'] },
		]);
	});

	it('gives up on a record without end before memory does', async () => {
		const endless = async function* (): AsyncGenerator<Buffer> {
			yield Buffer.from('a,b\n1,"');
			for (;;) yield Buffer.alloc(1024 * 1024, 'x\n');
		};
		await expect(collect(csvRecords(endless(), comma))).rejects.toThrow(/line \d: the record that begins here has no end/);
	});
});
