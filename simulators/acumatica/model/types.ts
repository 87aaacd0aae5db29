export interface UserDefinition {
	readonly name: string;
	readonly password: string;
	/** False: right password, but no licence for the API, which looks like a wrong one. */
	readonly licensed?: boolean;
	/** Sees records in restriction groups whatever the switch says. */
	readonly seesAll?: boolean;
}

export interface ClientDefinition {
	/** `GUID@Tenant`. */
	readonly id: string;
	readonly secret: string;
	/** PEM of the public key that proves client assertions. */
	readonly assertionKey?: string;
}

export interface CompanyEntry {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly currency: string;
	readonly country: string;
}

export interface BranchDefinition {
	readonly id: string;
	readonly name: string;
	readonly company: string;
	readonly active: boolean;
}

export interface LedgerDefinition {
	readonly id: string;
	readonly type: 'Actual' | 'Budget' | 'Statistical' | 'Reporting';
	readonly description: string;
	readonly currency: string;
	/** Companies whose branches may post to it. */
	readonly companies: readonly string[];
}

export interface YearDefinition {
	readonly year: string;
	/** Status of periods 01 to 12. */
	readonly statuses: readonly string[];
}

/** A record as plain text: arrays are details, objects are linked entities, `custom` has `View.Field`s. */
export interface PlainRecord {
	readonly [field: string]: string | PlainRecord | readonly PlainRecord[];
}

/** A tenant with everything in it; `--acumatica-model` and the option `model` take the same as JSON. */
export interface CompanyDefinition {
	readonly tenant: string;
	/** Virtual directory of the site, with a slash in front; empty for none. */
	readonly site: string;
	readonly build: string;
	readonly users: readonly UserDefinition[];
	readonly clients: readonly ClientDefinition[];
	readonly companies: readonly CompanyEntry[];
	readonly branches: readonly BranchDefinition[];
	readonly ledgers: readonly LedgerDefinition[];
	readonly years: readonly YearDefinition[];
	/** Base units per unit of a foreign currency. */
	readonly rates: Readonly<Record<string, string>>;
	/** Lengths of the segments of a subaccount. */
	readonly subaccountSegments: readonly number[];
	/** Where income and expense of past years stand. */
	readonly retainedEarnings: string;
	/** Records by entity; journal transactions are numbered in this order unless they have a number. */
	readonly records: Readonly<Record<string, readonly PlainRecord[]>>;
}
