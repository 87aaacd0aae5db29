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

export const processField = (display: Display, required = true): INodeProperties =>
	locator('Process', 'process', 'searchProcesses', '118000000009', 'Process: actions that a model builder has put in order', display, required);

export const actionField = (display: Display, required = true): INodeProperties =>
	locator('Action', 'action', 'searchActions', '117000000011', 'Action that needs no file: delete by selection, order a list, copy, … The list shows the kind of each.', display, required);

export const exportField = (display: Display, required = true): INodeProperties =>
	locator('Export', 'export', 'searchExports', '116000000005', 'Export action, as a model builder created it. The list shows its format.', display, required);

export const listField = (display: Display, required = true): INodeProperties =>
	locator('List', 'list', 'searchLists', '101000000012', 'List of the model (a dimension)', display, required);

export const moduleField = (display: Display, required = true): INodeProperties =>
	locator('Module', 'module', 'searchModules', '102000000031', 'Module of the model', display, required);

export const dimensionField = (display: Display, required = true): INodeProperties =>
	locator('Dimension', 'dimension', 'searchViewDimensions', '20000000003', 'Dimension of the view, on rows, columns or pages', display, required);

export const viewField = (display: Display, required = true): INodeProperties =>
	locator('View', 'view', 'searchViews', '102000000031', 'Saved view, or the default view of a module, which bears the name and the ID of the module', display, required);
