import type { INodeProperties } from 'n8n-workflow';

/** Which cursor, and where to. Reset and Set save only in production runs: n8n throws test-run state away. */
export const cursorFields = (resource: string): INodeProperties[] => [
	{
		displayName: 'n8n keeps cursors only of production runs. In a test run use the option "Start Over From" of Get Changes instead, which is saved with the workflow.',
		name: 'cursorNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { resource: [resource], operation: ['set', 'reset'] } },
	},
	{
		displayName: 'Node',
		name: 'cursorNode',
		type: 'string',
		default: '',
		placeholder: 'Get Changed Bills',
		required: true,
		description: 'Name of the node in this workflow whose cursor is meant: the one with Get Changes',
		displayOptions: { show: { resource: [resource], operation: ['set', 'reset'] } },
	},
	{
		displayName: 'Moment',
		name: 'moment',
		type: 'string',
		default: '',
		placeholder: '2026-03-01T00:00:00Z',
		required: true,
		description: 'ISO 8601, UTC',
		displayOptions: { show: { resource: [resource], operation: ['set'] } },
	},
];
