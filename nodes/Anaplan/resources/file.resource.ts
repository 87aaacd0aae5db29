import type { INodeProperties } from 'n8n-workflow';
import { fileField } from '../../shared/fields/anaplan-target.fields';

const uploading = { show: { resource: ['file'], operation: ['uploadChunks'] } };

export const fileFields: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['file'] } },
		options: [
			{ name: 'Get Many', value: 'getMany', action: 'Get many files', description: 'Import data sources and export files of a model' },
			{ name: 'Upload Chunks', value: 'uploadChunks', action: 'Upload a file in chunks', description: 'Put a CSV file where an import action will read it. Starts nothing.' },
		],
		default: 'uploadChunks',
	},
	fileField(uploading),
	{
		displayName: 'Input File Field',
		name: 'inputProperty',
		type: 'string',
		default: 'data',
		required: true,
		hint: 'Name of the binary field that holds the CSV file',
		displayOptions: uploading,
	},
];

/** The way past the stale-replay guard, wherever it stands. */
export const olderBatchesOption: INodeProperties = {
	displayName: 'Load Older Batches',
	name: 'loadStale',
	type: 'boolean',
	default: false,
	description: 'Whether to load a batch although this node has already loaded a newer one, which the older values would overwrite. For a retry of an old execution that you really want.',
};

/** How bytes travel; shared by Upload Chunks and Load Rows. */
export const uploadOptions: INodeProperties[] = [
	{
		displayName: 'Chunk Size (MB)',
		name: 'chunkMegabytes',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 50 },
		default: 10,
		description: 'Size of a chunk before compression. Anaplan takes 1 to 50 MB and at most 1,000 chunks.',
	},
	{
		displayName: 'Chunks at a Time',
		name: 'parallelChunks',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 16 },
		default: 5,
		description: 'How many chunks are on their way at once. Memory is about this number times the chunk size.',
	},
	{ displayName: 'Compress', name: 'gzip', type: 'boolean', default: true, description: 'Whether to send every chunk as gzip' },
];
