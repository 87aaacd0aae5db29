import type { MappingSpec } from './spec';

export interface ColumnComparison {
	/** Columns of the import that the mapping does not fill. */
	readonly missing: readonly string[];
	/** Columns of the mapping that the import does not have; it would ignore them without an error. */
	readonly unknown: readonly UnknownColumn[];
	/** Columns that the import's header names more than once. */
	readonly repeated: readonly string[];
	readonly fits: boolean;
}

export interface UnknownColumn {
	readonly column: string;
	/** A column of the import that differs in case or blanks only. */
	readonly meant: string | undefined;
}

/** Compares the mapping's columns with the header of an import. Names count as written, the order does not. */
export function compareColumns(spec: MappingSpec, header: readonly string[]): ColumnComparison {
	const columns = spec.columns.map(({ column }) => column);
	const missing = [...new Set(header)].filter((name) => !columns.includes(name));
	const unknown = columns
		.filter((column) => !header.includes(column))
		.map((column) => ({ column, meant: missing.find((name) => loosely(name) === loosely(column)) }));
	const repeated = [...new Set(header.filter((name, index) => header.indexOf(name) !== index))];
	return { missing, unknown, repeated, fits: missing.length === 0 && unknown.length === 0 && repeated.length === 0 };
}

function loosely(name: string): string {
	return name.replace(/\s+/g, ' ').trim().toLowerCase();
}
