import fc from 'fast-check';
import { add, atPlaces, compare, formatDecimal, isZero, negate, parseDecimal, scale, type Decimal } from '../../../src/core/decimal';

const read = (text: string): Decimal => {
	const value = parseDecimal(text);
	if (!value) throw new Error(`refused ${text}`);
	return value;
};

const decimal = fc.record({ units: fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), places: fc.nat(30) });

describe('parseDecimal and formatDecimal', () => {
	it.each([
		['0', '0'],
		['1.10', '1.10'],
		['-1.10', '-1.10'],
		['+5', '5'],
		['.5', '0.5'],
		['-.05', '-0.05'],
		['007', '7'],
		['000.10', '0.10'],
		['-0', '0'],
		['-0.00', '0.00'],
		['-3.166845241E7', '-31668452.41'],
		['3.166845241e+7', '31668452.41'],
		['1E5', '100000'],
		['1.5E-3', '0.0015'],
		['12E-1', '1.2'],
		['1.10E1', '11.0'],
		['1.10E2', '110'],
		['0E5', '0'],
		['1E0000000005', '100000'],
		[' 1.5 ', '1.5'],
		['\t1.5\r\n', '1.5'],
		['99999999999999999999999999999.999999999', '99999999999999999999999999999.999999999'],
	])('reads %p and writes %p', (text, written) => {
		expect(formatDecimal(read(text))).toBe(written);
	});

	it.each([
		'', ' ', '.', '-', '+', '5.', '1,000', '1.000,00', '1 000', '1_000', 'NaN', 'Infinity', '-Infinity', 'null', '1e', 'E5', '1E5.0', '1E+', '--1', '+-1', '1-',
		'0x10', '1n', '1.2.3', '(5)', '$5', '5%', '٣', '１', '\u00a05', '1\u00002',
	])('refuses %p', (text) => {
		expect(parseDecimal(text)).toBeUndefined();
	});

	it.each(['1E999999999', '1E-999999999', '-1E999999999', '0E999999999', '1E99999999999999999999999', '1E1001', '1E1000', '1E-1000'])(
		'%s cannot eat memory', (text) => {
			expect(parseDecimal(text)).toBeUndefined();
		},
	);

	it('reads up to 1000 digits written out, and not one more', () => {
		for (const exact of ['9'.repeat(1_000), '1E999', '1E-999', `0.${'1'.repeat(999)}`, `${'1'.repeat(500)}E500`]) {
			expect(formatDecimal(read(exact)).replace('.', '')).toHaveLength(1_000);
		}
		for (const over of ['9'.repeat(1_001), `0.${'1'.repeat(1_000)}`, `${'1'.repeat(501)}E500`, '9'.repeat(5_000_000)]) {
			expect(parseDecimal(over)).toBeUndefined();
		}
	});

	it('writing and reading again gives the same number', () => {
		fc.assert(fc.property(decimal, (value) => {
			expect(parseDecimal(formatDecimal(value))).toEqual(value);
		}));
	});

	it('agrees with JavaScript on every number JavaScript writes', () => {
		fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
			expect(Number(formatDecimal(read(String(number))))).toBe(number === 0 ? 0 : number);
		}));
	});

	it('never throws and never hangs, whatever it is given', () => {
		const piece = fc.constantFrom('0', '1', '9', '.', 'E', 'e', '-', '+', ' ', ',', 'z');
		fc.assert(fc.property(fc.string({ unit: piece, maxLength: 12 }), (text) => {
			const value = parseDecimal(text);
			if (value) expect(Number(formatDecimal(value))).toBeCloseTo(Number(text), 10);
			// JavaScript reads blanks as zero, `5.` as five and 1E-999 as zero; beyond that, what we refuse it refuses too.
			else expect(text.trim() === '' || /\d\.([eE]|\s|$)/.test(text) || !Number.isFinite(Number(text)) || /[eE][+-]?\d{3}/.test(text)).toBe(true);
		}), { numRuns: 5_000 });
	});
});

describe('arithmetic is exact', () => {
	it.each([
		['0.1', '0.2', '0.3'],
		['1.10', '2', '3.10'],
		['100000000000000000000', '0.00000000000000000001', '100000000000000000000.00000000000000000001'],
		['5', '-5.00', '0.00'],
		['-1.5', '-1.5', '-3.0'],
	])('%s + %s = %s', (left, right, sum) => {
		expect(formatDecimal(add(read(left), read(right)))).toBe(sum);
	});

	it('negate changes the sign and nothing else', () => {
		expect(formatDecimal(negate(read('1.10')))).toBe('-1.10');
		expect(formatDecimal(negate(read('-1.10')))).toBe('1.10');
		expect(formatDecimal(negate(read('0.00')))).toBe('0.00');
	});

	it.each([
		['1.5', 3, '1500'],
		['1500', -3, '1.500'],
		['1.2345', 2, '123.45'],
		['-7', -2, '-0.07'],
		['0', 5, '0'],
		['1.10', 0, '1.10'],
	])('%s times ten to the power of %d is %s', (text, exponent, written) => {
		expect(formatDecimal(scale(read(text), exponent))).toBe(written);
	});

	it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 1_001, -1_001])('does not scale by %p', (exponent) => {
		expect(() => scale(read('1'), exponent)).toThrow(RangeError);
	});

	it('laws hold: order of adding, neutral zero, inverse, scaling there and back', () => {
		fc.assert(fc.property(decimal, decimal, decimal, fc.integer({ min: -50, max: 50 }), (a, b, c, exponent) => {
			expect(add(a, b)).toEqual(add(b, a));
			expect(add(add(a, b), c)).toEqual(add(a, add(b, c)));
			expect(add(a, { units: 0n, places: 0 })).toEqual(a);
			expect(isZero(add(a, negate(a)))).toBe(true);
			expect(compare(scale(scale(a, exponent), -exponent), a)).toBe(0);
			expect(compare(scale(add(a, b), exponent), add(scale(a, exponent), scale(b, exponent)))).toBe(0);
		}));
	});
});

describe('compare, isZero, atPlaces', () => {
	it.each([
		['1.10', '1.1', 0],
		['1', '1.0001', -1],
		['-1', '-2', 1],
		['0', '-0.00', 0],
	])('compares %s with %s: %d', (left, right, expected) => {
		expect(compare(read(left), read(right))).toBe(expected);
		expect(compare(read(right), read(left))).toBe(expected === 0 ? 0 : -expected);
	});

	it.each([['0', true], ['0.000', true], ['0.001', false], ['-1', false]])('isZero(%s) is %p', (text, expected) => {
		expect(isZero(read(text))).toBe(expected);
	});

	it.each([
		['1.1', 2, '1.10'],
		['1.100', 2, '1.10'],
		['-1.100', 1, '-1.1'],
		['100', 0, '100'],
		['0.000', 0, '0'],
	])('%s with %d places is %s', (text, places, written) => {
		const value = atPlaces(read(text), places);
		expect(value && formatDecimal(value)).toBe(written);
	});

	it.each([['1.101', 2], ['-0.001', 2], ['0.5', 0]])('%s does not fit %d places, and nothing is rounded', (text, places) => {
		expect(atPlaces(read(text), places)).toBeUndefined();
	});

	it('never changes the value', () => {
		fc.assert(fc.property(decimal, fc.nat(40), (value, places) => {
			const fitted = atPlaces(value, places);
			if (fitted) expect([compare(fitted, value), fitted.places]).toEqual([0, places]);
			else expect(places).toBeLessThan(value.places);
		}));
	});
});
