import type { INodeProperties } from 'n8n-workflow';

export const workspaceOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['workspace'] } },
	options: [{ name: 'Get Many', value: 'getMany', action: 'Get many workspaces' }],
	default: 'getMany',
};
