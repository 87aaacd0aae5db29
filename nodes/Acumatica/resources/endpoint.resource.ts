import type { INodeProperties } from 'n8n-workflow';
import { ownQueryFields } from '../../shared/fields/own-query.fields';
import { archivedOption, endpointVersionOption } from './reading-options';

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
	...ownQueryFields({
		path: {
			placeholder: 'JournalTransaction/GL/GL0001877',
			description: 'Address below the endpoint: an entity, and behind it the keys or the ID of a record if one is wanted',
		},
		texts: [
			{ displayName: 'Filter', name: 'filter', placeholder: "Status eq 'Open' and Amount gt 1000M", description: 'The $filter of the query (OData 3). Plus signs and blanks are escaped for you.' },
			{ displayName: 'Select', name: 'select', placeholder: 'BatchNbr,Description,Details/Account', description: 'The $select of the query: names with commas between them' },
			{ displayName: 'Expand', name: 'expand', placeholder: 'Details', description: 'The $expand of the query: lines and linked records' },
			{ displayName: 'Custom', name: 'custom', placeholder: 'BatchModule.CuryControlTotal', description: 'The $custom of the query: fields outside of the contract as View.Field' },
		],
		options: [
			archivedOption,
			{ displayName: 'As Sent', name: 'asSent', type: 'boolean', default: false, description: 'Whether to return fields as Acumatica wraps them ({ value: … }), with links and errors' },
			endpointVersionOption,
		],
	}),
];
