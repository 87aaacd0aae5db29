import type { INodeProperties } from 'n8n-workflow';

const of = (...lists: string[]): INodeProperties['displayOptions'] => ({ show: { '/list': lists } });

export const accountOption: INodeProperties = {
	displayName: 'Account',
	name: 'account',
	type: 'string',
	default: '',
	placeholder: '6200-200',
	description: 'Only this account, written as Sage 100 shows it, with its delimiters',
};

export const pageSizeOption: INodeProperties = {
	displayName: 'Page Size',
	name: 'pageSize',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 1000 },
	default: 1000,
	description: 'Records per request. The agent gives 1000 at most; make it smaller if it answers that Sage 100 took too long.',
};

const day = (displayName: string, name: string, description: string, list: string): INodeProperties =>
	({ displayName, name, type: 'string', default: '', placeholder: '2026-01-01', description, displayOptions: of(list) });

/** How a list is narrowed, for Get Many and Get Changes. */
const narrowing: readonly INodeProperties[] = [
	{ ...accountOption, displayOptions: of('accounts', 'balances', 'postings') },
	{ displayName: 'Division', name: 'divisionNo', type: 'string', default: '', placeholder: '00', description: 'Only vendors of this A/P division', displayOptions: of('openInvoices') },
	day('Invoice Date From', 'invoiceDateFrom', 'First invoice date, as YYYY-MM-DD. A filter: what is entered later with an earlier date is left out.', 'invoices'),
	pageSizeOption,
	day('Posting Date From', 'postingDateFrom', 'First posting date, as YYYY-MM-DD. Get Many of ledger lines needs both; with Get Changes they are a filter, and what is posted later with another date is left out.', 'postings'),
	day('Posting Date To', 'postingDateTo', 'Last posting date, as YYYY-MM-DD', 'postings'),
	{
		displayName: 'Status',
		name: 'status',
		type: 'multiOptions',
		options: [{ name: 'Active', value: 'A' }, { name: 'Deleted', value: 'D' }, { name: 'Inactive', value: 'I' }],
		default: [],
		description: 'Only accounts in these states; all when none is chosen',
		displayOptions: of('accounts'),
	},
	{
		displayName: 'User Fields',
		name: 'userFields',
		type: 'string',
		default: '',
		placeholder: 'UDF_PLANNER, UDF_REGION',
		description: 'Own fields of accounts, separated by commas. The administrator of the agent has to list them in its configuration.',
		displayOptions: of('accounts'),
	},
	{ displayName: 'Vendor', name: 'vendorNo', type: 'string', default: '', placeholder: 'ACME01', description: 'Only invoices of this vendor number', displayOptions: of('openInvoices') },
];

const byDisplayName = (a: INodeProperties, b: INodeProperties): number => a.displayName.localeCompare(b.displayName);

export const manyOptions: INodeProperties[] = [
	...narrowing,
	{
		displayName: 'Open Only',
		name: 'openOnly',
		type: 'boolean' as const,
		default: false,
		description: 'Whether to leave out completed purchase orders',
		displayOptions: of('purchaseOrders'),
	},
].sort(byDisplayName);

/** "Open Only" is none of them: a completed order would be gone from the stream without a word, and stay open in the model. */
export const changeOptions: INodeProperties[] = [
	...narrowing,
	{
		displayName: 'Read Whole',
		name: 'readWhole',
		type: 'boolean' as const,
		default: false,
		description: 'Whether to read the list whole every time and compare it, instead of asking for what was changed. Imports and utilities of Sage 100 leave no stamp, and a changed line may leave that of its order alone: a second workflow by night finds those.',
	},
];
