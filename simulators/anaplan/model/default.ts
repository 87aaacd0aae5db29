import {
	PLANNING_ACTIONS, PLANNING_EXPORTS, PLANNING_FILES, PLANNING_IMPORTS, PLANNING_LISTS, PLANNING_MODULES, PLANNING_PROCESSES, PLANNING_VERSIONS,
	PLANNING_VIEWS,
} from './planning';
import type {
	FileDefinition, LineItemDefinition, ListDefinition, ListImportDefinition, ModelDefinition, ModuleDefinition, ModuleImportDefinition,
	TenantDefinition,
} from './types';

const list = (id: string, name: string, properties: readonly string[] = []): ListDefinition =>
	({ id, name, properties: properties.map((property) => ({ name: property, format: 'TEXT' as const })) });

/** "Vendor ENTITY Vendors" and the like, written as [name, format, list]. */
type LineItem = readonly [name: string, format: LineItemDefinition['format'], list?: string];

const cube = (id: string, name: string, dimensions: readonly string[], items: readonly LineItem[]): ModuleDefinition =>
	({
		id, name, dimensions,
		lineItems: items.map(([itemName, format, target]) => ({ name: itemName, format, ...(target ? { list: target } : {}) })),
	});

const file = (id: string, name: string, header: string): FileDefinition => ({ id, name, headerNames: header.split(',') });

const same = (columns: string): Record<string, string> => Object.fromEntries(columns.split(',').map((column) => [column, column]));

const listImport = (id: string, name: string, fileId: string, target: string, columns: Partial<ListImportDefinition>): ListImportDefinition =>
	({ id, name, fileId, importType: 'HIERARCHY_DATA', list: target, ...columns });

const moduleImport = (
	id: string, name: string, fileId: string, target: string, dimensions: Record<string, string>, lineItems: string,
): ModuleImportDefinition => ({ id, name, fileId, importType: 'MODULE_DATA', module: target, dimensions, lineItems: same(lineItems) });

const LISTS = [
	list('101000000001', 'GL Accounts', ['Account type', 'Normal balance']),
	list('101000000002', 'Departments'),
	list('101000000003', 'Locations'),
	list('101000000004', 'Vendors', ['Status']),
	list('101000000005', 'AP Bills'),
	list('101000000006', 'AP Payments'),
	list('101000000007', 'GL Lines'),
];

const MODULES = [
	cube('102000000001', 'AP01 Bills', ['AP Bills'], [
		['Vendor', 'ENTITY', 'Vendors'], ['Bill Number', 'TEXT'], ['State', 'TEXT'], ['Bill Date', 'DATE'], ['Due Date', 'DATE'],
		['Period', 'TIME_ENTITY'], ['Currency', 'TEXT'], ['Amount', 'NUMBER'], ['Paid', 'NUMBER'], ['Due', 'NUMBER'],
	]),
	cube('102000000002', 'AP02 Payments', ['AP Payments'], [
		['Vendor', 'ENTITY', 'Vendors'], ['Payment Date', 'DATE'], ['Period', 'TIME_ENTITY'], ['Method', 'TEXT'], ['State', 'TEXT'],
		['Currency', 'TEXT'], ['Amount', 'NUMBER'],
	]),
	cube('102000000003', 'GL01 Detail', ['GL Lines'], [
		['Account', 'ENTITY', 'GL Accounts'], ['Department', 'ENTITY', 'Departments'], ['Location', 'ENTITY', 'Locations'],
		['Period', 'TIME_ENTITY'], ['Entry Date', 'DATE'], ['Description', 'TEXT'], ['Amount', 'NUMBER'],
	]),
	cube('102000000004', 'GL02 Balances', ['GL Accounts', 'Departments', 'Time'], [['Amount', 'NUMBER']]),
	cube('102000000005', 'AP03 Aging', ['Vendors'], [
		['Current', 'NUMBER'], ['1-30', 'NUMBER'], ['31-60', 'NUMBER'], ['61-90', 'NUMBER'], ['Over 90', 'NUMBER'],
	]),
];

const BILL_COLUMNS = 'Vendor,Bill Number,State,Bill Date,Due Date,Period,Currency,Amount,Paid,Due';
const PAYMENT_COLUMNS = 'Vendor,Payment Date,Period,Method,State,Currency,Amount';
const LINE_COLUMNS = 'Account,Department,Location,Period,Entry Date,Description,Amount';
const AGING_COLUMNS = 'Current,1-30,31-60,61-90,Over 90';

const FILES = [
	file('113000000001', 'GL_Accounts.csv', 'Code,Name,Account type,Normal balance'),
	file('113000000002', 'Departments.csv', 'Code,Name,Parent'),
	file('113000000003', 'Locations.csv', 'Code,Name,Parent'),
	file('113000000004', 'Vendors.csv', 'Code,Name,Status'),
	file('113000000005', 'AP_Bills.csv', `Bill,${BILL_COLUMNS}`),
	file('113000000006', 'AP_Payments.csv', `Payment,${PAYMENT_COLUMNS}`),
	file('113000000007', 'GL_Lines.csv', `Line,${LINE_COLUMNS}`),
	file('113000000008', 'GL_Balances.csv', 'Account,Department,Period,Amount'),
	file('113000000009', 'AP_Aging.csv', `Vendor,${AGING_COLUMNS}`),
];

