import type { INodeProperties } from 'n8n-workflow';

/** Which set of balances: the resource holds actuals, quantities, budgets and several kinds of currency amounts together. */
export const fiscalSetOptions: INodeProperties[] = [
	{
		displayName: 'Currency Type',
		name: 'currencyType',
		type: 'options',
		options: [
			{ name: 'Any', value: 'Any', description: 'All kinds side by side. Adding them up counts amounts of several currencies twice.' },
			{ name: 'Equivalent', value: 'Equivalent' },
			{ name: 'Functional', value: 'Functional', description: 'In the currency of the company' },
			{ name: 'Source', value: 'Source', description: 'In the currency of the transactions' },
		],
		default: 'Functional',
		description: 'Which currency the balances are in',
	},
	{
		displayName: 'Currency Type Field',
		name: 'currencyTypeField',
		type: 'string',
		default: '',
		placeholder: 'Currencytype',
		description: 'Name of the field with the currency type, where this server calls it otherwise',
	},
	{
		displayName: 'Fiscal Set',
		name: 'designator',
		type: 'options',
		options: [
			{ name: 'Actuals', value: 'Actuals' },
			{ name: 'Any', value: 'Any', description: 'All kinds side by side' },
			{ name: 'Budget 1', value: 'Budget1' },
			{ name: 'Budget 2', value: 'Budget2' },
			{ name: 'Budget 3', value: 'Budget3' },
			{ name: 'Budget 4', value: 'Budget4' },
			{ name: 'Budget 5', value: 'Budget5' },
			{ name: 'Quantity', value: 'Quantity' },
			{ name: 'Reporting', value: 'Reporting' },
		],
		default: 'Actuals',
		description: 'Which of the sets that every account has for a year. Budget sets can be read and not written.',
	},
];

const ofFiscalSets: INodeProperties['displayOptions'] = { show: { '/apiResource': ['GLAccountFiscalSets'] } };

export const pageSizeOption: INodeProperties = {
	displayName: 'Page Size',
	name: 'pageSize',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 10000 },
	default: 100,
	description: 'Records per request. The server gives no more than PageSize of its Web.config, 100 unless the administrator has raised it; make it smaller if the proxy answers 502.',
};

const documentDates: INodeProperties[] = [
	{
		displayName: 'Document Date Field',
		name: 'documentDateField',
		type: 'string',
		default: '',
		placeholder: 'DocumentDate',
		description: 'Field that the two document dates are compared with, if it is not the usual one of the resource',
	},
	{
		displayName: 'Document Date From',
		name: 'documentDateFrom',
		type: 'string',
		default: '',
		placeholder: '2026-01-01',
		description: 'First document or journal date, as YYYY-MM-DD. A filter: what is entered later with an earlier date is left out, and the cursor goes on by posting or editing.',
	},
	{
		displayName: 'Document Date To',
		name: 'documentDateTo',
		type: 'string',
		default: '',
		placeholder: '2026-12-31',
		description: 'Last document or journal date, as YYYY-MM-DD',
	},
];

/** How a resource is read, for Get Many and Get Changes; what nobody has listed can be told here. */
const manyOptions: INodeProperties[] = [
	...fiscalSetOptions.map((option) => ({ ...option, displayOptions: ofFiscalSets })),
	...documentDates,
	{
		displayName: 'Key Fields',
		name: 'keyFields',
		type: 'string',
		default: '',
		placeholder: 'SegmentNumber, SegmentCode',
		description: 'Fields that together make a record unique, separated by commas. Only where the key that the server names is not enough.',
	},
	{
		displayName: 'Open Only',
		name: 'openOnly',
		type: 'boolean',
		default: false,
		description: 'Whether to leave out what is finished: posted and deleted batches, completed purchase orders. Of other resources nothing is left out.',
	},
	{
		displayName: 'Own Filter',
		name: 'ownFilter',
		type: 'string',
		default: '',
		placeholder: "startswith(Description,'ANP') or Status eq 'Open'",
		description: 'A condition in the language of the Sage 300 Web API (OData), which must hold beside the conditions above',
	},
	pageSizeOption,
	{
		displayName: 'Paging',
		name: 'paging',
		type: 'options',
		options: [
			{ name: 'By Key', value: 'key', description: 'Each page begins behind the last key. Nothing moves while it is read.' },
			{ name: 'By Position', value: 'position', description: 'For servers that do not give lists in the order of their keys' },
		],
		default: 'key',
		description: 'How the next page is asked for. By key unless the order of the server forbids it.',
	},
	{
		displayName: 'Row Key Field',
		name: 'detailKey',
		type: 'string',
		default: '',
		placeholder: 'LineNumber',
		description: 'Field that makes a line unique within its record, without the name of the detail. Only where this node does not know it; without it the position of the line is the key.',
	},
];

const byDisplayName = (a: INodeProperties, b: INodeProperties): number => a.displayName.localeCompare(b.displayName);

export const readingOptions: INodeProperties[] = [...manyOptions].sort(byDisplayName);

/** A record that stops meeting a condition is in no read any more. */
const ON_WHAT_STAYS = 'On fields that never change: a record that stops meeting it, such as an open batch that is posted, is not read again, and stays in the model as it was.';

/**
 * How changes are found where the node does not know it, or shall do otherwise. "Open Only" is none of them: what is finished would be gone
 * from the stream without a word, and stay open in the model.
 */
export const changeReadingOptions: INodeProperties[] = [
	...manyOptions.filter(({ name }) => name !== 'openOnly').map((option) => (option.name === 'ownFilter' ? { ...option, description: `${option.description ?? ''}. ${ON_WHAT_STAYS}` } : option)),
	{
		displayName: 'Overlap of Posting Runs',
		name: 'overlapRuns',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1000 },
		default: 0,
		description: 'So many posting runs before the last one are read again and compared, where changes go by posting. For a server that lets runs overlap, so that an earlier one may show after a later one.',
	},
	{
		displayName: 'Sequence Field',
		name: 'sequenceField',
		type: 'string',
		default: '',
		placeholder: 'Postingsequencenumber',
		description: 'Field with the number of the posting run, for a resource that this node does not know. Changes are then what was posted since.',
	},
	{
		displayName: 'Stamp Field',
		name: 'stampField',
		type: 'string',
		default: '',
		placeholder: 'DateLastEdited',
		description: 'Field with the day of the last edit, if it is not the usual one. One that can be empty costs a whole read each time. "none" reads the whole resource every time and compares.',
	},
];
