import type { FakeSage } from '../../../agent/fake-com';
import { amountText, centsOf, printed, scaled, scaledText } from '../../../agent/fake-com/server/data/amount';
import { inCodePage } from '../../../agent/fake-com/server/data/code-page';
import { hoursText, stampAt } from '../../../agent/fake-com/server/data/stamp';
import { call, Caller, keyOfAccount, sets, start, type Rec } from './driver';

describe('ledger and balances (reference sage-100 6, 15)', () => {
	let sage: FakeSage;

	beforeAll(async () => {
		sage = await start();
	});
	beforeEach(async () => {
		await sage.control('reset', {});
	});
	afterAll(() => sage.stop());

	const balances = (company: string, account: string, year: string): Promise<Rec[]> => sage.control(`balances?company=${company}&account=${account}&year=${year}`);

	it('19. the worked example, through the interface and in the checker\'s query', async () => {
		const caller = new Caller(sage, { company: 'MIX', date: '20250331' });
		const rows = sets(caller.open('GL_PeriodPostingHistory_svc'), {
			column: 'FiscalPeriod$+" "+STR(BeginningBalance)+" "+STR(DebitAmount)+" "+STR(CreditAmount)', key: 'AccountKey$',
			filter: `AccountKey$="${keyOfAccount(caller, '6200-200')}" AND FiscalYear$="2025"`,
		});
		expect(rows.map(([text]) => text)).toEqual(['01 0 1200 0', '03 0 300 50']);
		expect((await balances('MIX', '6200-200', '2025')).map(({ FiscalPeriod, endingBalance }) => [FiscalPeriod, endingBalance])).toEqual([['01', '1200.00'], ['03', '1450.00']]);
	});

	it('17. openings stand on period 01 only, periods have gaps, and there is a thirteenth', async () => {
		const rows = await sage.control<Rec[]>('balances?company=XYZ');
		expect(rows.filter(({ BeginningBalance, FiscalPeriod }) => BeginningBalance !== '0.00' && FiscalPeriod !== '01')).toEqual([]);
		expect((await balances('XYZ', '6200.100.01', '2025')).map(({ FiscalPeriod }) => FiscalPeriod)).toEqual(['13']);
		// Period 13 of 2025 lowered the bank, so 2026 begins with less.
		expect((await balances('XYZ', '1010.000.00', '2026'))[0]).toMatchObject({ FiscalPeriod: '01', BeginningBalance: '659.95' });
		expect((await balances('XYZ', '3300.000.00', '2026'))[0]).toMatchObject({ BeginningBalance: '-659.95' });
	});

	it('18. a back-dated posting moves its period, and the openings of years that have begun', async () => {
		const bank = async (year: string): Promise<string[]> => (await balances('ABC', '10100-000', year)).filter(({ FiscalPeriod }) => ['01', '06'].includes(FiscalPeriod ?? ''))
			.flatMap(({ BeginningBalance = '', CreditAmount = '' }) => [BeginningBalance, CreditAmount]);
		const [old, now] = [await bank('2025'), await bank('2026')];
		await sage.control('post', { date: '20250615', comment: 'Late', lines: [['62000-D10', '100.10'], ['10100-000', '-100.10']] });
		const less = (text: string | undefined, cents: bigint): string => amountText(centsOf(text ?? '') + cents);
		expect(await bank('2025')).toEqual([old[0], old[1], old[2], less(old[3], 10010n)]);
		expect(await bank('2026')).toEqual([less(now[0], -10010n), ...now.slice(1)]);
		// Income and expense are cleared to retained earnings.
		expect((await balances('ABC', '62000-D10', '2026')).every(({ BeginningBalance }) => BeginningBalance === '0.00')).toBe(true);
		expect(await balances('ABC', '10100-000', '2027')).toEqual([]);
	});

	it('20. the created stamp may be months behind the posting date, and lines cannot be changed', async () => {
		const caller = new Caller(sage);
		const [row] = sets(caller.open('GL_DetailPosting_svc'), { column: 'PostingDate$+" "+DateCreated$+" "+TimeCreated$', key: 'AccountKey$', filter: 'PostingComment$="Late accrual"' });
		expect(row?.[0]).toBe('20260115 20260902 15.5');
		for (const className of ['GL_DetailPosting_bus', 'GL_PeriodPostingHistory_bus']) {
			const bus = caller.open(className);
			call(bus, 'nMoveFirst');
			expect([call(bus, 'nSetKey', 'anything'), bus.sLastErrorMsg]).toEqual([0, expect.stringContaining('written by updates only')]);
		}
	});

	it('every balance is the sum of its ledger lines', async () => {
		for (const company of ['ABC', 'XYZ', '5IV', 'MIX']) {
			const { debits, credits, lines } = await sage.control<{ debits: string; credits: string; lines: Rec[] }>(`ledger?company=${company}`);
			const rows = await sage.control<Rec[]>(`balances?company=${company}`);
			const sum = (of: readonly Rec[], name: string): string => amountText(of.reduce((total, row) => total + centsOf(row[name] ?? ''), 0n));
			expect([company, sum(rows, 'DebitAmount'), sum(rows, 'CreditAmount'), debits]).toEqual([company, debits, credits, credits]);
			expect(lines.length).toBeGreaterThan(1);
		}
	});

	it('the year end opens the next year', async () => {
		expect(await sage.control('year-end', { company: 'ABC' })).toEqual({ year: '2027' });
		const ended = (await balances('ABC', '10100-000', '2026')).at(-1)?.endingBalance;
		expect((await balances('ABC', '10100-000', '2027')).map(({ BeginningBalance }) => BeginningBalance)).toEqual([ended]);
		const openings = (await sage.control<Rec[]>('balances?company=ABC&year=2027')).reduce((total, { BeginningBalance = '' }) => total + centsOf(BeginningBalance), 0n);
		expect(openings).toBe(0n);
		await expect(sage.control('year-end', { company: 'ABC' })).rejects.toThrow('no calendar for 2028');
	});

	it('ledger lines have the created stamp of the update', async () => {
		await sage.control('clock', { setMs: Date.parse('2026-11-20T15:30:00Z'), frozen: true });
		await sage.control('post', { date: '20260301', comment: 'Stamped', lines: [['62000-D10', '1'], ['10100-000', '-1']] });
		const { lines } = await sage.control<{ lines: Rec[] }>('ledger?match=Stamped');
		expect(lines.map(({ DateCreated, TimeCreated, JournalRegisterNo }) => [DateCreated, TimeCreated, JournalRegisterNo?.length])).toEqual([['20261120', '10.5', 6], ['20261120', '10.5', 6]]);
		await sage.control('clock', { setMs: Date.now(), frozen: false });
	});
});

