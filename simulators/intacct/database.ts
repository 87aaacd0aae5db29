import { Catalogue, type ObjectDefinition } from './catalogue';
import { Table, type Row } from './table';

interface Change {
	readonly object: string;
	readonly key: string;
	/** null deletes. */
	readonly row: Row | null;
}

interface Pending extends Change {
	readonly visibleAt: number;
}

/**
 * The company's records. A change may become readable later than it happened (reference 11.3): the truth is
 * the readable records plus the pending changes, and `settle` moves what is due from the one to the other.
 */
export class Database {
	catalogue = new Catalogue();
	private tables = new Map<string, Table>();
	private pending: Pending[] = [];
	/** Changes of the running transaction with what stood there before, newest last. */
	private undo: { readonly object: string; readonly key: string; readonly before: Row | undefined }[] | undefined;
	private pendingBefore: readonly Pending[] = [];

	clear(): void {
		this.catalogue = new Catalogue();
		this.tables = new Map();
		this.pending = [];
		this.undo = undefined;
	}

	table(object: string): Table {
		const known = this.tables.get(object);
		if (known) return known;
		const table = new Table(object);
		this.tables.set(object, table);
		return table;
	}

	definition(object: string): ObjectDefinition | undefined {
		return this.catalogue.object(object);
	}

	/** Makes changes readable whose time has come. */
	settle(now: number): void {
		if (this.pending.length === 0) return;
		const due = this.pending.filter((change) => change.visibleAt <= now);
		if (due.length === 0) return;
		this.pending = this.pending.filter((change) => change.visibleAt > now);
		for (const change of due) this.apply(change);
	}

	change(object: string, key: string, row: Row | null, visibleAt: number, now: number): void {
		if (visibleAt > now) this.pending.push({ object, key, row, visibleAt });
		else this.apply({ object, key, row });
	}

	/** A record as it really is, visible or not yet. */
	truth(object: string, key: string): Row | undefined {
		const last = this.pending.findLast((change) => change.object === object && change.key === key);
		return last ? (last.row ?? undefined) : this.table(object).get(key);
	}

	/** All records as they really are. */
	truths(object: string): readonly Row[] {
		const waiting = this.pending.filter((change) => change.object === object);
		if (waiting.length === 0) return this.table(object).list();
		const rows = new Map(
			this.table(object)
				.list()
				.map((row) => [row.key, row]),
		);
		for (const { key, row } of waiting) {
			if (row) rows.set(key, row);
			else rows.delete(key);
		}
		return [...rows.values()];
	}

	/** The first record with this text in a field, readable or not yet. */
	find(object: string, field: string, value: string): Row | undefined {
		const waiting = this.pending.findLast((change) => change.object === object && change.row?.values[field] === value);
		return waiting?.row ?? this.table(object).by(field).get(value)?.[0];
	}

	begin(): void {
		this.undo = [];
		this.pendingBefore = [...this.pending];
	}

	commit(): void {
		this.undo = undefined;
	}

	rollback(): void {
		const steps = this.undo ?? [];
		this.undo = undefined;
		this.pending = [...this.pendingBefore];
		for (const { object, key, before } of steps.reverse()) {
			if (before) this.table(object).put(before);
			else this.table(object).remove(key);
		}
	}

	private apply({ object, key, row }: Change): void {
		const table = this.table(object);
		this.undo?.push({ object, key, before: table.get(key) });
		if (row) table.put(row);
		else table.remove(key);
	}
}
