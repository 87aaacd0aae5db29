import { NodeConnectionTypes, type IExecuteFunctions, type INodeProperties, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { anaplanCredentials, authenticationField } from '../shared/fields/anaplan-authentication.fields';
import { modelField, workspaceField } from '../shared/fields/anaplan-target.fields';
import { subtitleFor } from '../shared/fields/subtitle';
import { route } from '../shared/routing/router';
import { operations } from './actions/operations';
import * as listSearch from '../shared/anaplan/list-search';
import { getImportsOfSameFile, getPromptingImports } from './methods/load-options';
import { getCellColumns, getListColumns } from './methods/resource-mapping';
import { outputs } from './outputs';
import { deleteActionFields, deleteActionOperation } from './resources/deleteAction.resource';
import { exportFields, exportOperation } from './resources/export.resource';
import { fileFields, fileOperation } from './resources/file.resource';
import { importFields, importOperation } from './resources/import.resource';
import { listFields, listOperation } from './resources/list.resource';
import { modelFields, modelOperation } from './resources/model.resource';
import { moduleFields, moduleOperation } from './resources/module.resource';
import { signInFields, signInOperation } from './resources/sign-in.resource';
import { processFields, processOperation } from './resources/process.resource';
import { taskFields, taskOperation } from './resources/task.resource';
import { viewFields, viewOperation } from './resources/view.resource';
import { workspaceOperation } from './resources/workspace.resource';

const inWorkspace = { hide: { resource: ['workspace', 'signIn'] } };
const inModel = { hide: { resource: ['workspace', 'signIn', 'model'] } };

const properties: INodeProperties[] = [
	authenticationField,
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Delete Action', value: 'deleteAction' },
			{ name: 'Export', value: 'export' },
			{ name: 'File', value: 'file' },
			{ name: 'Import', value: 'import' },
			{ name: 'List', value: 'list' },
			{ name: 'Model', value: 'model' },
			{ name: 'Module', value: 'module' },
			{ name: 'Process', value: 'process' },
			{ name: 'Sign-In', value: 'signIn' },
			{ name: 'Task', value: 'task' },
			{ name: 'View', value: 'view' },
			{ name: 'Workspace', value: 'workspace' },
		],
		default: 'import',
	},
	deleteActionOperation,
	exportOperation,
	fileOperation,
	importOperation,
	listOperation,
	modelOperation,
	moduleOperation,
	signInOperation,
	processOperation,
	taskOperation,
	viewOperation,
	workspaceOperation,
	workspaceField(inWorkspace),
	modelField(inModel),
	...deleteActionFields,
	...exportFields,
	...fileFields,
	...importFields,
	...listFields,
	...modelFields,
	...moduleFields,
	...signInFields,
	...processFields,
	...taskFields,
	...viewFields,
];

export class Anaplan implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Anaplan',
		name: 'anaplan',
		icon: { light: 'file:Anaplan.svg', dark: 'file:Anaplan.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: subtitleFor(properties, ['workspace', 'model']),
		description: 'Upload files, run imports and learn what became of every row',
		defaults: { name: 'Anaplan' },
		inputs: [NodeConnectionTypes.Main],
		outputs,
		usableAsTool: true,
		credentials: anaplanCredentials(true),
		properties,
	};

	methods = {
		listSearch: { ...listSearch },
		loadOptions: { getImportsOfSameFile, getPromptingImports },
		resourceMapping: { getCellColumns, getListColumns },
	};

	async execute(this: IExecuteFunctions) {
		return await route(this, operations);
	}
}
