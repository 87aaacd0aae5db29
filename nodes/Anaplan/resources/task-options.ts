import type { INodeProperties } from 'n8n-workflow';

export const sorted = (fields: readonly INodeProperties[]): INodeProperties[] => [...fields].sort((a, b) => a.displayName.localeCompare(b.displayName));

/** How long to wait for a task, and what becomes of it when the execution is stopped: the same wherever a node waits. */
export const waitOptions: readonly INodeProperties[] = [
	{
		displayName: 'Deadline (Minutes)',
		name: 'deadlineMinutes',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 60,
		description: 'How long to wait for the task. Keep it below the timeout of the workflow. The task goes on in Anaplan when the deadline passes.',
	},
	{
		displayName: 'Poll Every (Seconds)',
		name: 'pollSeconds',
		type: 'number',
		typeOptions: { minValue: 5 },
		default: 5,
		description: 'Pause between two looks at the task. Anaplan asks for at least 5 seconds.',
	},
	{
		displayName: 'When Stopped',
		name: 'whenStopped',
		type: 'options',
		options: [
			{ name: 'Cancel the Task', value: 'cancel', description: 'Anaplan is asked to roll it back' },
			{ name: 'Leave It Running', value: 'leave', description: 'The task goes on in Anaplan; the error names it' },
		],
		default: 'cancel',
		description: 'What becomes of the task when somebody stops the execution while this node waits for it',
	},
];

/** When the cursors of the nodes before may move. */
export const confirmOptions: readonly INodeProperties[] = [
	{
		displayName: 'Confirm Filtered Batches',
		name: 'confirmFiltered',
		type: 'boolean',
		default: false,
		description: 'Whether the cursor may move although some records of the batch never reached this node, because the workflow filters them out on purpose. They are not read again.',
	},
	{
		displayName: 'When Rows Are Ignored',
		name: 'whenIgnored',
		type: 'options',
		options: [
			{ name: 'Hold the Cursor', value: 'hold', description: 'Anaplan does not say which rows it ignored, so they are read again' },
			{ name: 'Move the Cursor', value: 'confirm', description: 'Ignored rows count as done' },
		],
		default: 'hold',
		description: 'Whether the cursors of the nodes before may move although Anaplan ignored rows. No output lists them.',
	},
	{
		displayName: 'When Rows Are Rejected',
		name: 'whenRejected',
		type: 'options',
		options: [
			{ name: 'Hold the Cursor', value: 'hold', description: 'The next run reads the same records again, until all of them get through' },
			{ name: 'Move the Cursor', value: 'move', description: 'The rejected rows are taken care of from the Rejected output' },
		],
		default: 'hold',
		description: 'Whether the cursors of the nodes before may move although Anaplan or the mapping rejected rows',
	},
];

export const rejectedLimitOption: INodeProperties = {
	displayName: 'Rejected Items at Most',
	name: 'rejectedLimit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 10000,
	description: 'From this number on the rejected rows or items leave as one item with a CSV file instead of one item each',
};

type Display = NonNullable<INodeProperties['displayOptions']>;

export const optionsField = (displayOptions: Display, options: readonly INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	displayOptions,
	options: sorted(options),
});

export const waitField = (displayOptions: Display, what: string): INodeProperties => ({
	displayName: 'Wait for the Task',
	name: 'wait',
	type: 'boolean',
	noDataExpression: true,
	default: true,
	description: `Whether to wait until the ${what} has ended. Otherwise the task ID comes out at once, for Poll Task.`,
	displayOptions,
});
