import type { INodeProperties } from 'n8n-workflow';

type Display = NonNullable<INodeProperties['displayOptions']>;

/** Options of every "Get Changes": how the cursor behaves. The same words for every ERP. */
export const changesOptions = (displayOptions: Display, more: INodeProperties[] = []): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	displayOptions,
	options: [
		{
			displayName: 'Changed Since',
			name: 'changedSince',
			type: 'string',
			default: '',
			placeholder: '2026-03-01T00:00:00Z',
			description: 'Read everything changed since this moment (ISO 8601, UTC) and leave the cursor alone. For workflows that keep their own cursor.',
		},
		{
			displayName: 'Confirmed When',
			name: 'confirmedWhen',
			type: 'options',
			options: [
				{ name: 'Any Load After This Node Has Confirmed', value: 'any', description: 'For branches of which only one runs' },
				{ name: 'Every Load After This Node Has Confirmed', value: 'every', description: 'The cursor moves only as far as the slowest load' },
			],
			default: 'every',
			description: 'When the cursor may move, if several Anaplan loads follow this node',
		},
		{
			displayName: 'Overlap (Minutes)',
			name: 'overlapMinutes',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 525600 },
			default: 120,
			description: 'How far before the cursor to look again for records that became visible late. They are sent again only when something there has changed.',
		},
		{
			displayName: 'Start Over From',
			name: 'startOverFrom',
			type: 'string',
			default: '',
			placeholder: 'beginning',
			description: 'Sets the cursor by hand: "beginning" or a moment (ISO 8601, UTC). Takes effect once, on the next production run after the value was changed; executions that started before can no longer move the cursor. A remark may follow after a blank ("beginning - model rebuilt"), to start over from the same place again.',
		},
		...more,
	].sort((a, b) => a.displayName.localeCompare(b.displayName)) as INodeProperties[],
});

/** See the cursors. They are set and reset by the option "Start Over From", which is saved with the workflow. */
export const cursorOperations = (resource: string): INodeProperties[] => [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: [{ name: 'Get', value: 'get', action: 'Show how far the cursors are', description: 'Every cursor of this workflow: what was confirmed, and by which load' }],
		default: 'get',
	},
	{
		displayName: 'To set a cursor or to start from the beginning again, change the option "Start Over From" of the Get Changes node.',
		name: 'cursorNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { resource: [resource] } },
	},
];
