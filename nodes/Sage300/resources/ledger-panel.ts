import type { INodeProperties } from 'n8n-workflow';
import type { JournalSystem } from '../../shared/journal/journal-system';
import { batchOptions, releasedWord } from './batch-options';

const options: readonly INodeProperties[] = [
	...batchOptions,
	{
		displayName: 'Search Ledger',
		name: 'searchLedger',
		type: 'boolean',
		default: true,
		description: 'Whether to look in the posted transactions of G/L before a batch is created. Only they tell of a batch that was posted and then cleared (Clear History); without it such a journal is posted again.',
	},
	{
		displayName: 'Source Code',
		name: 'sourceCode',
		type: 'string',
		default: 'GL-JE',
		placeholder: 'GL-JE',
		description: 'Source ledger and type of journals that name none. It must exist in G/L Source Codes.',
	},
];

/** What the panel of "Create" tells of the general ledger; the names are those of the target (src/systems/sage300/journal/ledger). */
export const LEDGER_JOURNAL: JournalSystem = {
	system: 'Sage 300',
	fields: [
		{ name: 'Date', value: 'date', description: 'Document and posting date of the entry, like 2026-04-30' },
		{ name: 'Period', value: 'period', description: 'Fiscal year and period, like 2026-04 or 202604; that of the date when it is left out' },
		{ name: 'Rate', value: 'rate', description: 'Exchange rate of the line' },
		{ name: 'Rate Date', value: 'rateDate', description: 'Day of the exchange rate of the line, like 2026-04-30' },
		{ name: 'Rate Type', value: 'rateType', description: 'Rate table of the line, two characters' },
		{ name: 'Reference', value: 'reference', description: 'Reference of the line, behind that of the journal, which stands in front; with the usual prefix 42 characters at most' },
		{ name: 'Source Amount', value: 'sourceAmount', description: 'Amount of the line in its source currency, with its sign' },
		{ name: 'Source Code', value: 'sourceCode', description: 'Source ledger and type of the entry, like GL-JE. Each source code gets a batch of its own.' },
		{ name: 'Source Currency', value: 'sourceCurrency', description: 'Currency of the line, like EUR; the functional one when it is left out' },
	],
	entries: [{ name: 'date', from: 'column', column: 'Date' }, { name: 'period', from: 'column', column: 'Period' }],
	offsetFields: {},
	options,
	storedAs: 'left open',
	releasedAs: releasedWord,
	canRelease: true,
	releaseDescription: 'Whether to set the batches ready to post, or to post them, as the option "Release Means" says; otherwise they stay open for an accountant. What is posted is in the ledger and cannot be deleted.',
	canHold: false,
	keepsDeleted: true,
	referencePrefix: 'PLAN-',
	settleMinutes: 12,
};
