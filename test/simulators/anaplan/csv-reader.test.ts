import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { CsvReader } from '../../../simulators/anaplan/engine/csv-reader';
import { csvLine, quotedLine } from '../../../simulators/anaplan/engine/csv-text';

type Read = Array<[fields: string[], line: number, record: number, problem: string | undefined]>;

const read = (pieces: readonly string[], format = { separator: ',', delimiter: '"' }): Read => {
	const rows: Read = [];
	const reader = new CsvReader(format, (fields, line, record, problem) => rows.push([fields, line, record, problem]));
	for (const piece of pieces) reader.push(piece);
	reader.end();
	return rows;
};

const field = fc.string({ unit: fc.constantFrom('a', 'é', '🧾', ',', '"', '\n', '\r\n', ' ', ';', '1'), maxLength: 6 });
const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });

describe('CSV reader', () => {
	it('reads what a writer wrote, wherever the text is cut', () => {
		fc.assert(fc.property(table, fc.array(fc.nat(200), { maxLength: 6 }), fc.boolean(), (rows, cuts, allQuoted) => {
			const text = rows.map((row) => (allQuoted ? quotedLine(row) : csvLine(row))).join('');
			const at = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
			const pieces = at.slice(1).map((end, i) => text.slice(at[i], end));
			expect(read(pieces).map(([fields]) => fields)).toEqual(rows);
		}));
	});

	it('agrees with an independent parser', () => {
		fc.assert(fc.property(table, (rows) => {
			const text = rows.map((row) => csvLine(row)).join('');
			const expected = parse(text, { relax_column_count: true, record_delimiter: ['\n'] }) as string[][];
			expect(read([text]).map(([fields]) => fields)).toEqual(expected);
		}));
	});

	it('knows LF, CRLF and CR, with and without a last line end, and skips blank lines', () => {
		for (const end of ['\n', '\r\n', '\r']) {
			for (const text of [`a,b${end}${end}1,2${end}`, `a,b${end}${end}1,2`]) {
				for (let cut = 0; cut <= text.length; cut += 1) {
					expect(read([text.slice(0, cut), text.slice(cut)])).toEqual([[['a', 'b'], 1, 1, undefined], [['1', '2'], 3, 2, undefined]]);
				}
			}
		}
	});

	it('counts lines of the file, also inside quotes', () => {
		expect(read(['a,"x\ny\nz"\nb,c\n']).map(([, line, record]) => [line, record])).toEqual([[1, 1], [4, 2]]);
	});

	it('says which row has broken quotes', () => {
		expect(read(['1,"a"b\n2,c\n'])).toEqual([[['1', 'ab'], 1, 1, 'columnSeparatorExpected'], [['2', 'c'], 2, 2, undefined]]);
		expect(read(['1,a\n2,"c\n3,d\n'])).toEqual([[['1', 'a'], 1, 1, undefined], [['2', 'c\n3,d\n'], 2, 2, 'unmatchedTextDelimiter']]);
	});

	it('has no quoting without a delimiter, and takes other separators', () => {
		expect(read(['"a;b"\n'], { separator: ';', delimiter: '' })).toEqual([[['"a', 'b"'], 1, 1, undefined]]);
		expect(read(["'a\tb'\tc"], { separator: '\t', delimiter: "'" })).toEqual([[['a\tb', 'c'], 1, 1, undefined]]);
	});

	it('does not search again and again for a quote that never closes', () => {
		const piece = 'x'.repeat(500_000);
		const rows = read(['1,"', ...Array.from({ length: 40 }, () => piece), '\n2,b\n']);
		expect(rows[0]?.[3]).toBe('unmatchedTextDelimiter');
		expect(rows.at(-1)?.[0]).toEqual(['2', 'b']);
	});
});
