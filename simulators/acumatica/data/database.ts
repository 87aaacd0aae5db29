import { KEYS } from '../contract/keys';
import type { Stored } from './record';
import { Store } from './store';

export interface Deleted {
	readonly entity: string;
	readonly record: Stored;
	readonly at: string;
}

/** All records of the tenant and the next numbers. */
export class Database {
	private readonly stores = new Map<string, Store>();
	private readonly numbers = new Map<string, number>();
	readonly deleted: Deleted[] = [];

	store(entity: string): Store {
		const known = this.stores.get(entity);
		if (known !== undefined) return known;
		const made = new Store(entity, KEYS[entity] ?? []);
		this.stores.set(entity, made);
		return made;
	}

	entities(): readonly string[] {
		return [...this.stores.values()].filter(({ size }) => size > 0).map(({ entity }) => entity);
	}

	/** The next of a numbering sequence: never given before, also when its document was deleted. */
	next(sequence: string): number {
		const number = (this.numbers.get(sequence) ?? 0) + 1;
		this.numbers.set(sequence, number);
		return number;
	}

	reserve(sequence: string, upTo: number): void {
		this.numbers.set(sequence, Math.max(upTo, this.numbers.get(sequence) ?? 0));
	}

	remove(entity: string, id: string, at: string): Stored | undefined {
		const record = this.store(entity).remove(id);
		if (record !== undefined) this.deleted.push({ entity, record, at });
		return record;
	}
}
