import type { INodeProperties } from 'n8n-workflow';
import { changesOptions } from '../../shared/fields/changes.fields';
import { outputFields } from '../../shared/fields/output.fields';
import { conditionsField, fieldChoiceFields, limitFields, recordKindField } from '../../shared/fields/record.fields';
import { withoutTime } from './posting-options';
import { changeReadingOptions, readingOptions } from './reading-options';

const reading = ['getChanges', 'getMany'];

/** Their cursor is the number of the posting run. */
const BY_POSTING = ['APPostedDocuments', 'GLAccountFiscalSets', 'GLPostedTransactions'];

export const recordFields: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['record'] } },
		options: [
			{ name: 'Get', value: 'get', action: 'Get a record', description: 'One record by its key, as it is built, with its lines' },
			{ name: 'Get Changes', value: 'getChanges', action: 'Get changed records', description: 'What changed since the cursor. The cursor moves when Anaplan has confirmed the rows.' },
			{ name: 'Get Fields', value: 'getFields', action: 'Get the fields of a resource', description: 'Fields, keys and texts of a resource, from the metadata of this server' },
			{ name: 'Get Many', value: 'getMany', action: 'Get many records', description: 'Records by filter, without a cursor' },
		],
		default: 'getChanges',
	},
	recordKindField({ show: { resource: ['record'], operation: ['get', 'getChanges', 'getFields', 'getMany'] } }, {
		displayName: 'Web API Resource', name: 'apiResource', first: 'GLAccounts', searchListMethod: 'searchResources', placeholder: 'GLPostedTransactions',
		description: 'What to read: one of the resources that planning needs, or any other of the server. Where the module is not the first two letters of the name, write XX/Name.',
	}),
	{
		displayName: 'Key',
		name: 'recordKey',
		type: 'string',
		default: '',
		required: true,
		placeholder: '000490',
		description: 'Values of all key fields with a slash between them, in the order in which "Get Fields" names them, like AD/3 for an adjustment batch. The number of a G/L batch has six digits.',
		displayOptions: { show: { resource: ['record'], operation: ['get'] } },
	},
	...fieldChoiceFields({ show: { resource: ['record'], operation: reading } }, {
		all: 'Every field that this release has',
		planning: 'The fields that planning models commonly need. Of resources that this node does not know: all.',
		chosen: 'Fields of the record and of its chosen lines. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		dependsOn: ['apiResource.value', 'detail'],
	}),
	{
		displayName: 'Detail Name or ID',
		name: 'detail',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getDetailOptions', loadOptionsDependsOn: ['apiResource.value'] },
		default: 'usual',
		description: 'Whose rows are the records, each with the fields of its header: lines of purchase orders and invoices of batches by default, nothing of other resources. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		displayOptions: { show: { resource: ['record'], operation: reading } },
	},
	conditionsField({ show: { resource: ['record'], operation: reading } }, {
		operators: ['equalto', 'notequalto', 'greaterthan', 'greaterthanorequalto', 'lessthan', 'lessthanorequalto', 'in', 'notin', 'contains', 'startswith', 'endswith'],
		field: {
			placeholder: 'Status',
			description: 'Name of a field of the record. Fields of lines cannot be conditions in Sage 300. With Get Changes choose fields that never change: what stops meeting the condition is not read again, and stays in the model as it was.',
		},
		value: {
			placeholder: 'Active',
			description: 'The text of the Web API for choices, such as ReadyToPost; days as YYYY-MM-DD. Several values for "One Of" are separated by a comma.',
		},
	}),
	...limitFields({ show: { resource: ['record'], operation: ['getMany'] } }),
	...outputFields({ show: { resource: ['record'], operation: reading } }),
	withoutTime(changesOptions({ show: { resource: ['record'], operation: ['getChanges'] } }, changeReadingOptions), { '/apiResource': BY_POSTING }),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: readingOptions,
		displayOptions: { show: { resource: ['record'], operation: ['getMany'] } },
	},
];
