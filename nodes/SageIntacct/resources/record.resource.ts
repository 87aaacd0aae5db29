import type { INodeProperties } from 'n8n-workflow';
import { changesOptions } from '../../shared/fields/changes.fields';
import { outputFields } from '../../shared/fields/output.fields';

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
	{
		displayName: 'Object',
		name: 'object',
		type: 'resourceLocator',
		default: { mode: 'list', value: 'GLACCOUNT' },
		required: true,
		description: 'What to read: a standard object, a user-defined dimension or any other object of the company',
		displayOptions: { show: { resource: ['record'], operation: ofObjects } },
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchObjects', searchable: true } },
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'APBILL' },
		],
	},
	{
		displayName: 'Fields',
		name: 'fieldChoice',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'All', value: 'all', description: 'Every field that the company has, custom fields included' },
			{ name: 'Chosen', value: 'chosen' },
			{ name: 'For Planning', value: 'planning', description: 'The fields that planning models commonly need, plus user-defined dimensions' },
		],
		default: 'planning',
		displayOptions: { show: { resource: ['record'], operation: ['getChanges', 'getMany'] } },
	},
	{
		displayName: 'Field Names or IDs',
		name: 'fields',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getFieldOptions', loadOptionsDependsOn: ['object.value'] },
		default: [],
		description: 'Choose from the list, or specify names using an <a href="https://docs.n8n.io/code/expressions/">expression</a>. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		displayOptions: { show: { resource: ['record'], operation: ['getChanges', 'getMany'], fieldChoice: ['chosen'] } },
	},
	{
		displayName: 'Conditions',
		name: 'conditions',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Condition',
		default: {},
		description: 'All of them must hold',
		displayOptions: { show: { resource: ['record'], operation: ['getChanges', 'getMany'] } },
		options: [
			{
				displayName: 'Condition',
				name: 'condition',
				values: [
					{ displayName: 'Field', name: 'field', type: 'string', default: '', placeholder: 'STATE', description: 'Name of a field of the object' },
					{
						displayName: 'Operator',
						name: 'operator',
						type: 'options',
						options: [
							{ name: 'Equal', value: 'equalto' },
							{ name: 'Greater or Equal', value: 'greaterthanorequalto' },
							{ name: 'Greater Than', value: 'greaterthan' },
							{ name: 'Is Empty', value: 'isnull' },
							{ name: 'Is Not Empty', value: 'isnotnull' },
							{ name: 'Less or Equal', value: 'lessthanorequalto' },
							{ name: 'Less Than', value: 'lessthan' },
							{ name: 'Like', value: 'like', description: '% stands for anything, _ for one character' },
							{ name: 'Not Equal', value: 'notequalto' },
							{ name: 'Not Like', value: 'notlike' },
							{ name: 'Not One Of', value: 'notin' },
							{ name: 'One Of', value: 'in' },
						],
						default: 'equalto',
					},
					{ displayName: 'Value', name: 'value', type: 'string', default: '', description: 'Dates as MM/DD/YYYY. Several values for "One Of" are separated by a comma.' },
				],
			},
		],
	},
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: { show: { resource: ['record'], operation: ['getMany'] } },
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { resource: ['record'], operation: ['getMany'], returnAll: [false] } },
	},
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
