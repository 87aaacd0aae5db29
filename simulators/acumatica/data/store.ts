import type { Stored } from './record';

/** As the database compares: without case, blanks at the end do not count. */
export const collated = (text: string): string => text.trimEnd().toUpperCase();

/** The records of one entity in the order of their keys, which is the order in which lists come (reference acumatica 4). */
export class Store {
	private readonly records = new Map<string, Stored>();
	private readonly byKey = new Map<string, string>();
	private sorted: readonly Stored[] | undefined;
	/** Counts changes, for whatever is computed from the records. */
	version = 0;

	constructor(readonly entity: string, readonly keys: readonly string[]) {}

	list(): readonly Stored[] {
		if (this.keys.length === 0) return [...this.records.values()];
		if (this.sorted === undefined) {
			const keyed = [...this.records.values()].map((one) => [this.keyOf(one.values), one] as const);
			this.sorted = keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, one]) => one);
		}
		return this.sorted;
	}

	get size(): number {
		return this.records.size;
	}

	get(id: string): Stored | undefined {
		return this.records.get(id.toLowerCase());
	}

	find(...keys: readonly string[]): Stored | undefined {
		if (keys.length !== this.keys.length || keys.length === 0) return undefined;
		const id = this.byKey.get(keys.map(collated).join('\u0001'));
		return id === undefined ? undefined : this.records.get(id);
	}

	/** By the key fields among these values; undefined unless all of them are there. */
	findByValues(values: Readonly<Record<string, string>>): Stored | undefined {
		const keys = this.keys.map((name) => values[name] ?? '');
		return keys.includes('') ? undefined : this.find(...keys);
	}

	put(one: Stored): void {
		const old = this.records.get(one.id);
		if (old !== undefined) this.byKey.delete(this.keyOf(old.values));
		this.records.set(one.id, one);
		if (this.keys.length > 0) this.byKey.set(this.keyOf(one.values), one.id);
		this.changed();
	}

	remove(id: string): Stored | undefined {
		const old = this.records.get(id);
		if (old === undefined) return undefined;
		this.records.delete(id);
		this.byKey.delete(this.keyOf(old.values));
		this.changed();
		return old;
	}

	private keyOf(values: Readonly<Record<string, string>>): string {
		return this.keys.map((name) => collated(values[name] ?? '')).join('\u0001');
	}

	private changed(): void {
		this.version += 1;
		this.sorted = undefined;
	}
}
