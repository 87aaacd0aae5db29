import { inCodePage } from './code-page';
import { scaled, scaledText } from './amount';
import type { Column, Schema } from './schema';

export type PlainRecord = Readonly<Record<string, string>>;

/** The form in which a value is kept: amounts with the decimals of their column, text in the code page. */
export const stored = (column: Column, text: string): string => {
	if (column.kind !== 'number') return inCodePage(text);
	const units = scaled(text, column.decimals);
	if (units === undefined) throw new TypeError(`${column.name} is no number: ${text}`);
	return scaledText(units, column.decimals);
};

/** One row: values by the place of their column, so that many rows are cheap. Names are those of tables.ts, whatever the release calls them. */
export class Row {
	constructor(readonly schema: Schema, private readonly values: string[] = schema.blank.slice()) {}

	static of(schema: Schema, plain: PlainRecord): Row {
		const row = new Row(schema);
		for (const [name, text] of Object.entries(plain)) row.set(name, text);
		return row;
	}

	at(place: number): string {
		return this.values[place] ?? '';
	}

	get(name: string): string {
		return this.at(this.schema.own(name).at);
	}

	set(name: string, text: string): void {
		const column = this.schema.own(name);
		this.values[column.at] = stored(column, text);
	}

	setAt(place: number, text: string): void {
		const column = this.schema.columns.find(({ at }) => at === place);
		if (column === undefined) throw new TypeError(`${this.schema.name} has no place ${place}`);
		this.values[place] = stored(column, text);
	}

	copy(): Row {
		return new Row(this.schema, this.values.slice());
	}

	key(): string {
		return keyOf(this.schema, this.schema.key.map(({ at }) => this.at(at)));
	}

	plain(): PlainRecord {
		return Object.fromEntries(this.schema.columns.map(({ name, at }) => [name, this.at(at)]));
	}
}

/** Every part but the last is filled with blanks to its width, as parts of a ProvideX key are. */
export const keyOf = ({ key }: Schema, parts: readonly string[]): string =>
	key.map(({ width }, at) => (at === key.length - 1 ? (parts[at] ?? '') : (parts[at] ?? '').padEnd(width))).join('').trimEnd();

/** Keys of a table as text, in order; rows by key. */
export class Table {
	private readonly rows = new Map<string, Row>();
	private sorted: string[] = [];
	private dirty = false;

	constructor(readonly schema: Schema) {}

	get size(): number {
		return this.rows.size;
	}

	find(key: string): Row | undefined {
		return this.rows.get(key.trimEnd());
	}

	put(row: Row): Row {
		const key = row.key();
		if (!this.rows.has(key)) {
			const last = this.sorted.at(-1);
			if (!this.dirty && last !== undefined && key < last) {
				if (this.rows.size < 5000) this.sorted.splice(this.from(key), 0, key);
				else this.dirty = this.sorted.push(key) > 0;
			} else this.sorted.push(key);
		}
		this.rows.set(key, row);
		return row;
	}

	delete(key: string): boolean {
		if (!this.rows.delete(key.trimEnd())) return false;
		this.keys().splice(this.from(key.trimEnd()), 1);
		return true;
	}

	/** In order of the key. */
	keys(): string[] {
		if (this.dirty) {
			this.sorted.sort((a, b) => (a < b ? -1 : Number(a > b)));
			this.dirty = false;
		}
		return this.sorted;
	}

	/** Place of the first key that is not before this one. */
	from(key: string): number {
		const keys = this.keys();
		let [low, high] = [0, keys.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if (keys[middle]! < key) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	/** Rows whose key begins so, in order; every row for an empty text. */
	*under(prefix: string): Generator<Row> {
		const keys = this.keys();
		for (let at = this.from(prefix.trimEnd()); at < keys.length; at += 1) {
			const key = keys[at]!;
			if (startsWith(key, prefix)) yield this.rows.get(key)!;
			else if (key > prefix) return;
		}
	}

	all(): Generator<Row> {
		return this.under('');
	}
}

/** Blanks at the end of keys are not stored, so a prefix may end in blanks that the key has not. */
export const startsWith = (key: string, prefix: string): boolean => key.startsWith(prefix) || key.padEnd(prefix.length) === prefix;
