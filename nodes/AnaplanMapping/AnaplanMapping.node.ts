import { NodeConnectionTypes, type IExecuteFunctions, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { anaplanCredentials, authenticationField } from '../shared/fields/anaplan-authentication.fields';
import { subtitleFor } from '../shared/fields/subtitle';
import { searchImports, searchModels, searchWorkspaces } from '../shared/anaplan/list-search';
import { route } from '../shared/routing/router';
import { operations } from './actions/operations';
import { getImportColumns, getLists } from './methods/load-options';
import { outputs } from './outputs';
import { mappingFields } from './resources/mapping.resource';

export class AnaplanMapping implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Anaplan Mapping',
		name: 'anaplanMapping',
		icon: { light: 'file:AnaplanMapping.svg', dark: 'file:AnaplanMapping.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleFor(mappingFields, ['workspace', 'model']),
		description: 'Turn ERP records into rows that fit an Anaplan import, and exported rows into journal lines',
		defaults: { name: 'Anaplan Mapping' },
		inputs: [NodeConnectionTypes.Main],
		outputs,
		usableAsTool: undefined,
		credentials: anaplanCredentials(false),
		properties: [authenticationField, ...mappingFields],
	};

	methods = {
		listSearch: { searchImports, searchModels, searchWorkspaces },
		loadOptions: { getImportColumns, getLists },
	};

	async execute(this: IExecuteFunctions) {
		return await route(this, operations);
	}
}
