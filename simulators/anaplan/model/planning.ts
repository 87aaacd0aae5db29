import type {
	ActionDefinition, ExportDefinition, FileDefinition, ImportDefinition, ListDefinition, ModuleDefinition, ProcessDefinition, VersionDefinition,
	ViewDefinition,
} from './types';

const same = (columns: string): Record<string, string> => Object.fromEntries(columns.split(',').map((column) => [column, column]));

const FY26 = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map((month) => `${month} 26`);

/** The planning half of the default model: a budget that ERPs read back, and a nightly process. It adds to the loading half and changes none of it. */
export const PLANNING_VERSIONS: readonly VersionDefinition[] = [
	{ id: '107000000001', name: 'Actual', isActual: true, editFrom: '2026-01-01', editTo: '2026-08-31' },
	{ id: '107000000002', name: 'Budget', editFrom: '2026-01-01', editTo: '2026-12-31', notes: 'Approved in the budget round' },
	{ id: '107000000003', name: 'Forecast', isCurrent: true, editFrom: '2026-09-01', editTo: '2026-12-31' },
];

export const PLANNING_LISTS: readonly ListDefinition[] = [
	{ id: '101000000011', name: 'GL Staging', productionData: true },
	{
		id: '101000000012', name: 'Journal Numbers', numbered: true, productionData: true,
		properties: [{ name: 'Reference', format: 'TEXT' }, { name: 'Posted on', format: 'DATE' }],
	},
	{
		id: '101000000013', name: 'Regions', topLevelItem: 'All regions', subsets: [{ id: '109000000001', name: 'EU only' }],
		properties: [{ name: 'Currency', format: 'TEXT' }, { name: 'Sort order', format: 'NUMBER' }],
		items: [
			{ name: 'All regions', code: 'ALL' }, { name: 'Europe, Middle East', code: 'EMEA', parent: 'ALL', properties: { Currency: 'EUR', 'Sort order': '1' } },
			{ name: 'Americas', code: 'AMER', parent: 'ALL', properties: { Currency: 'USD', 'Sort order': '2' } }, { name: 'Unassigned' },
		],
	},
];

export const PLANNING_MODULES: readonly ModuleDefinition[] = [
	{
		id: '102000000031', name: 'INP01 Budget', dimensions: ['GL Accounts', 'Departments', 'Time', 'Versions'],
		lineItems: [
			{ name: 'Amount', format: 'NUMBER' }, { name: 'Approved', format: 'BOOLEAN' }, { name: 'Comment', format: 'TEXT' },
			{ name: 'Total', format: 'NUMBER', formula: 'Amount' },
		],
	},
	{
		id: '102000000032', name: 'GL03 Staging', dimensions: ['GL Staging'],
		lineItems: [
			{ name: 'Account', format: 'ENTITY', list: 'GL Accounts' }, { name: 'Period', format: 'TIME_ENTITY' }, { name: 'Amount', format: 'NUMBER' },
		],
	},
	{
		id: '102000000033', name: 'REP01 Regions', dimensions: ['Regions'],
		lineItems: [{ name: 'Revenue', format: 'NUMBER', summary: 'SUM' }, { name: 'Opened', format: 'DATE' }],
	},
];

const FROM_BUDGET = { module: 'INP01 Budget' } as const;

/** Line item on the columns, every dimension on the rows: no page is left to choose. */
const PLANNING_FLAT = {
	...FROM_BUDGET, rows: ['GL Accounts', 'Departments', 'Time', 'Versions'], columns: ['Line items'], pages: [],
} as const;

export const PLANNING_VIEWS: readonly ViewDefinition[] = [
	{
		...FROM_BUDGET, id: '207000000031', name: 'INP01 Budget.Approved', rows: ['GL Accounts', 'Departments'], columns: ['Time', 'Line items'],
		pages: ['Versions'], shown: { Time: FY26, Versions: ['Budget', 'Forecast'], 'Line items': ['Amount', 'Approved', 'Comment'] },
	},
	{
		...PLANNING_FLAT, id: '207000000032', name: 'INP01 Budget.Flat',
		shown: { Time: FY26, Versions: ['Budget'], 'Line items': ['Amount', 'Approved'] },
	},
	{
		...FROM_BUDGET, id: '207000000033', name: "INP01 Budget.'By department, Q1 (%)'", rows: ['Departments'], columns: ['Time'],
		pages: ['GL Accounts', 'Versions', 'Line items'], shown: { Time: FY26.slice(0, 3), 'Line items': ['Amount', 'Total'] },
	},
	/** A saved view may have an id of thirteen digits (reference anaplan 4). */
	{ id: '2370000000341', name: 'REP01 Regions.Revenue', module: 'REP01 Regions', rows: ['Regions'], columns: ['Line items'], pages: [] },
];

