import type { INodeProperties } from 'n8n-workflow';
import { journalFindFields, journalOperation } from '../../shared/fields/journal-find.fields';
import { journalFields } from '../../shared/fields/journal.fields';
import { ACUMATICA_JOURNAL, searchFieldOption } from './journal-panel';
import { endpointVersionOption } from './reading-options';

export const journalEntryFields: INodeProperties[] = [
	journalOperation({ show: { resource: ['journalEntry'] } }),
	...journalFields({ show: { resource: ['journalEntry'], operation: ['create'] } }, ACUMATICA_JOURNAL),
	...journalFindFields({ show: { resource: ['journalEntry'], operation: ['find'] } }, ACUMATICA_JOURNAL, [endpointVersionOption, searchFieldOption]),
];
