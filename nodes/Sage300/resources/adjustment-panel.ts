import type { INodeProperties } from 'n8n-workflow';
import type { JournalSystem } from '../../shared/journal/journal-system';
import { batchOptions, releasedWord } from './batch-options';

const typeNumber = (displayName: string, name: string, side: string): INodeProperties => ({
	displayName,
	name,
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 81,
	description: `Number of the kind of distribution that ${side} an account. 81 is that of the vendor's example; others are not documented.`,
});

const options: readonly INodeProperties[] = [
	...batchOptions,
	{
		displayName: 'Amounts Carry',
		name: 'amounts',
		type: 'options',
		options: [
			{ name: 'No Sign', value: 'absolute', description: 'The kind of the distribution says which side it is; needs two different transaction types' },
			{ name: 'Their Sign', value: 'signed' },
		],
		default: 'signed',
		description: 'How a distribution tells debit from credit. Try one adjustment first: the vendor does not document the sign.',
	},
	typeNumber('Transaction Type of Credits', 'creditType', 'credits'),
	typeNumber('Transaction Type of Debits', 'debitType', 'debits'),
];

/** What the panel of "Create" tells of payables; the names are those of the target (src/systems/sage300/journal/payables). */
export const ADJUSTMENT_JOURNAL: JournalSystem = {
	system: 'Sage 300',
	fields: [
		{ name: 'Date', value: 'date', description: 'Date of the batch and of its adjustments, like 2026-04-30' },
		{ name: 'Distribution Code', value: 'distributionCode', description: 'Distribution code of the line, beside its account' },
		{ name: 'Document', value: 'document', description: 'Number of the posted document that is adjusted' },
		{ name: 'Document Line', value: 'documentLine', description: 'Line of the document, where it keeps its lines; 1 when it is left out' },
		{ name: 'Transaction Type', value: 'transactionType', description: 'Kind of this distribution, where it is another one than the options say' },
		{ name: 'Vendor', value: 'vendor', description: 'Number of the vendor. Each vendor gets an entry of the batch.' },
	],
	entries: [
		{ name: 'date', from: 'column', column: 'Date' }, { name: 'vendor', from: 'column', column: 'Vendor' }, { name: 'document', from: 'column', column: 'Document' },
	],
	offsetFields: {},
	options,
	// The other side is the control account of the vendor, which the server adds.
	imbalance: 'allow',
	storedAs: 'left open',
	releasedAs: releasedWord,
	canRelease: true,
	releaseDescription: 'Whether to set the batches ready to post, or to post them, as the option "Release Means" says; otherwise they stay open for an accountant. What is posted cannot be deleted.',
	canHold: false,
	keepsDeleted: true,
	referencePrefix: 'PLAN-',
	settleMinutes: 12,
};
