import type { INodeProperties } from 'n8n-workflow';

const queried = { show: { resource: ['endpoint'], operation: ['runQuery'] } };

const queryText = (displayName: string, name: string, placeholder: string, description: string): INodeProperties =>
	({ displayName, name, type: 'string', default: '', placeholder, description, displayOptions: queried });

export const endpointFields: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['endpoint'] } },
		options: [
			{ name: 'Run Query', value: 'runQuery', action: 'Run a query', description: 'Read an address below the company with own parameters, for what this node does not offer' },
		],
		default: 'runQuery',
	},
	{
		displayName: 'Path',
		name: 'path',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'GL/GLJournalBatches(\'000490\')',
		description: 'Address below the company: module and resource, with a key in brackets if one record is wanted',
		displayOptions: queried,
	},
	queryText('Filter', 'filter', "Status eq 'Open' and PostingSequence gt 12", 'The $filter of the query. Plus signs and blanks are escaped for you.'),
	queryText('Select', 'select', 'BatchNumber,Description,Status', 'The $select of the query: names with commas between them. Lists of batches carry all their entries unless fields are selected.'),
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: queried,
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: queried,
		options: [
			{ displayName: 'Order By', name: 'orderBy', type: 'string', default: '', placeholder: 'BatchNumber desc', description: 'The $orderby of the query, which the vendor does not document: many servers refuse it' },
			{ displayName: 'Skip', name: 'skip', type: 'number', typeOptions: { minValue: 0 }, default: 0, description: 'Leave out so many records at the beginning of the list' },
		],
	},
];
