import type { INodeProperties } from 'n8n-workflow';
import { journalFindFields, journalOperation } from '../../shared/fields/journal-find.fields';
import { journalFields } from '../../shared/fields/journal.fields';
import { ENTRY_JOURNAL } from './entry-panel';

export const journalEntryFields: INodeProperties[] = [
	journalOperation({ show: { resource: ['journalEntry'] } }),
	...journalFields({ show: { resource: ['journalEntry'], operation: ['create'] } }, ENTRY_JOURNAL),
	...journalFindFields({ show: { resource: ['journalEntry'], operation: ['find'] } }, ENTRY_JOURNAL, [], 'reference'),
];