describe('amounts, stamps, letters', () => {
	it.each([['1200', '1200.00'], ['0.1', '0.10'], ['-0.005', '-0.01'], ['98765432109876.54', '98765432109876.54'], ['.5', '0.50'], ['', '0.00']])('%s is %s', (text, expected) => {
		expect(amountText(centsOf(text))).toBe(expected);
	});

	it('what is no number is none', () => {
		expect([scaled('1,5', 2), scaled('x', 2), scaled('-', 2)]).toEqual([undefined, undefined, undefined]);
		expect([scaledText(-5n, 0), scaledText(7n, 6), printed('1.50'), printed('10'), printed('0.00')]).toEqual(['-5', '0.000007', '1.5', '10', '0']);
	});

	it('decimal hours have five decimals, cut, and no zeros at the end', () => {
		expect([0, 36, 55_800_000, 34_172_568, 86_399_999].map(hoursText)).toEqual(['0', '0.00001', '15.5', '9.49238', '23.99999']);
		expect(stampAt(Date.parse('2026-07-01T00:15:00.000Z'), 'Asia/Kolkata')).toEqual({ date: '20260701', time: '5.75' });
	});

	it('letters that code page 1252 does not have become question marks', () => {
		expect(inCodePage('Zölle Š ž € 🚀 ł ñ')).toBe('Zölle Š ž € ? ? ñ');
	});
});
