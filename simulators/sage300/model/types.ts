export interface UserDefinition {
	/** Upper case, as user IDs of Sage 300 are. */
	readonly name: string;
	/** Upper case, as passwords used to be. */
	readonly password: string;
	/** With switch passwordCase `sensitive`. */
	readonly casePassword: string;
	/** Modules with the Web API right; `*` for all. */
	readonly modules: readonly string[];
}

export interface SegmentDefinition {
	/** `1` is the main account. */
	readonly number: string;
	readonly name: string;
	readonly length: number;
}

export interface YearDefinition {
	readonly year: string;
	/** First days of the periods, and the day behind the last one. */
	readonly starts: readonly string[];
	/** Locked periods by application; `14` is the adjustment period, `15` the closing one. */
	readonly locked?: Readonly<Record<string, readonly string[]>>;
}

/** A record as plain text: arrays are its rows. */
export interface PlainRecord {
	readonly [field: string]: string | readonly PlainRecord[];
}

export type SeedLine = readonly [account: string, amount: string, description?: string, reference?: string, more?: Readonly<Record<string,
	string>>];

export interface SeedJournal {
	readonly description: string;
	readonly date: string;
	/** Year and period when they are not those of the date: `2026-01`. */
	readonly period?: string;
	readonly source?: string;
	readonly lines: readonly SeedLine[];
	readonly state: 'Posted' | 'Open' | 'ReadyToPost' | 'Deleted';
}

export interface BudgetSet {
	readonly account: string;
	readonly year: string;
	/** `Budget1`. */
	readonly designator: string;
	/** Net amounts of periods 1 to 12. */
	readonly nets: readonly string[];
}

export interface CompanyDefinition {
	/** Up to six characters, upper case. */
	readonly id: string;
	readonly name: string;
	readonly country: string;
	readonly homeCurrency: string;
	/** Units of the home currency for one of another. */
	readonly rates: Readonly<Record<string, string>>;
	/** Between the segments of a formatted account. */
	readonly delimiter: string;
	readonly segments: readonly SegmentDefinition[];
	/** Numbers of the segments by structure code. */
	readonly structures: Readonly<Record<string, readonly string[]>>;
	/** The last year that was closed. */
	readonly lastClosedYear: string;
	readonly retainedEarnings: string;
	readonly years: readonly YearDefinition[];
	/** Payables control account by account set. */
	readonly accountSets: Readonly<Record<string, string>>;
	/** Account by distribution code. */
	readonly distributionCodes: Readonly<Record<string, string>>;
	/** Percent by tax group. */
	readonly taxRates: Readonly<Record<string, string>>;
	readonly taxAccount: string;
	readonly banks: Readonly<Record<string, string>>;
	/** Records by resource, with names as the catalogue keeps them. */
	readonly records: Readonly<Record<string, readonly PlainRecord[]>>;
	readonly journals: readonly SeedJournal[];
	readonly budgets: readonly BudgetSet[];
}

/** A site with everything on it; `--sage300-model` and the option `model` take the same as JSON. */
export interface SiteDefinition {
	readonly users: readonly UserDefinition[];
	/** The first is the one that control routes mean when they name none. */
	readonly companies: readonly CompanyDefinition[];
}
