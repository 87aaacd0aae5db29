import fc from 'fast-check';
import { parseMappingSpec } from '../../src/mapping/parse-spec';
import { transformRecord } from '../../src/mapping/transform';

/** What one column makes of one value: the text, or the reason. */
function made(value: string, step: object, fields: Record<string, string> = {}): string {
	const spec = parseMappingSpec({ columns: [{ column: 'C', from: { kind: 'field', field: 'f' }, steps: [step] }] });
	const result = transformRecord(spec, { key: 'k', stamp: null, fields: { f: value, ...fields } });
	return 'row' in result ? (result.row[0] ?? '') : `rejected: ${result.rejected.join('; ')}`;
}

describe('amount', () => {
	test.each<[string, object, string]>([
		['-3.166845241E7', {}, '-31668452.41'],
		['1E5', {}, '100000'],
		['1.10', {}, '1.10'],
		['0.1', {}, '0.1'],
		['-0', {}, '0'],
		[' 5 ', {}, '5'],
		['12345678901234567890.123456789', {}, '12345678901234567890.123456789'],
		['100.00-', {}, '-100.00'],
		['(1,234.50)', { thousands: ',' }, '-1234.50'],
		['1.234.567,89', { decimal: ',', thousands: '.' }, '1234567.89'],
		['1.500', { decimal: ',', thousands: '.' }, '1500'],
		['1234,5', { decimal: ',', thousands: '.' }, '1234.5'],
		['1 234 567.5', { thousands: ' ' }, '1234567.5'],
		['1\u202f234\u00a0567,5', { thousands: ' ', decimal: ',' }, '1234567.5'],
		['1\'234.50', { thousands: '\'' }, '1234.50'],
		['10.00', { sign: 'flip' }, '-10.00'],
		['-10.00', { sign: 'flip' }, '10.00'],
		['0.00', { sign: 'flip' }, '0.00'],
		['1234.5', { scale: -3 }, '1.2345'],
		['1.5', { scale: 3 }, '1500'],
		['1.5', { decimals: 2 }, '1.50'],
		['1.500', { decimals: 2 }, '1.50'],
		['1.005', { decimals: 2, rounding: 'half away from zero' }, '1.01'],
		['-1.005', { decimals: 2, rounding: 'half away from zero' }, '-1.01'],
		['-1.0049', { decimals: 2, rounding: 'half away from zero' }, '-1.00'],
	])('%s with %j becomes %s', (value, options, expected) => {
		expect(made(value, { kind: 'amount', ...options })).toBe(expected);
	});

	test.each<[string, object]>([
		['abc', {}],
		['1,5', {}],
		['1,5', { thousands: ',' }],
		['1,2345', { thousands: ',' }],
		['1.5', { decimal: ',' }],
		['1.5', { decimal: ',', thousands: '.' }],
		['1 234', {}],
		['--5', {}],
		['(-5)', {}],
		['-5-', {}],
		['NaN', {}],
		['Infinity', {}],
		['0x10', {}],
		['1E999999999', {}],
		['1.005', { decimals: 2 }],
	])('%s with %j is rejected and not guessed at', (value, options) => {
		expect(made(value, { kind: 'amount', ...options })).toMatch(/^rejected: column "C": /);
	});

	test('the sign by another field', () => {
		const sign = { field: 'TR_TYPE', flipWhen: ['-1'] };
		expect(made('5.00', { kind: 'amount', sign }, { TR_TYPE: '-1' })).toBe('-5.00');
		expect(made('5.00', { kind: 'amount', sign }, { TR_TYPE: '1' })).toBe('5.00');
		expect(made('5.00', { kind: 'amount', sign })).toMatch(/^rejected: .*sign/);
	});

	test('the sign by a set of account types', () => {
		const sign = { field: 'TYPE', flipWhen: ['Liability', 'Income'] };
		expect(['Asset', 'Liability', 'Income '].map((TYPE) => made('1', { kind: 'amount', sign }, { TYPE }))).toEqual(['1', '-1', '-1']);
	});

	test('negative by another field, whichever sign the source writes', () => {
		const sign = { field: 'TYPE', negativeWhen: ['CreditNote'] };
		const credits = ['5.00', '-5.00', '(5.00)', '0', '-0.00'].map((text) => made(text, { kind: 'amount', sign }, { TYPE: 'CreditNote ' }));
		expect(credits).toEqual(['-5.00', '-5.00', '-5.00', '0', '0.00']);
		expect(['5.00', '-5.00'].map((text) => made(text, { kind: 'amount', sign }, { TYPE: 'Invoice' }))).toEqual(['5.00', '-5.00']);
		expect(made('5.00', { kind: 'amount', sign })).toMatch(/^rejected: .*sign/);
	});

	test('plain amounts are unchanged, and what came out goes in again unchanged', () => {
		const amount = fc
			.tuple(fc.bigInt({ min: 1n, max: 10n ** 25n }), fc.nat(8), fc.boolean())
			.map(([units, places, minus]) => {
				const digits = String(units).padStart(places + 1, '0');
				const cut = digits.length - places;
				return `${minus ? '-' : ''}${digits.slice(0, cut)}${places > 0 ? `.${digits.slice(cut)}` : ''}`;
			});
		fc.assert(
			fc.property(amount, (text) => {
				expect(made(text, { kind: 'amount' })).toBe(text);
				expect(made(made(text, { kind: 'amount', sign: 'flip' }), { kind: 'amount', sign: 'flip' })).toBe(text);
			}),
		);
	});
});

