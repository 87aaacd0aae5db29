import type { FileDefinition, ImportDefinition, LineItemDefinition, ListDefinition, ModuleDefinition } from './types';

const same = (columns: string): Record<string, string> => Object.fromEntries(columns.split(',').map((column) => [column, column]));

const items = (all: Readonly<Record<string, LineItemDefinition['format'] | { readonly list: string }>>): readonly LineItemDefinition[] =>
	Object.entries(all).map(([name, format]) => (typeof format === 'string' ? { name, format } : { name, format: 'ENTITY', list: format.list }));

const SEGMENT_COLUMNS = 'Department,Status,Posting';
const ORDER_LINE_COLUMNS = 'Order,Vendor,Order Date,Expected On,Completed On,On Hold,Currency,Item,Description,Unit,Ordered,Received,Outstanding,Unit Cost,Line Total';
const ENTERED_COLUMNS = 'Vendor,Document,Type,State,Document Date,Due Date,Period,Currency,Amount';
const LINE_COLUMNS = 'Account,Period,Date,Sequence,Batch,Source,Currency,Reference,Description,Quantity,Amount';
const BALANCE_COLUMNS = 'Movement,Ending Balance';

export const COMMITMENT_LISTS: readonly ListDefinition[] = [
	{ id: '101000000019', name: 'Segment Codes', properties: [{ name: 'Segment', format: 'TEXT' }] },
	{ id: '101000000020', name: 'PO Lines' },
	{ id: '101000000021', name: 'AP Entered' },
	{ id: '101000000022', name: 'Ledger Lines' },
	{ id: '101000000023', name: 'AP Adjustments' },
];

export const COMMITMENT_MODULES: readonly ModuleDefinition[] = [
	{ id: '102000000009', name: 'GL20 Account Segments', dimensions: ['GL Accounts'], lineItems: items({ Department: { list: 'Segment Codes' }, Status: 'TEXT', Posting: 'TEXT' }) },
	{
		id: '102000000010', name: 'PO11 Order Lines', dimensions: ['PO Lines'],
		lineItems: items({
			Order: 'TEXT', Vendor: { list: 'Vendors' }, 'Order Date': 'DATE', 'Expected On': 'DATE', 'Completed On': 'DATE', 'On Hold': 'TEXT', Currency: 'TEXT', Item: 'TEXT',
			Description: 'TEXT', Unit: 'TEXT', Ordered: 'NUMBER', Received: 'NUMBER', Outstanding: 'NUMBER', 'Unit Cost': 'NUMBER', 'Line Total': 'NUMBER',
		}),
	},
	{
		id: '102000000011', name: 'AP11 Entered', dimensions: ['AP Entered'],
		lineItems: items({
			Vendor: { list: 'Vendors' }, Document: 'TEXT', Type: 'TEXT', State: 'TEXT', 'Document Date': 'DATE', 'Due Date': 'DATE', Period: 'TIME_ENTITY', Currency: 'TEXT',
			Amount: 'NUMBER',
		}),
	},
	{
		id: '102000000012', name: 'GL21 Ledger Lines', dimensions: ['Ledger Lines'],
		lineItems: items({
			Account: { list: 'GL Accounts' }, Period: 'TIME_ENTITY', Date: 'DATE', Sequence: 'NUMBER', Batch: 'TEXT', Source: 'TEXT', Currency: 'TEXT', Reference: 'TEXT',
			Description: 'TEXT', Quantity: 'NUMBER', Amount: 'NUMBER',
		}),
	},
	{ id: '102000000013', name: 'GL22 Balances', dimensions: ['GL Accounts', 'Time'], lineItems: items({ Movement: 'NUMBER', 'Ending Balance': 'NUMBER' }) },
	/** Where planners enter what accounts payable shall adjust; each line applies to one posted document. */
	{
		id: '102000000014', name: 'INP11 AP Adjustments', dimensions: ['AP Adjustments'],
		lineItems: items({ Vendor: 'TEXT', Document: 'TEXT', Account: 'TEXT', Date: 'DATE', Amount: 'NUMBER', Reason: 'TEXT', Approved: 'BOOLEAN' }),
	},
];

