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

/** An open set: words nobody knew have appeared before (reference anaplan 5). engine/mode.ts knows what the usual ones refuse. */
export type ActiveState = string;

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
	/** `Calendar Months/Quarters/Years` when absent. */
	readonly calendarType?: string;
	/** Of 4-4-5 kinds only. */
	readonly extraWeekMonth?: string;
}

export interface VersionDefinition {
	readonly id: string;
	readonly name: string;
	readonly isActual?: boolean;
	readonly isCurrent?: boolean;
	/** First and last day that may be edited, e.g. 2026-01-01. */
	readonly editFrom?: string;
	readonly editTo?: string;
	readonly formula?: string;
	readonly notes?: string;
}

export type Format = 'NUMBER' | 'TEXT' | 'BOOLEAN' | 'DATE' | 'ENTITY' | 'TIME_ENTITY' | 'NONE';

export interface ListDefinition {
	readonly id: string;
	readonly name: string;
	readonly numbered?: boolean;
	readonly properties?: ReadonlyArray<{ readonly name: string; readonly format: Format }>;
	readonly subsets?: ReadonlyArray<{ readonly id: string; readonly name: string }>;
	readonly items?: readonly ItemDefinition[];
	/** The list above this one, and the item that sums all: shown in the metadata only. */
	readonly parent?: { readonly id: string; readonly name: string };
	readonly topLevelItem?: string;
	/** Production lists may be changed in a deployed model; others are structure and answer 425. */
	readonly productionData?: boolean;
	/** So many items that are computed and never stored; they cannot be changed. */
	readonly generated?: number;
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
	/** A line item with a formula is calculated and refuses every write. Only the name of another line item is understood; it shows that one's cells. */
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
	/** Cells are computed, never stored; then the only dimension is a generated list. */
	readonly generated?: boolean;
}

export interface ViewDefinition {
	readonly id: string;
	readonly name: string;
	readonly module: string;
	/** Names of dimensions of the module, and `Line items`. Every one stands on exactly one axis. */
	readonly rows: readonly string[];
	readonly columns: readonly string[];
	readonly pages: readonly string[];
	/** The items (or line items) a dimension shows in this view, by name; all of them when it is not named here. */
	readonly shown?: Readonly<Record<string, readonly string[]>>;
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
	/** Empty for an import that reads a view. */
	readonly fileId: string;
	/** Id of the view that an import of kind MODEL reads, as flat text, in place of a file. */
	readonly sourceView?: string;
	/** The code that the list of imports shows. */
	readonly importCode?: string;
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
	readonly exportFormat?: 'text/csv' | 'text/plain';
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
	/** DELETE_BY_SELECTION empties `list`; BULK_COPY copies the cells of a version; others only end well. */
	readonly actionType: string;
	/** Name of the list whose items, and so the cells that stand on them, are deleted. */
	readonly list?: string;
	readonly copy?: { readonly module: string; readonly from: string; readonly to: string };
}

export interface ProcessDefinition {
	readonly id: string;
	readonly name: string;
	readonly actions: readonly string[];
}
