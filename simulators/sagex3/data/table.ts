import { keyText, Stored, type Row, type Source, type Values } from './row';

/** Records that are computed when somebody reads them. */
export interface Computed {
	readonly count: number;
	at(index: number): Row;
	find(key: readonly string[]): Row | undefined;
}

/** The kept records of one table of one folder. */
export class Table implements Source {
	private readonly byKey = new Map<string, Stored>();
	private computed: Computed | undefined;
	version = 0;

	constructor(readonly keyColumns: readonly string[]) {}

	*all(): Iterable<Row> {
		yield* this.byKey.values();
		const { computed } = this;
		for (let at = 0; computed !== undefined && at < computed.count; at += 1) yield computed.at(at);
	}

	find(key: readonly string[]): Row | undefined {
		return this.byKey.get(keyText(key)) ?? this.computed?.find(key);
	}

	get size(): number {
		return this.byKey.size + (this.computed?.count ?? 0);
	}

	/** Records of which each takes no memory. */
	compute(computed: Computed): void {
		this.computed = computed;
		this.version += 1;
	}

	put(values: Values, children: Stored['children'] = {}): Stored {
		const row = new Stored(this.keyColumns.map((column) => values[column] ?? ''), values, children);
		this.byKey.set(keyText(row.key), row);
		this.version += 1;
		return row;
	}

	remove(key: readonly string[]): boolean {
		const gone = this.byKey.delete(keyText(key));
		if (gone) this.version += 1;
		return gone;
	}
}
