import type { INodeProperties } from 'n8n-workflow';

/** Another version of the endpoint than the credential names; read by connection.ts. */
export const endpointVersionOption: INodeProperties = {
	displayName: 'Endpoint Version Name or ID',
	name: 'endpointVersion',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getEndpointVersions' },
	default: '',
	description: 'Use another version of the endpoint than the credential names. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

export const archivedOption: INodeProperties = {
	displayName: 'Archived Records',
	name: 'archived',
	type: 'boolean',
	default: false,
	description: 'Whether to include records that were archived. Acumatica hides them otherwise.',
};

/** How an entity is read, for Get Many and Get Changes; what nobody has listed can be told here. */
export const readingOptions: INodeProperties[] = [
	archivedOption,
	endpointVersionOption,
	{
		displayName: 'Key Fields',
		name: 'keyFields',
		type: 'string',
		default: '',
		placeholder: 'ProjectID, ProjectTaskID',
		description: 'Fields that together make a record unique, separated by commas. Only for entities that this node does not know; without them the ID of the record is the key.',
	},
	{
		displayName: 'Own Filter',
		name: 'ownFilter',
		type: 'string',
		default: '',
		placeholder: "substringof('freight',Description) or Status eq 'On Hold'",
		description: 'A condition in the language of the Acumatica API (OData 3), which must hold beside the conditions above',
	},
	{
		displayName: 'Page Size',
		name: 'pageSize',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 10000 },
		default: 1000,
		description: 'Records per request; of records with their lines, headers per request. Smaller when the site is slow; without this option 1,000, and 200 with lines.',
	},
	{
		displayName: 'Row Key Field',
		name: 'detailKey',
		type: 'string',
		default: '',
		placeholder: 'LineNbr',
		description: 'Field that makes a line unique within its record, without the name of the detail. Only where this node does not know it; without it the position of the line is the key.',
	},
	{
		displayName: 'Stamp Field',
		name: 'stampField',
		type: 'string',
		default: '',
		placeholder: 'LastModifiedDateTime',
		description: 'Field that tells when a record was last changed, if it is not the usual one. "none" reads the whole entity every time and compares.',
	},
];
