import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

type Display = NonNullable<INodeProperties['displayOptions']>;

/** What is read, as one ERP calls it. */
export interface RecordKind {
	readonly displayName: string;
	readonly name: string;
	readonly first: string;
	readonly description: string;
	readonly searchListMethod: string;
	readonly placeholder: string;
}

/** Which kind of record an operation works on: from the list, or typed. */
export const recordKindField = (displayOptions: Display, { displayName, name, first, description, searchListMethod, placeholder }: RecordKind): INodeProperties => ({
	displayName,
	name,
	type: 'resourceLocator',
	default: { mode: 'list', value: first },
	required: true,
	description,
	displayOptions,
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod, searchable: true } },
		{ displayName: 'By Name', name: 'name', type: 'string', placeholder },
	],
});

/** What the choices mean in one ERP, and which fields decide what there is to choose. */
export interface FieldChoiceWords {
	readonly all: string;
	readonly planning: string;
	/** More than n8n's usual sentence, if there is more to say; it has to end with that one. */
	readonly chosen?: string;
	readonly dependsOn: readonly string[];
}

/** All fields, those that planning needs, or chosen ones (`getFieldOptions` of the node lists them); read by `fieldChoiceOf`. */
export const fieldChoiceFields = (displayOptions: Display, { all, planning, chosen, dependsOn }: FieldChoiceWords): INodeProperties[] => [
	{
		displayName: 'Fields',
		name: 'fieldChoice',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'All', value: 'all', description: all },
			{ name: 'Chosen', value: 'chosen' },
			{ name: 'For Planning', value: 'planning', description: planning },
		],
		default: 'planning',
		displayOptions,
	},
	{
		displayName: 'Field Names or IDs',
		name: 'fields',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getFieldOptions', loadOptionsDependsOn: [...dependsOn] },
		default: [],
		description: 'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		displayOptions: { show: { ...displayOptions.show, fieldChoice: ['chosen'] } },
		...(chosen === undefined ? {} : { description: chosen }),
	},
];

/** One spelling of each operator for all ERPs. Its values are in workflows: they stay. */
const OPERATORS = {
	contains: { name: 'Contains' },
	endswith: { name: 'Ends With' },
	equalto: { name: 'Equal' },
	greaterthanorequalto: { name: 'Greater or Equal' },
	greaterthan: { name: 'Greater Than' },
	isnull: { name: 'Is Empty' },
	isnotnull: { name: 'Is Not Empty' },
	lessthanorequalto: { name: 'Less or Equal' },
	lessthan: { name: 'Less Than' },
	like: { name: 'Like', description: '% stands for anything, _ for one character' },
	notequalto: { name: 'Not Equal' },
	notlike: { name: 'Not Like' },
	notin: { name: 'Not One Of' },
	in: { name: 'One Of' },
	startswith: { name: 'Starts With' },
} as const;

export type ConditionOperator = keyof typeof OPERATORS;

/** What conditions can say in one ERP. */
export interface ConditionWords {
	readonly operators: readonly ConditionOperator[];
	readonly field: Pick<INodeProperties, 'placeholder' | 'description'>;
	readonly value: Pick<INodeProperties, 'placeholder' | 'description'>;
}

const offered = (operators: readonly ConditionOperator[]): INodePropertyOptions[] =>
	operators.map((value) => ({ value, ...OPERATORS[value] })).sort((a, b) => a.name.localeCompare(b.name));

/** Conditions that records have to meet; read by `conditionsOf`. */
export const conditionsField = (displayOptions: Display, { operators, field, value }: ConditionWords): INodeProperties => ({
	displayName: 'Conditions',
	name: 'conditions',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Condition',
	default: {},
	description: 'All of them must hold',
	displayOptions,
	options: [
		{
			displayName: 'Condition',
			name: 'condition',
			values: [
				{ displayName: 'Field', name: 'field', type: 'string', default: '', ...field },
				{ displayName: 'Operator', name: 'operator', type: 'options', options: offered(operators), default: 'equalto' },
				{ displayName: 'Value', name: 'value', type: 'string', default: '', ...value },
			],
		},
	],
});

/** n8n's own two fields for how many; read by `limitOf`. */
export const limitFields = (displayOptions: Display): INodeProperties[] => [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions,
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { ...displayOptions.show, returnAll: [false] } },
	},
];
