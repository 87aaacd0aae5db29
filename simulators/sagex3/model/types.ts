export interface UserDefinition {
	readonly login: string;
	readonly password: string;
	/** Language of descriptions: `ENG`, `FRA`. */
	readonly language: string;
	/** Nodes and properties this user may not read, besides those of the switch `denied`. */
	readonly denied?: readonly string[];
}

/** A connected application of the server (reference sage-x3 2.1). */
export interface ConnectedApplication {
	readonly clientId: string;
	readonly secret: string;
	/** The registered URL, to which aud must be equal; `{url}` stands for the server's address. */
	readonly url: string;
	/** Most seconds from iat to exp. */
	readonly validity: number;
	/** Login of the allowed user. */
	readonly user: string;
	/** Endpoint of a call that names none. */
	readonly defaultEndpoint: string;
}

/** An application of the cloud gateway with the customer that it is paired with (reference sage-x3 2.2). */
export interface GatewayApplication {
	readonly clientId: string;
	readonly secret: string;
	readonly redirectUris: readonly string[];
	/** The customer, as it stands in `customer`. */
	readonly customer: string;
	/** The user who accepts, and folders that the application may reach. */
	readonly user: string;
	readonly folders: readonly string[];
	/** A refresh token that is good from the start; after a reset too. */
	readonly firstRefreshToken: string;
}

/** Client credentials with an API key (reference sage-x3 2.3, unconfirmed). */
export interface MachineClient {
	readonly clientId: string;
	readonly secret: string;
	readonly audience: string;
	readonly apiKey: string;
	readonly user: string;
	readonly folders: readonly string[];
}

/** A record: texts by column; `DES:FRA` is the description in French. */
export type PlainRecord = Readonly<Record<string, string>>;

/** A part of a line: amount in the currency of the entry, then pairs of dimension type and dimension, in the order of the slots. */
export interface SeedSplit {
	readonly amount: string;
	readonly slots: readonly (readonly [type: string, dimension: string])[];
	readonly quantity?: string;
}

export interface SeedLine {
	readonly account: string;
	/** +1 debit, -1 credit. */
	readonly sign: 1 | -1;
	/** Without a sign, as many decimals as the currency has. */
	readonly amount: string;
	readonly description?: string;
	readonly partner?: string;
	readonly quantity?: string;
	readonly tax?: string;
	readonly site?: string;
	readonly splits?: readonly SeedSplit[];
}

export interface SeedEntry {
	readonly type: string;
	readonly number: string;
	readonly site: string;
	readonly date: string;
	readonly journal: string;
	readonly status: 'temporary' | 'final';
	/** Local menu 618: 1 actual, 2 active simulation. */
	readonly category?: string;
	readonly currency?: string;
	/** Local menu 2644. */
	readonly ledgers?: readonly string[];
	readonly description?: string;
	/** When it was entered; `''` for records of programs that write no stamp. */
	readonly stamp: string;
	readonly lines: readonly SeedLine[];
}

export interface OrderDefinition {
	readonly header: PlainRecord;
	readonly lines: readonly PlainRecord[];
}

export interface LedgerDefinition {
	/** Local menu 2644, and the name of its member in this folder. */
	readonly number: string;
	readonly member: string;
	readonly code: string;
	/** Currency by company, and units of it for one of the entry's currency by that currency. */
	readonly currency: Readonly<Record<string, string>>;
}

export interface FolderDefinition {
	/** Folder code, and the name of the endpoint that reaches it. */
	readonly folder: string;
	readonly endpoint: string;
	readonly ledgers: readonly LedgerDefinition[];
	/** Chart of accounts by company. */
	readonly charts: Readonly<Record<string, string>>;
	/** Units of the second currency for one of the first: `EUR/GBP`. */
	readonly rates: Readonly<Record<string, string>>;
	/** Decimals where they are not two. */
	readonly decimals: Readonly<Record<string, number>>;
	/** Properties of the customer's own: `Account.yPlanningCode` of column `YPLANCOD`. */
	readonly customFields: readonly { readonly type: string; readonly name: string; readonly column: string }[];
	/** Records by table, in the order of entry. */
	readonly records: Readonly<Record<string, readonly PlainRecord[]>>;
	readonly orders: readonly OrderDefinition[];
	readonly entries: readonly SeedEntry[];
	/** What generated lines are made of. */
	readonly generated: {
		readonly site: string;
		readonly accounts: readonly string[];
		readonly offset: string;
		readonly dimensionTypes: readonly (readonly [type: string, values: readonly string[]])[];
	};
}

/** A server with everything on it; `--sagex3-model` and the option `model` take the same as JSON. */
export interface ServerDefinition {
	readonly users: readonly UserDefinition[];
	readonly applications: readonly ConnectedApplication[];
	readonly gateway: readonly GatewayApplication[];
	readonly machines: readonly MachineClient[];
	/** The first is the one that control routes mean when they name none. */
	readonly folders: readonly FolderDefinition[];
}
