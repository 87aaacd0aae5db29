/** The first folder of the Sage X3 simulator, and the page of journal lines that is asked for. */
export const SITE = { endpoint: 'LINDEN', application: { clientId: 'linden-connected-app', secret: 'linden-connected-secret', user: 'ANAPLAN' }, page: 500 } as const;

export interface Pull {
	/** By what was asked: `read journalEntryLine`, `__schema`. */
	readonly requests: Readonly<Record<string, number>>;
	/** Journal lines; one with an analysis is several rows. */
	readonly lines: number;
	/** Rows without the own ones of lines that are split. */
	readonly parts: number;
	readonly rows: number;
	readonly bytes: number;
	/** Sums of positive and of negative amounts in thousandths, without a sign. */
	readonly debit: string;
	readonly credit: string;
}

export interface Pulled {
	readonly first: Pull;
	/** A second pull from the first one's cursor, when nothing has changed. */
	readonly again: Pull;
	/** Of the first pull. */
	readonly seconds: number;
	readonly peakBytes: number;
}
