/** A record or a line of one: fields by the names that the system keeps them under, all of them text; an empty one is `''`. */
export interface Row {
	get(field: string): string;
	rows(field: string): readonly Row[];
}

export type Values = Readonly<Record<string, string>>;
export type Children = Readonly<Record<string, readonly Stored[]>>;

/**
 * A row that is kept. Never changed: an update puts a new one in its place. Decimals and integers are digits, dates `2026-02-28`,
 * yes or no the words of the property; what is absent has the property's initial value.
 */
export class Stored implements Row {
	constructor(readonly values: Values, readonly children: Children = {}) {}

	get(field: string): string {
		return this.values[field] ?? '';
	}

	rows(field: string): readonly Stored[] {
		return this.children[field] ?? [];
	}

	with(values: Values, children: Children = {}): Stored {
		return new Stored({ ...this.values, ...values }, { ...this.children, ...children });
	}
}
