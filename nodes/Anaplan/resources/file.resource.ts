import type { INodeProperties } from 'n8n-workflow';
import { fileField } from '../../shared/fields/anaplan-target.fields';
import { outputFields } from '../../shared/fields/output.fields';
import { olderBatchesOption, uploadOptions } from './upload-options';

const uploading = { show: { resource: ['file'], operation: ['uploadChunks'] } };
const downloading = { show: { resource: ['file'], operation: ['download'] } };

export const fileOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['file'] } },
	options: [
		{ name: 'Download', value: 'download', action: 'Download a file', description: 'What this user has uploaded or exported, as it is or row by row' },
		{ name: 'Get Many', value: 'getMany', action: 'Get many files', description: 'Import data sources and export files of a model' },
		{ name: 'Upload Chunks', value: 'uploadChunks', action: 'Upload a file in chunks', description: 'Put a CSV file where an import action will read it. Starts nothing.' },
	],
	default: 'uploadChunks',
};

export const fileFields: INodeProperties[] = [
	fileField(uploading),
	fileField(downloading),
	...outputFields(downloading),
	{
		displayName: 'Input File Field',
		name: 'inputProperty',
		type: 'string',
		default: 'data',
		required: true,
		hint: 'Name of the binary field that holds the CSV file',
		displayOptions: uploading,
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: uploading,
		options: [...uploadOptions, olderBatchesOption],
	},
];
