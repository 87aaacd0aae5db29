import type { INodeProperties } from 'n8n-workflow';

type Display = NonNullable<INodeProperties['displayOptions']>;

/** Small data as items, bulk as a file that is streamed: the same choice on every reading operation. */
export const outputFields = (displayOptions: Display): INodeProperties[] => [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Items', value: 'items', description: 'One n8n item per record. For up to some ten thousand records.' },
			{ name: 'CSV File', value: 'file', description: 'One item with a streamed CSV file. Memory stays flat however many records there are.' },
		],
		default: 'items',
		displayOptions,
	},
	{
		displayName: 'Put Output File in Field',
		name: 'outputProperty',
		type: 'string',
		default: 'data',
		required: true,
		hint: 'Name of the binary field that holds the CSV file',
		displayOptions: { show: { ...displayOptions.show, output: ['file'] } },
	},
];

/** The same choice on the receiving side. */
export const inputFields = (displayOptions: Display): INodeProperties[] => [
	{
		displayName: 'Input',
		name: 'input',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Auto', value: 'auto', description: 'A CSV file if the first item carries one, the items otherwise' },
			{ name: 'CSV File', value: 'file', description: 'The binary file of each item' },
			{ name: 'Items', value: 'items', description: 'One row per item' },
		],
		default: 'auto',
		displayOptions,
	},
	{
		displayName: 'Input File Field',
		name: 'inputProperty',
		type: 'string',
		default: 'data',
		required: true,
		hint: 'Name of the binary field that holds the CSV file',
		displayOptions: { show: { ...displayOptions.show, input: ['auto', 'file'] } },
	},
];
