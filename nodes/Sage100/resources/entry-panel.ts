import type { INodeProperties } from 'n8n-workflow';
import type { JournalSystem } from '../../shared/journal/journal-system';

const options: readonly INodeProperties[] = [
	{
		displayName: 'Batch',
		name: 'batchNo',
		type: 'string',
		default: '',
		placeholder: '00042',
		description: 'Existing batch for the entries, five digits, where the company uses batches. When empty, the agent opens one for each entry, and only then Release is possible.',
	},
	{
		displayName: 'Lines per Entry at Most',
		name: 'mostLines',
		type: 'number',
		typeOptions: { minValue: 2 },
		default: 500,
		description: 'A group with more lines is split into several entries. Do not change it for a posting that has begun: the entries would be others.',
	},
	{
		displayName: 'Long Descriptions',
		name: 'longDescriptions',
		type: 'options',
		options: [
			{ name: 'Cut', value: 'cut', description: 'They move no money' },
			{ name: 'Reject', value: 'reject' },
		],
		default: 'cut',
		description: 'What to do with a description that is longer than the line comment of Sage 100 leaves room for behind the reference. Often that is a few letters.',
	},
	{
		displayName: 'Release With Entries of Others',
		name: 'postOthers',
		type: 'boolean',
		default: false,
		description: 'Whether Release may run the register where it also posts what other people have entered in that journal or batch',
	},
	{
		displayName: 'Source Journal',
		name: 'sourceJournal',
		type: 'string',
		default: 'GJ',
		placeholder: 'GJ',
		description: 'Journal of entries that name none, two letters or digits. It must exist in Sage 100.',
	},
];

/** What the panel of "Create" tells of the journal; the names are those of the target (src/systems/sage100/journal). */
export const ENTRY_JOURNAL: JournalSystem = {
	system: 'Sage 100',
	fields: [
		{ name: 'Auto Reverse', value: 'autoReverse', description: 'Whether the entry is reversed in the next period: Y or N' },
		{ name: 'Date', value: 'date', description: 'Posting date of the entry, like 2026-04-30; the period follows from it' },
		{ name: 'Source Journal', value: 'sourceJournal', description: 'Journal of the entry, like GJ. Each source journal gets entries of its own.' },
	],
	entries: [{ name: 'date', from: 'column', column: 'Date' }],
	offsetFields: {},
	options,
	storedAs: 'entered and not posted yet',
	canRelease: true,
	releaseDescription: 'Whether the agent runs register and update for the entries, which puts them into the ledger for good. Only where its administrator allows that; otherwise an accountant does it in Sage 100, and the item says so.',
	canHold: false,
	keepsDeleted: false,
	referencePrefix: 'ANP-',
	settleMinutes: 3,
};
