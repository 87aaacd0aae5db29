import type { PlainRecord } from './types';

type Member = readonly [code: string, name: string, more?: PlainRecord];

/** The forty accounts of a budget with awkward names. */
const BUDGETED: readonly Member[] = [
	['41000', 'Product sales'], ['41010', 'Product sales, export'], ['41020', 'Licence income'], ['41030', 'Support contracts'],
	['41040', 'Training & workshops'], ['41090', 'Rebates "volume bonus"'], ['51000', 'Raw materials'], ['51010', 'Packaging'],
	['51020', 'Freight, inbound'], ['51030', 'Freight, outbound'], ['51040', 'Zölle und Einfuhrabgaben'], ['51090', 'Scrap 🗑 & rework'],
	['61000', 'Base salaries'], ['61010', 'Overtime'], ['61020', 'Bonuses'], ['61030', 'Employer\'s social security'], ['61040', 'Pension plan'],
	['61050', 'Recruiting'], ['61060', 'Training of staff'], ['62000', 'Office rent'], ['62010', 'Büromöbel'], ['62020', 'Cleaning'],
	['62030', 'Electricity, heating'], ['62040', 'Repairs "roof & façade"'], ['63000', 'Laptops'], ['63010', 'Cloud services'],
		['63020', 'Telephony'],
	['63030', 'Software, subscriptions'], ['64000', 'Flights'], ['64010', 'Hotels'], ['64020', 'Meals'], ['64030', 'Car fleet'],
		['65000', 'Audit fees'],
	['65010', 'Legal advice'], ['65020', 'Consultants, external'], ['66000', 'Insurance'], ['66010', 'Bank charges'], ['67000', 'Depreciation'],
	['68000', 'Interest expense'], ['69000', 'Sundry'],
];

const OTHERS: readonly Member[] = [
	['10100', 'Operating bank'], ['11000', 'Receivables', { SAC: 'CUS' }], ['20000', 'Payables', { SAC: 'SUP' }],
		['21500', 'Accrued freight'], ['30000', 'Share capital'],
	['33000', 'Retained earnings'], ['59000', 'Old freight, not used', { ENAFLG: '1', VLYEND: '2024-12-31' }], ['69900', ''],
		['99000', 'Plan offset'],
];

/** The chart of the French company; 62000 is in both, and means another thing. */
const FRENCH: readonly Member[] = [
	['401000', 'Suppliers', { 'DES:FRA': 'Fournisseurs', SAC: 'SUP' }], ['512000', 'Bank', { 'DES:FRA': 'Banque' }],
		['606100', 'Supplies', { 'DES:FRA': 'Fournitures' }],
	['615200', 'Maintenance', { 'DES:FRA': 'Entretien et réparations' }], ['62000', 'External staff', { 'DES:FRA': 'Personnel extérieur' }],
];

const account = (chart: string, [code, name, more = {}]: Member): PlainRecord => ({
	COA: chart, ACC: code, DES: name, DESSHO: [...name].slice(0, 20).join(''), CLSCOD: code.slice(0, 1),
		SNSDEF: /^[23]|^4[0-9]{4}$/.test(code) ? '2' : '1', ENAFLG: '2', VLYSTR: '2020-01-01',
	YPLANCOD: `PL-${code}`, ...more,
});

export const BUDGET_ACCOUNTS: readonly string[] = BUDGETED.map(([code]) => code);

export const DEPARTMENTS: readonly Member[] = [
	['D10', 'Sales, Europe', { 'DES:FRA': 'Ventes, Europe' }], ['D20', 'Production "Line 2"'], ['D30', 'Forschung & Entwicklung'],
		['D40', 'Überwachung'], ['D50', 'Growth 🚀'],
];

/** Dimensions by type; D10 is a value of two of them, and D90 is no longer used. */
const DIMENSIONS: Readonly<Record<string, readonly Member[]>> = {
	CCT: [...DEPARTMENTS, ['D90', 'Closed workshop', { ENAFLG: '1', VLYEND: '2025-06-30' }]],
	BUS: [['FOOD', 'Food'], ['PACK', 'Packaging'], ['D10', 'Direct 10'], ['NONE', '']],
	PRJ: [['P-001', 'Warehouse move'], ['P-002', 'New press "Olga"']],
	REG: [['EU', 'Europe'], ['US', 'America']],
};