describe('period', () => {
	test.each<[string, object, string]>([
		['2026-03-31', { from: 'yyyy-MM-dd', to: 'MMM yy' }, 'Mar 26'],
		['2026-03-31T23:30:00-05:00', { from: 'iso', to: 'MMM yy' }, 'Mar 26'],
		['202603', { from: 'yyyyMM', to: 'MMM yy' }, 'Mar 26'],
		['Mar 2026', { from: 'MMM yyyy', to: 'yyyy-MM' }, '2026-03'],
		['März 2026', { from: 'MMMM yyyy', to: 'MMMM', locale: 'de' }, 'März'],
		['2026-03-31', { from: 'yyyy-MM-dd', to: 'FY{yy} P{MM}' }, 'FY26 P03'],
		['2026-03-31', { from: 'yyyy-MM-dd', to: 'FY{yy} P{MM}', fiscalYearStart: 4 }, 'FY26 P12'],
		['2026-04-01', { from: 'yyyy-MM-dd', to: 'FY{yy} P{MM} Q{Q}', fiscalYearStart: 4 }, 'FY27 P01 Q1'],
		['2026-04-01', { from: 'yyyy-MM-dd', to: 'FY{yyyy} P{M} {MMM}', fiscalYearStart: 4, fiscalYearNamedBy: 'start' }, 'FY2026 P1 Apr'],
		['032026', { from: '{MM}{yyyy}', to: 'MMM yy' }, 'Mar 26'],
		['2027-01', { from: '{yyyy}-{MM}', to: 'MMM yy', fiscalYearStart: 4 }, 'Apr 26'],
		['2027-12', { from: '{yyyy}-{MM}', to: 'MMM yy', fiscalYearStart: 4 }, 'Mar 27'],
		['2027-12', { from: '{yyyy}-{MM}', to: 'MMM yy', fiscalYearStart: 4, fiscalYearNamedBy: 'start' }, 'Mar 28'],
		['27/1', { from: '{yy}/{M}', to: 'FY{yy} P{MM}', fiscalYearStart: 7 }, 'FY27 P01'],
	])('%s with %j becomes %s', (value, options, expected) => {
		expect(made(value, { kind: 'period', ...options })).toBe(expected);
	});

	test.each<[string, object, string]>([
		['2026-13', { '13': '12' }, 'Dec 26'],
		['2026-13', { '13': 'Adj FY{yy}' }, 'Adj FY26'],
		['2026-16', { '16': '{yyyy} P{MM}' }, '2026 P16'],
		['2026-16', { '2026-16': 'Audit 2026', '16': 'x' }, 'Audit 2026'],
		['2026-00', { '0': 'Opening {yyyy}' }, 'Opening 2026'],
	])('adjustment period %s with %j becomes %s', (value, adjustments, expected) => {
		expect(made(value, { kind: 'period', from: '{yyyy}-{MM}', to: 'MMM yy', adjustments })).toBe(expected);
	});

	test.each(['2026-13', '2026-16', '2026-00'])('period %s without an adjustment is rejected and not guessed at', (value) => {
		expect(made(value, { kind: 'period', from: '{yyyy}-{MM}', to: 'MMM yy' })).toMatch(/^rejected: column "C": period \d+ of 2026 is no month/);
		expect(made(value, { kind: 'period', from: 'yyyy-MM', to: 'MMM yy' })).toMatch(/^rejected: .*is not a period like "yyyy-MM"/);
	});

	test('a whole text is an adjustment for calendar input too', () => {
		expect(made('2026-13', { kind: 'period', from: 'yyyy-MM', to: 'MMM yy', adjustments: { '2026-13': 'Adj 26' } })).toBe('Adj 26');
	});

	const oneToTwelve = fc.integer({ min: 1, max: 12 });

	test('calendar month and fiscal period are two views of one month', () => {
		fc.assert(
			fc.property(fc.integer({ min: 2000, max: 2099 }), oneToTwelve, oneToTwelve, fc.constantFrom('end', 'start'), (year, month, start, namedBy) => {
				const options = { kind: 'period', fiscalYearStart: start, fiscalYearNamedBy: namedBy };
				const text = `${year}-${String(month).padStart(2, '0')}`;
				const fiscal = made(text, { ...options, from: 'yyyy-MM', to: '{yyyy}/{MM}' });
				expect(made(fiscal, { ...options, from: '{yyyy}/{MM}', to: 'yyyy-MM' })).toBe(text);
			}),
		);
	});
});

