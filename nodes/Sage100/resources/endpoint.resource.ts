import type { INodeProperties } from 'n8n-workflow';
import { ownQueryFields } from '../../shared/fields/own-query.fields';

export const endpointFields: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['endpoint'] } },
		options: [{ name: 'Run Query', value: 'runQuery', action: 'Run a query', description: 'Read an address of the agent with own parameters, for what this node does not offer' }],
		default: 'runQuery',
	},
	...ownQueryFields({
		path: { placeholder: 'gl/segments/02/values', description: 'Address of the agent behind its version, as its contract names it' },
		texts: [{ displayName: 'Parameters', name: 'parameters', placeholder: 'stage=entry&includeLines=true', description: 'Parameters of the address as name=value, with & between them. They are escaped for you.' }],
		options: [],
		canSkip: false,
	}),
];
