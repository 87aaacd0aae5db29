/** The company of the simulated site that has the generated records. */
export const COMPANY = 'ABC';

export interface Pull {
	/** By what was asked: `ap/vendors`, `clock`. */
	readonly requests: Readonly<Record<string, number>>;
	readonly records: number;
	readonly bytes: number;
	/** Sum of the amounts of the generated invoices, in cents. */
	readonly invoiced: string;
	readonly seconds: number;
}

export interface Pulled {
	readonly first: Pull;
	/** A second pull from the first one's cursors, when nothing has changed. */
	readonly again: Pull;
	/** Of the process that pulls, until the first pull was over. */
	readonly peakBytes: number;
}
