import type { INodeProperties } from 'n8n-workflow';

/** What holds for both kinds of batches. */
export const batchOptions: readonly INodeProperties[] = [
	{
		displayName: 'Dates As',
		name: 'dates',
		type: 'options',
		options: [
			{ name: 'Day', value: 'plain', description: '2026-03-31' },
			{ name: 'Day and Midnight', value: 'with time', description: '2026-03-31T00:00:00Z' },
		],
		default: 'with time',
		description: 'How days are written for the server. Both mean the day itself.',
	},
	{
		displayName: 'Decimal Places',
		name: 'places',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 3 },
		default: 2,
		description: 'Decimals that amounts may have in the functional currency. A row with more is rejected, not rounded. Do not change it for a posting that has begun.',
	},
	{
		displayName: 'Lines per Batch at Most',
		name: 'mostLines',
		type: 'number',
		typeOptions: { minValue: 2 },
		default: 500,
		description: 'A group with more lines is split into several batches. Do not change it for a posting that has begun: the batches would be others.',
	},
	{
		displayName: 'Posting Parameters',
		name: 'postParameters',
		type: 'string',
		default: '',
		placeholder: 'PostAllBatches=No; PostBatchFrom={batch}; PostBatchTo={batch}',
		description: 'Parameters of the posting process as this server names them, as Name=Value with semicolons between them; {batch} stands for the number. Only needed if a run says that it cannot tell them.',
	},
	{
		displayName: 'Release Means',
		name: 'releaseAs',
		type: 'options',
		options: [
			{ name: 'Post', value: 'post', description: 'The batch is posted. Nothing takes that back.' },
			{ name: 'Set Ready to Post', value: 'ready to post', description: 'An accountant posts it in Sage 300' },
		],
		default: 'ready to post',
		description: 'How far Release goes',
	},
];

/** What Release has made of a batch: only a posted one is in the books. */
export const releasedWord = ({ releaseAs }: Readonly<Record<string, unknown>>): string => (releaseAs === 'post' ? 'posted' : 'set ready to post');
