import { scaledText } from '../../harness/decimal';
import { amountText, unitsOf } from '../data/amount';
import { Stored } from '../data/row';
import { sortedBy, type Source } from '../data/table';
import type { CompanyDefinition } from '../model/types';
import { findIn } from './posted-lines';

export const SET_KEY = ['AccountNumber', 'Fiscalsetyear', 'FiscalsetDesignator', 'Currencycode', 'Currencytype'] as const;

interface SetKey {
	readonly account: string;
	readonly designator: string;
	readonly currency: string;
	readonly type: string;
}

interface Group extends SetKey {
	/** Net amounts of fifteen periods by year, in thousandths. */
	readonly years: Map<string, bigint[]>;
}

/** A posted line as balances see it. */
export interface Movement {
	readonly account: string;
	readonly year: string;
	/** `03`. */
	readonly period: string;
	readonly currency: string;
	readonly amount: bigint;
	readonly sourceAmount: bigint;
	readonly quantity: bigint;
}

const sum = (nets: readonly bigint[]): bigint => nets.reduce((total, net) => total + net, 0n);
const two = (number: number): string => String(number).padStart(2, '0');

/** Type of the account, and whether it keeps balances by currency; undefined when there is no such account. */
export type AccountFacts = (account: string) => { readonly type: string; readonly multicurrency: boolean } | undefined;

/**
 * Balances by account, year, designator, currency and currency type (reference sage-300 7.2). Only movements are kept: the balance at the
 * beginning of a year is the sum of those of the years before for a balance sheet account, nothing for one of income, and retained earnings
 * begin with the income of closed years too.
 */
export class FiscalSets implements Source {
	private readonly groups = new Map<string, Group>();
	private known: { readonly version: number; readonly rows: readonly Stored[] } | undefined;
	version = 0;

	constructor(private readonly company: CompanyDefinition, private readonly facts: AccountFacts) {
		for (const { account, year, designator, nets } of company.budgets) {
			nets.forEach((net, at) => this.move({ account, designator, currency: company.homeCurrency, type: 'Functional' }, year, at, unitsOf(net)));
		}
	}

	add({ account, year, period, currency, amount, sourceAmount, quantity }: Movement): void {
		const at = Number(period) - 1;
		const home = this.company.homeCurrency;
		this.move({ account, designator: 'Actuals', currency: home, type: 'Functional' }, year, at, amount);
		if (this.facts(account)?.multicurrency === true) {
			this.move({ account, designator: 'Actuals', currency, type: 'Source' }, year, at, sourceAmount);
			this.move({ account, designator: 'Actuals', currency, type: 'Equivalent' }, year, at, amount);
		}
		if (quantity !== 0n) this.move({ account, designator: 'Quantity', currency: home, type: 'Functional' }, year, at, quantity);
	}

	list(): readonly Stored[] {
		if (this.known?.version !== this.version) {
			const rows = [...this.groups.values()].flatMap((group) => this.rowsOf(group));
			this.known = { version: this.version, rows: sortedBy(rows, (row) => SET_KEY.map((field) => row.get(field)).join('\u0001')) };
		}
		return this.known.rows;
	}

	find(key: readonly string[]): Stored | undefined {
		return findIn(this.list(), SET_KEY, key) as Stored | undefined;
	}

	private group(key: SetKey): Group {
		const text = `${key.account}|${key.designator}|${key.currency}|${key.type}`;
		const known = this.groups.get(text);
		if (known !== undefined) return known;
		const made = { ...key, years: new Map<string, bigint[]>() };
		this.groups.set(text, made);
		return made;
	}

	private move(key: SetKey, year: string, at: number, units: bigint): void {
		const { years } = this.group(key);
		const nets = years.get(year) ?? Array.from({ length: 15 }, () => 0n);
		years.set(year, nets);
		nets[at] = (nets[at] ?? 0n) + units;
		if (key.designator === 'Actuals' && key.type === 'Functional' && this.facts(key.account)?.type === 'IncomeStatement') {
			this.group({ ...key, account: this.company.retainedEarnings });
		}
		this.version += 1;
	}

	private rowsOf(group: Group): readonly Stored[] {
		const type = this.facts(group.account)?.type ?? 'IncomeStatement';
		const carries = type !== 'IncomeStatement' && !group.designator.startsWith('Budget');
		const retains = group.account === this.company.retainedEarnings && group.designator === 'Actuals' && group.type === 'Functional';
		const rows: Stored[] = [];
		let carried = 0n;
		for (const { year } of [...this.company.years].sort((a, b) => Number(a.year) - Number(b.year))) {
			const nets = group.years.get(year);
			const opening = (carries ? carried : 0n) + (retains ? this.closedIncome(year) : 0n);
			if (nets !== undefined || opening !== 0n) rows.push(this.row(group, year, opening, nets ?? Array.from({ length: 15 }, () => 0n)));
			carried += sum(nets ?? []);
		}
		return rows;
	}

	/** Income and expense of the closed years before this one. */
	private closedIncome(year: string): bigint {
		let total = 0n;
		for (const { account, designator, type, years } of this.groups.values()) {
			if (designator !== 'Actuals' || type !== 'Functional' || this.facts(account)?.type !== 'IncomeStatement') continue;
			for (const [of, nets] of years) if (of < year && of <= this.company.lastClosedYear) total += sum(nets);
		}
		return total;
	}

	private row({ account, designator, currency, type }: SetKey, year: string, opening: bigint, nets: readonly bigint[]): Stored {
		const values: Record<string, string> = {
			AccountNumber: account, Fiscalsetyear: year, FiscalsetDesignator: designator, Currencycode: currency, Currencytype: type,
			Sourcecurrencydecimals: '2', BeginningBalance: amountText(opening), YearTodateamount: amountText(sum(nets)),
			Activityswitch: nets.some((net) => net !== 0n) ? 'Yes' : 'No',
		};
		let balance = opening;
		nets.forEach((net, at) => {
			balance += net;
			values[`Period${two(at + 1)}netamount`] = scaledText(net, 3);
			values[`Period${two(at + 1)}balanceamount`] = scaledText(balance, 3);
		});
		return new Stored(values);
	}
}
