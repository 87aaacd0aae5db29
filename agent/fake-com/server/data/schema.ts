import { scaledText } from './amount';

export type ColumnKind = 'text' | 'date' | 'number';

export interface Column {
	/** Without the `$` of text columns. */
	readonly name: string;
	readonly kind: ColumnKind;
	/** Letters that fit; 0 for numbers. */
	readonly width: number;
	readonly decimals: number;
	readonly at: number;
}


export interface Schema {
	readonly name: string;
	readonly columns: readonly Column[];
	readonly key: readonly Column[];
	readonly module: string;
	/** Classes without `_bus` and `_svc` that serve it. */
	readonly classes: readonly string[];
	/** Ledger and balances are written by updates only, never by a `_bus` object (reference sage-100 6.1). */
	readonly readOnly: boolean;
	readonly lines: string | undefined;
	/** Values of a row in which nothing is set. */
	readonly blank: readonly string[];
	/** By the name that this release has. */
	column(name: string): Column | undefined;
	/** By the name in tables.ts, also of a column that this release does not show. */
	own(name: string): Column;
	owns(name: string): boolean;
}

const column = (text: string, at: number): Column => {
	const [, name = '', mark = '', size = ''] = /^(\w+?)([$.])(\w+)$/.exec(text) ?? [];
	if (name === '') throw new TypeError(`no column: ${text}`);
	if (mark === '.') return { name, kind: 'number', width: 0, decimals: Number(size), at };
	return size === 'D' ? { name, kind: 'date', width: 8, decimals: 0, at } : { name, kind: 'text', width: Number(size), decimals: 0, at };
};

export interface Definition {
	readonly name: string;
	readonly key: string;
	/** `Name$width` text, `Name$D` date, `Name.decimals` number. */
	readonly columns: string;
	readonly module: string;
	readonly classes: string;
	readonly readOnly?: boolean;
	readonly lines?: string;
}

/** `renamed` has `Table.Column` → other name, `left` columns that this release does not have. */
export const schemaOf = (definition: Definition, renamed: ReadonlyMap<string, string>, left: ReadonlySet<string>): Schema => {
	const words = (text: string): string[] => text.trim().split(/\s+/);
	const named = (one: Column): Column => ({ ...one, name: renamed.get(`${definition.name}.${one.name}`) ?? one.name });
	const own = new Map(words(definition.columns).map(column).map((one) => [one.name.toLowerCase(), one]));
	const shown = [...own.values()].filter(({ name }) => !left.has(`${definition.name}.${name}`)).map(named);
	const byName = new Map(shown.map((one) => [one.name.toLowerCase(), one]));
	const ownOf = (name: string): Column => {
		const found = own.get(name.toLowerCase());
		if (found === undefined) throw new TypeError(`${definition.name} has no ${name}`);
		return found;
	};
	return {
		name: definition.name, columns: shown, own: ownOf, owns: (name) => own.has(name.toLowerCase()),
		column: (name) => byName.get(name.toLowerCase()),
		key: words(definition.key).map((name) => named(ownOf(name))), module: definition.module, classes: words(definition.classes),
		blank: [...own.values()].map(({ kind, decimals }) => (kind === 'number' ? scaledText(0n, decimals) : '')),
		readOnly: definition.readOnly ?? false, lines: definition.lines,
	};
};
