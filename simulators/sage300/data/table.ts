import { type Stored, type Row } from './row';

/** Rows in the order of their keys, which is the order of lists (reference sage-300 5.1, inferred). */
export interface Source {
	list(): readonly Row[];
	/** By the parts of the key, in its order. */
	find(key: readonly string[]): Row | undefined;
	/** Moves whenever a list could be another. */
	readonly version: number;
}

/** Parts of a key as one text that sorts like them: numbers by their size, text by its characters. */
export const sortable = (parts: readonly string[], numeric: readonly boolean[]): string =>
	parts.map((part, at) => (numeric[at] === true ? part.padStart(15, '0') : part)).join('\u0001');

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The rows with the texts that they are sorted by. */
export const sortedBy = <T>(rows: readonly T[], textOf: (row: T) => string): readonly T[] =>
	rows.map((row) => [textOf(row), row] as const).sort(([a], [b]) => byText(a, b)).map(([, row]) => row);

/** The kept records of one resource of one company. */
export class Table implements Source {
	private readonly byKey = new Map<string, Stored>();
	private sorted: readonly Stored[] | undefined;
	version = 0;

	/** `numeric` says which key fields are numbers. */
	constructor(readonly keys: readonly string[], private readonly numeric: readonly boolean[]) {}

	get size(): number {
		return this.byKey.size;
	}

	list(): readonly Stored[] {
		this.sorted ??= sortedBy([...this.byKey.entries()], ([key]) => key).map(([, row]) => row);
		return this.sorted;
	}

	find(key: readonly string[]): Stored | undefined {
		return this.byKey.get(sortable(key, this.numeric));
	}

	keyOf(row: Row): readonly string[] {
		return this.keys.map((field) => row.get(field));
	}

	put(row: Stored): Stored {
		this.byKey.set(sortable(this.keyOf(row), this.numeric), row);
		this.changed();
		return row;
	}

	remove(key: readonly string[]): boolean {
		const gone = this.byKey.delete(sortable(key, this.numeric));
		if (gone) this.changed();
		return gone;
	}

	private changed(): void {
		this.version += 1;
		this.sorted = undefined;
	}
}