export const PLANNING_FILES: readonly FileDefinition[] = [
	{ id: '113000000021', name: 'GL_Staging.csv', headerNames: ['Line', 'Account', 'Period', 'Amount'] },
	{ id: '113000000022', name: 'Budget_Load.csv', headerNames: ['Account', 'Department', 'Amount', 'Comment'] },
	{ id: '113000000023', name: 'Never_Uploaded.csv', headerNames: ['Line', 'Amount'] },
];

export const PLANNING_IMPORTS: readonly ImportDefinition[] = [
	{
		id: '112000000033', name: 'GL Staging list from GL_Staging.csv', fileId: '113000000021', importType: 'HIERARCHY_DATA', list: 'GL Staging',
		code: 'Line', itemName: 'Line',
	},
	{
		id: '112000000034', name: 'GL03 Staging from GL_Staging.csv', fileId: '113000000021', importType: 'MODULE_DATA', module: 'GL03 Staging',
		dimensions: { 'GL Staging': 'Line' }, lineItems: same('Account,Period,Amount'),
	},
	{
		id: '112000000035', importCode: 'BUDGET_LOAD', name: 'INP01 Budget from Budget_Load.csv', fileId: '113000000022', importType: 'MODULE_DATA', module: 'INP01 Budget',
		dimensions: { 'GL Accounts': 'Account', Departments: 'Department' }, prompts: { Versions: 'Version', Time: 'Period' },
		lineItems: same('Amount,Comment'),
	},
	/** Nobody uploads its file, so it fails unless somebody does. */
	{
		id: '112000000036', name: 'GL03 Staging from Never_Uploaded.csv', fileId: '113000000023', importType: 'MODULE_DATA', module: 'GL03 Staging',
		dimensions: { 'GL Staging': 'Line' }, lineItems: same('Amount'),
	},
	{
		id: '112000000037', name: 'GL02 Balances from INP01 Budget.Flat', fileId: '', sourceView: '207000000032', importType: 'MODULE_DATA',
		module: 'GL02 Balances', dimensions: { 'GL Accounts': 'GL Accounts', Departments: 'Departments', Time: 'Time' }, lineItems: same('Amount'),
	},
];

export const PLANNING_EXPORTS: readonly ExportDefinition[] = [
	{ id: '116000000005', name: 'Budget - Approved.csv', exportType: 'TABULAR_MULTI_COLUMN', view: '207000000032' },
	{ id: '116000000006', name: 'Budget - Grid.csv', exportType: 'GRID_ALL_PAGES', view: '207000000031' },
	{
		id: '116000000007', name: 'Budget - Single column.txt', exportType: 'TABULAR_SINGLE_COLUMN', view: '207000000032', exportFormat: 'text/plain',
		separator: '\t', labels: 'code',
	},
];

export const PLANNING_ACTIONS: readonly ActionDefinition[] = [
	{ id: '117000000011', name: 'Clear GL staging', actionType: 'DELETE_BY_SELECTION', list: 'GL Staging' },
	{ id: '117000000012', name: 'Order GL Accounts', actionType: 'ORDER_HIERARCHY' },
	{ id: '117000000013', name: 'Copy budget to forecast', actionType: 'BULK_COPY', copy: { module: 'INP01 Budget', from: 'Budget', to: 'Forecast' } },
];

export const PLANNING_PROCESSES: readonly ProcessDefinition[] = [
	{ id: '118000000009', name: 'Nightly actuals', actions: ['117000000011', '112000000033', '112000000034', '116000000005'] },
	{ id: '118000000010', name: 'Nightly actuals, second step fails', actions: ['117000000011', '112000000036', '112000000033', '116000000005'] },
	{ id: '118000000011', name: 'Load budget, asks for version and period', actions: ['112000000035', '116000000005'] },
];
