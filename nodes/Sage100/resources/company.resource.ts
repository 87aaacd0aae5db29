import type { INodeProperties } from 'n8n-workflow';

export const companyFields: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['company'] } },
		options: [{ name: 'Get Many', value: 'getMany', action: 'Get many companies', description: 'Companies that the API key may use, with their account formats, current periods and limits' }],
		default: 'getMany',
	},
];
