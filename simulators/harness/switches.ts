/**
 * Switches are what nobody has confirmed about a system, what differs by site or release, and what a test wants different. A system
 * keeps a table of them and nothing else; the first value is the one that holds when nobody says anything:
 *
 *   const TABLE = {
 *   	unbalanced: choice(['refuse', 'accept'], 'a journal entry that does not balance; not confirmed'),
 *   	seats: entry(0, 'sessions that the licence allows; 0 is no limit'),
 *   } as const;
 *   export type SwitchValues = ValuesOf<typeof TABLE>;
 *   export class Switches extends SwitchBoard<typeof TABLE> {
 *   	constructor(changes: SwitchChanges = {}) {
 *   		super(TABLE, changes);
 *   	}
 *   }
 *
 * The meaning is shown by `GET /__sim/switches` and stands in the refusal of a wrong value.
 */
export interface SwitchEntry<T> {
	readonly value: T;
	readonly meaning: string;
	/** The values it may take; anything of the default's type when absent. */
	readonly allowed?: readonly T[];
	/** It may be null too, which turns the thing off. */
	readonly canBeNull?: true;
}

export const entry = <T>(value: T, meaning: string): SwitchEntry<T> => ({ value, meaning });
export const entryOrNull = <T>(value: T, meaning: string): SwitchEntry<T | null> => ({ value, meaning, canBeNull: true });
export const flag = (value: boolean, meaning: string): SwitchEntry<boolean> => ({ value, meaning });
export const choice = <T extends string | number>(allowed: readonly [T, ...T[]], meaning: string): SwitchEntry<T> =>
	({ value: allowed[0], allowed, meaning });

export type SwitchTable = Readonly<Record<string, SwitchEntry<unknown>>>;
export type SwitchChanges = Readonly<Record<string, unknown>>;
export type ValuesOf<Table extends SwitchTable> = { -readonly [Name in keyof Table]: Table[Name] extends SwitchEntry<infer Value> ? Value : never };

/** One switch as the control surface shows it. */
export interface ShownSwitch {
	readonly name: string;
	readonly value: unknown;
	readonly default: unknown;
	readonly allowed?: readonly unknown[];
	readonly meaning: string;
}

const fits = ({ value: standard, allowed, canBeNull }: SwitchEntry<unknown>, value: unknown): boolean => {
	if (value === null) return canBeNull === true;
	if (allowed !== undefined) return allowed.includes(value);
	return typeof value === typeof standard && Array.isArray(value) === Array.isArray(standard);
};

/** The switches of a system and their values. A wrong name or value is an error: a test that sets nothing proves nothing. */
export class SwitchBoard<Table extends SwitchTable> {
	private readonly initial: ValuesOf<Table>;
	values: ValuesOf<Table>;

	constructor(private readonly table: Table, changes: SwitchChanges = {}) {
		this.values = structuredClone(Object.fromEntries(Object.entries(table).map(([name, { value }]) => [name, value]))) as ValuesOf<Table>;
		this.change(changes);
		this.initial = structuredClone(this.values);
	}

	/** Changes all or nothing. Throws TypeError. */
	change(changes: SwitchChanges): ValuesOf<Table> {
		for (const [name, value] of Object.entries(changes)) {
			const one = Object.hasOwn(this.table, name) ? this.table[name] : undefined;
			if (one === undefined) throw new TypeError(`unknown switch ${name}; known: ${Object.keys(this.table).join(', ')}`);
			if (!fits(one, value)) throw new TypeError(`switch ${name} does not take ${JSON.stringify(value)}; ${one.meaning}`);
		}
		Object.assign(this.values, structuredClone(changes));
		return this.values;
	}

	/** Back to the values of the start. */
	reset(): void {
		this.values = structuredClone(this.initial);
	}

	list(): ShownSwitch[] {
		return Object.entries(this.table).map(([name, { value, allowed, meaning }]) =>
			({ name, value: this.values[name], default: value, ...(allowed ? { allowed } : {}), meaning }));
	}
}
