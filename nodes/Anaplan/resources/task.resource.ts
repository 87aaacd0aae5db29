import type { INodeProperties } from 'n8n-workflow';
import { outputFields } from '../../shared/fields/output.fields';
import { confirmOptions, optionsField, rejectedLimitOption, waitOptions } from './task-options';

const ofTask = { show: { resource: ['task'], operation: ['cancel', 'getFailureDump', 'pollTask'] } };
const ofAction = { show: { resource: ['task'], operation: ['cancel', 'getFailureDump', 'getMany', 'pollTask'] } };
const polling = { show: { resource: ['task'], operation: ['pollTask'] } };
const cancelling = { show: { resource: ['task'], operation: ['cancel'] } };
const dumping = { show: { resource: ['task'], operation: ['getFailureDump'] } };
const listing = { show: { resource: ['task'], operation: ['getMany'] } };

export const taskOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['task'] } },
	options: [
		{ name: 'Cancel', value: 'cancel', action: 'Cancel a task', description: 'Ask Anaplan to roll a running task back' },
		{ name: 'Get Failure Dump', value: 'getFailureDump', action: 'Get the failure dump of a task', description: 'The rows that an import rejected or warned about. Anaplan keeps them only until the next run of the same import.' },
		{ name: 'Get Many', value: 'getMany', action: 'Get many tasks', description: 'Tasks of an action, newest first, with their state' },
		{ name: 'Poll Task', value: 'pollTask', action: 'Poll a task', description: 'Look at a task that was started before, once or until it ends, and return its outcome and rejected rows' },
	],
	default: 'pollTask',
};

export const taskFields: INodeProperties[] = [
	{
		displayName: 'Action ID',
		name: 'actionId',
		type: 'string',
		default: '={{ $json.action?.id ?? $json.import?.id }}',
		required: true,
		placeholder: '118000000009',
		description: 'ID or name of the import, export, process or other action that the task belongs to. With an ID nothing has to be looked up in a busy model.',
		displayOptions: ofAction,
	},
	{
		displayName: 'Kind of Action',
		name: 'actionKind',
		type: 'options',
		options: [
			{ name: 'Export', value: 'exports' },
			{ name: 'Import', value: 'imports' },
			{ name: 'Other Action', value: 'actions', description: 'Delete, order, copy, …' },
			{ name: 'Process', value: 'processes' },
			{ name: 'Recognise by ID', value: 'auto', description: 'IDs of imports begin with 112, of exports with 116, of other actions with 117, of processes with 118' },
		],
		default: 'auto',
		description: 'What kind of action the ID or name belongs to',
		displayOptions: ofAction,
	},
	{
		displayName: 'Task ID',
		name: 'taskId',
		type: 'string',
		default: '={{ $json.taskId }}',
		required: true,
		placeholder: '0E5B9C64D2A94B6E8F13A7C0D1E2F304',
		description: 'ID of the task, as the node that started it puts it out',
		displayOptions: ofTask,
	},
	{
		displayName: 'Look',
		name: 'look',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Once', value: 'once', description: 'One look, with an output Not Yet for a loop through a Wait node. No worker is kept waiting.' },
			{ name: 'Until It Ends', value: 'wait', description: 'This node waits until the task has ended or the deadline has passed' },
		],
		default: 'wait',
		description: 'How long to look at the task',
		displayOptions: polling,
	},
	{
		displayName: 'Failed Tasks',
		name: 'failedTasks',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Own Output', value: 'output', description: 'They leave by the output Failed, with Anaplan\'s words. They confirm no cursor.' },
			{ name: 'Stop With an Error', value: 'stop' },
		],
		default: 'stop',
		description: 'What to do with a task that has failed or was cancelled',
		displayOptions: polling,
	},
	{
		displayName: 'Wait Until Cancelled',
		name: 'waitForCancel',
		type: 'boolean',
		default: false,
		description: 'Whether to wait until the task is rolled back. Otherwise Anaplan is asked, and what it answers comes out at once.',
		displayOptions: cancelling,
	},
	{
		displayName: 'Import of the Process',
		name: 'stepImport',
		type: 'string',
		default: '',
		placeholder: '112000000034',
		description: 'For the task of a process: ID or name of the import whose rejected rows are wanted. All imports that announce a dump when empty.',
		displayOptions: dumping,
	},
	...outputFields(dumping),
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: listing,
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { ...listing.show, returnAll: [false] } },
	},
	optionsField(polling, [...waitOptions, ...confirmOptions, rejectedLimitOption]),
	optionsField(cancelling, waitOptions.filter(({ name }) => name !== 'whenStopped')),
];
