import type { INodeProperties } from 'n8n-workflow';
import { journalFindFields, journalOperation } from '../../shared/fields/journal-find.fields';
import { journalFields } from '../../shared/fields/journal.fields';
import { LEDGER_JOURNAL } from './ledger-panel';

export const journalEntryFields: INodeProperties[] = [
	journalOperation({ show: { resource: ['journalEntry'] } }),
	...journalFields({ show: { resource: ['journalEntry'], operation: ['create'] } }, LEDGER_JOURNAL),
	...journalFindFields({ show: { resource: ['journalEntry'], operation: ['find'] } }, LEDGER_JOURNAL, []),
];