const IMPORTS = [
	listImport('112000000001', 'GL Accounts from GL_Accounts.csv', '113000000001', 'GL Accounts',
		{ code: 'Code', itemName: 'Name', properties: same('Account type,Normal balance') }),
	listImport('112000000002', 'Departments from Departments.csv', '113000000002', 'Departments',
		{ code: 'Code', itemName: 'Name', parent: 'Parent' }),
	listImport('112000000003', 'Locations from Locations.csv', '113000000003', 'Locations',
		{ code: 'Code', itemName: 'Name', parent: 'Parent' }),
	listImport('112000000004', 'Vendors from Vendors.csv', '113000000004', 'Vendors',
		{ code: 'Code', itemName: 'Name', properties: same('Status') }),
	listImport('112000000005', 'AP Bills list from AP_Bills.csv', '113000000005', 'AP Bills', { code: 'Bill', itemName: 'Bill' }),
	moduleImport('112000000006', 'AP01 Bills from AP_Bills.csv', '113000000005', 'AP01 Bills', { 'AP Bills': 'Bill' }, BILL_COLUMNS),
	listImport('112000000007', 'AP Payments list from AP_Payments.csv', '113000000006', 'AP Payments', { code: 'Payment', itemName: 'Payment' }),
	moduleImport('112000000008', 'AP02 Payments from AP_Payments.csv', '113000000006', 'AP02 Payments',
		{ 'AP Payments': 'Payment' }, PAYMENT_COLUMNS),
	listImport('112000000009', 'GL Lines list from GL_Lines.csv', '113000000007', 'GL Lines', { code: 'Line', itemName: 'Line' }),
	moduleImport('112000000010', 'GL01 Detail from GL_Lines.csv', '113000000007', 'GL01 Detail', { 'GL Lines': 'Line' }, LINE_COLUMNS),
	moduleImport('112000000011', 'GL02 Balances from GL_Balances.csv', '113000000008', 'GL02 Balances',
		{ 'GL Accounts': 'Account', Departments: 'Department', Time: 'Period' }, 'Amount'),
	moduleImport('112000000012', 'AP03 Aging from AP_Aging.csv', '113000000009', 'AP03 Aging', { Vendors: 'Vendor' }, AGING_COLUMNS),
];

/** The model of examples, demo and end-to-end tests. All its names, ids and people are invented. */
const FINANCE_HUB: ModelDefinition = {
	id: '5C3D7A0B9E2F4D6183A4B5C6D7E8F901',
	name: 'Finance Hub',
	workspaceId: '8a868cd97f1c22d5018120c4d3e70b51',
	activeState: 'UNLOCKED',
	time: { firstYear: 2010, lastYear: 2029, fiscalYear: 2026, currentPeriod: '2026-08-01' },
	versions: PLANNING_VERSIONS,
	lists: [...LISTS, ...PLANNING_LISTS],
	modules: [...MODULES, ...PLANNING_MODULES],
	views: PLANNING_VIEWS,
	files: [...FILES, ...PLANNING_FILES],
	imports: [...IMPORTS, ...PLANNING_IMPORTS],
	exports: [{ id: '116000000001', name: 'GL02 Balances - All.csv', exportType: 'TABULAR_MULTI_COLUMN', view: '102000000004' }, ...PLANNING_EXPORTS],
	actions: [{ id: '117000000001', name: 'Clear GL Lines', actionType: 'DELETE_BY_SELECTION', list: 'GL Lines' }, ...PLANNING_ACTIONS],
	processes: [{ id: '118000000001', name: 'Load GL lines', actions: ['112000000009', '112000000010'] }, ...PLANNING_PROCESSES],
};

const REDIRECTS = ['127.0.0.1', 'localhost'].map((host) => `http://${host}:5678/rest/oauth2-credential/callback`);

export const DEFAULT_TENANT: TenantDefinition = {
	customerGuid: '8a868cd97f1c22d5018120c4d3e70001',
	users: [
		{
			guid: '8a868cd97f1c22d5018120c4d3e70b52', email: 'integration@example.com', password: 'anaplan-password',
			firstName: 'Erp', lastName: 'Bridge', admin: true,
		},
		{
			guid: '8a868cd97f1c22d5018120c4d3e70b53', email: 'planner@example.com', password: 'planner-password',
			firstName: 'Pat', lastName: 'Planner',
		},
	],
	workspaces: [{ id: '8a868cd97f1c22d5018120c4d3e70b51', name: 'Finance', sizeAllowance: 21474836480, currentSize: 184549376 }],
	models: [FINANCE_HUB],
	oauthClients: [
		{ clientId: '0c0de00000000000000000000000c0d1', kind: 'code', secret: 'code-client-secret', redirectUris: REDIRECTS, rotating: true },
		{ clientId: '0c0de00000000000000000000000c0d2', kind: 'code', secret: 'fixed-client-secret', redirectUris: REDIRECTS, rotating: false },
		{ clientId: '0de71ce00000000000000000000000d1', kind: 'device', rotating: true },
	],
};
