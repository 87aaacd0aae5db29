import type { INodeProperties } from 'n8n-workflow';
import { importField } from '../../shared/fields/anaplan-target.fields';
import { inputFields } from '../../shared/fields/output.fields';
import { olderBatchesOption, uploadOptions } from './upload-options';

const loading = { show: { resource: ['import'], operation: ['loadRows'] } };
const running = { show: { resource: ['import'], operation: ['runImport'] } };
const either = { show: { resource: ['import'], operation: ['loadRows', 'runImport'] } };

const taskOptions: INodeProperties[] = [
	{
		displayName: 'Confirm Filtered Batches',
		name: 'confirmFiltered',
		type: 'boolean',
		default: false,
		description: 'Whether the cursor may move although some records of the batch never reached this node, because the workflow filters them out on purpose. They are not read again.',
	},
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

const loadOptions: INodeProperties[] = [
	{
		displayName: 'Also Run Import Names or IDs',
		name: 'alsoRun',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getImportsOfSameFile', loadOptionsDependsOn: ['import.value'] },
		default: [],
		description: 'Further imports of the same file, run one after another once the first has succeeded: first the list, then the module. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Extra Fields',
		name: 'extraFields',
		type: 'options',
		options: [
			{ name: 'Refuse', value: 'refuse' },
			{ name: 'Send Anyway', value: 'sendAnyway', description: 'Anaplan drops columns that the import does not know' },
		],
		default: 'refuse',
		description: 'What to do with fields of an item that are not in the header of the import. Anaplan would drop such columns without a word.',
	},
	olderBatchesOption,
	{
		displayName: 'Rejected Items at Most',
		name: 'rejectedLimit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 10000,
		description: 'From this number on the rejected rows leave as one item with a CSV file instead of one item each',
	},
	...uploadOptions,
];

const sorted = (fields: INodeProperties[]): INodeProperties[] => fields.sort((a, b) => a.displayName.localeCompare(b.displayName));

export const importOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['import'] } },
	options: [
		{ name: 'Get Many', value: 'getMany', action: 'Get many imports', description: 'Import actions of a model and the files they read' },
		{ name: 'Load Rows', value: 'loadRows', action: 'Load rows into a list or module', description: 'Upload, import, wait, and return what Anaplan made of every row' },
		{ name: 'Run Import Action', value: 'runImport', action: 'Run an import action', description: 'Start an import on the file that was uploaded before' },
	],
	default: 'loadRows',
};

export const importFields: INodeProperties[] = [
	importField(either),
	...inputFields(loading),
	{
		displayName: 'Wait for the Task',
		name: 'wait',
		type: 'boolean',
		default: true,
		description: 'Whether to wait until the import has ended. Otherwise the task ID comes out at once, for Poll Task.',
		displayOptions: running,
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: loading,
		options: sorted([...loadOptions, ...taskOptions]),
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: running,
		options: sorted([...taskOptions]),
	},
];

/** The same waiting options for Poll Task. */
export const waitingOptions = (): INodeProperties[] => sorted([...taskOptions]);
