import type { INodeProperties } from 'n8n-workflow';
import { changesOptions } from '../../shared/fields/changes.fields';
import { outputFields } from '../../shared/fields/output.fields';
import { conditionsField, fieldChoiceFields, limitFields, recordKindField } from '../../shared/fields/record.fields';

const reading = ['getChanges', 'getDeletions', 'getMany'];
const ofObjects = ['getChanges', 'getDeletions', 'getFields', 'getMany'];

const options: INodeProperties[] = [
	{
		displayName: 'Entity-Private Records',
		name: 'includePrivate',
		type: 'boolean',
		default: true,
		description: 'Whether to include, at the top level of a multi-entity company, the records that are private to its entities',
	},
	{
		displayName: 'UTC Offset of the User',
		name: 'utcOffset',
		type: 'string',
		default: '',
		placeholder: '-08:00',
		description: 'Only when the user may not read its own formatting: the offset set in its Sage Intacct preferences',
	},
];

export const recordFields: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['record'] } },
		options: [
			{ name: 'Get Changes', value: 'getChanges', action: 'Get changed records', description: 'What changed since the cursor. The cursor moves when Anaplan has confirmed the rows.' },
			{ name: 'Get Deletions', value: 'getDeletions', action: 'Get deleted records', description: 'What was deleted since the cursor, from the audit history' },
			{ name: 'Get Fields', value: 'getFields', action: 'Get the fields of an object', description: 'Standard and custom fields as this company has them' },
			{ name: 'Get Many', value: 'getMany', action: 'Get many records', description: 'Records by filter, without a cursor' },
		],
		default: 'getChanges',
	},
	recordKindField({ show: { resource: ['record'], operation: ofObjects } }, {
		displayName: 'Object', name: 'object', first: 'GLACCOUNT', searchListMethod: 'searchObjects', placeholder: 'APBILL',
		description: 'What to read: a standard object, a user-defined dimension or any other object of the company',
	}),
	...fieldChoiceFields({ show: { resource: ['record'], operation: ['getChanges', 'getMany'] } }, {
		all: 'Every field that the company has, custom fields included',
		planning: 'The fields that planning models commonly need, plus user-defined dimensions',
		chosen: 'Choose from the list, or specify names using an <a href="https://docs.n8n.io/code/expressions/">expression</a>. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		dependsOn: ['object.value'],
	}),
	conditionsField({ show: { resource: ['record'], operation: ['getChanges', 'getMany'] } }, {
		operators: ['equalto', 'notequalto', 'greaterthan', 'greaterthanorequalto', 'lessthan', 'lessthanorequalto', 'in', 'notin', 'like', 'notlike', 'isnull', 'isnotnull'],
		field: { placeholder: 'STATE', description: 'Name of a field of the object' },
		value: { description: 'Dates as MM/DD/YYYY. Several values for "One Of" are separated by a comma.' },
	}),
	...limitFields({ show: { resource: ['record'], operation: ['getMany'] } }),
	...outputFields({ show: { resource: ['record'], operation: reading } }),
	changesOptions({ show: { resource: ['record'], operation: ['getChanges', 'getDeletions'] } }, options),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options,
		displayOptions: { show: { resource: ['record'], operation: ['getMany'] } },
	},
];
