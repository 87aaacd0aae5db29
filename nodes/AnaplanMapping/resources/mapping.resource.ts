import type { INodeProperties } from 'n8n-workflow';
import { importField, modelField, workspaceField } from '../../shared/fields/anaplan-target.fields';
import { inputFields, outputFields } from '../../shared/fields/output.fields';
import { columnValues } from './column.fields';

export const mappingFields: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Map Rows', value: 'mapRows', action: 'Map ERP records to import rows' },
			{ name: 'Preview', value: 'preview', action: 'Preview a mapping', description: 'Show source and result side by side. Nothing leaves by the Mapped output, so nothing is loaded.' },
		],
		default: 'mapRows',
	},
	workspaceField({}, false),
	modelField({}, false),
	importField({}, false),
	...inputFields({}),
	{
		displayName: 'Columns',
		name: 'columns',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Column', sortable: true },
		default: {},
		placeholder: 'Add Column',
		options: [{ displayName: 'Column', name: 'column', values: columnValues }],
	},
	{
		displayName: 'Rows With the Same Key',
		name: 'duplicates',
		type: 'options',
		options: [
			{ name: 'Add Up', value: 'sum', description: 'One row per key with exact sums. Only right when every record of a key is in this run.' },
			{ name: 'Do Not Check', value: 'keep' },
			{ name: 'Last Wins', value: 'last' },
			{ name: 'Reject', value: 'fail', description: 'All rows of that key leave by the Rejected output' },
		],
		default: 'keep',
	},
	{ displayName: 'Key Columns', name: 'keyColumns', type: 'string', default: '', placeholder: 'Account, Period', description: 'Separated by commas', displayOptions: { hide: { duplicates: ['keep'] } } },
	{ displayName: 'Columns to Add Up', name: 'sumColumns', type: 'string', default: '', placeholder: 'Amount', description: 'Separated by commas', displayOptions: { show: { duplicates: ['sum'] } } },
	{ displayName: 'Preview Rows', name: 'previewRows', type: 'number', typeOptions: { minValue: 1 }, default: 20, displayOptions: { show: { operation: ['preview'] } } },
	...outputFields({ show: { operation: ['mapRows'] } }),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Add Up Changes',
				name: 'sumChanges',
				type: 'boolean',
				default: false,
				description: 'Whether rows may be added up although only the changes of the ERP came in. Only right when every key is complete in each run.',
			},
			{
				displayName: 'Rejected Items at Most',
				name: 'rejectedLimit',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 10000,
				description: 'From this number on the rejected rows leave as one item with a CSV file instead of one item each',
			},
			{
				displayName: 'Required Members',
				name: 'requiredMembers',
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				default: {},
				placeholder: 'Add Check',
				description: 'Check columns against the live lists before the load; rows with unknown members are rejected by name',
				options: [
					{
						displayName: 'Check',
						name: 'check',
						values: [
							{ displayName: 'Column', name: 'column', type: 'string', default: '', placeholder: 'Account' },
							{
								displayName: 'List Name or ID',
								name: 'list',
								type: 'options',
								typeOptions: { loadOptionsMethod: 'getLists', loadOptionsDependsOn: ['model.value'] },
								default: '',
								description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
							},
						],
					},
				],
			},
		],
	},
];
