import fc from 'fast-check';
import { madeBy } from './made';

const date = (from: string, day: string, more: object = {}) => madeBy([{ kind: 'date', from, day, ...more }]);
const period = (from: string, to: string, more: object = {}) => madeBy([{ kind: 'period', from, to, ...more }]);

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const YEARS = Array.from({ length: 2100 - 1990 + 1 }, (_, index) => 1990 + index);
const two = (number: number): string => String(number).padStart(2, '0');

/** By the rule of Gregory, and not by the library that is used. */
const daysIn = (year: number, month: number): number => {
	if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
	return [4, 6, 9, 11].includes(month) ? 30 : 31;
};

describe('the day of a time member', () => {
	test('first and last day of every month from 1990 to 2100, leap years too', () => {
		const [first, last] = [date('MMM yyyy', 'first'), date('MMM yyyy', 'last')];
		for (const year of YEARS) {
			MONTHS.forEach((name, index) => {
				const month = index + 1;
				expect(first(`${name} ${year}`)).toBe(`${year}-${two(month)}-01`);
				expect(last(`${name} ${year}`)).toBe(`${year}-${two(month)}-${daysIn(year, month)}`);
			});
		}
	});

	test('the same by fiscal year and month, or by fiscal year and period, wherever the year starts', () => {
		for (let start = 1; start <= 12; start += 1) {
			const byName = date('FY{yyyy} {MMM}', 'last', { fiscalYearStart: start });
			const byNumber = date('FY{yyyy} P{MM}', 'last', { fiscalYearStart: start });
			for (const year of YEARS) {
				MONTHS.forEach((name, index) => {
					const month = index + 1;
					const fiscalYear = start > 1 && month >= start ? year + 1 : year;
					const number = two(((month - start + 12) % 12) + 1);
					const expected = `${year}-${two(month)}-${daysIn(year, month)}`;
					expect(byName(`FY${fiscalYear} ${name}`)).toBe(expected);
					expect(byNumber(`FY${fiscalYear} P${number}`)).toBe(expected);
				});
			}
		}
	});

	test.each<[string, string, string, object, string]>([
		['Jan 26', 'MMM yy', 'last', {}, '2026-01-31'],
		['Feb 28', 'MMM yy', 'last', {}, '2028-02-29'],
		['Feb 28', 'MMM yy', 'keep', {}, '2028-02-01'],
		['FY26 Jan', 'FY{yy} {MMM}', 'last', {}, '2026-01-31'],
		['FY26 January', 'FY{yy} {MMM}', 'last', {}, '2026-01-31'],
		['FY26 JUL', 'FY{yy} {MMM}', 'last', { fiscalYearStart: 7 }, '2025-07-31'],
		['FY26 Jun', 'FY{yy} {MMM}', 'last', { fiscalYearStart: 7 }, '2026-06-30'],
		['FY26 Jul', 'FY{yy} {MMM}', 'last', { fiscalYearStart: 7, fiscalYearNamedBy: 'start' }, '2026-07-31'],
		['Q1 FY26', 'Q{Q} FY{yy}', 'last', {}, '2026-03-31'],
		['Q1 FY26', 'Q{Q} FY{yy}', 'first', { fiscalYearStart: 4 }, '2025-04-01'],
		['Q4 FY26', 'Q{Q} FY{yy}', 'last', { fiscalYearStart: 4 }, '2026-03-31'],
		['H2 FY26', 'H{H} FY{yy}', 'first', {}, '2026-07-01'],
		['H1 FY28', 'H{H} FY{yy}', 'last', { fiscalYearStart: 9 }, '2028-02-29'],
		['FY26', 'FY{yy}', 'last', { fiscalYearStart: 2 }, '2026-01-31'],
		['2026', 'yyyy', 'last', {}, '2026-12-31'],
		['W/e 3 Jan 26', "'W/e' d MMM yy", 'keep', {}, '2026-01-03'],
		['W/c 29 Dec 25', "'W/c' d MMM yy", 'last', {}, '2025-12-31'],
		['Week 1 2026', "'Week' W kkkk", 'first', {}, '2025-12-29'],
		['Week 1 2026', "'Week' W kkkk", 'last', {}, '2026-01-04'],
		['2026-02-15', 'yyyy-MM-dd', 'last', {}, '2026-02-28'],
		['2026-02-15', 'yyyy-MM-dd', 'keep', {}, '2026-02-15'],
		['2026-02-15T23:00:00-08:00', 'iso', 'last', {}, '2026-02-28'],
		['P13 FY26', 'P{MM} FY{yy}', 'last', { adjustments: { 13: '12' } }, '2026-12-31'],
		['Opening', 'MMM yy', 'last', { adjustments: { Opening: '2026-01-01' } }, '2026-01-01'],
	])('%s by %s, %s day with %j is %s', (value, from, day, more, expected) => {
		expect(date(from, day, more)(value)).toBe(expected);
	});

	test.each<[string, string]>([
		['Foo 26', 'MMM yy'], ['FY26 Foo', 'FY{yy} {MMM}'], ['FY26 Jan ', "'Week' W kkkk"], ['Q5 FY26', 'Q{Q} FY{yy}'], ['H3 FY26', 'H{H} FY{yy}'], ['All Periods', 'MMM yy'],
		['FY26', 'MMM yy'], ['Week 60 2026', "'Week' W kkkk"], ['xFY26', 'FY{yy}'],
	])('%s is not read by %s, and the row is rejected', (value, from) => {
		expect(date(from, 'last')(value)).toBe(`rejected: column "C": "${value}" is not a date like "${from}"`);
	});

	test('a period that is no month is rejected and not guessed at', () => {
		expect(date('P{MM} FY{yy}', 'last')('P13 FY26')).toContain('period 13 of 2026 is no month');
		expect(date('P{MM} FY{yy}', 'last', { adjustments: { 13: 'Adj' } })('P13 FY26')).toContain('period 13 of 2026 is no month');
	});
});

