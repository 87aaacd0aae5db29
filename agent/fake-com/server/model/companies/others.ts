import { monthly, thirteen } from '../calendars';
import type { CompanyDefinition } from '../types';

/** Three segments, another delimiter, thirteen periods; five hundred vendors with the same stamp. */
export const XYZ: CompanyDefinition = {
	code: 'XYZ', name: 'Xylophone Zither & Co', delimiter: '.', currentYear: '2026', currentPeriod: '11', retainedEarnings: '3300.000.00',
	segments: [
		{
			name: 'Account', kind: 'N', length: 4,
			values: [['1010', 'Bank'], ['2000', 'Payables'], ['3300', 'Retained earnings'], ['4000', 'Sales'], ['6200', 'Rent'], ['6300', 'Telefon & Internet']],
		},
		{ name: 'Cost centre', kind: 'A', length: 3, values: [['000', 'None'], ['100', 'Werk Süd'], ['200', 'Werk Nord'], ['2B0', 'Lager "B"']] },
		{ name: 'Region', kind: 'N', length: 2, values: [['00', 'None'], ['01', 'Europe'], ['02', 'America'], ['09', 'Unused']] },
	],
	accounts: [
		{ parts: ['1010', '000', '00'], description: 'Bank' }, { parts: ['2000', '000', '00'], description: 'Payables' },
		{ parts: ['3300', '000', '00'], description: 'Retained earnings' }, { parts: ['4000', '100', '01'], description: 'Sales, Europe' },
		{ parts: ['4000', '200', '02'], description: 'Sales, America' }, { parts: ['6200', '100', '01'], description: 'Rent, Werk Süd' },
		{ parts: ['6200', '2B0', '01'], description: 'Rent, Lager "B"' }, { parts: ['6300', '200', '02'], description: 'Telephone', more: { Status: 'I' } },
	],
	years: [thirteen(2025), thirteen(2026), thirteen(2027)],
	records: {
		AP_Vendor: Array.from({ length: 500 }, (_, at) => ({
			APDivisionNo: '00', VendorNo: `X${String(at + 1).padStart(4, '0')}`, VendorName: `Xylo supplier ${at + 1}`, VendorStatus: 'A',
			DateUpdated: '20260401', TimeUpdated: '12.5',
		})),
	},
	journals: [
		{ date: '20250110', source: 'GJ', comment: 'Sales', lines: [['1010.000.00', '700.00'], ['4000.100.01', '-700.00']] },
		{ date: '20251220', source: 'GJ', comment: 'Period 13', lines: [['6200.100.01', '40.05'], ['1010.000.00', '-40.05']] },
		{ date: '20260201', source: 'GJ', comment: 'Rent', lines: [['6200.2B0.01', '0.10'], ['6200.100.01', '0.20'], ['1010.000.00', '-0.30']] },
		// Sixteen digits are one too many for a double.
		{ date: '20260301', source: 'GJ', comment: 'Large', lines: [['4000.200.02', '-98765432109876.54'], ['1010.000.00', '98765432109876.54']] },
		{ date: '20261225', source: 'GJ', comment: 'Christmas', lines: [['6200.100.01', '13.13'], ['1010.000.00', '-13.13']] },
	],
};

/** Five segments; the fiscal year begins in July; journal entries need a batch. */
export const FIV: CompanyDefinition = {
	code: '5IV', name: 'Five Segments Ltd', delimiter: '/', currentYear: '2026', currentPeriod: '12', retainedEarnings: '3300/A00/00/XX/000', batches: true,
	segments: [
		{ name: 'Account', kind: 'N', length: 4, values: [['1010', 'Bank'], ['3300', 'Retained earnings'], ['6200', 'Rent'], ['6400', 'Travel']] },
		{ name: 'Department', kind: 'A', length: 3, values: [['A00', 'None'], ['A10', 'Sales'], ['A20', 'Service']] },
		{ name: 'Site', kind: 'N', length: 2, values: [['00', 'None'], ['10', 'Lyon'], ['20', 'Málaga']] },
		{ name: 'Product', kind: 'A', length: 2, values: [['XX', 'None'], ['P1', 'Pumps'], ['P2', 'Pipes']] },
		{ name: 'Project', kind: 'N', length: 3, values: [['000', 'None'], ['007', 'Bond']] },
	],
	accounts: [
		{ parts: ['1010', 'A00', '00', 'XX', '000'], description: 'Bank' }, { parts: ['3300', 'A00', '00', 'XX', '000'], description: 'Retained earnings' },
		{ parts: ['6200', 'A10', '10', 'P1', '007'], description: 'Rent, Lyon' }, { parts: ['6400', 'A20', '20', 'P2', '000'], description: 'Travel, Málaga' },
	],
	years: [monthly(2025, ['*'], 7), monthly(2026, [], 7), monthly(2027, [], 7)],
	records: { GL_CompanyActiveBatch: [{ ModuleCode: 'G/L', BatchNo: '00007', BatchType: 'TJ', PrivateBatch: 'N', BatchComment: 'Somebody\'s batch' }] },
	journals: [
		{ date: '20250815', source: 'GJ', comment: 'August', lines: [['6200/A10/10/P1/007', '10.00'], ['1010/A00/00/XX/000', '-10.00']] },
	],
};

/** Some accounts have fewer segments than the format allows; and the worked example of reference sage-100 6.1. */
export const MIX: CompanyDefinition = {
	code: 'MIX', name: 'Mixed Segments', delimiter: '-', currentYear: '2025', currentPeriod: '03',
	segments: [
		{ name: 'Account', kind: 'N', length: 4, values: [['1010', 'Bank'], ['6200', 'Rent'], ['6300', 'Phone']] },
		{ name: 'Department', kind: 'A', length: 3, values: [['200', 'Department 200'], ['300', 'Department 300']] },
		{ name: 'Region', kind: 'A', length: 2, values: [['EU', 'Europe']] },
	],
	accounts: [
		{ parts: ['1010'], description: 'Bank, one segment' }, { parts: ['6200', '200'], description: 'Rent, two segments' },
		{ parts: ['6300', '300', 'EU'], description: 'Phone, three segments' },
	],
	years: [monthly(2024), monthly(2025), monthly(2026)],
	records: {},
	journals: [
		{ date: '20250115', source: 'GJ', comment: 'Rent', lines: [['6200-200', '1200.00'], ['1010', '-1200.00']] },
		{ date: '20250315', source: 'GJ', comment: 'Rent', lines: [['6200-200', '300.00'], ['1010', '-300.00']] },
		{ date: '20250320', source: 'GJ', comment: 'Rent, back', lines: [['6200-200', '-50.00'], ['1010', '50.00']] },
	],
};
