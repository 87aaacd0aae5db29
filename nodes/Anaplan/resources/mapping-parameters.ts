import type { INodeProperties } from 'n8n-workflow';

type Display = NonNullable<INodeProperties['displayOptions']>;

const entityFields: readonly INodeProperties[] = [
	{
		displayName: 'Entity Type',
		name: 'entityType',
		type: 'string',
		default: '',
		placeholder: 'Version',
		description: 'What the import asks for: Version, Period (in some models Time), or the name of a list',
	},
	{
		displayName: 'Entity Name',
		name: 'entityName',
		type: 'string',
		default: '',
		placeholder: 'Actual',
		description: 'The answer: the name of the version, of the period (like Aug 26) or of the list item',
	},
];

const importChoice = (description: string): INodeProperties => ({
	displayName: 'Import Name or ID',
	name: 'import',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getPromptingImports', loadOptionsDependsOn: ['process.value', 'import.value'] },
	default: '',
	description: `${description}. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.`,
});

const field = (displayOptions: Display, values: readonly INodeProperties[]): INodeProperties => ({
	displayName: 'Mapping Parameters',
	name: 'mappingParameters',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Mapping Parameter',
	default: {},
	description: 'Answers to what an import asks at run time ("prompt at run time" in its mapping)',
	displayOptions,
	options: [{ displayName: 'Parameter', name: 'parameter', values: [...values] }],
});

export const mappingParametersOfImport = (displayOptions: Display): INodeProperties => field(displayOptions, entityFields);

export const mappingParametersOfLoad = (displayOptions: Display): INodeProperties =>
	field(displayOptions, [...entityFields, importChoice('The import that asks, where several run on the same file; all of them get the answer when this is empty')]);

export const mappingParametersOfProcess = (displayOptions: Display): INodeProperties =>
	field(displayOptions, [...entityFields, importChoice('The import of the process that asks; all of them get the answer when this is empty')]);
