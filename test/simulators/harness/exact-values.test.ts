import fc from 'fast-check';
import { dividedBy, plainDecimal, scaled, scaledText } from '../../../simulators/harness/decimal';
import { NoJson, RawNumber, readRawJson } from '../../../simulators/harness/raw-json';

describe('decimals', () => {
	it.each([['1.2e3', '1200'], ['1e-2', '0.01'], ['-007.50', '-7.50'], ['.5', '0.5'], ['+3.', '3'], ['', undefined], ['.', undefined], ['1,5', undefined], ['NaN', undefined]])('%j is %j', (text, plain) => {
		expect(plainDecimal(text)).toBe(plain);
	});

	it.each<[string, number, string]>([['0.005', 2, '0.01'], ['-0.005', 2, '-0.01'], ['0.0049', 2, '0.00'], ['9007199254740993.01', 4, '9007199254740993.0100'], ['12', 0, '12'], ['1e3', 3, '1000.000']])('%s with %d places is %s', (text, places, shown) => {
		expect(scaledText(scaled(text, places), places)).toBe(shown);
	});

	it('come out as they went in, and quotients are rounded half away from zero', () => {
		fc.assert(fc.property(fc.bigInt(), fc.integer({ min: 0, max: 8 }), (units, places) => {
			expect(scaled(scaledText(units, places), places)).toBe(units);
		}));
		expect([25n, -25n, 24n, -24n].map((value) => dividedBy(value, 10n))).toEqual([3n, -3n, 2n, -2n]);
	});
});

describe('JSON with its digits', () => {
	const read = (text: string): unknown => readRawJson<ReadonlyMap<string, unknown>>(text, (members) => members);

	it('keeps digits and the order of members', () => {
		expect(read(' {"b": 30.0000, "2": [1E5, null, true], "1": "x\\u0041"} ')).toEqual(new Map<string, unknown>([
			['b', new RawNumber('30.0000')], ['2', [new RawNumber('1E5'), null, true]], ['1', 'xA'],
		]));
		expect([...(read('{"2":1,"10":2,"2":3}') as ReadonlyMap<string, unknown>)]).toEqual([['2', new RawNumber('3')], ['10', new RawNumber('2')]]);
	});

	it('takes what JSON.parse takes, and nothing else', () => {
		const near = fc.array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"', '1', '-', '0', '.5', 'e1', 'true', 'null', ' ', '\n', '\\'), { maxLength: 8 }).map((parts) => parts.join(''));
		fc.assert(fc.property(fc.oneof(near, fc.json()), (text) => {
			const parses = (parse: (text: string) => unknown): boolean => {
				try {
					parse(text);
					return true;
				} catch (error) {
					expect(error instanceof NoJson || error instanceof SyntaxError).toBe(true);
					return false;
				}
			};
			expect(parses(read)).toBe(parses(JSON.parse));
		}));
	});
});
