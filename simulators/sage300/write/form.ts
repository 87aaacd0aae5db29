import type { Company } from '../data/company';
import type { Stored } from '../data/row';
import type { World } from '../world';

/** Fields of a row that is being made. */
export type Draft = Record<string, string>;

export interface WriteContext {
	readonly world: World;
	readonly company: Company;
	readonly user: string;
	/** The day of entry. */
	readonly today: string;
	/** Status that the batch shall have afterwards, as the body asked. */
	requested: string | undefined;
}

/** Sets a field, and others that follow from it: fields are applied in the order written (reference sage-300 8.1). */
export type Effect = (draft: Draft, value: string, context: WriteContext, parents: readonly Draft[]) => void;

/** How rows of one type are made. */
export interface RowRules {
	/** The server's own number of the n-th row, from 1; numbers that are sent only link children to parents. */
	readonly number?: { readonly field: string; readonly text: (position: number) => string };
	readonly start?: (context: WriteContext, parents: readonly Draft[]) => Draft;
	readonly effects?: Readonly<Record<string, Effect>>;
	/** Fields that only the server sets; what is sent for them is not looked at. */
	readonly owned?: ReadonlySet<string>;
}

/** How records of one resource are written. */
export interface Form {
	/** By name of the type. */
	readonly rules: Readonly<Record<string, RowRules>>;
	/** The record's own number; without it the key comes from the body. */
	readonly numbered?: { readonly field: string; readonly sequence: (draft: Draft) => string; readonly text: (number: number) => string };
	/** Sums and other things that follow from the rows. */
	readonly totals?: (context: WriteContext, row: Stored) => Stored;
	/** Throws Refusal; `before` is what an update found. */
	readonly check?: (context: WriteContext, row: Stored, before: Stored | undefined) => void;
	/** What else happens when a new record was stored. */
	readonly stored?: (context: WriteContext, row: Stored) => void;
	/** Throws Refusal when the record must stay. */
	readonly removable?: (context: WriteContext, row: Stored) => void;
	/** A batch: states, locks, ready to post. */
	readonly batch?: BatchRules;
}

export interface BatchRules {
	readonly statusField: 'Status' | 'BatchStatus';
	/** As messages name it. */
	readonly nameOf: (row: Stored) => string;
	/** Fields that say it is ready. */
	readonly ready: (context: WriteContext, ready: boolean) => Draft;
}
