import type { INodeProperties } from 'n8n-workflow';
import { ownQueryFields } from '../../shared/fields/own-query.fields';

export const endpointFields: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['endpoint'] } },
		options: [
			{ name: 'Get Many', value: 'getMany', action: 'Get many endpoints', description: 'Resources that the company has for this user, with their keys and how changes are found' },
			{ name: 'Run Query', value: 'runQuery', action: 'Run a query', description: 'Read an address below the company with own parameters, for what this node does not offer' },
		],
		default: 'getMany',
	},
	{
		displayName: 'Modules',
		name: 'modules',
		type: 'string',
		default: '',
		placeholder: 'e.g. GL, AP, OE',
		description: 'Two letters each, with commas between them. GL, AP, PO, IC and CS when empty.',
		displayOptions: { show: { resource: ['endpoint'], operation: ['getMany'] } },
	},
	...ownQueryFields({
		path: {
			placeholder: 'GL/GLJournalBatches(\'000490\')',
			description: 'Address below the company: module and resource, with a key in brackets if one record is wanted',
		},
		texts: [
			{ displayName: 'Filter', name: 'filter', placeholder: "Status eq 'Open' and PostingSequence gt 12", description: 'The $filter of the query. Plus signs and blanks are escaped for you.' },
			{ displayName: 'Select', name: 'select', placeholder: 'BatchNumber,Description,Status', description: 'The $select of the query: names with commas between them. Lists of batches carry all their entries unless fields are selected.' },
		],
		options: [
			{ displayName: 'Order By', name: 'orderBy', type: 'string', default: '', placeholder: 'BatchNumber desc', description: 'The $orderby of the query, which the vendor does not document: many servers refuse it' },
		],
	}),
];
