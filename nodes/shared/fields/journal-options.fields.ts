import type { INodeProperties } from 'n8n-workflow';
import type { JournalSystem } from '../journal/journal-system';

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

/** Options of "Create": how rows become journals, what becomes of those that are not as they should be, and what the target has of its own. */
export const journalOptions = (target: JournalSystem): INodeProperties[] =>
	[...wishes(target), ...outcomes, ...ofTarget(target), ...target.options].sort((a, b) => a.displayName.localeCompare(b.displayName));
