import type { INodeProperties } from 'n8n-workflow';

export const gatewayFields: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['gateway'] } },
		options: [{ name: 'Run Function', value: 'runFunction', action: 'Run a gateway function', description: 'Send one function of the XML gateway and get its result, for what this node does not offer' }],
		default: 'runFunction',
	},
	{
		displayName: 'Function XML',
		name: 'functionXml',
		type: 'string',
		typeOptions: { rows: 8 },
		default: '<getDimensions/>',
		required: true,
		description: 'The element inside &lt;function&gt;. The envelope, the sign-in and the session are added.',
		displayOptions: { show: { resource: ['gateway'] } },
	},
	{
		displayName: 'Changes Nothing',
		name: 'repeatable',
		type: 'boolean',
		default: true,
		description: 'Whether the function only reads. A function that writes is never sent a second time when its answer was lost.',
		displayOptions: { show: { resource: ['gateway'] } },
	},
];
