import { NodeConnectionTypes, type IExecuteFunctions, type INodeProperties, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { resourceField } from '../shared/fields/resource.field';
import { subtitleFor } from '../shared/fields/subtitle';
import { route } from '../shared/routing/router';
import { operations } from './actions/operations';
import * as listSearch from './methods/list-search';
import * as objectOptions from './methods/object-options';
import { cursorResource } from './resources/cursor.resource';
import { dimensionTypeFields } from './resources/dimensionType.resource';
import { endpointFields } from './resources/endpoint.resource';
import { recordFields } from './resources/record.resource';
import { authenticationField, sageX3Credentials } from './sign-in/ways';

/** One pairing serves all the folders that it may reach: two credentials would take each other's refresh tokens. */
const folderField: INodeProperties = {
	displayName: 'Folder Name or ID',
	name: 'folder',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getFolderOptions' },
	default: '',
	description: 'Folder that is read; that of the credential if none is chosen. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	displayOptions: { show: { authentication: ['gateway'] } },
};

const properties: INodeProperties[] = [
	authenticationField,
	folderField,
	resourceField([
		{ name: 'Cursor', value: 'cursor' },
		{ name: 'Dimension Type', value: 'dimensionType' },
		{ name: 'Endpoint', value: 'endpoint' },
		{ name: 'Record', value: 'record' },
	], 'record'),
	...recordFields,
	...dimensionTypeFields,
	...endpointFields,
	...cursorResource,
];

export class SageX3 implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sage X3',
		name: 'sageX3',
		icon: { light: 'file:SageX3.svg', dark: 'file:SageX3.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: subtitleFor(properties),
		description: 'Read G/L entries with their analytical dimensions, cost centres, accounts, suppliers and purchase orders from Sage X3, by GraphQL or classic REST, with a cursor that moves only when Anaplan has confirmed',
		defaults: { name: 'Sage X3' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: sageX3Credentials,
		properties,
	};

	methods = {
		listSearch: { ...listSearch },
		loadOptions: { ...objectOptions },
	};

	async execute(this: IExecuteFunctions) {
		return await route(this, operations);
	}
}
