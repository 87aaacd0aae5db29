import type { ComServer } from '../com-server';
import type { Company } from '../data/company';
import { keyOf, type PlainRecord, type Table } from '../data/table';
import type { World } from '../world';

/** A control request that makes no sense: answered with 400 and the reason. */
export class ControlRefused extends Error {}

/** One control request. */
export class ControlCall {
	constructor(
		readonly world: World, readonly com: ComServer, readonly query: URLSearchParams, readonly body: Readonly<Record<string, unknown>>,
	) {}

	/** From the body, else from the query. */
	text(name: string): string | undefined {
		const value = this.body[name] ?? this.query.get(name) ?? undefined;
		if (value === undefined) return undefined;
		if (typeof value !== 'string' && typeof value !== 'number') throw new ControlRefused(`${name} is text`);
		return String(value);
	}

	needed(name: string): string {
		const value = this.text(name);
		if (value === undefined) throw new ControlRefused(`${name} is missing`);
		return value;
	}

	number(name: string): number | undefined {
		const value = this.text(name);
		if (value === undefined) return undefined;
		if (!/^-?\d+$/.test(value)) throw new ControlRefused(`${name} is a whole number`);
		return Number(value);
	}

	/** The first company when none is named. */
	company(): Company {
		const code = this.text('company');
		const company = code === undefined ? this.world.companies[0] : this.world.company(code);
		if (company === undefined) throw new ControlRefused(`no company ${code}`);
		return company;
	}

	table(): Table {
		const [company, name] = [this.company(), this.needed('table')];
		if (!company.has(name)) throw new ControlRefused(`no table ${name}`);
		return company.table(name);
	}

	/** `values` of the body, all text; `@41000-D10` is the key of that account. */
	values(name = 'values'): PlainRecord {
		const given = this.body[name];
		if (typeof given !== 'object' || given === null || Array.isArray(given)) throw new ControlRefused(`${name} is an object`);
		return Object.fromEntries(Object.entries(given as Record<string, unknown>).map(([column, value]) => {
			if (typeof value !== 'string' && typeof value !== 'number') throw new ControlRefused(`${column} is text`);
			const text = String(value);
			return [column, text.startsWith('@') ? this.accountKey(text.slice(1)) : text];
		}));
	}

	accountKey(account: string): string {
		const found = this.company().account(account);
		if (found === undefined) throw new ControlRefused(`${this.company().code} has no account ${account}`);
		return found.get('AccountKey');
	}

	/** `key` as text, or the parts of it in an array. */
	key(table: Table): string {
		const given = this.body.key ?? this.query.get('key') ?? undefined;
		if (Array.isArray(given)) return keyOf(table.schema, given.map(String));
		if (typeof given !== 'string') throw new ControlRefused('key is text, or the parts of it');
		return given.trimEnd();
	}
}

export type Control = (call: ControlCall) => unknown;
