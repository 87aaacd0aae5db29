/** One version of one record. Never changed: an update puts a new row in its place, so a frozen result set keeps the old one. */
export interface Row {
	readonly key: string;
	/** Text as stored: stamps in UTC ISO, dates MM/DD/YYYY, '' for null. */
	readonly values: Readonly<Record<string, string>>;
}

/** The readable records of one object, with caches that live until the next change. */
export class Table {
	private rows = new Map<string, Row>();
	private readonly caches = new Map<string, unknown>();
	private highest = 0;
	/** Counts changes, for caches that span objects. */
	version = 0;

	constructor(readonly object: string) {}

	list(): readonly Row[] {
		return this.cached('rows', () => [...this.rows.values()]);
	}

	get size(): number {
		return this.rows.size;
	}

	get(key: string): Row | undefined {
		return this.rows.get(key);
	}

	put(row: Row): void {
		this.rows.set(row.key, row);
		this.reserve(row.key);
		this.changed();
	}

	remove(key: string): void {
		if (this.rows.delete(key)) this.changed();
	}

	replaceAll(rows: readonly Row[]): void {
		this.rows = new Map(rows.map((row) => [row.key, row]));
		for (const row of rows) this.reserve(row.key);
		this.changed();
	}

	/** A key never given before. */
	nextKey(): number {
		this.highest += 1;
		return this.highest;
	}

	/** Rows by the text of a field, built once per change. */
	by(field: string): ReadonlyMap<string, readonly Row[]> {
		return this.cached(`by:${field}`, () => {
			const groups = new Map<string, Row[]>();
			for (const row of this.list()) {
				const value = row.values[field] ?? '';
				const group = groups.get(value);
				if (group) group.push(row);
				else groups.set(value, [row]);
			}
			return groups;
		});
	}

	cached<T>(name: string, make: () => T): T {
		if (this.caches.has(name)) return this.caches.get(name) as T;
		const made = make();
		this.caches.set(name, made);
		return made;
	}

	private reserve(key: string): void {
		const leading = Number(/^\d{1,15}/.exec(key)?.[0] ?? 0);
		if (leading > this.highest) this.highest = leading;
	}

	private changed(): void {
		this.version += 1;
		this.caches.clear();
	}
}
