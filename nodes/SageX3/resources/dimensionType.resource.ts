import type { INodeProperties } from 'n8n-workflow';

export const dimensionTypeFields: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['dimensionType'] } },
		options: [{ name: 'Get Many', value: 'getMany', action: 'Get many dimension types', description: 'Dimension types of the folder with their names: which of them is the cost centre is the choice of each company' }],
		default: 'getMany',
	},
];
