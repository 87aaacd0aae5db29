import type { INodeProperties } from 'n8n-workflow';
import { changesOptions } from '../../shared/fields/changes.fields';
import { outputFields } from '../../shared/fields/output.fields';
import { limitFields, recordKindField } from '../../shared/fields/record.fields';
import { changeOptions, manyOptions } from './reading-options';

const all = ['get', 'getChanges', 'getFields', 'getMany'];
const reading = ['getChanges', 'getMany'];

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
			{ name: 'Get Fields', value: 'getFields', action: 'Get the fields of a list', description: 'Columns of a list; of accounts with the segments that this company has' },
			{ name: 'Get Many', value: 'getMany', action: 'Get many records', description: 'Records by filter, without a cursor' },
		],
		default: 'getChanges',
	},
	recordKindField({ show: { resource: ['record'], operation: all } }, {
		displayName: 'List', name: 'list', first: 'accounts', searchListMethod: 'searchLists', placeholder: 'vendors',
		description: 'What to read. The agent offers these lists and no others.',
	}),
	{
		displayName: 'Key',
		name: 'recordKey',
		type: 'string',
		default: '',
		required: true,
		placeholder: '00/ACME01',
		description: 'Values of all key fields with a slash between them, in the order in which "Get Fields" names them. Of an account its number, or its key. Of most lists the agent gives no single record, so that they are gone through.',
		displayOptions: { show: { resource: ['record'], operation: ['get'] } },
	},
	{
		displayName: 'Segment Name or ID',
		name: 'segmentNo',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getSegmentOptions' },
		default: '02',
		description: 'Segment of the account number whose values are read: departments, cost centres. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		displayOptions: { show: { resource: ['record'], operation: all, list: ['segmentValues'] } },
	},
	{
		displayName: 'Stage',
		name: 'stage',
		type: 'options',
		options: [
			{ name: 'Entered, Not Posted', value: 'entry', description: 'Invoices in data entry; they leave it when they are posted' },
			{ name: 'Posted', value: 'history', description: 'The history of invoices' },
		],
		default: 'history',
		description: 'Which invoices are read',
		displayOptions: { show: { resource: ['record'], operation: all, list: ['invoices'] } },
	},
	{
		displayName: 'Rows',
		name: 'rows',
		type: 'options',
		options: [
			{ name: 'As Planning Needs Them', value: 'usual', description: 'Lines of purchase orders and periods of calendars, invoices themselves' },
			{ name: 'Documents', value: 'headers', description: 'The records themselves, without their lines' },
			{ name: 'Lines', value: 'lines', description: 'Each line is a record, with the fields of its document' },
		],
		default: 'usual',
		description: 'Whose rows are the records',
		displayOptions: { show: { resource: ['record'], operation: ['getChanges', 'getFields', 'getMany'], list: ['fiscalCalendars', 'invoices', 'purchaseOrders'] } },
	},
	...limitFields({ show: { resource: ['record'], operation: ['getMany'] } }),
	...outputFields({ show: { resource: ['record'], operation: reading } }),
	changesOptions({ show: { resource: ['record'], operation: ['getChanges'] } }, changeOptions),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: manyOptions,
		displayOptions: { show: { resource: ['record'], operation: ['getMany'] } },
	},
];
