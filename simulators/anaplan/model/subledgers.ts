import { CLOSE_FILES, CLOSE_IMPORTS, CLOSE_LISTS, CLOSE_MODULES } from './close';
import { COMMITMENT_FILES, COMMITMENT_IMPORTS, COMMITMENT_LISTS, COMMITMENT_MODULES } from './commitments';
import { DEFAULT_TENANT } from './default';
import type { FileDefinition, ImportDefinition, LineItemDefinition, ListDefinition, ModelDefinition, ModuleDefinition, TenantDefinition } from './types';

const same = (columns: string): Record<string, string> => Object.fromEntries(columns.split(',').map((column) => [column, column]));

const items = (all: Readonly<Record<string, LineItemDefinition['format'] | { readonly list: string }>>): readonly LineItemDefinition[] =>
	Object.entries(all).map(([name, format]) => (typeof format === 'string' ? { name, format } : { name, format: 'ENTITY', list: format.list }));

const ORDER_COLUMNS = 'Vendor,Order Date,Promised On,State,Currency,Total';
const LINE_COLUMNS = 'Ledger,Branch,Account,Subaccount,Period,Date,Currency,Reference,Description,Amount';
const BALANCE_COLUMNS = 'Movement,Ending Balance';

const LISTS: readonly ListDefinition[] = [
	{ id: '101000000014', name: 'Ledgers', properties: [{ name: 'Ledger type', format: 'TEXT' }, { name: 'Currency', format: 'TEXT' }] },
	{ id: '101000000015', name: 'Branches' },
	{ id: '101000000016', name: 'Subaccounts', properties: [{ name: 'Active', format: 'TEXT' }] },
	{ id: '101000000017', name: 'Purchase Orders' },
	{ id: '101000000018', name: 'Journal Lines' },
];

const MODULES: readonly ModuleDefinition[] = [
	{
		id: '102000000006', name: 'PO01 Orders', dimensions: ['Purchase Orders'],
		lineItems: items({ Vendor: { list: 'Vendors' }, 'Order Date': 'DATE', 'Promised On': 'DATE', State: 'TEXT', Currency: 'TEXT', Total: 'NUMBER' }),
	},
	{
		id: '102000000007', name: 'GL11 Journal Lines', dimensions: ['Journal Lines'],
		lineItems: items({
			Ledger: { list: 'Ledgers' }, Branch: { list: 'Branches' }, Account: { list: 'GL Accounts' }, Subaccount: { list: 'Subaccounts' },
			Period: 'TIME_ENTITY', Date: 'DATE', Currency: 'TEXT', Reference: 'TEXT', Description: 'TEXT', Amount: 'NUMBER',
		}),
	},
	{
		id: '102000000008', name: 'GL12 Ledger Balances', dimensions: ['Ledgers', 'GL Accounts', 'Time'],
		lineItems: items({ Movement: 'NUMBER', 'Ending Balance': 'NUMBER' }),
	},
];

const file = (id: string, name: string, header: string): FileDefinition => ({ id, name, headerNames: header.split(',') });

const FILES: readonly FileDefinition[] = [
	file('113000000010', 'Ledgers.csv', 'Code,Name,Ledger type,Currency'),
	file('113000000011', 'Branches.csv', 'Code,Name'),
	file('113000000012', 'Subaccounts.csv', 'Code,Name,Active'),
	file('113000000013', 'Purchase_Orders.csv', `Order,${ORDER_COLUMNS}`),
	file('113000000014', 'Journal_Lines.csv', `Line,${LINE_COLUMNS}`),
	file('113000000015', 'Ledger_Balances.csv', `Ledger,Account,Period,${BALANCE_COLUMNS}`),
];

const byCode = (id: string, name: string, fileId: string, list: string, properties: string): ImportDefinition => ({
	id, name, fileId, importType: 'HIERARCHY_DATA', list, code: 'Code', itemName: 'Name', ...(properties === '' ? {} : { properties: same(properties) }),
});

const IMPORTS: readonly ImportDefinition[] = [
	byCode('112000000013', 'Ledgers from Ledgers.csv', '113000000010', 'Ledgers', 'Ledger type,Currency'),
	byCode('112000000014', 'Branches from Branches.csv', '113000000011', 'Branches', ''),
	byCode('112000000015', 'Subaccounts from Subaccounts.csv', '113000000012', 'Subaccounts', 'Active'),
	{
		id: '112000000016', name: 'Purchase Orders list from Purchase_Orders.csv', fileId: '113000000013', importType: 'HIERARCHY_DATA', list: 'Purchase Orders',
		code: 'Order', itemName: 'Order',
	},
	{
		id: '112000000017', name: 'PO01 Orders from Purchase_Orders.csv', fileId: '113000000013', importType: 'MODULE_DATA', module: 'PO01 Orders',
		dimensions: { 'Purchase Orders': 'Order' }, lineItems: same(ORDER_COLUMNS),
	},
	{
		id: '112000000018', name: 'Journal Lines list from Journal_Lines.csv', fileId: '113000000014', importType: 'HIERARCHY_DATA', list: 'Journal Lines',
		code: 'Line', itemName: 'Line',
	},
	{
		id: '112000000019', name: 'GL11 Journal Lines from Journal_Lines.csv', fileId: '113000000014', importType: 'MODULE_DATA', module: 'GL11 Journal Lines',
		dimensions: { 'Journal Lines': 'Line' }, lineItems: same(LINE_COLUMNS),
	},
	{
		id: '112000000020', name: 'GL12 Ledger Balances from Ledger_Balances.csv', fileId: '113000000015', importType: 'MODULE_DATA', module: 'GL12 Ledger Balances',
		dimensions: { Ledgers: 'Ledger', 'GL Accounts': 'Account', Time: 'Period' }, lineItems: same(BALANCE_COLUMNS),
	},
];

const completed = (model: ModelDefinition): ModelDefinition => ({
	...model,
	lists: [...model.lists, ...LISTS, ...COMMITMENT_LISTS, ...CLOSE_LISTS],
	modules: [...model.modules, ...MODULES, ...COMMITMENT_MODULES, ...CLOSE_MODULES],
	files: [...model.files, ...FILES, ...COMMITMENT_FILES, ...CLOSE_FILES],
	imports: [...model.imports, ...IMPORTS, ...COMMITMENT_IMPORTS, ...CLOSE_IMPORTS],
});

/**
 * The default tenant, whose model also has what a ledger with subaccounts, branches and several books needs, as Acumatica's has, and what
 * orders, entered invoices and segments need, as those of Sage 300. Entry lines with their analysis are those of Sage X3. Accounts, departments,
 * vendors and bills go where the default model has them.
 */
export const SUBLEDGER_TENANT: TenantDefinition = { ...DEFAULT_TENANT, models: DEFAULT_TENANT.models.map(completed) };
