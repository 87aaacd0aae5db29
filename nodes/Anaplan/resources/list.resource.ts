import type { INodeProperties } from 'n8n-workflow';
import { listField } from '../../shared/fields/anaplan-target.fields';
import { outputFields } from '../../shared/fields/output.fields';
import { rejectedLimitOption } from './task-options';
import { extraFieldsOption } from './write-options';
import { olderBatchesOption } from './upload-options';

const one = { show: { resource: ['list'], operation: ['addItems', 'deleteItems', 'get', 'getItems', 'updateItems'] } };
const reading = { show: { resource: ['list'], operation: ['getItems'] } };
const adding = { show: { resource: ['list'], operation: ['addItems'] } };
const updating = { show: { resource: ['list'], operation: ['updateItems'] } };
const deleting = { show: { resource: ['list'], operation: ['deleteItems'] } };
const mapping = { show: { resource: ['list'], operation: ['addItems', 'updateItems'] } };

export const listOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['list'] } },
	options: [
		{ name: 'Add Items', value: 'addItems', action: 'Add items to a list', description: 'Add one list item per input item, up to 100,000 a call. Items that exist already are rejected and stay as they are.' },
		{ name: 'Delete Items', value: 'deleteItems', action: 'Delete items of a list', description: 'Delete the list items that the input items name, with all data that stands on them' },
		{ name: 'Get', value: 'get', action: 'Get a list', description: 'Properties, subsets, number of items and settings of a list' },
		{ name: 'Get Items', value: 'getItems', action: 'Get the items of a list', description: 'All items with parents, properties and subsets, as items or as a CSV file' },
		{ name: 'Get Many', value: 'getMany', action: 'Get many lists', description: 'Lists of a model' },
		{ name: 'Update Items', value: 'updateItems', action: 'Update items of a list', description: 'Change one list item per input item, up to 100,000 a call. What is not given stays as it is.' },
	],
	default: 'getItems',
};

const columns = (displayOptions: INodeProperties['displayOptions'], mode: 'add' | 'update'): INodeProperties => ({
	displayName: 'Fields',
	name: 'columns',
	type: 'resourceMapper',
	noDataExpression: true,
	default: { mappingMode: 'autoMapInputData', value: null },
	required: true,
	description: 'What becomes of each input item. Automatically: fields called code, name and parent, and fields named like the properties and subsets of the list.',
	typeOptions: {
		loadOptionsDependsOn: ['workspace.value', 'model.value', 'list.value', 'operation'],
		resourceMapper: {
			resourceMapperMethod: 'getListColumns', mode, fieldWords: { singular: 'field', plural: 'fields' },
			addAllFields: true, multiKeyMatch: false, supportAutoMap: true,
			...(mode === 'update' ? { matchingFieldsLabels: { title: 'Find Items By', hint: 'Anaplan wants an item that has a code to be found by its code' } } : {}),
		},
	},
	displayOptions,
});

export const listFields: INodeProperties[] = [
	listField(one),
	...outputFields(reading),
	columns(adding, 'add'),
	columns(updating, 'update'),
	{
		displayName: 'Find Items By',
		name: 'identifyBy',
		type: 'options',
		options: [
			{ name: 'Code', value: 'code' },
			{ name: 'ID', value: 'id' },
			{ name: 'Name', value: 'name', description: 'For items that have no code' },
		],
		default: 'code',
		description: 'How the items to delete are found',
		displayOptions: deleting,
	},
	{
		displayName: 'Item',
		name: 'key',
		type: 'string',
		default: '={{ $json.code }}',
		required: true,
		placeholder: '6105',
		description: 'Code, ID or name of the list item to delete, for each input item',
		displayOptions: deleting,
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: mapping,
		options: [extraFieldsOption('properties or subsets of the list'), olderBatchesOption, rejectedLimitOption],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: deleting,
		options: [olderBatchesOption, rejectedLimitOption],
	},
];
