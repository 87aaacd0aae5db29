import { ACCOUNTS, SEGMENT_CODES } from './nordix-chart';
import { DOCUMENTS } from './nordix-documents';
import type { CompanyDefinition, SeedJournal } from './types';
import { monthly, PERIODS } from './years';

/** One of every state, two with the same description, one back-dated, one in euro, one with quantities, two on thousands of cents. */
const JOURNALS: readonly SeedJournal[] = [
	{ description: 'Opening balances', date: '2025-12-31', state: 'Posted', lines: [
		['10100', '25000.00', 'Bank'], ['15000', '90000.00', 'Machinery'], ['30000', '-100000.00', 'Capital'], ['41000D10', '-15000.00', 'Sales 2025'],
	] },
	{ description: 'Sales January', date: '2026-01-31', state: 'Posted',
		lines: [['11000', '4210.00', 'Receivables'], ['41000D10', '-4210.00', 'Sales']] },
	{ description: 'Accrual freight Feb', date: '2026-02-28', state: 'Posted', lines: [
		['51020D20', '1820.55', 'Carrier K-12', 'K-12'], ['21500', '-1820.55', 'Accrual', 'K-12'],
	] },
	{ description: 'Rent in euro', date: '2026-03-31', state: 'Posted', lines: [
		['62000D10', '990.00', 'Rent', 'R-3'],
		['10200', '0', 'Bank', 'R-3', { SourceCurrency: 'EUR', CurrencyRate: '1.1000000', SourceCurrencyAmount: '-900.00' }],
	] },
	{ description: 'Freight, found late', date: '2026-01-28', state: 'Posted',
		lines: [['51020D20', '12.30', 'Carrier K-9'], ['20000', '-12.30', 'Payable']] },
	{ description: 'Heads', date: '2026-04-30', state: 'Posted', lines: [
		['70100', '0', 'Heads', 'H-4', { Quantity: '17' }], ['99000', '0', 'Heads', 'H-4'],
	] },
	{ description: 'Rent by segment', date: '2026-04-30', state: 'Posted', lines: [
		['62000D10EU', '300.00'], ['62000D10US', '200.00'], ['65020D30EUP7', '50.05'], ['20000', '-550.05'],
	] },
	{ description: 'Telephony', date: '2026-04-15', state: 'ReadyToPost', lines: [['63020D30', '33.10'], ['20000', '-33.10']] },
	{ description: 'Telephony', date: '2026-05-16', state: 'Open', lines: [['63020D30', '12.00'], ['20000', '-12.00']] },
	{ description: 'Entered by mistake', date: '2026-05-17', state: 'Deleted', lines: [] },
];

/** Nordix: made to take the forty accounts and five departments of the budget in Anaplan. */
export const NORDIX: CompanyDefinition = {
	id: 'NORDIX', name: 'Nordix Mills Inc', country: 'US', homeCurrency: 'USD', rates: { EUR: '1.1000000', CAD: '0.7400000' }, delimiter: '-',
	segments: [
		{ number: '1', name: 'Account', length: 5 }, { number: '2', name: 'Department', length: 3 }, { number: '3', name: 'Region', length: 2 },
		{ number: '4', name: 'Project', length: 2 },
	],
	structures: { ACC: ['1'], ACCDEP: ['1', '2'], ADR: ['1', '2', '3'], ADRP: ['1', '2', '3', '4'] },
	lastClosedYear: '2025', retainedEarnings: '33000',
	years: [
		monthly(2024, { GL: PERIODS, AP: PERIODS, PO: PERIODS }), monthly(2025, { GL: PERIODS.slice(0, 11), AP: PERIODS.slice(0, 12) }), monthly(2026),
	],
	accountSets: { PAY: '20000' }, distributionCodes: { FRT: '51020D20', RENT: '62000D10' }, taxRates: { NOTAX: '0' }, taxAccount: '22000',
	banks: { MAIN: '10100' },
	records: {
		GLAccountGroups: [['EXP', 'Expenses'], ['INC', 'Income'], ['PLAN', 'Plan']].map(([AccountGroupCode = '', Description = '']) =>
			({ AccountGroupCode, Description, SortCode: AccountGroupCode })),
		GLAccounts: ACCOUNTS, GLSegmentCodes: SEGMENT_CODES,
		GLSourceCodes: [['GL', 'JE', 'Journal entry'], ['GL', 'PL', 'Plan'], ['AP', 'IN', 'A/P invoices'], ['AP', 'PY', 'A/P payments'],
			['AP', 'AD', 'A/P adjustments']]
			.map(([SourceLedger = '', SourceType = '', Description = '']) => ({ SourceLedger, SourceType, Description })),
		...DOCUMENTS,
	},
	journals: JOURNALS,
	budgets: [
		{ account: '51020D20', year: '2026', designator: 'Budget1', nets: Array.from({ length: 12 }, () => '2000.00') },
		{ account: '62000D10', year: '2026', designator: 'Budget2', nets: Array.from({ length: 12 }, (_, at) => `${900 + at}.10`) },
	],
};
