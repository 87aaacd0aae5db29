import type { INodeProperties } from 'n8n-workflow';
import { changesOptions } from '../../shared/fields/changes.fields';
import { outputFields } from '../../shared/fields/output.fields';
import { conditionsField, fieldChoiceFields, limitFields, recordKindField } from '../../shared/fields/record.fields';
import { changeOptions, classOnlyOptions, manyOptions } from './reading-options';

const reading = ['getChanges', 'getMany'];
const one = ['get', ...reading];

const options = (operation: string, offered: INodeProperties[]): INodeProperties => ({
	displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {}, options: offered,
	displayOptions: { show: { resource: ['record'], operation: [operation] } },
});

export const recordFields: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['record'] } },
		options: [
			{ name: 'Get', value: 'get', action: 'Get a record', description: 'The rows of one record by its key: the parts of a journal line, the lines of an order' },
			{ name: 'Get Changes', value: 'getChanges', action: 'Get changed records', description: 'What changed since the cursor. The cursor moves when Anaplan has confirmed the rows.' },
			{ name: 'Get Fields', value: 'getFields', action: 'Get the fields of an object', description: 'Columns that planning needs, and properties as this server has them, also the customer\'s own' },
			{ name: 'Get Many', value: 'getMany', action: 'Get many records', description: 'Records by filter, without a cursor' },
		],
		default: 'getChanges',
	},
	recordKindField({ show: { resource: ['record'], operation: ['get', 'getChanges', 'getFields', 'getMany'] } }, {
		displayName: 'Object', name: 'object', first: 'journalLines', searchListMethod: 'searchObjects', placeholder: 'x3MasterData/customer',
		description: 'What to read: one of the objects that planning needs, or any other node of GraphQL or class of classic REST',
	}),
	{
		displayName: 'Key',
		name: 'recordKey',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'CCT|D10',
		description: 'Key of the record as "_source" shows it: values of all key fields with a vertical bar between them',
		displayOptions: { show: { resource: ['record'], operation: ['get'] } },
	},
	{
		displayName: 'Ledger Type Name or ID',
		name: 'ledgerType',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getLedgerTypeOptions' },
		default: 'legal',
		description: 'Each journal line stands once for each ledger type, so one of them is read. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		displayOptions: { show: { resource: ['record'], operation: one, object: ['journalLines'] } },
	},
	{
		displayName: 'Rows',
		name: 'rows',
		type: 'options',
		options: [
			{ name: 'Analytical Lines', value: 'analytical lines', description: 'A journal line is split by its analytical lines; the parts add up to it to the last digit' },
			{ name: 'Journal Lines', value: 'journal lines', description: 'One row for each journal line, whatever its analysis' },
		],
		default: 'analytical lines',
		description: 'Whose rows are the records',
		displayOptions: { show: { resource: ['record'], operation: one, object: ['journalLines'] } },
	},
	{
		displayName: 'Dimension Type Names or IDs',
		name: 'dimensionTypes',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getDimensionTypeOptions' },
		default: [],
		description: 'Types that become columns, such as dimension_CCT; all of the folder when none is chosen. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		displayOptions: { show: { resource: ['record'], operation: one, object: ['journalLines'] } },
	},
	{
		displayName: 'Of Dimension Type Names or IDs',
		name: 'ofTypes',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getDimensionTypeOptions' },
		default: [],
		description: 'Only dimensions of these types, such as that of the cost centres; all when none is chosen. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		displayOptions: { show: { resource: ['record'], operation: reading, object: ['dimensions'] } },
	},
	{
		displayName: 'Orders Only',
		name: 'headers',
		type: 'boolean',
		default: false,
		description: 'Whether each order is one record. Otherwise each of its lines is one, with the fields of its order.',
		displayOptions: { show: { resource: ['record'], operation: one, object: ['purchaseOrders'] } },
	},
	...fieldChoiceFields({ show: { resource: ['record'], operation: reading } }, {
		all: 'Every property that the record itself has on this server',
		planning: 'The columns that planning models commonly need, called alike in both APIs. Of objects that this node does not know: all.',
		dependsOn: ['object.value'],
	}),
	conditionsField({ show: { resource: ['record'], operation: reading } }, {
		operators: ['equalto', 'notequalto', 'greaterthan', 'greaterthanorequalto', 'lessthan', 'lessthanorequalto', 'in', 'notin', 'startswith'],
		field: { placeholder: 'accountingDate', description: 'Property as the server spells it: in GraphQL also one of a reference, such as site.code; in classic REST a column, such as BPSNUM' },
		value: { placeholder: '2026-01-01', description: 'Dates as YYYY-MM-DD, moments like 2026-03-01T00:00:00Z. Several values for "One Of" are separated by a comma.' },
	}),
	...limitFields({ show: { resource: ['record'], operation: ['getMany'] } }),
	...outputFields({ show: { resource: ['record'], operation: reading } }),
	changesOptions({ show: { resource: ['record'], operation: ['getChanges'] } }, changeOptions),
	options('getMany', manyOptions),
	options('get', classOnlyOptions),
	options('getFields', classOnlyOptions),
];