describe('date', () => {
	test.each<[string, object, string]>([
		['2026-03-31T23:30:00-05:00', {}, '2026-03-31'],
		['2026-03-31T00:00:00+14:00', {}, '2026-03-31'],
		['03/31/2026', { from: 'MM/dd/yyyy' }, '2026-03-31'],
		['20260331', { from: 'yyyyMMdd', to: 'dd.MM.yyyy' }, '31.03.2026'],
		['31 Mar 26', { from: 'dd MMM yy' }, '2026-03-31'],
	])('%s with %j becomes %s', (value, options, expected) => {
		expect(made(value, { kind: 'date', ...options })).toBe(expected);
	});

	test.each(['31/03/2026', '02/30/2026', ' ', 'x'])('%s is rejected', (value) => {
		expect(made(value, { kind: 'date', from: 'MM/dd/yyyy' })).toMatch(/^rejected: column "C": .*is not a date like/);
	});
});

describe('lookup', () => {
	const table = { '007': 'Bond', '1E5': 'Sci', constructor: 'Odd' };

	test.each<[string, object, string]>([
		['007', {}, 'Bond'],
		['1E5', {}, 'Sci'],
		['constructor', {}, 'Odd'],
		['7', {}, 'rejected: column "C": "7" is not in the lookup table'],
		['100000', {}, 'rejected: column "C": "100000" is not in the lookup table'],
		['toString', {}, 'rejected: column "C": "toString" is not in the lookup table'],
		['7', { otherwise: 'keep' }, '7'],
		['7', { otherwise: 'empty' }, ''],
		['7', { otherwise: { use: 'Unknown' } }, 'Unknown'],
	])('%s with %j becomes %s', (value, options, expected) => {
		expect(made(value, { kind: 'lookup', table, ...options })).toBe(expected);
	});

	test('a table of rows', () => {
		const rows = [{ code: 'A', member: 'Alpha', note: 'x' }, { code: 'A', member: 'Alpha' }];
		expect(made('A', { kind: 'lookup', table: rows, key: 'code', value: 'member' })).toBe('Alpha');
		expect(made('A', { kind: 'lookup', table: [{ from: 'A', to: 'Alpha' }] })).toBe('Alpha');
	});
});

describe('text', () => {
	test.each<[string, object, string]>([
		['  a b ', { trim: true }, 'a b'],
		['  a b ', {}, '  a b '],
		['7', { padLeft: 3 }, '007'],
		['1234', { padLeft: 3 }, '1234'],
		['größe', { upper: true }, 'GRÖSSE'],
		['a\r\nb\nc\rd\u2028e', { lineBreaks: 'space' }, 'a b c d e'],
		['a\r\nb', {}, 'a\r\nb'],
		['a"b,c;d', {}, 'a"b,c;d'],
		['10', { prefix: 'ACC-', padLeft: 4 }, 'ACC-0010'],
		['   ', { trim: true, padLeft: 3, prefix: 'X' }, ''],
		['x'.repeat(60), { maxLength: 60 }, 'x'.repeat(60)],
	])('%j with %j becomes %j', (value, options, expected) => {
		expect(made(value, { kind: 'text', ...options })).toBe(expected);
	});

	test('a code of 70 characters is rejected, never cut', () => {
		expect(made('x'.repeat(70), { kind: 'text', maxLength: 60 })).toMatch(/^rejected: column "C": .*has 70 characters, 60 are allowed/);
	});
});
