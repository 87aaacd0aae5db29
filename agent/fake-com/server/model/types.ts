import type { PlainRecord } from '../data/table';

export type Code = readonly [code: string, name: string, more?: PlainRecord];

export interface SegmentDefinition {
	readonly name: string;
	readonly kind: 'A' | 'N';
	readonly length: number;
	/** Values; those of the first segment are the main accounts. */
	readonly values: readonly Code[];
}

export interface YearDefinition {
	readonly year: string;
	/** First days of the periods, YYYYMMDD, and the day behind the last one. */
	readonly starts: readonly string[];
	/** Periods that are closed, `*` for all. */
	readonly closed: readonly string[];
}

export interface AccountDefinition {
	/** Main account first; may have fewer parts than the format. */
	readonly parts: readonly string[];
	readonly description: string;
	readonly more?: PlainRecord;
}

/** Positive amounts are debits. */
export type SeedLine = readonly [account: string, amount: string, comment?: string];

export interface SeedJournal {
	readonly date: string;
	readonly source: string;
	readonly comment: string;
	readonly lines: readonly SeedLine[];
	/** When it was posted; the posting date at 17:30 when absent. */
	readonly created?: readonly [date: string, time: string];
}

export interface CompanyDefinition {
	/** Three characters, upper case. */
	readonly code: string;
	readonly name: string;
	readonly delimiter: string;
	readonly segments: readonly SegmentDefinition[];
	readonly accounts: readonly AccountDefinition[];
	readonly years: readonly YearDefinition[];
	readonly currentYear: string;
	readonly currentPeriod: string;
	/** Formatted account; without it, income stays where it is at year end. */
	readonly retainedEarnings?: string;
	/** Journal entries need a batch. */
	readonly batches?: boolean;
	/** Preference *Allow External Access*; true when absent. */
	readonly externalAccess?: boolean;
	/** Rows by table; a value `@41000-D10` is the key of that account. */
	readonly records: Readonly<Record<string, readonly PlainRecord[]>>;
	readonly journals: readonly SeedJournal[];
}

export interface UserDefinition {
	readonly name: string;
	readonly password: string;
	/** Beginnings of the names of tasks that the roles allow; `*` for all. */
	readonly tasks: readonly string[];
	/** Ten digits, as in UserCreatedKey. */
	readonly key: string;
}

export interface SiteDefinition {
	/** Zone of the server, whose local time stamps have. */
	readonly zone: string;
	readonly users: readonly UserDefinition[];
	readonly companies: readonly CompanyDefinition[];
}

/** Generated records, cheap enough for tens of thousands. */
export interface Scale {
	/** The first company when absent. */
	readonly company?: string;
	readonly vendors?: number;
	/** Open and posted invoices, one each. */
	readonly invoices?: number;
	/** Ledger lines, in balanced pairs. */
	readonly postings?: number;
}