const file = (id: string, name: string, header: string): FileDefinition => ({ id, name, headerNames: header.split(',') });

export const COMMITMENT_FILES: readonly FileDefinition[] = [
	file('113000000016', 'Vendor_Hierarchy.csv', 'Code,Name,Parent,Status'),
	file('113000000017', 'Segment_Codes.csv', 'Code,Name,Segment'),
	file('113000000018', 'GL_Account_Segments.csv', `Code,Name,Account type,Normal balance,${SEGMENT_COLUMNS}`),
	file('113000000019', 'PO_Lines.csv', `Line,${ORDER_LINE_COLUMNS}`),
	file('113000000020', 'AP_Entered.csv', `Entry,${ENTERED_COLUMNS}`),
	file('113000000024', 'Ledger_Lines.csv', `Line,${LINE_COLUMNS}`),
	file('113000000025', 'Account_Balances.csv', `Account,Period,${BALANCE_COLUMNS}`),
];

interface Flat {
	readonly listImport: string;
	readonly moduleImport: string;
	readonly file: readonly [id: string, name: string];
	readonly list: string;
	readonly module: string;
	readonly key: string;
	readonly columns: string;
}

/** Records as items of a list, and what is told of each in a module of that list. */
const flat = ({ listImport, moduleImport, file: [fileId, fileName], list, module, key, columns }: Flat): readonly ImportDefinition[] => [
	{ id: listImport, name: `${list} list from ${fileName}`, fileId, importType: 'HIERARCHY_DATA', list, code: key, itemName: key },
	{ id: moduleImport, name: `${module} from ${fileName}`, fileId, importType: 'MODULE_DATA', module, dimensions: { [list]: key }, lineItems: same(columns) },
];

export const COMMITMENT_IMPORTS: readonly ImportDefinition[] = [
	{
		id: '112000000021', name: 'Vendors from Vendor_Hierarchy.csv', fileId: '113000000016', importType: 'HIERARCHY_DATA', list: 'Vendors', code: 'Code', itemName: 'Name',
		parent: 'Parent', properties: same('Status'),
	},
	{
		id: '112000000022', name: 'Segment Codes from Segment_Codes.csv', fileId: '113000000017', importType: 'HIERARCHY_DATA', list: 'Segment Codes', code: 'Code', itemName: 'Name',
		properties: same('Segment'),
	},
	{
		id: '112000000023', name: 'GL Accounts from GL_Account_Segments.csv', fileId: '113000000018', importType: 'HIERARCHY_DATA', list: 'GL Accounts', code: 'Code', itemName: 'Name',
		properties: same('Account type,Normal balance'),
	},
	{
		id: '112000000024', name: 'GL20 Account Segments from GL_Account_Segments.csv', fileId: '113000000018', importType: 'MODULE_DATA', module: 'GL20 Account Segments',
		dimensions: { 'GL Accounts': 'Code' }, lineItems: same(SEGMENT_COLUMNS),
	},
	...flat({
		listImport: '112000000025', moduleImport: '112000000026', file: ['113000000019', 'PO_Lines.csv'], list: 'PO Lines', module: 'PO11 Order Lines', key: 'Line',
		columns: ORDER_LINE_COLUMNS,
	}),
	...flat({
		listImport: '112000000027', moduleImport: '112000000028', file: ['113000000020', 'AP_Entered.csv'], list: 'AP Entered', module: 'AP11 Entered', key: 'Entry',
		columns: ENTERED_COLUMNS,
	}),
	...flat({
		listImport: '112000000029', moduleImport: '112000000030', file: ['113000000024', 'Ledger_Lines.csv'], list: 'Ledger Lines', module: 'GL21 Ledger Lines', key: 'Line',
		columns: LINE_COLUMNS,
	}),
	{
		id: '112000000031', name: 'GL22 Balances from Account_Balances.csv', fileId: '113000000025', importType: 'MODULE_DATA', module: 'GL22 Balances',
		dimensions: { 'GL Accounts': 'Account', Time: 'Period' }, lineItems: same(BALANCE_COLUMNS),
	},
];
