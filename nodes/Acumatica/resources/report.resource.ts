import type { INodeProperties } from 'n8n-workflow';
import { changesOptions } from '../../shared/fields/changes.fields';
import { outputFields } from '../../shared/fields/output.fields';
import { accountClassOption, balancesFields } from './balances.fields';
import { endpointVersionOption } from './reading-options';

const inquiryOptions: INodeProperties[] = [
	endpointVersionOption,
	{
		displayName: 'Parameters in Every Row',
		name: 'withParameters',
		type: 'boolean',
		default: true,
		description: 'Whether to put what was asked for (ledger, period, item, …) beside the fields of each row that does not name it itself',
	},
	{
		displayName: 'Results',
		name: 'results',
		type: 'string',
		default: 'Results',
		description: 'Name of the detail that holds the answer, if it is another one',
	},
];

export const reportFields: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['report'] } },
		options: [
			{ name: 'Get Account Balances', value: 'getAccountBalances', action: 'Get account balances for periods', description: 'Balances by account and period, by branch and subaccount if wanted' },
			{ name: 'Get Balance Changes', value: 'getBalanceChanges', action: 'Get changed account balances', description: 'The same balances as soon as one of them has changed since Anaplan confirmed the last ones, and nothing otherwise. They have no stamp and are compared as a whole.' },
			{ name: 'Run Inquiry', value: 'runInquiry', action: 'Run an inquiry', description: 'Ask an inquiry of the site with its parameters: account details, inventory, generic inquiries of an own endpoint' },
		],
		default: 'getAccountBalances',
	},
	...balancesFields({ show: { resource: ['report'], operation: ['getAccountBalances', 'getBalanceChanges'] } }),
	{
		displayName: 'Inquiry',
		name: 'inquiry',
		type: 'resourceLocator',
		default: { mode: 'list', value: 'AccountDetailsForPeriodInquiry' },
		required: true,
		description: 'Entity of the endpoint that is asked with parameters and not listed',
		displayOptions: { show: { resource: ['report'], operation: ['runInquiry'] } },
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchInquiries', searchable: true } },
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'InventorySummaryInquiry' },
		],
	},
	{
		displayName: 'Parameters',
		name: 'parameters',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Parameter',
		default: {},
		description: 'What the form of the inquiry asks for',
		displayOptions: { show: { resource: ['report'], operation: ['runInquiry'] } },
		options: [
			{
				displayName: 'Parameter',
				name: 'parameter',
				values: [
					{
						displayName: 'Name or ID',
						name: 'name',
						type: 'options',
						typeOptions: { loadOptionsMethod: 'getInquiryParameters', loadOptionsDependsOn: ['inquiry.value'] },
						default: '',
						description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
					},
					{ displayName: 'Value', name: 'value', type: 'string', default: '', placeholder: '02-2026', description: 'As the form takes it; true or false for a tick' },
				],
			},
		],
	},
	...outputFields({ show: { resource: ['report'] } }),
	changesOptions({ show: { resource: ['report'], operation: ['getBalanceChanges'] } }, [accountClassOption, endpointVersionOption]),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [accountClassOption, endpointVersionOption],
		displayOptions: { show: { resource: ['report'], operation: ['getAccountBalances'] } },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: inquiryOptions,
		displayOptions: { show: { resource: ['report'], operation: ['runInquiry'] } },
	},
];
