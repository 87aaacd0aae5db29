import type { INodeProperties } from 'n8n-workflow';
import type { JournalSystem } from '../journal/journal-system';

type Display = NonNullable<INodeProperties['displayOptions']>;

/**
 * "Create" and "Find" of a resource that journals are posted to, the same words for every target.
 *
 * @param what as the list of all actions names them, where a node posts to several targets
 */
export const journalOperation = (displayOptions: Display, what = 'journal entries'): INodeProperties => ({
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions,
	options: [
		{ name: 'Create', value: 'create', action: `Create ${what}`, description: 'Post rows as balanced batches, once: a batch that is there already is found and not posted again' },
		{ name: 'Find', value: 'find', action: `Find ${what}`, description: 'Batches that carry a reference, or belong to a posting: number, status, totals and link' },
	],
	default: 'create',
});

const findBy = (display: Display): INodeProperties => ({
	displayName: 'Find By',
	name: 'findBy',
	type: 'options',
	noDataExpression: true,
	options: [{ name: 'Posting Name', value: 'postingName', description: 'Every batch whose description holds it' }, { name: 'Reference', value: 'reference' }],
	default: 'reference',
	description: 'What is known of the batches',
	displayOptions: display,
});

const postingName = (display: Display): INodeProperties => ({
	displayName: 'Posting Name',
	name: 'postingName',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. Budget 2026 v3',
	description: 'Name of the posting, its title if it has one, or words out of it. They stand behind the reference in the description of a batch.',
	displayOptions: { show: { ...display.show, findBy: ['postingName'] } },
});

/** What journals can be looked for by; by their reference alone where the system has no list of them. */
export type FoundBy = 'words or reference' | 'reference';

/**
 * All parameters of "Find".
 *
 * @param more options of the system that also decide how its journals are found
 */
export const journalFindFields = (
	display: Display, { referencePrefix }: JournalSystem, more: readonly INodeProperties[], by: FoundBy = 'words or reference',
): INodeProperties[] => [
	...(by === 'reference' ? [] : [findBy(display)]),
	{
		displayName: 'References',
		name: 'references',
		type: 'string',
		default: '',
		required: true,
		placeholder: `e.g. ${referencePrefix}7F3A12K9MNPQ`,
		description: 'References as Create gives them, with commas between them',
		displayOptions: by === 'reference' ? display : { show: { ...display.show, findBy: ['reference'] } },
	},
	...(by === 'reference' ? [] : [postingName(display)]),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: display,
		options: [
			...more,
			{
				displayName: 'Reference Prefix',
				name: 'referencePrefix',
				type: 'string' as const,
				default: referencePrefix,
				placeholder: referencePrefix,
				description: 'What the references begin with, where it was another one when the batches were posted',
			},
		].sort((a, b) => a.displayName.localeCompare(b.displayName)),
	},
];
