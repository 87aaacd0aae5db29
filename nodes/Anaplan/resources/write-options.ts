import type { INodeProperties } from 'n8n-workflow';

/** Of operations that write list items or cells. @param places what a field of an item can be, in the words of the panel */
export const extraFieldsOption = (places: string): INodeProperties => ({
	displayName: 'Extra Fields',
	name: 'extraFields',
	type: 'options',
	options: [
		{ name: 'Ignore', value: 'ignore', description: 'They are not sent, and a hint names them' },
		{ name: 'Refuse', value: 'refuse', description: 'An error names them before anything is sent' },
	],
	default: 'refuse',
	description: `What to do with fields of an item that are no ${places}`,
});
