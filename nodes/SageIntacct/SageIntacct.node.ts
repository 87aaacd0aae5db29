import { NodeConnectionTypes, type IExecuteFunctions, type INodeProperties, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { resourceField } from '../shared/fields/resource.field';
import { subtitleFor } from '../shared/fields/subtitle';
import { route } from '../shared/routing/router';
import { operations } from './actions/operations';
import { searchObjects } from './methods/list-search';
import { getFieldOptions } from './methods/load-options';
import { cursorResource } from './resources/cursor.resource';
import { gatewayFields } from './resources/gateway.resource';
import { recordFields } from './resources/record.resource';
import { reportFields } from './resources/report.resource';

const properties: INodeProperties[] = [
	resourceField([
		{ name: 'Cursor', value: 'cursor' },
		{ name: 'Gateway', value: 'gateway' },
		{ name: 'Record', value: 'record' },
		{ name: 'Report', value: 'report' },
	], 'record'),
	...recordFields,
	...reportFields,
	...cursorResource,
	...gatewayFields,
];

export class SageIntacct implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sage Intacct',
		name: 'sageIntacct',
		icon: { light: 'file:SageIntacct.svg', dark: 'file:SageIntacct.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: subtitleFor(properties),
		description: 'Read accounts, dimensions, vendors, bills, payments and ledger lines from Sage Intacct, with a cursor that moves only when Anaplan has confirmed',
		defaults: { name: 'Sage Intacct' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'sageIntacctApi', required: true }],
		properties,
	};

	methods = {
		listSearch: { searchObjects },
		loadOptions: { getFieldOptions },
	};

	async execute(this: IExecuteFunctions) {
		return await route(this, operations);
	}
}
