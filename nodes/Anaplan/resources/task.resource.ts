import type { INodeProperties } from 'n8n-workflow';
import { waitingOptions } from './import.resource';

const one = ['cancel', 'getFailureDump', 'pollTask'];

export const taskOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['task'] } },
	options: [
		{ name: 'Cancel', value: 'cancel', action: 'Cancel a task', description: 'Ask Anaplan to roll a running task back' },
		{ name: 'Get Failure Dump', value: 'getFailureDump', action: 'Get the failure dump of a task', description: 'The rows that the import rejected or warned about. Anaplan keeps them only until the next run of the same import.' },
		{ name: 'Poll Task', value: 'pollTask', action: 'Poll a task until it ends', description: 'Wait for a task that was started before, and return its outcome and rejected rows' },
	],
	default: 'pollTask',
};

export const taskFields: INodeProperties[] = [
	{
		displayName: 'Action ID',
		name: 'actionId',
		type: 'string',
		default: '={{ $json.import?.id }}',
		required: true,
		description: 'ID of the import action that the task belongs to',
		displayOptions: { show: { resource: ['task'], operation: one } },
	},
	{
		displayName: 'Task ID',
		name: 'taskId',
		type: 'string',
		default: '={{ $json.taskId }}',
		required: true,
		displayOptions: { show: { resource: ['task'], operation: one } },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { show: { resource: ['task'], operation: ['pollTask'] } },
		options: waitingOptions(),
	},
];
