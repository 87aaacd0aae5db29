import type { INodeProperties } from 'n8n-workflow';

export const modelOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['model'] } },
	options: [{ name: 'Get Many', value: 'getMany', action: 'Get many models', description: 'Models of a workspace, with their state' }],
	default: 'getMany',
};
