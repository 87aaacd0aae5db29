import fc from 'fast-check';
import { exactNumber, parseExactBody, parseExactJson, writeExactJson } from '../../../src/core/json';

describe('reading exact JSON', () => {
	it.each([
		['{"value":30.0000}', { value: '30.0000' }],
		['{"TimeStamp":639133209831234567}', { TimeStamp: '639133209831234567' }],
		['[-0, 1E5, -1.50e-3, 0.10]', ['-0', '1E5', '-1.50e-3', '0.10']],
		['{"a":"12","b":"say \\"1.50\\" \\\\","c":[true,null,""]}', { a: '12', b: 'say "1.50" \\', c: [true, null, ''] }],
		['\uFEFF{"a":1}', { a: '1' }],
	])('%s', (document, value) => {
		expect(parseExactJson(document)).toEqual(value);
	});

	it.each(['{"a":1', '{"a":01}', '{"a":1.}', '{"a":+1}', '{"a":.5}', '{"a":1 2}', '', '<html>', '{"a":NaN}', '{"a":"1}'])('refuses %s', (document) => {
		expect(() => parseExactJson(document)).toThrow(SyntaxError);
		expect(parseExactBody(Buffer.from(document))).toBeUndefined();
	});

	it('reads what JSON.parse reads, but for numbers, whose digits stay', () => {
		const textual = (value: unknown): unknown => {
			if (typeof value === 'number') return JSON.stringify(value);
			if (Array.isArray(value)) return value.map(textual);
			if (typeof value !== 'object' || value === null) return value;
			return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, textual(member)]));
		};
		fc.assert(fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
			const document = JSON.stringify(value);
			expect(parseExactJson(document)).toEqual(textual(JSON.parse(document)));
		}));
	});
});

describe('writing exact JSON', () => {
	it('writes numbers digit by digit and leaves undefined members out', () => {
		expect(writeExactJson({ a: exactNumber('2000.00'), b: undefined, c: ['1', null, true, { d: exactNumber('9007199254740993') }] }))
			.toBe('{"a":2000.00,"c":["1",null,true,{"d":9007199254740993}]}');
	});

	it.each(['', '1,5', '.5', '+1', '01', ' 1', 'NaN', '1}'])('refuses "%s" as a number', (text) => {
		expect(() => exactNumber(text)).toThrow(RangeError);
		expect(() => writeExactJson({ exact: text })).toThrow(RangeError);
	});

	it('is read back as it was written', () => {
		const amount = fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 1, max: 4 }))
			.map(([units, places]) => `${units}.${'0'.repeat(places)}`);
		fc.assert(fc.property(amount, fc.string(), (digits, text) => {
			expect(parseExactJson(writeExactJson({ [text]: exactNumber(digits), text }))).toEqual({ [text]: digits, text });
		}), { examples: [['1.10', '__proto__']] });
	});
});
