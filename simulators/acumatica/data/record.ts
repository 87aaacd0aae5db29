import { guidOf } from './guid';

export interface StoredFile {
	readonly id: string;
	readonly filename: string;
	readonly content: Buffer;
}

/**
 * One record, row of a detail or linked entity. Never changed: an update puts a new one in its place. Values are text throughout:
 * decimals and integers as digits, booleans `true`/`false`, dates `2026-02-28`, stamps in UTC; what is empty is absent.
 */
export interface Stored {
	readonly id: string;
	readonly values: Readonly<Record<string, string>>;
	/** Rows of details, and linked entities as lists of one. */
	readonly children: Readonly<Record<string, readonly Stored[]>>;
	/** Fields outside the contract, by `View.Field`. */
	readonly custom: Readonly<Record<string, string>>;
	readonly note?: string;
	readonly files?: readonly StoredFile[];
	/** Hidden unless PX-ApiArchive: SHOW. */
	readonly archived?: boolean;
	/** In a restriction group: hidden from users outside of it. */
	readonly restricted?: boolean;
}

export const record = (id: string, values: Record<string, string>, rest: Partial<Stored> = {}): Stored =>
	({ id, values, children: {}, custom: {}, ...rest });

/** Rows computed when somebody looks and kept by nobody. */
export const withRows = (base: Stored, name: string, rows: () => readonly Stored[]): Stored => {
	const children = {};
	Object.defineProperty(children, name, { get: rows, enumerable: true, configurable: true });
	return { ...base, children };
};

export const rowId = (parent: string, detail: string, row: number | string): string => guidOf(parent, detail, row);

export const rowsOf = (stored: Stored, detail: string): readonly Stored[] => stored.children[detail] ?? [];

export const valueOf = (stored: Stored, name: string): string => stored.values[name] ?? '';