const TYPES: readonly Member[] = [
	['CCT', 'Cost centre', { 'DES:FRA': 'Centre de coût' }], ['BUS', 'Business line', { 'DES:FRA': 'Activité' }],
		['PRJ', 'Project', { 'DES:FRA': 'Projet' }], ['REG', 'Region', { 'DES:FRA': 'Région' }],
];

const company = (CPY: string, name: string, LEG: string, CRY: string, ACCCUR: string, MAIFCY: string): PlainRecord =>
	({ CPY, DES: name, CPYNAM: name, CPYSHO: CPY, CPYLEGFLG: '2', LEG, MAIFCY, CRY, ACCCUR });

const site = (FCY: string, name: string, LEGCPY: string, FINRSPFCY: string, LEG: string, CRY: string): PlainRecord =>
	({ FCY, DES: name, FCYNAM: name, FCYSHO: FCY, LEGCPY, FINFLG: FCY === FINRSPFCY ? '2' : '1', PURFLG: '2', FINRSPFCY, LEG, CRY });

const months = (CPY: string): readonly PlainRecord[] => ['1', '2'].flatMap((LEDTYP) => Array.from({ length: 12 }, (_, at) => {
	const [from, to] = [new Date(Date.UTC(2026, at, 1)), new Date(Date.UTC(2026, at + 1, 0))].map((day) => day.toISOString().slice(0, 10));
	return { CPY, LEDTYP, FIYNUM: '3', PERNUM: String(at + 1), PERSTR: from ?? '', PEREND: to ?? '', PERSTA: at < 2 ? '3' : '2' };
}));

const named = (column: string, all: readonly Member[]): readonly PlainRecord[] => all.map(([code, DES]) => ({ [column]: code, DES }));

/** Everything of the folder that has no amounts. */
export const LINDEN_RECORDS: Readonly<Record<string, readonly PlainRecord[]>> = {
	TABCUR: named('CUR', [['GBP', 'Pound sterling'], ['EUR', 'Euro'], ['JPY', 'Yen'], ['KWD', 'Kuwaiti dinar']]),
	TABCOUNTRY: named('CRY', [['GB', 'United Kingdom'], ['FR', 'France'], ['DE', 'Germany']]),
	COMPANY: [company('LM', 'Linden Mills Ltd', 'BRI', 'GB', 'GBP', 'LM1'), company('LF', 'Linden France SA', 'FRA', 'FR', 'EUR', 'LF1')],
	FACILITY: [site('LM1', 'Leeds', 'LM', 'LM1', 'BRI', 'GB'), site('LM2', 'Hull', 'LM', 'LM1', 'BRI', 'GB'),
		site('LF1', 'Lille', 'LF', 'LF1', 'FRA', 'FR')],
	GCOA: [{ COA: 'LUK', DES: 'Chart of Linden Mills', DESSHO: 'Mills', LEG: 'BRI' },
		{ COA: 'LFR', DES: 'Plan comptable', DESSHO: 'PCG', LEG: 'FRA' }],
	GACCOUNT: [...[...OTHERS, ...BUDGETED].map((one) => account('LUK', one)), ...FRENCH.map((one) => account('LFR', one))],
	GDIE: TYPES.map(([DIE, DES, more = {}]) => ({ DIE, DES, DESSHO: DES.slice(0, 10), CREAUT: '1', ...more })),
	CACCE: Object.entries(DIMENSIONS).flatMap(([DIE, all]) => all.map(([CCE, DES, more = {}]) =>
		({ DIE, CCE, DES, DESSHO: [...DES].slice(0, 12).join(''), IPT: '2', ENAFLG: '2', VLYSTR: '2020-01-01', VLYEND: '2999-12-31', ...more }))),
	GTYPACCENT: ['BRI', 'FRA'].flatMap((LEG) => [['MIS', 'Miscellaneous'], ['PUR', 'Purchases'], ['GEN', 'Generated'],
		['SIM', 'Simulation']].map(([TYP = '', DES = '']) =>
		({ TYP, LEG, DES, DEFJOU: 'OD' }))),
	GJOURNAL: ['BRI', 'FRA'].flatMap((LEG) => [['OD', 'General'], ['HA', 'Purchases']].map(([JOU = '', DES = '']) => ({ JOU, LEG, DES }))),
	PERIOD: [...months('LM'), ...months('LF')],
	ITMMASTER: named('ITMREF', [['PULP-01', 'Pulp, bleached'], ['PULP-02', 'Pulp, raw'], ['BOX-12', 'Box 12"']]),
};
