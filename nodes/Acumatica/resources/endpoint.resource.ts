import type { INodeProperties } from 'n8n-workflow';
import { archivedOption, endpointVersionOption } from './reading-options';

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
			{ name: 'Get Many', value: 'getMany', action: 'Get many endpoints', description: 'Endpoints and versions that the site has, and its build' },
			{ name: 'Run Query', value: 'runQuery', action: 'Run a query', description: 'Read an address below the endpoint with own parameters, for what this node does not offer' },
		],
		default: 'getMany',
	},
	{
		displayName: 'Path',
		name: 'path',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'JournalTransaction/GL/GL0001877',
		description: 'Address below the endpoint: an entity, and behind it the keys or the ID of a record if one is wanted',
		displayOptions: queried,
	},
	queryText('Filter', 'filter', "Status eq 'Open' and Amount gt 1000M", 'The $filter of the query (OData 3). Plus signs and blanks are escaped for you.'),
	queryText('Select', 'select', 'BatchNbr,Description,Details/Account', 'The $select of the query: names with commas between them'),
	queryText('Expand', 'expand', 'Details', 'The $expand of the query: lines and linked records'),
	queryText('Custom', 'custom', 'BatchModule.CuryControlTotal', 'The $custom of the query: fields outside of the contract as View.Field'),
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
			archivedOption,
			{ displayName: 'As Sent', name: 'asSent', type: 'boolean', default: false, description: 'Whether to return fields as Acumatica wraps them ({ value: … }), with links and errors' },
			endpointVersionOption,
			{ displayName: 'Skip', name: 'skip', type: 'number', typeOptions: { minValue: 0 }, default: 0, description: 'Leave out so many records at the beginning of the list' },
		],
	},
];
