import { NodeConnectionTypes, type IExecuteFunctions, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { modelField, workspaceField } from '../shared/fields/anaplan-target.fields';
import { route } from '../shared/routing/router';
import { operations } from './actions/operations';
import { searchFiles, searchImports, searchModels, searchWorkspaces } from '../shared/anaplan/list-search';
import { getImportsOfSameFile } from './methods/load-options';
import { outputs } from './outputs';
import { fileFields, olderBatchesOption, uploadOptions } from './resources/file.resource';
import { importFields } from './resources/import.resource';
import { modelFields } from './resources/model.resource';
import { taskFields } from './resources/task.resource';
import { workspaceFields } from './resources/workspace.resource';

const inModel = { show: { resource: ['file', 'import', 'task'] } };

export class Anaplan implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Anaplan',
		name: 'anaplan',
		icon: { light: 'file:Anaplan.svg', dark: 'file:Anaplan.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + ($parameter["import"] || $parameter["file"] || $parameter["resource"]) }}',
		description: 'Upload files, run imports and learn what became of every row',
		defaults: { name: 'Anaplan' },
		inputs: [NodeConnectionTypes.Main],
		outputs,
		usableAsTool: true,
		credentials: [{ name: 'anaplanApi', required: true }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'File', value: 'file' },
					{ name: 'Import', value: 'import' },
					{ name: 'Model', value: 'model' },
					{ name: 'Task', value: 'task' },
					{ name: 'Workspace', value: 'workspace' },
				],
				default: 'import',
			},
			...workspaceFields,
			...modelFields,
			workspaceField({ show: { resource: ['file', 'import', 'model', 'task'] } }),
			modelField(inModel),
			...fileFields,
			...importFields,
			...taskFields,
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add Option',
				default: {},
				displayOptions: { show: { resource: ['file'], operation: ['uploadChunks'] } },
				options: [...uploadOptions, olderBatchesOption],
			},
		],
	};

	methods = {
		listSearch: { searchFiles, searchImports, searchModels, searchWorkspaces },
		loadOptions: { getImportsOfSameFile },
	};

	async execute(this: IExecuteFunctions) {
		return await route(this, operations);
	}
}
