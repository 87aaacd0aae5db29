import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { FieldEntry, JournalSystem } from '../journal/journal-system';
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

const wishes = ({ imbalance = 'reject' }: JournalSystem): INodeProperties[] => [
	{
		displayName: 'Group By',
		name: 'groupBy',
		type: 'string',
		default: '',
		placeholder: 'e.g. Project',
		description: 'Further fields, separated by commas, of which each value gets a journal of its own. The fields of the whole journal always do. Part of the reference: another grouping is another posting.',
	},
	{
		displayName: 'If a Journal Does Not Balance',
		name: 'imbalance',
		type: 'options',
		options: [
			{ name: 'Add a Line', value: 'offset', description: 'One line brings the sum to zero, to the account below' },
			{ name: 'Post It All the Same', value: 'allow', description: 'For statistical ledgers' },
			{ name: 'Reject Its Rows', value: 'reject' },
		],
		default: imbalance,
		description: 'What to do with a journal whose debits and credits differ',
	},
	{
		displayName: 'Keep Together',
		name: 'keepTogether',
		type: 'string',
		default: '',
		placeholder: 'e.g. Project',
		description: 'Where a journal has more lines than it may and is split: lines that agree in these fields, separated by commas, stay in one part as far as they balance',
	},
	{
		displayName: 'Offset Account',
		name: 'offsetAccount',
		type: 'string',
		default: '',
		placeholder: 'e.g. 39999',
		description: 'Account of the line that is added where a journal does not balance',
		displayOptions: { show: { imbalance: ['offset'] } },
	},
	{
		displayName: 'Offset Description',
		name: 'offsetDescription',
		type: 'string',
		default: '',
		placeholder: 'e.g. Offset of the plan',
		description: 'Text of the line that is added where a journal does not balance',
		displayOptions: { show: { imbalance: ['offset'] } },
	},
	{
		displayName: 'Repeated Keys',
		name: 'repeatedKeys',
		type: 'options',
		options: [{ name: 'Keep', value: 'keep', description: 'Each row is a line of its own' }, { name: 'Reject', value: 'reject', description: 'The input may hold the same export twice' }],
		default: 'reject',
		description: 'What to do with rows that have the same key. Without Key Columns no row has one.',
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: 'e.g. Approved budget 2026',
		description: 'Words for people in the description of the journal, behind its reference. The posting name when empty.',
	},
	{
		displayName: 'Zero Lines',
		name: 'zeroLines',
		type: 'options',
		options: [
			{ name: 'Leave Out', value: 'omit', description: 'They belong to their journal, but are not written' },
			{ name: 'Reject', value: 'reject' },
			{ name: 'Write', value: 'write' },
		],
		default: 'omit',
		description: 'What to do with rows whose amount is zero',
	},
];

const outcomes: readonly INodeProperties[] = [
	{
		displayName: 'Not Posted Journals',
		name: 'notPosted',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Own Output', value: 'output', description: 'They leave by a third output, and the workflow goes on' },
			{ name: 'Stop With an Error', value: 'stop', description: 'The error lists them, and what was posted' },
		],
		default: 'stop',
		description: 'What to do, after everything was tried, if a journal is ambiguous, was not sent, or was not released although that was asked for',
	},
	{
		displayName: 'Rejected Items at Most',
		name: 'rejectedLimit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 10000,
		description: 'From this number on the rejected rows leave as one item with a CSV file instead of one item each',
	},
];

const ofTarget = ({ system, canHold, keepsDeleted = false, referencePrefix, settleMinutes }: JournalSystem): INodeProperties[] => [
	...(canHold ? [{
		displayName: 'Leave on Hold',
		name: 'hold',
		type: 'boolean' as const,
		default: false,
		description: `Whether the journals are stored on hold, so that a person has to look at them in ${system} before they can be released`,
	}] : []),
	...(keepsDeleted ? [{
		displayName: 'Post Again What Was Deleted',
		name: 'deletedAgain',
		type: 'string' as const,
		default: '',
		placeholder: 'e.g. 000491, 000497',
		description: `Numbers of journals of this posting, separated by commas, that somebody has deleted in ${system} and that shall be posted once more. Without their number they end as withdrawn.`,
	}] : []),
	{
		displayName: 'Reference Prefix',
		name: 'referencePrefix',
		type: 'string',
		default: referencePrefix,
		placeholder: referencePrefix,
		description: `What every reference begins with, so that people recognise it in ${system}. Another prefix makes another posting: what was posted under the former one is not found.`,
	},
	{
		displayName: 'Settle Time (Minutes)',
		name: 'settleMinutes',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: settleMinutes,
		description: `How long ${system} may still store something after its answer was lost. Waited for after a lost answer, and before posting again what an earlier run was about to post. Too short a time can post a journal twice.`,
	},
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
		options: [...wishes(target), ...outcomes, ...ofTarget(target), ...target.options].sort((a, b) => a.displayName.localeCompare(b.displayName)),
	},
];
