/** Shape of a simulated tenant: what `--model FILE` holds as JSON and what default.ts holds as data. */
export interface TenantDefinition {
	readonly customerGuid: string;
	readonly users: readonly UserDefinition[];
	readonly workspaces: readonly WorkspaceDefinition[];
	readonly models: readonly ModelDefinition[];
	readonly oauthClients?: readonly OAuthClientDefinition[];
}

export interface UserDefinition {
	readonly guid: string;
	readonly email: string;
	readonly password: string;
	readonly firstName?: string;
	readonly lastName?: string;
	/** Tenant and workspace administrator: sees GET /workspaces/{w}, may search, reads "admins only" default files. */
	readonly admin?: boolean;
}

export interface WorkspaceDefinition {
	readonly id: string;
	readonly name: string;
	readonly sizeAllowance?: number;
	readonly currentSize?: number;
}

/** Code and device clients are different registrations; a device client has no secret (reference anaplan 3). */
export interface OAuthClientDefinition {
	readonly clientId: string;
	readonly kind: 'code' | 'device';
	readonly secret?: string;
	readonly redirectUris?: readonly string[];
	readonly rotating: boolean;
	readonly refreshLifetimeSeconds?: number;
}

export type ActiveState = 'UNLOCKED' | 'LOCKED' | 'PRODUCTION' | 'MAINTENANCE' | 'PRODUCTION_MAINTENANCE' | 'ARCHIVED';

export interface ModelDefinition {
	readonly id: string;
	readonly name: string;
	readonly workspaceId: string;
	readonly activeState: ActiveState;
	readonly time: TimeDefinition;
	readonly versions?: readonly VersionDefinition[];
	readonly lists: readonly ListDefinition[];
	readonly modules: readonly ModuleDefinition[];
	readonly views?: readonly ViewDefinition[];
	readonly files: readonly FileDefinition[];
	readonly imports: readonly ImportDefinition[];
	readonly exports: readonly ExportDefinition[];
	readonly actions: readonly ActionDefinition[];
	readonly processes: readonly ProcessDefinition[];
}

/** Calendar months from January of the first year to December of the last one, named `MMM yy`. */
export interface TimeDefinition {
	readonly firstYear: number;
	readonly lastYear: number;
	readonly fiscalYear: number;
	/** First day of the current period, e.g. 2026-08-01; empty when unset. */
	readonly currentPeriod?: string;
}

export interface VersionDefinition {
	readonly id: string;
	readonly name: string;
	readonly isActual?: boolean;
	readonly isCurrent?: boolean;
}

export type Format = 'NUMBER' | 'TEXT' | 'BOOLEAN' | 'DATE' | 'ENTITY' | 'TIME_ENTITY' | 'NONE';

export interface ListDefinition {
	readonly id: string;
	readonly name: string;
	readonly numbered?: boolean;
	readonly properties?: ReadonlyArray<{ readonly name: string; readonly format: Format }>;
	readonly subsets?: ReadonlyArray<{ readonly id: string; readonly name: string }>;
	readonly items?: readonly ItemDefinition[];
}

export interface ItemDefinition {
	readonly name: string;
	readonly code?: string;
	/** Name or code of another item of the same list that stands before this one. */
	readonly parent?: string;
	readonly properties?: Readonly<Record<string, string>>;
}

export interface LineItemDefinition {
	readonly name: string;
	readonly id?: string;
	readonly format: Format;
	/** Name of the list an ENTITY line item points to. */
	readonly list?: string;
	/** A line item with a formula is calculated and refuses every write. */
	readonly formula?: string;
	/** SUM: cells of items that have children are aggregates (computed, not writeable). */
	readonly summary?: 'NONE' | 'SUM';
}

export interface ModuleDefinition {
	readonly id: string;
	readonly name: string;
	/** Names of lists, or `Time`, or `Versions`. */
	readonly dimensions: readonly string[];
	readonly lineItems: readonly LineItemDefinition[];
}

export interface ViewDefinition {
	readonly id: string;
	readonly name: string;
	readonly module: string;
	/** Names of dimensions of the module, and `Line items`. Every one stands on exactly one axis. */
	readonly rows: readonly string[];
	readonly columns: readonly string[];
	readonly pages: readonly string[];
}

export interface FileDefinition {
	readonly id: string;
	readonly name: string;
	readonly headerNames: readonly string[];
	readonly encoding?: string;
	readonly separator?: string;
	readonly delimiter?: string;
	readonly headerRow?: number;
	readonly firstDataRow?: number;
	readonly decimalSeparator?: string;
	/** What an import reads when the user has no private content. */
	readonly defaultContent?: string;
	readonly defaultAccess?: 'everyone' | 'admins';
}

interface ImportBase {
	readonly id: string;
	readonly name: string;
	readonly fileId: string;
}

export interface ListImportDefinition extends ImportBase {
	readonly importType: 'HIERARCHY_DATA';
	readonly list: string;
	readonly code?: string;
	readonly itemName?: string;
	readonly parent?: string;
	/** Column of the file → property of the list. */
	readonly properties?: Readonly<Record<string, string>>;
}

export interface ModuleImportDefinition extends ImportBase {
	readonly importType: 'MODULE_DATA';
	readonly module: string;
	/** Dimension of the module → column of the file. */
	readonly dimensions: Readonly<Record<string, string>>;
	/** Dimension of the module → entityType asked at run time in mappingParameters ("Version", "Period"). */
	readonly prompts?: Readonly<Record<string, string>>;
	/** Column of the file → line item. */
	readonly lineItems: Readonly<Record<string, string>>;
}

export type ImportDefinition = ListImportDefinition | ModuleImportDefinition;

export interface ExportDefinition {
	readonly id: string;
	readonly name: string;
	readonly exportType: 'TABULAR_MULTI_COLUMN' | 'TABULAR_SINGLE_COLUMN' | 'GRID_ALL_PAGES' | 'GRID_CURRENT_PAGE';
	readonly view: string;
	readonly encoding?: string;
	readonly separator?: string;
	readonly delimiter?: string;
	/** What stands for an item: its name (default) or its code. */
	readonly labels?: 'name' | 'code';
	/** Rows whose line items are all blank are left out unless this is false. */
	readonly omitEmptyRows?: boolean;
}

export interface ActionDefinition {
	readonly id: string;
	readonly name: string;
	readonly actionType: 'DELETE_BY_SELECTION';
	/** Deletes every item of this list, and so the cells that stand on it. */
	readonly list: string;
}

export interface ProcessDefinition {
	readonly id: string;
	readonly name: string;
	readonly actions: readonly string[];
}
