import { DecimalSum } from '../engine/decimal';
import type { ListStore } from '../engine/list-store';
import type { ModuleStore } from '../engine/module-store';
import { found } from '../http/reply';
import type { ModelWorld } from '../world';

type Member = readonly [code: string, name: string];

/** Names that break careless programs stand among ordinary ones: commas, quotes, umlauts, an apostrophe, signs outside the first plane. */
const ACCOUNTS: readonly Member[] = [
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

const DEPARTMENTS: readonly Member[] = [
	['D10', 'Sales, Europe'], ['D20', 'Production "Line 2"'], ['D30', 'Forschung & Entwicklung'], ['D40', 'Überwachung'], ['D50', 'Growth 🚀'],
];

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map((month) => `${month} 26`);

/** Amounts as a view shows them: some with more or fewer decimals than two, zeros at the end, negative, very large. */
const TEXTS = ['1200.5', '0.1', '-3.00', '98765432109876.54', '0.01', '1000', '-0.50'] as const;

const amount = (account: number, department: number, month: number): string => {
	const place = account * 60 + department * 12 + month;
	const special = TEXTS[place % 97];
	if (special !== undefined) return special;
	const cents = (place * 7919 + 12_345) % 2_500_000;
	return `${account < 6 ? '-' : ''}${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
};

const comment = (place: number): string => {
	if (place % 211 === 0) return 'Agreed in the budget round, see minutes "March"';
	return place % 307 === 0 ? 'Zwei Zeilen:\nerste und zweite' : '';
};

export interface BudgetCell {
	readonly account: Member;
	readonly department: Member;
	readonly month: string;
	readonly amount: string;
	readonly comment: string;
}

/** The approved budget of FY26: 40 accounts × 5 departments × 12 months, the same every time. */
export const BUDGET: readonly BudgetCell[] = ACCOUNTS.flatMap((account, a) => DEPARTMENTS.flatMap((department, d) => MONTHS.map((month, m) => ({
	account, department, month, amount: amount(a, d, m), comment: comment(a * 60 + d * 12 + m),
}))));

export interface Seeded {
	readonly accounts: number;
	readonly departments: number;
	readonly rows: number;
	/** Exact sum of all amounts. */
	readonly total: string;
}

/** The item with this code, added when there is none. A name that another item has taken gets the code in front. */
const memberOf = (list: ListStore, [code, name]: Member): number => {
	const known = list.findByCode(code);
	if (known !== undefined) return known;
	const free = list.findByName(name) === undefined ? name : `${code} ${name}`;
	return list.add({ name: free, code, parent: -1, properties: list.propertyNames.map(() => '') });
};

const columnOf = (module: ModuleStore, name: string): number => found(module.lineItem(name)).column;

/**
 * Fills version Budget of module `INP01 Budget` and the items that it needs. Repeating it changes nothing. Amounts are stored as they
 * stand above, also those with zeros at the end: so a view shows them whose format has fixed decimals.
 */
export const seedBudget = (model: ModelWorld): Seeded => {
	const { state } = model;
	const [accounts, departments] = [found(state.list('GL Accounts')), found(state.list('Departments'))];
	const module = found(state.module('INP01 Budget'));
	const version = found(state.versions.findByName('Budget'));
	const columns = { amount: columnOf(module, 'Amount'), approved: columnOf(module, 'Approved'), comment: columnOf(module, 'Comment') };
	const sum = new DecimalSum();
	for (const cell of BUDGET) {
		const coordinates = [
			memberOf(accounts, cell.account), memberOf(departments, cell.department), found(state.time.findByName(cell.month)), version,
		];
		module.set(coordinates, columns.amount, cell.amount);
		module.set(coordinates, columns.approved, 'true');
		if (cell.comment !== '') module.set(coordinates, columns.comment, cell.comment);
		sum.add(cell.amount);
	}
	model.world.context.history.effect('seeded', { what: 'budget', rows: BUDGET.length });
	return { accounts: ACCOUNTS.length, departments: DEPARTMENTS.length, rows: BUDGET.length, total: sum.text() };
};
