import fc from 'fast-check';
import type { SourceRecord } from '../../src/contracts';
import { parseMappingSpec } from '../../src/mapping/parse-spec';
import { transformRecord } from '../../src/mapping/transform';

const record = (fields: Record<string, string>): SourceRecord => ({ key: 'k', stamp: null, fields });
const field = (column: string, rest: object = {}) => ({ column, from: { kind: 'field', field: column }, ...rest });
const transform = (columns: object[], fields: Record<string, string>, rest: object = {}) =>
	transformRecord(parseMappingSpec({ columns, ...rest }), record(fields));

describe('transforming a record', () => {
	test('columns come in the order of the mapping', () => {
		const columns = [field('B'), { column: 'Version', from: { kind: 'constant', value: 'Actual' } }, field('A')];
		expect(transform(columns, { A: '1', B: '2', C: '3' })).toEqual({ row: ['2', 'Actual', '1'] });
	});

	test('codes, quotes, separators, line breaks and foreign letters stay as they are', () => {
		for (const value of ['007', '1E5', '1.10', 'a,b;c\td', '"quoted"', 'a\r\nb\nc\rd', 'Größe 日本 🙂', ' blanks ']) {
			expect(transform([field('A')], { A: value })).toEqual({ row: [value] });
		}
	});

	test('a NUL or half a character is rejected with its column', () => {
		for (const value of ['a\0b', 'a\ud800', '\udc00b']) {
			expect(transform([field('A')], { A: value })).toEqual({ rejected: [expect.stringMatching(/^column "A": .*no file can carry$/)] });
		}
	});

	test('every reason of a row is told at once', () => {
		const columns = [field('A', { whenEmpty: 'reject' }), field('B', { steps: [{ kind: 'amount' }] }), field('C')];
		expect(transform(columns, { A: '', B: 'x', C: 'fine' })).toEqual({
			rejected: ['column "A": it is empty', expect.stringMatching(/^column "B": "x" is not an amount/)],
		});
	});

	test('steps follow one another', () => {
		const steps = [{ kind: 'text', trim: true, padLeft: 3 }, { kind: 'lookup', table: { '007': 'Bond' } }, { kind: 'text', upper: true }];
		expect(transform([field('A', { steps })], { A: ' 7 ' })).toEqual({ row: ['BOND'] });
	});

	test.each<[string, object, object]>([
		['kept', {}, { row: [''] }],
		['rejected', { whenEmpty: 'reject' }, { rejected: ['column "A": it is empty'] }],
		['replaced, and the replacement passes no steps', { whenEmpty: { use: 'none' } }, { row: ['none'] }],
	])('an empty value is %s, before and after the steps', (_name, rest, expected) => {
		expect(transform([field('A', { ...rest, steps: [{ kind: 'amount' }] })], { A: '' })).toEqual(expected);
		expect(transform([field('A', { ...rest, steps: [{ kind: 'text', trim: true }, { kind: 'amount' }] })], { A: '  ' })).toEqual(expected);
	});

	test('an absent field is a mistake unless the mapping says that it is empty', () => {
		expect(transform([field('A')], { a: '1' })).toEqual({ rejected: ['column "A": the record has no field "A"'] });
		expect(transform([field('toString')], {})).toEqual({ rejected: ['column "toString": the record has no field "toString"'] });
		expect(transform([field('A')], { a: '1' }, { absentFields: 'empty' })).toEqual({ row: [''] });
		expect(transform([field('toString')], {}, { absentFields: 'empty' })).toEqual({ row: [''] });
	});

	test('one amount less another is exact, and an empty one counts as zero', () => {
		const columns = [{ column: 'A', from: { kind: 'difference', field: 'D', minus: 'C' }, whenEmpty: { use: 'none' }, steps: [{ kind: 'amount', sign: 'flip' }] }];
		expect(transform(columns, { D: '1820.5500', C: '0.0000' })).toEqual({ row: ['-1820.5500'] });
		expect(transform(columns, { D: '0.1', C: '0.30' })).toEqual({ row: ['0.20'] });
		expect(transform(columns, { D: '', C: '75.2500' })).toEqual({ row: ['75.2500'] });
		expect(transform(columns, { D: '98765432109876543210.01', C: '' })).toEqual({ row: ['-98765432109876543210.01'] });
		expect(transform(columns, { D: '', C: ' ' })).toEqual({ row: ['none'] });
	});

	test('a difference of what is no amount, or not there, is rejected by name', () => {
		const columns = [{ column: 'A', from: { kind: 'difference', field: 'D', minus: 'C' } }];
		expect(transform(columns, { D: '1,5', C: '0' })).toEqual({ rejected: ['column "A": "1,5" and "0" are not two amounts with "." as decimal separator'] });
		expect(transform(columns, { D: '1' })).toEqual({ rejected: ['column "A": the record has no field "C"'] });
	});

	test('joined fields, empty as soon as one of them is', () => {
		const columns = [{ column: 'P', from: { kind: 'join', fields: ['Y', 'M'], with: '-' }, whenEmpty: 'reject' }];
		expect(transform(columns, { Y: '2026', M: '03' })).toEqual({ row: ['2026-03'] });
		expect(transform(columns, { Y: '2026', M: '' })).toEqual({ rejected: ['column "P": it is empty'] });
	});

	test('joined fields, empty ones left out', () => {
		const columns = [{ column: 'P', from: { kind: 'join', fields: ['A', 'B', 'C'], with: ' ', emptyParts: 'leave out' }, whenEmpty: 'reject' }];
		expect(transform(columns, { A: 'x', B: '', C: 'y' })).toEqual({ row: ['x y'] });
		expect(transform(columns, { A: '', B: '', C: '' })).toEqual({ rejected: ['column "P": it is empty'] });
	});

	test('is pure: the same record twice gives the same, and the record is not touched', () => {
		const columns = [field('A', { steps: [{ kind: 'text', trim: true }] }), field('B', { steps: [{ kind: 'amount' }] })];
		const spec = parseMappingSpec({ columns });
		fc.assert(
			fc.property(fc.string(), fc.string(), (A, B) => {
				const given = Object.freeze({ key: 'k', stamp: null, fields: Object.freeze({ A, B }) });
				expect(transformRecord(spec, given)).toEqual(transformRecord(spec, given));
			}),
		);
	});
});
