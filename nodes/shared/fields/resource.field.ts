import type { INodeProperties } from 'n8n-workflow';

/** What a node works on; its operations depend on it. */
export const resourceField = (options: ReadonlyArray<{ readonly name: string; readonly value: string }>, first: string): INodeProperties => ({
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: [...options],
	default: first,
});
