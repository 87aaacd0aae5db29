import type { INodeProperties } from 'n8n-workflow';
import { waitOptions } from './task-options';

const whenStopped = waitOptions.filter(({ name }) => name === 'whenStopped');

/** How a view is read, and how long it may take. */
export const viewReadingOptions: readonly INodeProperties[] = [
	{
		displayName: 'Add Item Codes',
		name: 'itemCodes',
		type: 'boolean',
		default: false,
		description: 'Whether to put the code of each item beside its name, as "GL Accounts code", for dimensions whose items have codes. Takes one request per dimension. Not for export actions, which are laid out by their builder.',
	},
	{
		displayName: 'Deadline (Minutes)',
		name: 'deadlineMinutes',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 60,
		description: 'How long a large read or the task of an export action may take. When the deadline passes, the large read is deleted and the task goes on in Anaplan.',
	},
	{
		displayName: 'Form of a Direct Read',
		name: 'directForm',
		type: 'options',
		options: [
			{ name: 'CSV', value: 'csv' },
			{ name: 'JSON', value: 'json' },
		],
		default: 'json',
		description: 'What to ask Anaplan for. Both give the same rows; CSV is also taken where a tenant refuses JSON.',
	},
	{
		displayName: 'Form of a Large Read',
		name: 'largeForm',
		type: 'options',
		options: [
			{ name: 'Tabular Multiple Column', value: 'TABULAR_MULTI_COLUMN' },
			{ name: 'Tabular Single Column', value: 'TABULAR_SINGLE_COLUMN' },
			{ name: 'Tabular Single Items', value: 'TABULAR_SINGLE_ITEMS', description: 'Another name of the single column in Anaplan\'s documentation' },
		],
		default: 'TABULAR_MULTI_COLUMN',
		description: 'What to ask Anaplan for. All give the same rows; with a single column the rows are put together in memory, up to 1,000,000 cells.',
	},
	{
		displayName: 'Poll Every (Seconds)',
		name: 'pollSeconds',
		type: 'number',
		typeOptions: { minValue: 5 },
		default: 5,
		description: 'Pause between two looks at a large read or at the task of an export action. Anaplan asks for at least 5 seconds.',
	},
	{
		displayName: 'Rows Without Values',
		name: 'blankRows',
		type: 'options',
		options: [
			{ name: 'Keep', value: 'keep', description: 'As far as Anaplan sends them: large reads and exports may leave them out' },
			{ name: 'Leave Out', value: 'leaveOut' },
		],
		default: 'leaveOut',
		description: 'What to do with rows whose values are all blank, zero or false, which is the same to Anaplan',
	},
	...whenStopped,
];
