import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { FieldEntry, JournalSystem } from '../journal/journal-system';
import { journalOptions } from './journal-options.fields';
import { inputFields } from './output.fields';

type Display = NonNullable<INodeProperties['displayOptions']>;

const byName = (a: INodePropertyOptions, b: INodePropertyOptions): number => a.name.localeCompare(b.name);

const shown = ({ show }: Display, more: Record<string, string[]>): Display => ({ show: { ...show, ...more } });

const rowFields = (display: Display): INodeProperties[] => [
	{
		displayName: 'Account Column',
		name: 'accountColumn',
		type: 'string',
		default: 'Account',
		required: true,
		placeholder: 'e.g. Account',
		description: 'Column of the rows that holds the account',
		displayOptions: display,
	},
	{
		displayName: 'Amounts Are',
		name: 'amountForm',
		type: 'options',
		options: [
			{ name: 'In One Column With a Sign', value: 'signed' },
			{ name: 'In Two Columns, Debit and Credit', value: 'debitCredit', description: 'One of the two is filled. A negative debit is a credit.' },
		],
		default: 'signed',
		description: 'How the rows hold the amount. It is text with a point, like -1250.50; a number that has lost digits is not mended.',
		displayOptions: display,
	},
	{
		displayName: 'Amount Column',
		name: 'amountColumn',
		type: 'string',
		default: 'Amount',
		required: true,
		placeholder: 'e.g. Amount',
		description: 'Column of the rows that holds the amount',
		displayOptions: shown(display, { amountForm: ['signed'] }),
	},
	{
		displayName: 'Positive Is',
		name: 'positiveIs',
		type: 'options',
		options: [{ name: 'Credit', value: 'credit' }, { name: 'Debit', value: 'debit' }],
		default: 'debit',
		description: 'Which side an amount without a minus is posted on',
		displayOptions: shown(display, { amountForm: ['signed'] }),
	},
	{
		displayName: 'Debit Column',
		name: 'debitColumn',
		type: 'string',
		default: 'Debit',
		required: true,
		placeholder: 'e.g. Debit',
		description: 'Column of the rows that holds the debit, empty or zero where the row is a credit',
		displayOptions: shown(display, { amountForm: ['debitCredit'] }),
	},
	{
		displayName: 'Credit Column',
		name: 'creditColumn',
		type: 'string',
		default: 'Credit',
		required: true,
		placeholder: 'e.g. Credit',
		description: 'Column of the rows that holds the credit, empty or zero where the row is a debit',
		displayOptions: shown(display, { amountForm: ['debitCredit'] }),
	},
	{
		displayName: 'Description Column',
		name: 'descriptionColumn',
		type: 'string',
		default: 'Description',
		placeholder: 'e.g. Description',
		description: 'Column of the rows that holds the text of the line. The rows may lack it. The text has no part in deciding whether a journal was posted before.',
		displayOptions: display,
	},
	{
		displayName: 'Key Columns',
		name: 'keyColumns',
		type: 'string',
		default: '',
		placeholder: 'e.g. Account, Cost Center, Month',
		description: 'Columns, separated by commas, that together name a row. Two rows with one key are rejected, because the input may hold an export twice; and outputs tell which rows went into which journal.',
		displayOptions: display,
	},
];

const entry = ({ name, from, column = '', value = '' }: FieldEntry): Record<string, string> => ({ name, from, column, value });

const fieldList = (display: Display, { system, fields, entries }: JournalSystem): INodeProperties => ({
	displayName: 'Fields',
	name: 'fields',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Field',
	default: { field: entries.map(entry) },
	description: `What else ${system} is told: of each line from a column of the rows, or the same for all lines. A column that no row has is an error.`,
	displayOptions: display,
	options: [{
		displayName: 'Field',
		name: 'field',
		values: [
			{
				displayName: 'Field',
				name: 'name',
				type: 'options',
				options: fields.map(({ name, value, description }) => ({ name, value, description })).sort(byName),
				default: '',
				description: `The field of ${system}`,
			},
			{
				displayName: 'From',
				name: 'from',
				type: 'options',
				options: [{ name: 'Column', value: 'column', description: 'Each row has its own value' }, { name: 'Value', value: 'value', description: 'The same for all rows' }],
				default: 'column',
				description: 'Where the value comes from',
			},
			{
				displayName: 'Column',
				name: 'column',
				type: 'string',
				default: '',
				placeholder: 'e.g. Branch',
				description: 'Column of the rows that holds it',
				displayOptions: { show: { from: ['column'] } },
			},
			{
				displayName: 'Value',
				name: 'value',
				type: 'string',
				default: '',
				placeholder: 'e.g. PLAN2026',
				description: 'The value for all rows. An empty one says nothing.',
				displayOptions: { show: { from: ['value'] } },
			},
		],
	}],
});

const deeds = (display: Display, { system, canRelease, releaseDescription }: JournalSystem): INodeProperties[] => [
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description: `Whether to show what would be posted, with all checks, and write nothing to ${system}`,
		displayOptions: display,
	},
	...(canRelease ? [{
		displayName: 'Release',
		name: 'release',
		type: 'boolean' as const,
		default: false,
		description: releaseDescription,
		displayOptions: display,
	}] : []),
];

/** All parameters of "Create" of a journal entry, the same words for every target. */
export const journalFields = (display: Display, target: JournalSystem): INodeProperties[] => [
	{
		displayName: 'Posting Name',
		name: 'postingName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Budget 2026 v3',
		description: 'What this posting is. Together with ledger, period and so on it decides the reference by which a later run finds what was posted before. The same name never posts twice; another name is another posting. Do not put a date or a number of the run into it.',
		displayOptions: display,
	},
	...inputFields(display),
	...rowFields(display),
	fieldList(display, target),
	...deeds(display, target),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: display,
		options: journalOptions(target),
	},
];