describe('the period of a time member', () => {
	test.each<[string, string, string, object, string]>([
		['Jan 26', 'MMM yy', 'MMyyyy', {}, '012026'],
		['Dec 26', 'MMM yy', 'yyyy-MM', {}, '2026-12'],
		['Jul 26', 'MMM yy', '{MM}{yyyy}', { fiscalYearStart: 7 }, '012027'],
		['FY26 Jan', 'FY{yy} {MMM}', 'MMyyyy', {}, '012026'],
		['FY26 Jul', 'FY{yy} {MMM}', '{MM}{yyyy}', { fiscalYearStart: 7 }, '012026'],
		['FY26 Jul', 'FY{yy} {MMM}', 'MMyyyy', { fiscalYearStart: 7 }, '072025'],
		['März FY26', '{MMM} FY{yy}', '{MM}', { locale: 'de' }, '03'],
		['W/e 3 Jan 26', "'W/e' d MMM yy", 'MMyyyy', {}, '012026'],
	])('%s by %s as %s with %j is %s', (value, from, to, more, expected) => {
		expect(period(from, to, more)(value)).toBe(expected);
	});

	test.each([['Q{Q} FY{yy}', '"from" has {Q}'], ['FY{yy}', '"from" needs one year']])('%s names more than one period and cannot be one', (from, said) => {
		expect(() => period(from, 'MMyyyy')('x')).toThrow(said);
	});

	const year = fc.integer({ min: 1990, max: 2100 });
	const month = fc.integer({ min: 1, max: 12 });
	const namedBy = fc.constantFrom('end', 'start');

	test('every month there and back: a member, its ERP period, the member again', () => {
		fc.assert(
			fc.property(year, month, month, namedBy, (y, m, fiscalYearStart, fiscalYearNamedBy) => {
				const fiscal = { fiscalYearStart, fiscalYearNamedBy };
				const member = `${MONTHS[m - 1]} ${y}`;
				for (const to of ['MMyyyy', 'yyyy-MM']) expect(period(to, 'MMM yyyy')(period('MMM yyyy', to)(member))).toBe(member);
				for (const to of ['{MM}{yyyy}', '{yyyy}/{M}', 'FY{yyyy} {MMM}']) expect(period(to, 'MMM yyyy', fiscal)(period('MMM yyyy', to, fiscal)(member))).toBe(member);
			}),
		);
	});

	test('the date of a member lies in the period of that member', () => {
		fc.assert(
			fc.property(year, month, month, fc.constantFrom('first', 'last'), (y, m, fiscalYearStart, day) => {
				const fiscal = { fiscalYearStart };
				const member = period('yyyy-MM', 'FY{yyyy} P{MM}', fiscal)(`${y}-${two(m)}`);
				const written = date('FY{yyyy} P{MM}', day, fiscal)(member);
				expect(period('yyyy-MM-dd', 'FY{yyyy} P{MM}', fiscal)(written)).toBe(member);
			}),
		);
	});
});
