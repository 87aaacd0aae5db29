import type { INodeProperties } from 'n8n-workflow';
import { dimensionField, viewField } from '../../shared/fields/anaplan-target.fields';

export const viewOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['view'] } },
	options: [
		{ name: 'Get', value: 'get', action: 'Get the dimensions of a view', description: 'Which dimensions stand on rows, columns and pages' },
		{ name: 'Get Dimension Items', value: 'getDimensionItems', action: 'Get the items of a dimension of a view', description: 'IDs, names and codes, as the view has them. Works for Time and line items too.' },
		{ name: 'Get Many', value: 'getMany', action: 'Get many views', description: 'Saved views, and the default view of each module' },
	],
	default: 'getMany',
};

export const viewFields: INodeProperties[] = [
	viewField({ show: { resource: ['view'], operation: ['get', 'getDimensionItems'] } }),
	dimensionField({ show: { resource: ['view'], operation: ['getDimensionItems'] } }),
];
