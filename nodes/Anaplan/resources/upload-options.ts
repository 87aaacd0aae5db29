import type { INodeProperties } from 'n8n-workflow';

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
