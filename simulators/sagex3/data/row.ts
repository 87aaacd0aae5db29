/**
 * A record or a line of one, by the columns of its table (reference sage-x3 10), all of them text: decimals and integers are digits,
 * dates `2026-02-28`, stamps `2026-02-28T08:00:00.000Z`, local menus their number. What is absent is `''`.
 */
export interface Row {
	/** Parts of the key in the order of the table. */
	readonly key: readonly string[];
	get(column: string): string;
	/** Lines of the table of that name. */
	rows(table: string): readonly Row[];
}

export type Values = Readonly<Record<string, string>>;
export type Children = Readonly<Record<string, readonly Stored[]>>;

/** A row that is kept. Never changed: an update puts a new one in its place. */
export class Stored implements Row {
	constructor(readonly key: readonly string[], readonly values: Values, readonly children: Children = {}) {}

	get(column: string): string {
		return this.values[column] ?? '';
	}

	rows(table: string): readonly Stored[] {
		return this.children[table] ?? [];
	}
}

/** A record that is named by another and kept nowhere, such as a payment term. */
export class Named implements Row {
	constructor(readonly key: readonly string[]) {}

	get(): string {
		return '';
	}

	rows(): readonly Row[] {
		return [];
	}
}

/** Rows of one table of one folder. */
export interface Source {
	all(): Iterable<Row>;
	find(key: readonly string[]): Row | undefined;
	/** Moves whenever a list could be another. */
	readonly version: number;
}

export const keyText = (parts: readonly string[]): string => parts.join('\u0001');
