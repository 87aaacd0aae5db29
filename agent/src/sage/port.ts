/**
 * What the service asks of Sage 100. Rows come in the shapes of the contract (docs/sage-100-agent.openapi.yaml), so that
 * nothing above this port knows COM, column suffixes, separators or return codes.
 */

/** `YYYYMMDDT<decimal hours>` in the server's local time, as Sage keeps it (reference sage-100 3.3). */
export type StampText = string;

export type ListName =
	| 'accounts'
	| 'segmentValues'
	| 'balances'
	| 'postings'
	| 'vendors'
	| 'invoices'
	| 'openInvoices'
	| 'purchaseOrders';

/** Already checked against the contract; only the parameters that the list's operation knows. */
export type ListFilter = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** Opaque to the service, unique in its list, good for `fetch`. The key of an account is its account key. */
export type RowKey = string;

export type Row = Readonly<Record<string, unknown>>;

export interface ReadyCheck {
	readonly name: 'com' | 'logon' | 'company' | 'sql' | 'queue';
	readonly ok: boolean;
	readonly detail?: string;
}

export interface ServerTime {
	readonly stamp: StampText;
	readonly local: string;
	readonly utc: string;
	readonly utcOffset: string;
	readonly timeZone: string;
}

export interface EntryToCreate {
	readonly naturalKey: string;
	readonly sourceJournal: string;
	readonly postingDate: string;
	readonly comment: string;
	readonly batchNo?: string;
	readonly autoReverse: boolean;
	readonly lines: ReadonlyArray<{
		readonly account?: string;
		readonly accountKey?: string;
		readonly debit: string;
		readonly credit: string;
		readonly comment?: string;
	}>;
}

export interface RegisterRun {
	readonly sourceJournal: string;
	readonly batchNo?: string;
}

export interface SagePort {
	/** Whether there is such a company, as configured or listed: no session is opened in it. */
	knows(company: string): Promise<boolean>;
	/** Facts of one company. Its session stays, because more is about to be asked. */
	company(company: string): Promise<Row>;
	/** Facts of the companies that pass. Sessions that are opened for this alone are closed again, one before the next. */
	companies(wanted?: (code: string) => boolean): Promise<readonly Row[]>;
	ready(company?: string): Promise<readonly ReadyCheck[]>;
	clock(company: string): Promise<ServerTime>;
	segments(company: string): Promise<readonly Row[]>;
	fiscalYears(company: string): Promise<readonly Row[]>;
	/** In key order, or in (stamp as number, key) order when `since` is given; `since` is inclusive. Nothing but keys: a list may have as many as its table. */
	scan(company: string, list: ListName, filter: ListFilter, since?: StampText): Promise<readonly RowKey[]>;
	/** Rows of these keys in their order; a key that is gone is left out. At most 250 keys. */
	fetch(company: string, list: ListName, filter: ListFilter, keys: readonly RowKey[]): Promise<readonly Row[]>;
	/**
	 * Entries and ledger lines that carry the key, whoever made them.
	 *
	 * @param postingDate when known: the ledger is searched from that fiscal year on, else from the year before the current one
	 */
	findEntries(company: string, naturalKey: string, postingDate?: string): Promise<readonly Row[]>;
	/** All checks of section 9.5, nothing written. Rejects with a SageFault. */
	checkEntry(company: string, entry: EntryToCreate): Promise<Row>;
	/** Not repeatable. A SageFault says by `stored` whether anything can have been stored. */
	createEntry(company: string, entry: EntryToCreate): Promise<Row>;
	/** Absent where nobody has told the agent how. Repeatable: what is posted already is not posted again. */
	runRegister?(company: string, run: RegisterRun): Promise<Row>;
	close(): Promise<void>;
}

export type SageFaultCode =
	| 'FORBIDDEN'
	| 'COMPANY_NOT_FOUND'
	| 'RECORD_NOT_FOUND'
	| 'FILTER_NOT_SUPPORTED'
	| 'UNBALANCED'
	| 'ACCOUNT_INVALID'
	| 'PERIOD_CLOSED'
	| 'VALIDATION'
	| 'RECORD_LOCKED'
	| 'SAGE_ERROR'
	| 'SAGE_UNAVAILABLE'
	| 'EXCLUSIVE_TASK'
	| 'SAGE_TIMEOUT';

/** A refusal or failure of Sage, in its own words. */
export class SageFault extends Error {
	constructor(
		readonly code: SageFaultCode,
		message: string,
		readonly more: {
			/** Whether the call can have stored something. */
			readonly stored?: 'no' | 'unknown';
			readonly retryAfterSeconds?: number;
			readonly details?: ReadonlyArray<{ readonly field: string; readonly code?: string; readonly message: string }>;
			readonly sage?: { readonly object?: string; readonly method?: string; readonly returnCode?: number; readonly number?: string | null; readonly text?: string };
		} = {},
	) {
		super(message);
		this.name = 'SageFault';
	}
}
