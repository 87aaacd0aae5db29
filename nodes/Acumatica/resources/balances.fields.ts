import type { INodeProperties } from 'n8n-workflow';

type Display = NonNullable<INodeProperties['displayOptions']>;


const only = (display: Display, more: NonNullable<Display['show']>): Display => ({ show: { ...display.show, ...more } });

/** "All together", every one or chosen ones: Acumatica sums up whatever is not asked for by name. */
const split = (what: string, name: string, description: string, displayOptions: Display): INodeProperties => ({
	displayName: what,
	name,
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'All Together', value: 'together', description: 'One balance for each account' },
		{ name: 'Chosen', value: 'chosen', description: 'One balance for each of those that are chosen' },
		{ name: 'Every One', value: 'every', description },
	],
	default: 'together',
	description: 'How balances are split. Acumatica is asked once for each period, branch and subaccount.',
	displayOptions,
});

/** Which balances: the same for the whole of them and for what changed. */
export const balancesFields = (displayOptions: Display): INodeProperties[] => [
	{
		displayName: 'Ledger Name or ID',
		name: 'ledger',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getLedgers' },
		default: '',
		required: true,
		description: 'Ledger whose posted batches count. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		displayOptions,
	},
	{
		displayName: 'Period',
		name: 'period',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Chosen Periods', value: 'chosen' },
			{ name: 'Range of Periods', value: 'range', description: 'Every period of the calendar from one to another' },
		],
		default: 'range',
		displayOptions,
	},
	{
		displayName: 'From',
		name: 'fromPeriod',
		type: 'string',
		default: '',
		placeholder: '01-2026',
		required: true,
		description: 'First financial period, as MM-YYYY',
		displayOptions: only(displayOptions, { period: ['range'] }),
	},
	{
		displayName: 'To',
		name: 'toPeriod',
		type: 'string',
		default: '',
		placeholder: '03-2026',
		required: true,
		description: 'Last financial period, as MM-YYYY',
		displayOptions: only(displayOptions, { period: ['range'] }),
	},
	{
		displayName: 'Period Names or IDs',
		name: 'periods',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getPeriods' },
		default: [],
		required: true,
		description: 'Financial periods, as MM-YYYY. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		displayOptions: only(displayOptions, { period: ['chosen'] }),
	},
	split('Branches', 'branchChoice', 'One balance for each branch of the ledger', displayOptions),
	{
		displayName: 'Branch Names or IDs',
		name: 'branches',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getBranches' },
		default: [],
		required: true,
		description: 'Branches, or companies as a whole. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		displayOptions: only(displayOptions, { branchChoice: ['chosen'] }),
	},
	split('Subaccounts', 'subaccountChoice', 'One balance for each subaccount of the site, active or not. With many of them this takes many requests.', displayOptions),
	{
		displayName: 'Subaccount Names or IDs',
		name: 'subaccounts',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getSubaccounts' },
		default: [],
		required: true,
		description: 'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		displayOptions: only(displayOptions, { subaccountChoice: ['chosen'] }),
	},
];

export const accountClassOption: INodeProperties = {
	displayName: 'Account Class',
	name: 'accountClass',
	type: 'string',
	default: '',
	placeholder: 'OPEX',
	description: 'Only accounts of this class',
};
