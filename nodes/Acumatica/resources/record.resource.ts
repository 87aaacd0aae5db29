import type { INodeProperties } from 'n8n-workflow';
import { changesOptions } from '../../shared/fields/changes.fields';
import { outputFields } from '../../shared/fields/output.fields';
import { conditionsField, fieldChoiceFields, limitFields, recordKindField } from '../../shared/fields/record.fields';
import { archivedOption, endpointVersionOption, readingOptions } from './reading-options';

const reading = ['getChanges', 'getMany'];

export const recordFields: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['record'] } },
		options: [
			{ name: 'Get', value: 'get', action: 'Get a record', description: 'One record by its key or its ID, with its lines if wanted' },
			{ name: 'Get Changes', value: 'getChanges', action: 'Get changed records', description: 'What changed since the cursor. The cursor moves when Anaplan has confirmed the rows.' },
			{ name: 'Get Fields', value: 'getFields', action: 'Get the fields of an entity', description: 'Fields of this endpoint version, and custom and user-defined fields as this site has them' },
			{ name: 'Get Many', value: 'getMany', action: 'Get many records', description: 'Records by filter, without a cursor' },
		],
		default: 'getChanges',
	},
	recordKindField({ show: { resource: ['record'], operation: ['get', 'getChanges', 'getFields', 'getMany'] } }, {
		displayName: 'Entity', name: 'entity', first: 'Account', searchListMethod: 'searchEntities', placeholder: 'JournalTransaction',
		description: 'What to read: one of the entities that planning needs, or any other of the endpoint',
	}),
	{
		displayName: 'Key or ID',
		name: 'recordKey',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'GL/GL0001877',
		description: 'Values of all key fields with a slash between them, in the order of the form, or the ID (a GUID) of the record. A key that holds a slash itself is no address: use the ID then.',
		displayOptions: { show: { resource: ['record'], operation: ['get'] } },
	},
	{
		displayName: 'Include Names or IDs',
		name: 'include',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getIncludeOptions', loadOptionsDependsOn: ['entity.value'] },
		default: [],
		description: 'Lines and linked records to read with it. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		displayOptions: { show: { resource: ['record'], operation: ['get'] } },
	},
	...fieldChoiceFields({ show: { resource: ['record'], operation: reading } }, {
		all: 'Every field that this endpoint version has, without linked records',
		planning: 'The fields that planning models commonly need. Of entities that this node does not know: all.',
		chosen: 'Fields of the record, of its chosen lines and of linked records. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		dependsOn: ['entity.value', 'detail'],
	}),
	{
		displayName: 'Detail Name or ID',
		name: 'detail',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getDetailOptions', loadOptionsDependsOn: ['entity.value'] },
		default: 'usual',
		description: 'Whose rows are the records, each with the fields of its header: lines of journals and financial periods by default, nothing of other entities. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		displayOptions: { show: { resource: ['record'], operation: reading } },
	},
	{
		displayName: 'Custom Field Names or IDs',
		name: 'customFields',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getCustomFieldOptions', loadOptionsDependsOn: ['entity.value'] },
		default: [],
		description: 'Custom and user-defined fields to read beside the others. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		displayOptions: { show: { resource: ['record'], operation: ['get', ...reading] } },
	},
	conditionsField({ show: { resource: ['record'], operation: reading } }, {
		operators: ['equalto', 'notequalto', 'greaterthan', 'greaterthanorequalto', 'lessthan', 'lessthanorequalto', 'in', 'notin', 'contains', 'startswith', 'endswith'],
		field: {
			placeholder: 'Status',
			description: 'Name of a field of the record, of a linked record (MainContact/Email) or of a custom field (Document.UsrRegion). Fields of lines cannot be conditions in Acumatica.',
		},
		value: {
			placeholder: 'Open',
			description: 'As the form shows it: the label of a drop-down, dates as YYYY-MM-DD, moments like 2026-03-01T00:00:00Z, periods as MMYYYY. Several values for "One Of" are separated by a comma.',
		},
	}),
	...limitFields({ show: { resource: ['record'], operation: ['getMany'] } }),
	...outputFields({ show: { resource: ['record'], operation: reading } }),
	changesOptions({ show: { resource: ['record'], operation: ['getChanges'] } }, readingOptions),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: readingOptions,
		displayOptions: { show: { resource: ['record'], operation: ['getMany'] } },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [archivedOption, endpointVersionOption],
		displayOptions: { show: { resource: ['record'], operation: ['get'] } },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [endpointVersionOption],
		displayOptions: { show: { resource: ['record'], operation: ['getFields'] } },
	},
];
