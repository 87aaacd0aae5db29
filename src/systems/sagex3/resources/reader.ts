import type { Instant } from '../../../contracts';
import type { OnRejected, ReadRecord, Slice } from './slice';
import type { ResourceChoice } from './choice';

/** A field as pick lists show it. */
export interface FieldDescription {
	/** As it is chosen: `accountingDate`, `account.code`, `BPSNUM`. */
	readonly name: string;
	readonly type: string;
	/** Members of an enumeration. */
	readonly values: readonly string[];
	/** A column of the table, called alike in both APIs. */
	readonly isColumn: boolean;
}

export interface ResourceDescription {
	readonly resource: string;
	/** As this server calls it: `x3Finance/journalEntryLine`, `GACCENTRY`. */
	readonly servedAs: string;
	readonly fields: readonly FieldDescription[];
	readonly hasStamps: boolean;
}

export interface DimensionType {
	readonly code: string;
	readonly label: string;
}

/** One API of a server. Both give the same records under the same names. */
export interface Reader {
	readonly api: 'graphql' | 'classic';
	/** Pages in the server's order, never empty. */
	pages(choice: ResourceChoice, slice: Slice, onRejected?: OnRejected): AsyncGenerator<readonly ReadRecord[]>;
	columns(choice: ResourceChoice): Promise<readonly string[]>;
	/** Whether changes are found by stamps. */
	hasStamps(choice: ResourceChoice): Promise<boolean>;
	describe(resource: string): Promise<ResourceDescription>;
	/** Those of the table that this server has, then everything else that it names. */
	resources(): Promise<readonly string[]>;
	dimensionTypes(): Promise<readonly DimensionType[]>;
	/** The types of ledgers by the names that `ledgerType` takes; empty where the server does not tell. */
	ledgerTypes(): Promise<readonly string[]>;
	/** The server's clock, from a fresh answer. */
	serverTime(resource: string): Promise<Instant>;
}
