import { NodeConnectionTypes, type IExecuteFunctions, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { modelField, workspaceField } from '../shared/fields/anaplan-target.fields';
import { route } from '../shared/routing/router';
import { operations } from './actions/operations';
import * as listSearch from '../shared/anaplan/list-search';
import { getImportsOfSameFile } from './methods/load-options';
import { outputs } from './outputs';
import { fileFields, fileOperation } from './resources/file.resource';
import { importFields, importOperation } from './resources/import.resource';
import { modelOperation } from './resources/model.resource';
import { taskFields, taskOperation } from './resources/task.resource';
import { workspaceOperation } from './resources/workspace.resource';

const inWorkspace = { hide: { resource: ['workspace', 'signIn'] } };
const inModel = { hide: { resource: ['workspace', 'signIn', 'model'] } };

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
			fileOperation,
			importOperation,
			modelOperation,
			taskOperation,
			workspaceOperation,
			workspaceField(inWorkspace),
			modelField(inModel),
			...fileFields,
			...importFields,
			...taskFields,
		],
	};

	methods = {
		listSearch: { ...listSearch },
		loadOptions: { getImportsOfSameFile },
	};

	async execute(this: IExecuteFunctions) {
		return await route(this, operations);
	}
}
