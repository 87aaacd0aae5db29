import type { AccountDefinition, Code } from '../types';

/** The forty accounts of a budget with awkward names; letters outside the code page arrive as question marks. */
export const BUDGETED: readonly Code[] = [
	['41000', 'Product sales'], ['41010', 'Product sales, export'], ['41020', 'Licence income'], ['41030', 'Support contracts'],
	['41040', 'Training & workshops'], ['41090', 'Rebates "volume bonus"'], ['51000', 'Raw materials'], ['51010', 'Packaging'],
	['51020', 'Freight, inbound'], ['51030', 'Freight, outbound'], ['51040', 'Zölle und Einfuhrabgaben'], ['51090', 'Scrap 🗑 & rework'],
	['61000', 'Base salaries'], ['61010', 'Overtime'], ['61020', 'Bonuses'], ['61030', 'Employer\'s social security'],
	['61040', 'Pension plan'], ['61050', 'Recruiting'], ['61060', 'Training of staff'], ['62000', 'Office rent'],
	['62010', 'Büromöbel'], ['62020', 'Cleaning'], ['62030', 'Electricity, heating'], ['62040', 'Repairs "roof & façade"'],
	['63000', 'Laptops'], ['63010', 'Cloud services'], ['63020', 'Telephony'], ['63030', 'Software, subscriptions'],
	['64000', 'Flights'], ['64010', 'Hotels'], ['64020', 'Meals'], ['64030', 'Car fleet'],
	['65000', 'Audit fees'], ['65010', 'Legal advice'], ['65020', 'Consultants, external'], ['66000', 'Insurance'],
	['66010', 'Bank charges'], ['67000', 'Depreciation'], ['68000', 'Interest expense'], ['69000', 'Sundry'],
];

const OTHERS: readonly Code[] = [
	['10100', 'Operating bank'], ['11000', 'Receivables'], ['15000', 'Machinery'], ['20000', 'Payables'], ['30000', 'Share capital'],
	['33000', 'Retained earnings'], ['59000', 'Old freight, not used', { Status: 'I' }], ['59100', 'Deleted account', { Status: 'D' }],
	['69900', 'Ended account', { DateEnd: '20231231' }], ['69910', 'Account to come', { DateStart: '20991231' }], ['99000', 'Plan offset'],
];

/** `000` is for accounts without a department; `D90` is used by no account. */
export const DEPARTMENTS: readonly Code[] = [
	['000', 'Company'], ['D10', 'Sales, Europe'], ['D20', 'Production "Line 2"'], ['D30', 'Forschung & Entwicklung'], ['D40', 'Überwachung'],
	['D50', 'Growth 🚀'], ['D90', 'Closed plant, Košice   ', { Status: 'I', DateStart: '20150101', DateEnd: '20221231' }],
];

export const MAINS: readonly Code[] = [...OTHERS, ...BUDGETED].map(([code, name, more = {}]): Code =>
	[code, name, 'Status' in more ? { Status: more.Status ?? 'A' } : {}]);

export const ACCOUNTS: readonly AccountDefinition[] = [
	...OTHERS.map(([code, name, more = {}]) => ({ parts: [code, '000'], description: name, more })),
	...BUDGETED.flatMap(([code, name]) => DEPARTMENTS.slice(1, 6).map(([department, of]) =>
		({ parts: [code, department], description: `${name} / ${of}` }))),
	// Created and never changed: there is no update stamp. Blanks at the end, and a letter that separates fields.
	{
		parts: ['69000', '000'], description: 'Sundry of the company  ',
		more: { DateUpdated: '', TimeUpdated: '', UserUpdatedKey: '', DateCreated: '20250613', TimeCreated: '8.49238' },
	},
	{ parts: ['66010', '000'], description: 'Bankovní poplatky Škoda', more: { DateUpdated: '20250331', TimeUpdated: '15.5' } },
	{ parts: ['66000', '000'], description: 'Insurance of the company', more: { DateUpdated: '20250331', TimeUpdated: '9.49238' } },
];
