import type { INodeProperties } from 'n8n-workflow';

const queried = { show: { resource: ['endpoint'], operation: ['runQuery'] } };

/** What one ERP says of its addresses. */
export interface OwnQueryWords {
	readonly path: { readonly placeholder: string; readonly description: string };
	/** Parameters of the address that are texts. */
	readonly texts: ReadonlyArray<{ readonly displayName: string; readonly name: string; readonly placeholder: string; readonly description: string }>;
	/** Beside "Skip". */
	readonly options: readonly INodeProperties[];
	/** Whether a list can be begun in its middle; it can unless said. */
	readonly canSkip?: boolean;
}

const skip: INodeProperties = { displayName: 'Skip', name: 'skip', type: 'number', typeOptions: { minValue: 0 }, default: 0, description: 'Leave out so many records at the beginning of the list' };

/** The fields of "Run Query" of the resource Endpoint: an address below the endpoint, and its parameters. */
export const ownQueryFields = ({ path, texts, options, canSkip = true }: OwnQueryWords): INodeProperties[] => [
	{
		displayName: 'Path',
		name: 'path',
		type: 'string',
		default: '',
		required: true,
		...path,
		displayOptions: queried,
	},
	...texts.map((words): INodeProperties => ({ ...words, type: 'string', default: '', displayOptions: queried })),
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: queried,
	},
	...(canSkip || options.length > 0 ? [{
		displayName: 'Options',
		name: 'options',
		type: 'collection' as const,
		placeholder: 'Add Option',
		default: {},
		displayOptions: queried,
		options: [...options, ...(canSkip ? [skip] : [])].sort((a, b) => a.displayName.localeCompare(b.displayName)),
	}] : []),
];
