import { FatalError } from '../../../core/errors';
import { SYSTEM } from '../identity';
import type { Filter } from '../wire/filter';
import type { CursorKind } from './resource-table';

/** `planning`: the columns of the table; `all`: everything the record itself has; or names of columns and properties. */
export type FieldChoice = 'planning' | 'all' | readonly string[];

/** Of journal lines. */
export interface LedgerChoice {
	/** `legal` unless set; the name as the server has it, or its number. */
	readonly ledgerType?: string;
	/** One row for each analytical line, or one for the journal line whatever its analysis; analytical lines unless set. */
	readonly rows?: 'analytical lines' | 'journal lines';
	/** The types that become columns; all of the folder unless set. */
	readonly dimensionTypes?: readonly string[];
	/** Entry types to leave out: simulations and templates stand in the same table (reference sage-x3 12.6). */
	readonly exceptEntryTypes?: readonly string[];
}

export interface ResourceChoice extends LedgerChoice {
	/** One of the table, or a node such as `x3MasterData/customer`, or a class such as `BPCUSTOMER`. */
	readonly resource: string;
	readonly fields?: FieldChoice;
	/** Of dimensions: these types only, such as that of the cost centres. */
	readonly ofTypes?: readonly string[];
	/** Of purchase orders: one record for each order instead of each line. */
	readonly headers?: boolean;
	/** How changes are found: by stamps where the server has them, unless set. Classic REST compares short lists unless told otherwise. */
	readonly cursor?: CursorKind;
	/** The user's own condition, with the names of the API that is used. */
	readonly filter?: Filter;
	/** Columns that make a record unique, where the resource is not of the table. */
	readonly keyFields?: readonly string[];
	readonly pageSize?: number;
}

export const refuseChoice = (resource: string, said: string, remedy: string): FatalError => new FatalError({ system: SYSTEM, operation: `read ${resource}`, said, remedy });

export const trimmed = (names: readonly string[] | undefined): readonly string[] => [...new Set((names ?? []).map((name) => name.trim()).filter((name) => name !== ''))];
