/** The first company of the Sage 300 simulator. Its own lines have the posting sequences 1 to 7; the generated ones begin behind them. */
export const SITE = { company: 'NORDIX', user: { user: 'PLANNER', password: 'PLANNER-SECRET' }, firstGenerated: 8 } as const;

export interface Pull {
	/** By what was asked: `GL/$metadata`, `GL/GLPostedTransactions`. */
	readonly requests: Readonly<Record<string, number>>;
	readonly lines: number;
	readonly bytes: number;
	/** Sum of all positive amounts in thousandths. */
	readonly debit: string;
}

export interface Pulled {
	readonly first: Pull;
	/** A second pull from the first one's cursor, when nothing has changed. */
	readonly again: Pull;
	/** Of the first pull. */
	readonly seconds: number;
	readonly peakBytes: number;
}
