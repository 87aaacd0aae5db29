import type { INodeProperties } from 'n8n-workflow';
import { moduleField } from '../../shared/fields/anaplan-target.fields';
import { rejectedLimitOption } from './task-options';
import { extraFieldsOption } from './write-options';
import { olderBatchesOption } from './upload-options';

const one = { show: { resource: ['module'], operation: ['getLineItems', 'writeCells'] } };
const writing = { show: { resource: ['module'], operation: ['writeCells'] } };

export const moduleOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['module'] } },
	options: [
		{ name: 'Get Line Items', value: 'getLineItems', action: 'Get the line items of a module', description: 'Line items with format, formula and the dimensions they apply to' },
		{ name: 'Get Many', value: 'getMany', action: 'Get many modules', description: 'Modules of a model' },
		{ name: 'Write Cells', value: 'writeCells', action: 'Write cells of a module', description: 'Write values straight into cells, for small changes. For bulk use Load Rows of an import.' },
	],
	default: 'getLineItems',
};

export const moduleFields: INodeProperties[] = [
	moduleField(one),
	{
		displayName: 'Cells',
		name: 'columns',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'autoMapInputData', value: null },
		required: true,
		description: 'Where each input item is written: an item of every dimension, and values of line items. Automatically: fields named like the dimensions and line items of the module.',
		typeOptions: {
			loadOptionsDependsOn: ['workspace.value', 'model.value', 'module.value'],
			resourceMapper: {
				resourceMapperMethod: 'getCellColumns', mode: 'add', fieldWords: { singular: 'field', plural: 'fields' },
				addAllFields: true, multiKeyMatch: false, supportAutoMap: true,
			},
		},
		displayOptions: writing,
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: writing,
		options: [
			{
				displayName: 'Dimension Items Are',
				name: 'itemsBy',
				type: 'options',
				options: [
					{ name: 'Codes', value: 'itemCode' },
					{ name: 'Found Automatically', value: 'auto', description: 'By code, name or ID, looked up before anything is written' },
					{ name: 'IDs', value: 'itemId' },
					{ name: 'Names', value: 'itemName' },
				],
				default: 'auto',
				description: 'What the values of the dimensions are. Anything but Found Automatically saves the lookup, and then Anaplan judges each value. Periods and versions have names and no codes.',
			},
			extraFieldsOption('dimensions or line items of the module'),
			olderBatchesOption,
			rejectedLimitOption,
		],
	},
];
