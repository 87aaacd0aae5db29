import type { PlainRecord } from './types';

const TYPES: Readonly<Record<string, string>> = { 1: 'Asset', 2: 'Liability', 3: 'Liability', 4: 'Income' };
const CLASSES: Readonly<Record<string, string>> = { 1: 'CURASSET', 2: 'CURLIAB', 3: 'EQUITY', 4: 'SALES', 5: 'COGS', 6: 'OPEX', 9: 'PLAN' };

/** Balance sheet, a few of everything that goes wrong, and the forty accounts of a budget with awkward names. */
const ACCOUNTS: readonly (readonly [code: string, description: string, more?: Record<string, string>])[] = [
	['10100', 'Operating bank', { CashAccount: 'true' }], ['11000', 'Receivables'], ['12000', 'Inventory'], ['15000', 'Machinery'],
	['20000', 'Payables'], ['21500', 'Accrued freight'], ['30000', 'Share capital'], ['33000', 'Retained earnings'],
	['40100', 'Mill sales'], ['52000', 'Freight inbound', { AccountGroup: 'FREIGHT' }], ['59000', 'Old freight, not used', { Active: 'false' }],
	['69900', 'Board remuneration', { Secured: 'true' }], ['99000', 'Plan offset'],
	['41000', 'Product sales'], ['41010', 'Product sales, export'], ['41020', 'Licence income'], ['41030', 'Support contracts'],
	['41040', 'Training & workshops'], ['41090', 'Rebates "volume bonus"'], ['51000', 'Raw materials'], ['51010', 'Packaging'],
	['51020', 'Freight, inbound'], ['51030', 'Freight, outbound'], ['51040', 'Zölle und Einfuhrabgaben'], ['51090', 'Scrap 🗑 & rework'],
	['61000', 'Base salaries'], ['61010', 'Overtime'], ['61020', 'Bonuses'], ['61030', 'Employer\'s social security'], ['61040', 'Pension plan'],
	['61050', 'Recruiting'], ['61060', 'Training of staff'], ['62000', 'Office rent'], ['62010', 'Büromöbel'], ['62020', 'Cleaning'],
	['62030', 'Electricity, heating'], ['62040', 'Repairs "roof & façade"'], ['63000', 'Laptops'], ['63010', 'Cloud services'],
	['63020', 'Telephony'], ['63030', 'Software, subscriptions'], ['64000', 'Flights'], ['64010', 'Hotels'], ['64020', 'Meals'], ['64030', 'Car fleet'],
	['65000', 'Audit fees'], ['65010', 'Legal advice'], ['65020', 'Consultants, external'], ['66000', 'Insurance'], ['66010', 'Bank charges'],
	['67000', 'Depreciation'], ['68000', 'Interest expense'], ['69000', 'Sundry'],
];

export const ACCOUNT_RECORDS: readonly PlainRecord[] = ACCOUNTS.map(([code, description, more = {}], at) => ({
	AccountCD: code, AccountID: String(1200 + at), Description: description, Type: TYPES[code[0] ?? ''] ?? 'Expense',
	AccountClass: CLASSES[code[0] ?? ''] ?? 'OPEX',
	Active: 'true', CashAccount: 'false', PostOption: 'Detail', RequireUnits: 'false', Secured: 'false', UseDefaultSubaccount: 'false', ...more,
}));

const SUBACCOUNTS: readonly (readonly [code: string, description: string, active?: string])[] = [
	['0000000', 'Default'], ['100EAST', 'Plant 100 East'], ['100WEST', 'Plant 100 West'], ['200EAST', 'Plant 200 East'], ['200WEST', 'Plant 200 West'],
	['900OLD0', 'Closed plant', 'false'],
	['D100000', 'Sales, Europe'], ['D200000', 'Production "Line 2"'], ['D300000', 'Forschung & Entwicklung'], ['D400000', 'Überwachung'],
	['D500000', 'Growth 🚀'],
];

export const SUBACCOUNT_RECORDS: readonly PlainRecord[] = SUBACCOUNTS.map(([code, description, active = 'true'], at) => ({
	SubaccountCD: code, SubaccountID: String(400 + at), Description: description, Active: active, Secured: 'false',
}));
