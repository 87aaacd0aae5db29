import type { INodeProperties } from 'n8n-workflow';
import { importField, modelField, workspaceField } from '../../shared/fields/anaplan-target.fields';
import { inputFields, outputFields } from '../../shared/fields/output.fields';
import { columnValues, journalColumnValues } from './column.fields';

const FOR_IMPORT = { show: { operation: ['mapRows', 'preview'] } };
const FOR_JOURNAL = { show: { operation: ['mapToJournal', 'previewJournal'] } };

const columnsField = (values: INodeProperties[], displayOptions: INodeProperties['displayOptions'], description: string): INodeProperties => ({
	displayName: 'Columns',
	name: 'columns',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Column', sortable: true },
	default: {},
	placeholder: 'Add Column',
	description,
	options: [{ displayName: 'Column', name: 'column', values }],
	displayOptions,
});

export const mappingFields: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Map Rows', value: 'mapRows', action: 'Map ERP records to import rows' },
			{ name: 'Map to Journal Lines', value: 'mapToJournal', action: 'Map exported rows to journal lines', description: 'Rows exported from Anaplan become lines for Journal Entry: Create: codes for names, dates for periods, signs by rule' },
			{ name: 'Preview', value: 'preview', action: 'Preview a mapping', description: 'Show source and result side by side. Nothing leaves by the Mapped output, so nothing is loaded.' },
			{ name: 'Preview Journal Lines', value: 'previewJournal', action: 'Preview journal lines', description: 'Show exported rows and journal lines side by side. Nothing leaves by the Mapped output, so nothing is posted.' },
		],
		default: 'mapRows',
	},
	workspaceField({}, false),
	modelField({}, false),
	importField(FOR_IMPORT, false),
	...inputFields({}),
	columnsField(columnValues, FOR_IMPORT, 'What stands in each column of the import'),
	columnsField(journalColumnValues, FOR_JOURNAL, 'What stands in each column of a journal line: account, date, amount and what else the ERP wants'),
	{
		displayName: 'Row Key',
		name: 'rowKey',
		type: 'string',
		default: '',
		placeholder: 'GL Accounts, Departments, Time',
		description: 'Fields that together tell an exported row from all others, separated by commas. They make the column Row Key, for "Key Columns" of Journal Entry: Create. Where rows are added up, their key columns make it.',
		displayOptions: FOR_JOURNAL,
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
	{ displayName: 'Preview Rows', name: 'previewRows', type: 'number', typeOptions: { minValue: 1 }, default: 20, displayOptions: { show: { operation: ['preview', 'previewJournal'] } } },
	...outputFields({ show: { operation: ['mapRows', 'mapToJournal'] } }),
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
				displayName: 'Mappings of Workspaces',
				name: 'workspaceMappings',
				type: 'fixedCollection',
				typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Mapping' },
				default: {},
				placeholder: 'Add Mapping',
				description: 'Tables of codes for each workspace, such as accounts and cost centres. Columns whose lookup is a "Mapping of the Workspace" take that of the workspace chosen above, never that of another.',
				options: [
					{
						displayName: 'Mapping',
						name: 'mapping',
						values: [
							{ displayName: 'Workspace Name or ID', name: 'workspace', type: 'string', default: '', placeholder: 'Finance', description: 'Leave empty for all workspaces that have no mapping of this name' },
							{ displayName: 'Name', name: 'name', type: 'string', default: '', placeholder: 'Accounts', description: 'What is mapped; columns name it' },
							{ displayName: 'Table', name: 'table', type: 'json', default: '{}', description: 'What becomes what, such as {"LFR/606100": "LUK/51000"}. An expression may bring it from another node.' },
						],
					},
				],
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
