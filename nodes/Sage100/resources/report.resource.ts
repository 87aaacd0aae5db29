import type { INodeProperties } from 'n8n-workflow';
import { changesOptions } from '../../shared/fields/changes.fields';
import { outputFields } from '../../shared/fields/output.fields';
import { accountOption, pageSizeOption } from './reading-options';

const displayOptions = { show: { resource: ['report'] } };

const options: INodeProperties[] = [accountOption, pageSizeOption];

export const reportFields: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions,
		options: [
			{ name: 'Get Account Balances', value: 'getAccountBalances', action: 'Get account balances for periods', description: 'Balances by account and period, one row for each period' },
			{ name: 'Get Balance Changes', value: 'getBalanceChanges', action: 'Get changed account balances', description: 'The same balances of accounts that somebody has posted to since the cursor. The cursor moves when Anaplan has confirmed the rows.' },
		],
		default: 'getAccountBalances',
	},
	{
		displayName: 'Years',
		name: 'years',
		type: 'string',
		default: '',
		required: true,
		placeholder: '2026',
		description: 'Fiscal years, separated by commas',
		displayOptions,
	},
	{
		displayName: 'From',
		name: 'fromPeriod',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 13 },
		default: 1,
		description: 'First period. The balance counts the periods before it all the same.',
		displayOptions,
	},
	{
		displayName: 'To',
		name: 'toPeriod',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 13 },
		default: 12,
		description: 'Last period; 13 is used by calendars of 13 periods alone',
		displayOptions,
	},
	...outputFields(displayOptions),
	changesOptions({ show: { resource: ['report'], operation: ['getBalanceChanges'] } }, options),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			accountOption,
			{
				displayName: 'Fill Gaps',
				name: 'fillGaps',
				type: 'boolean',
				default: false,
				description: 'Whether to give a row of zeros for periods in which an account has not moved. Sage 100 keeps no row of those.',
			},
			pageSizeOption,
		],
		displayOptions: { show: { resource: ['report'], operation: ['getAccountBalances'] } },
	},
];
