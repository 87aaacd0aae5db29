import { account, type Structure } from './accounts';
import type { PlainRecord } from './types';

type Member = readonly [code: string, name: string];

/** The forty accounts of a budget with awkward names. */
const BUDGETED: readonly Member[] = [
	['41000', 'Product sales'], ['41010', 'Product sales, export'], ['41020', 'Licence income'], ['41030', 'Support contracts'],
	['41040', 'Training & workshops'], ['41090', 'Rebates "volume bonus"'], ['51000', 'Raw materials'], ['51010', 'Packaging'],
	['51020', 'Freight, inbound'], ['51030', 'Freight, outbound'], ['51040', 'Zölle und Einfuhrabgaben'], ['51090', 'Scrap 🗑 & rework'],
	['61000', 'Base salaries'], ['61010', 'Overtime'], ['61020', 'Bonuses'], ['61030', 'Employer\'s social security'], ['61040', 'Pension plan'],
	['61050', 'Recruiting'], ['61060', 'Training of staff'], ['62000', 'Office rent'], ['62010', 'Büromöbel'], ['62020', 'Cleaning'],
	['62030', 'Electricity, heating'], ['62040', 'Repairs "roof & façade"'], ['63000', 'Laptops'], ['63010', 'Cloud services'],
	['63020', 'Telephony'], ['63030', 'Software, subscriptions'], ['64000', 'Flights'], ['64010', 'Hotels'], ['64020', 'Meals'],
		['64030', 'Car fleet'],
	['65000', 'Audit fees'], ['65010', 'Legal advice'], ['65020', 'Consultants, external'], ['66000', 'Insurance'], ['66010', 'Bank charges'],
	['67000', 'Depreciation'], ['68000', 'Interest expense'], ['69000', 'Sundry'],
];

const DEPARTMENTS: readonly Member[] = [
	['D10', 'Sales, Europe'], ['D20', 'Production "Line 2"'], ['D30', 'Forschung & Entwicklung'], ['D40', 'Überwachung'], ['D50', 'Growth 🚀'],
];

const structure = (code: string): Structure => ({ code, delimiter: '-' });

const plain: readonly PlainRecord[] = ([
	['10100', 'Operating bank'], ['10200', 'Bank in euro', { Multicurrency: 'Yes', DefaultCurrencyCode: 'EUR' }], ['11000', 'Receivables'],
	['15000', 'Machinery'], ['20000', 'Payables', { ControlAccount: 'Yes' }], ['21500', 'Accrued freight'], ['22000', 'Sales tax'],
	['30000', 'Share capital'], ['33000', 'Retained earnings', { AccountType: 'RetainedEarnings' }],
	['59000', 'Old freight, not used', { Status: 'Inactive' }], ['69900', 'Totals only', { PostToAccount: 'Prohibited' }],
	['70100', 'Heads', { QuantitiesAllowed: 'Yes', UnitOfMeasure: 'Heads' }], ['99000', 'Plan offset', { AccountGroupCode: 'PLAN' }],
] as readonly (readonly [string, string, Record<string, string>?])[]).map(([code, name, more]) => account([code], name, structure('ACC'), more));

const withDepartment: readonly PlainRecord[] = BUDGETED.flatMap(([code, name]) => DEPARTMENTS.map(([department, of]) =>
	account([code, department], `${name} / ${of}`, structure('ACCDEP'), { AccountGroupCode: code.startsWith('4') ? 'INC' : 'EXP' })));

/** One to four segments side by side (reference sage-300 7.1). */
export const ACCOUNTS: readonly PlainRecord[] = [
	...plain, ...withDepartment,
	account(['62000', 'D10', 'EU'], 'Office rent / Sales / Europe', structure('ADR')),
	account(['62000', 'D10', 'US'], 'Office rent / Sales / America', structure('ADR')),
	account(['65020', 'D30', 'EU', 'P7'], 'Consultants / Research / Europe / Project 7', structure('ADRP')),
];

/** Of every segment but the main account. */
export const SEGMENT_CODES: readonly PlainRecord[] = [
	...DEPARTMENTS.map(([SegmentCode, Description]) => ({ SegmentNumber: '000002', SegmentCode, Description, ClosingAccount: '33000' })),
	{ SegmentNumber: '000003', SegmentCode: 'EU', Description: 'Europe', ClosingAccount: '33000' },
	{ SegmentNumber: '000003', SegmentCode: 'US', Description: 'America', ClosingAccount: '33000' },
	{ SegmentNumber: '000004', SegmentCode: 'P7', Description: 'Project 7', ClosingAccount: '' },
];
