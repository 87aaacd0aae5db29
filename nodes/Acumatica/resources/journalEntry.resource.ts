import type { INodeProperties } from 'n8n-workflow';
import { journalFields } from '../../shared/fields/journal.fields';
import { ACUMATICA_JOURNAL, searchFieldOption } from './journal-panel';
import { endpointVersionOption } from './reading-options';

const creating = { show: { resource: ['journalEntry'], operation: ['create'] } };
const finding = { show: { resource: ['journalEntry'], operation: ['find'] } };

const { referencePrefix } = ACUMATICA_JOURNAL;

export const journalEntryFields: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['journalEntry'] } },
		options: [
			{ name: 'Create', value: 'create', action: 'Create journal entries', description: 'Post rows as balanced batches, once: a batch that is there already is found and not posted again' },
			{ name: 'Find', value: 'find', action: 'Find journal entries', description: 'Batches that carry a reference, or belong to a posting: number, status, totals and link' },
		],
		default: 'create',
	},
	...journalFields(creating, ACUMATICA_JOURNAL),
	{
		displayName: 'Find By',
		name: 'findBy',
		type: 'options',
		noDataExpression: true,
		options: [{ name: 'Posting Name', value: 'postingName', description: 'Every batch whose description holds it' }, { name: 'Reference', value: 'reference' }],
		default: 'reference',
		description: 'What is known of the batches',
		displayOptions: finding,
	},
	{
		displayName: 'References',
		name: 'references',
		type: 'string',
		default: '',
		required: true,
		placeholder: `e.g. ${referencePrefix}7F3A12K9MNPQ`,
		description: 'References as Create gives them, with commas between them',
		displayOptions: { show: { ...finding.show, findBy: ['reference'] } },
	},
	{
		displayName: 'Posting Name',
		name: 'postingName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Budget 2026 v3',
		description: 'Name of the posting, its title if it has one, or words out of it. They stand behind the reference in the description of a batch.',
		displayOptions: { show: { ...finding.show, findBy: ['postingName'] } },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: finding,
		options: [
			endpointVersionOption,
			searchFieldOption,
			{
				displayName: 'Reference Prefix',
				name: 'referencePrefix',
				type: 'string',
				default: referencePrefix,
				placeholder: referencePrefix,
				description: 'What the references begin with, where it was another one when the batches were posted',
			},
		],
	},
];
