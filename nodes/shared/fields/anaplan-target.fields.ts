import type { INodeProperties } from 'n8n-workflow';

type Display = NonNullable<INodeProperties['displayOptions']>;

const locator = (displayName: string, name: string, method: string, placeholder: string, description: string, displayOptions: Display, required: boolean): INodeProperties => ({
	displayName,
	name,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required,
	description,
	displayOptions,
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: method, searchable: true } },
		{ displayName: 'By Name or ID', name: 'name', type: 'string', placeholder },
	],
});

export const workspaceField = (display: Display, required = true): INodeProperties =>
	locator('Workspace', 'workspace', 'searchWorkspaces', '8a868cd97f1c22d5018120c4d3e70b51', 'Workspace that holds the model', display, required);

export const modelField = (display: Display, required = true): INodeProperties =>
	locator('Model', 'model', 'searchModels', '5C3D7A0B9E2F4D6183A4B5C6D7E8F901', 'Model to work on', display, required);

export const importField = (display: Display, required = true): INodeProperties =>
	locator('Import', 'import', 'searchImports', '112000000001', 'Import action, as a model builder created it. The list shows the file that each import reads.', display, required);

export const fileField = (display: Display, required = true): INodeProperties =>
	locator('File', 'file', 'searchFiles', '113000000001', 'Import data source: the file that an import action reads', display, required);
