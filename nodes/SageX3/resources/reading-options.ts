import type { INodeProperties } from 'n8n-workflow';

/** Options of journal lines: those of another object say nothing, and are not shown. */
const ofLines: INodeProperties['displayOptions'] = { show: { '/object': ['journalLines'] } };

const classOptions: readonly INodeProperties[] = [
	{
		displayName: 'Analytical Class', name: 'analyticalClass', type: 'string', default: '', placeholder: 'GACCENTRYA', displayOptions: ofLines,
		description: 'Classic REST: class of the analytical lines, where the representation of the entries does not show them',
	},
	{
		displayName: 'Analytical Representation', name: 'analyticalRepresentation', type: 'string', default: '', placeholder: 'GACCENTRYA', displayOptions: ofLines,
		description: 'Classic REST: representation of the analytical lines, if its name is not that of the class',
	},
	{ displayName: 'Class', name: 'className', type: 'string', default: '', placeholder: 'BPSUPPLIER', description: 'Classic REST: class that serves this object, if it has another name on this server' },
	{ displayName: 'Representation', name: 'representation', type: 'string', default: '', placeholder: 'ZSUPPLIER', description: 'Classic REST: representation of that class, if its name is not that of the class' },
];

const ownFilter: INodeProperties = {
	displayName: 'Own Filter',
	name: 'ownFilter',
	type: 'string',
	default: '',
	placeholder: '{ site: { code: { _in: [\'NW01\', \'NW02\'] } } }',
	description: 'A further condition in the language of the API that is used: the filter of GraphQL, or the where of classic REST',
};

const keyFields: INodeProperties = {
	displayName: 'Key Fields',
	name: 'keyFields',
	type: 'string',
	default: '',
	placeholder: 'BPCNUM',
	description: 'Columns that make a record unique, separated by commas. Only for objects that this node does not know and whose records carry no ID.',
};

const pageSize: INodeProperties = {
	displayName: 'Page Size',
	name: 'pageSize',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 1000 },
	default: 500,
	description: 'Records per request. Make it smaller if the server takes too long; it may give less than is asked for.',
};

const exceptEntryTypes: INodeProperties = {
	displayName: 'Except Entry Types',
	name: 'exceptEntryTypes',
	type: 'string',
	default: '',
	placeholder: 'SIM, TMPL',
	description: 'Entry types to leave out, separated by commas. Simulations and templates stand among the entries, and GraphQL shows no category of them.',
	displayOptions: ofLines,
};

const byDisplayName = (a: INodeProperties, b: INodeProperties): number => a.displayName.localeCompare(b.displayName);

export const manyOptions: INodeProperties[] = [...classOptions, ownFilter, keyFields, pageSize, exceptEntryTypes].sort(byDisplayName);

export const changeOptions: INodeProperties[] = [
	...manyOptions,
	{
		displayName: 'Read Whole',
		name: 'readWhole',
		type: 'boolean',
		default: false,
		description: 'Whether to read everything every time and compare it, instead of asking for what was changed. Programs that write past Sage X3 leave no stamp: a second workflow by night finds those.',
	},
];

export const classOnlyOptions: INodeProperties[] = [...classOptions].sort(byDisplayName);
