import fc from 'fast-check';
import { add, compare, formatDecimal, parseDecimal, type Decimal } from '../../../src/core/decimal';
import { journalRows, type AnalyticalLine } from '../../../src/systems/sagex3/values/journal-rows';
import { AmountProblem, debitLessCredit, decimalOf, signed, signOf, splitAmount } from '../../../src/systems/sagex3/values/signed-amount';
import { readStamp } from '../../../src/systems/sagex3/values/stamps';
import { dayOf, joinKey, plainText } from '../../../src/systems/sagex3/values/texts';

const decimal = fc.record({ units: fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), places: fc.integer({ min: 0, max: 4 }) });
const sum = (values: readonly Decimal[]): Decimal => values.reduce(add, { units: 0n, places: 0 });
const dec = (text: string): Decimal => decimalOf(text, 'x');

describe('signed amounts', () => {
	it.each([['1', '12.50', '12.50'], ['-1', '12.50', '-12.50'], ['-1', '-3', '3'], ['1', '9007199254740993.100', '9007199254740993.100'], ['-1', '0.00', '0.00']])('%s × %s = %s', (sign, amount, expected) => {
		expect(formatDecimal(signed(signOf(sign), dec(amount)))).toBe(expected);
	});

	it('sign × amount keeps every digit, whatever the amount', () => {
		fc.assert(fc.property(decimal, fc.constantFrom<1 | -1>(1, -1), (amount, sign) => {
			const text = formatDecimal(signed(sign, dec(formatDecimal(amount))));
			expect(parseDecimal(text)).toEqual({ units: sign === 1 ? amount.units : -amount.units, places: amount.places });
		}));
	});

	it.each(['0', '2', '', '1.0', 'D'])('the sign "%s" is refused', (sign) => {
		expect(() => signOf(sign)).toThrow(AmountProblem);
	});

	it('debit less credit; both empty are no amount', () => {
		expect(formatDecimal(debitLessCredit('10.00', '0', 'x'))).toBe('10.00');
		expect(formatDecimal(debitLessCredit('', '7.5', 'x'))).toBe('-7.5');
		expect(() => debitLessCredit(' ', '', 'x')).toThrow(AmountProblem);
	});
});

describe('a line and its analytical lines', () => {
	it('shares and rest are the amount to the last digit', () => {
		fc.assert(fc.property(decimal, fc.array(decimal, { minLength: 1, maxLength: 8 }), decimal, (amount, weights, whole) => {
			const split = splitAmount(amount, weights, whole);
			if (whole.units === 0n) return expect(split).toBeUndefined();
			expect(compare(sum([...split!.shares, ...(split!.rest ? [split!.rest] : [])]), amount)).toBe(0);
			for (const share of split!.shares) expect(share.places).toBeLessThanOrEqual(amount.places);
		}));
	});

	it('there is no rest when the weights are the whole, and each share is as near as its places allow', () => {
		fc.assert(fc.property(decimal, fc.array(decimal, { minLength: 1, maxLength: 8 }), (amount, weights) => {
			const whole = sum(weights);
			fc.pre(whole.units !== 0n);
			const split = splitAmount(amount, weights, whole)!;
			expect(split.rest).toBeUndefined();
			for (const [index, weight] of weights.slice(0, -1).entries()) {
				// |share × whole − amount × weight| ≤ half a unit × |whole|
				const scale = (value: Decimal, places: number): bigint => value.units * 10n ** BigInt(places - value.places);
				const places = Math.max(weight.places, whole.places);
				const off = (split.shares[index]?.units ?? 0n) * scale(whole, places) - amount.units * scale(weight, places);
				expect(2n * (off < 0n ? -off : off) <= (whole.units < 0n ? -scale(whole, places) : scale(whole, places))).toBe(true);
			}
		}));
	});

	it('the rows of a line add up to it in both currencies', () => {
		fc.assert(fc.property(decimal, decimal, fc.array(decimal, { maxLength: 6 }), fc.constantFrom<1 | -1>(1, -1), (ledger, transaction, parts, sign) => {
			const analysis = parts.map((part, index): AnalyticalLine => ({ number: String(index + 1), transactionAmount: formatDecimal(part), ledgerAmount: '', quantity: '', dimensions: [] }));
			const rows = journalRows({ sign, ledger, transaction, quantity: '' }, analysis);
			expect(compare(sum(rows.map(({ amount }) => dec(amount))), ledger)).toBe(0);
			expect(compare(sum(rows.map(({ transactionAmount }) => dec(transactionAmount))), transaction)).toBe(0);
			expect(new Set(rows.map(({ analyticalLine }) => analyticalLine)).size).toBe(rows.length);
		}));
	});

	it('a line always has its own row, the last: split later, it overwrites its whole amount, and nothing in it that was a number is empty', () => {
		const held = new Map<string, string>();
		const load = (...parts: readonly string[]): ReturnType<typeof journalRows> => {
			const analysis = parts.map((part, index): AnalyticalLine => ({ number: String(index + 1), transactionAmount: part, ledgerAmount: '', quantity: '1', dimensions: [['DPT', 'A']] }));
			const rows = journalRows({ sign: 1, ledger: dec('90.00'), transaction: dec('100.00'), quantity: '7' }, analysis);
			for (const { analyticalLine, amount } of rows) held.set(analyticalLine, amount);
			return rows;
		};
		load();
		expect([...held]).toEqual([['', '90.00']]);
		expect(load('60.00', '40.00').at(-1)).toEqual({ analyticalLine: '', amount: '0.00', transactionAmount: '0.00', quantity: '0', dimensions: new Map() });
		expect(load('60.00', '30.00').at(-1)).toMatchObject({ analyticalLine: '', amount: '9.00', transactionAmount: '10.00' });
		expect(formatDecimal(sum([...held.values()].map(dec)))).toBe('90.00');
	});
});

describe('values', () => {
	it.each([
		['2026-03-02T09:14:07.999Z', '2026-03-02T09:14:07Z'], ['2026-03-02T09:14:07', '2026-03-02T09:14:07Z'], ['2026-03-02 09:14:07', '2026-03-02T09:14:07Z'],
		['2026-03-02T10:14:07+01:00', '2026-03-02T09:14:07Z'], ['', null], ['1753-01-01T00:00:00.000Z', null], ['1599-12-31T00:00:00Z', null], ['2026-03-02', undefined], ['soon', undefined],
	])('the stamp %s', (text, expected) => {
		expect(readStamp(text)).toBe(expected);
	});

	it.each([['2026-03-02', '2026-03-02'], ['2026-03-02T00:00:00Z', '2026-03-02'], ['20260302', '2026-03-02'], ['1753-01-01', ''], ['2999-12-31', ''], ['1599-12-31', ''], [' ', '']])('the day %s', (text, expected) => {
		expect(dayOf(text)).toBe(expected);
	});

	it('blank texts are one space; keys never become one', () => {
		expect(plainText(' ')).toBe('');
		fc.assert(fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 3 }), fc.array(fc.string(), { minLength: 1, maxLength: 3 }), (a, b) => {
			expect(joinKey(a) === joinKey(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
		}));
	});
});
