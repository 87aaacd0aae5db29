import type { INodeProperties } from 'n8n-workflow';

const when = (step: string[], more: Record<string, string[]> = {}): INodeProperties['displayOptions'] => ({ show: { transform: step, ...more } });

/** What differs between the operations: what a column is called, and how dates and periods usually look where the rows come from. */
interface Flavour {
	readonly column: INodeProperties;
	readonly example: { readonly field: string; readonly fields: string; readonly table: string };
	readonly inputFormat: string;
	readonly periodFormat: string;
	readonly day: 'keep' | 'last';
}

const listOfModel = (name: string, displayOptions: INodeProperties['displayOptions']): INodeProperties => ({
	displayName: 'List Name or ID',
	name,
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getLists', loadOptionsDependsOn: ['model.value'] },
	default: '',
	description: 'List of the model, read once per run. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	displayOptions,
});

const DECIDED_BY_FIELD = ['byField', 'byList'];

/** One column of what comes out: where its value comes from and what happens to it on the way. */
const columnFields = ({ column, example, inputFormat, periodFormat, day }: Flavour): INodeProperties[] => [
	column,
	{
		displayName: 'Value From',
		name: 'from',
		type: 'options',
		options: [
			{ name: 'Constant', value: 'constant' },
			{ name: 'Difference of Two Fields', value: 'difference', description: 'One amount less another, such as debit less credit' },
			{ name: 'Field', value: 'field' },
			{ name: 'Other Columns', value: 'columns', description: 'Columns of this mapping joined to one text, after their own transform' },
			{ name: 'Several Fields', value: 'join', description: 'Fields joined to one text, such as code and name' },
		],
		default: 'field',
	},
	{ displayName: 'Field', name: 'field', type: 'string', default: '', placeholder: example.field, description: 'Name of the field of the incoming row', displayOptions: { show: { from: ['difference', 'field'] } } },
	{ displayName: 'Less Field', name: 'minusField', type: 'string', default: '', placeholder: 'CreditAmount', description: 'Name of the field that is subtracted. An empty field counts as zero.', displayOptions: { show: { from: ['difference'] } } },
	{ displayName: 'Fields', name: 'joinFields', type: 'string', default: '', placeholder: example.fields, description: 'Names of fields, separated by commas. Empty ones are left out.', displayOptions: { show: { from: ['join'] } } },
	{ displayName: 'Columns', name: 'joinColumns', type: 'string', default: '', placeholder: 'Department Code, Location Code', description: 'Names of other columns, separated by commas. One that is empty leaves the whole value empty.', displayOptions: { show: { from: ['columns'] } } },
	{ displayName: 'Joined With', name: 'joinWith', type: 'string', default: ' ', displayOptions: { show: { from: ['columns', 'join'] } } },
	{ displayName: 'Constant', name: 'constant', type: 'string', default: '', displayOptions: { show: { from: ['constant'] } } },
	{
		displayName: 'Transform',
		name: 'transform',
		type: 'options',
		options: [
			{ name: 'Amount', value: 'amount', description: 'Exact decimal number; signs turned by rule' },
			{ name: 'Date', value: 'date', description: 'A date to another format, or a period to its first or last day' },
			{ name: 'Lookup', value: 'lookup', description: 'ERP code to list member, and back' },
			{ name: 'None', value: 'none' },
			{ name: 'Period', value: 'period', description: 'A date, period number or member of a time dimension to a period' },
			{ name: 'Text', value: 'text', description: 'Trim, pad, prefix' },
		],
		default: 'none',
	},
	{
		displayName: 'Sign',
		name: 'sign',
		type: 'options',
		options: [
			{ name: 'Flip', value: 'flip' },
			{ name: 'Flip By a List Property', value: 'byList', description: 'Where a property of the member, such as its account type, has one of some values' },
			{ name: 'Flip By Codes of a Column', value: 'byColumn', description: 'Where another column of this mapping holds certain codes' },
			{ name: 'Flip If a Field Has One of These Values', value: 'byField' },
			{ name: 'Keep', value: 'keep' },
			{ name: 'Negative If a Field Has One of These Values', value: 'negativeByField', description: 'Whichever sign the source writes; other rows are kept as they are' },
		],
		default: 'keep',
		displayOptions: when(['amount']),
	},
	{ displayName: 'Sign Field', name: 'signField', type: 'string', default: '', placeholder: example.field, description: 'Field that decides. For a list property it holds the member, by name or by code.', displayOptions: when(['amount'], { sign: [...DECIDED_BY_FIELD, 'negativeByField'] }) },
	listOfModel('signList', when(['amount'], { sign: ['byList'] })),
	{ displayName: 'Sign Property', name: 'signProperty', type: 'string', default: '', placeholder: 'Account type', description: 'Property of the list that decides', displayOptions: when(['amount'], { sign: ['byList'] }) },
	{ displayName: 'Values That Flip', name: 'signValues', type: 'string', default: '-1', placeholder: 'Revenue, Liability', description: 'Separated by commas', displayOptions: when(['amount'], { sign: DECIDED_BY_FIELD }) },
	{ displayName: 'Values That Are Negative', name: 'negativeValues', type: 'string', default: '', placeholder: 'CreditNote', description: 'Separated by commas', displayOptions: when(['amount'], { sign: ['negativeByField'] }) },
	{ displayName: 'Sign Column', name: 'signColumn', type: 'string', default: '', placeholder: 'Account', description: 'Column of this mapping that decides, by what comes out of it', displayOptions: when(['amount'], { sign: ['byColumn'] }) },
	{ displayName: 'Codes That Flip', name: 'signCodes', type: 'string', default: '', placeholder: '4*, 2000..2999, 3900', description: 'Separated by commas: a prefix with a star, a range with two dots, or one code', displayOptions: when(['amount'], { sign: ['byColumn'] }) },
	{ displayName: 'Decimal Separator', name: 'decimalSeparator', type: 'options', options: [{ name: 'Comma', value: ',' }, { name: 'Point', value: '.' }], default: '.', displayOptions: when(['amount']) },
	{ displayName: 'Thousands Separator', name: 'thousandsSeparator', type: 'string', default: '', description: 'Point, comma, blank or apostrophe. Empty for none.', displayOptions: when(['amount']) },
	{
		displayName: 'Decimal Places',
		name: 'decimals',
		type: 'options',
		options: [
			{ name: 'As They Are', value: 'keep' },
			{ name: 'Exactly, Reject Others', value: 'refuse', description: 'Fewer are filled up with zeros' },
			{ name: 'Rounded', value: 'round', description: 'Half away from zero, each row by itself' },
		],
		default: 'keep',
		displayOptions: when(['amount']),
	},
	{ displayName: 'Number of Places', name: 'decimalPlaces', type: 'number', typeOptions: { minValue: 0, maxValue: 30 }, default: 2, displayOptions: when(['amount'], { decimals: ['refuse', 'round'] }) },
	{ displayName: 'Input Format', name: 'inputFormat', type: 'string', default: inputFormat, description: 'How the incoming row writes it: Luxon tokens such as MMM yy, or FY{yy} {MMM} for fiscal years and periods', displayOptions: when(['date', 'period']) },
	{ displayName: 'Date Format', name: 'dateFormat', type: 'string', default: 'yyyy-MM-dd', description: 'As the target wants it, in Luxon tokens', displayOptions: when(['date']) },
	{
		displayName: 'Day',
		name: 'day',
		type: 'options',
		options: [
			{ name: 'As Written', value: 'keep', description: 'A month without a day is its first day' },
			{ name: 'First of the Period', value: 'first' },
			{ name: 'Last of the Period', value: 'last' },
		],
		default: day,
		description: 'The period is the month, quarter, half, year or week that the input format names; for a whole date its month',
		displayOptions: when(['date']),
	},
	{ displayName: 'Period Format', name: 'periodFormat', type: 'string', default: periodFormat, description: 'Luxon tokens such as MMM yy or MMyyyy, or FY{yy} P{MM} for fiscal years and periods', displayOptions: when(['period']) },
	{ displayName: 'Fiscal Year Starts In Month', name: 'fiscalYearStart', type: 'number', typeOptions: { minValue: 1, maxValue: 12 }, default: 1, description: 'Counts where a format stands in braces', displayOptions: when(['date', 'period']) },
	{ displayName: 'Special Periods', name: 'specialPeriods', type: 'json', default: '{}', description: 'Values that are taken as they stand here, such as {"13": "Dec 26"} for an adjustment period', displayOptions: when(['date', 'period']) },
	{
		displayName: 'Lookup In',
		name: 'lookupFrom',
		type: 'options',
		options: [
			{ name: 'List of the Model', value: 'list', description: 'The members as they are in the model now' },
			{ name: 'Mapping of the Workspace', value: 'workspace', description: 'One of the "Mappings of Workspaces" in the options: the workspace that is chosen above decides which' },
			{ name: 'Table', value: 'table' },
		],
		default: 'table',
		displayOptions: when(['lookup']),
	},
	{ displayName: 'Lookup Table', name: 'lookupTable', type: 'json', default: '{}', description: `What becomes what, such as ${example.table}. An expression may bring it from another node.`, displayOptions: when(['lookup'], { lookupFrom: ['table'] }) },
	{ displayName: 'Mapping', name: 'lookupMapping', type: 'string', default: '', placeholder: 'Accounts', description: 'Name of the mapping, as the options have it for each workspace', displayOptions: when(['lookup'], { lookupFrom: ['workspace'] }) },
	listOfModel('lookupList', when(['lookup'], { lookupFrom: ['list'] })),
	{
		displayName: 'The Value Is',
		name: 'lookupBy',
		type: 'options',
		options: [
			{ name: 'A Code', value: 'code' },
			{ name: 'A Name', value: 'name', description: 'Or the display name of a numbered list' },
		],
		default: 'name',
		displayOptions: when(['lookup'], { lookupFrom: ['list'] }),
	},
	{
		displayName: 'Take',
		name: 'lookupGives',
		type: 'options',
		options: [
			{ name: 'Code', value: 'code' },
			{ name: 'Name', value: 'name' },
			{ name: 'Property', value: 'property' },
		],
		default: 'code',
		displayOptions: when(['lookup'], { lookupFrom: ['list'] }),
	},
	{ displayName: 'Property', name: 'lookupProperty', type: 'string', default: '', placeholder: 'ERP account', description: 'Property of the list', displayOptions: when(['lookup'], { lookupFrom: ['list'], lookupGives: ['property'] }) },
	{
		displayName: 'If Not Found',
		name: 'otherwise',
		type: 'options',
		options: [
			{ name: 'Keep the Value', value: 'keep' },
			{ name: 'Leave Empty', value: 'empty' },
			{ name: 'Reject the Row', value: 'reject' },
			{ name: 'Use a Default', value: 'use' },
		],
		default: 'reject',
		displayOptions: when(['lookup']),
	},
	{ displayName: 'Default Member', name: 'otherwiseUse', type: 'string', default: '', displayOptions: when(['lookup'], { otherwise: ['use'] }) },
	{ displayName: 'Trim', name: 'trim', type: 'boolean', default: true, description: 'Whether to remove blanks at both ends', displayOptions: when(['text']) },
	{ displayName: 'Pad Left With Zeros To', name: 'padLeft', type: 'number', typeOptions: { minValue: 0 }, default: 0, description: 'Length that codes have in the master data, such as 4 for 0126. 0 for no padding.', displayOptions: when(['text']) },
	{ displayName: 'Prefix', name: 'prefix', type: 'string', default: '', displayOptions: when(['text']) },
	{ displayName: 'Longest Allowed', name: 'maxLength', type: 'number', typeOptions: { minValue: 0 }, default: 0, description: 'Longer values reject the row. 0 for no limit; Anaplan takes 60 characters for codes and names.', displayOptions: when(['text']) },
	{ displayName: 'Replace Line Breaks', name: 'replaceLineBreaks', type: 'boolean', default: false, description: 'Whether line breaks become blanks', displayOptions: when(['text']) },
	{
		displayName: 'If Empty',
		name: 'whenEmpty',
		type: 'options',
		options: [
			{ name: 'Leave Empty', value: 'keep' },
			{ name: 'Reject the Row', value: 'reject' },
			{ name: 'Use a Default', value: 'use' },
		],
		default: 'keep',
	},
	{ displayName: 'Default If Empty', name: 'whenEmptyUse', type: 'string', default: '', displayOptions: { show: { whenEmpty: ['use'] } } },
];

export const columnValues: INodeProperties[] = columnFields({
	column: {
		displayName: 'Column Name or ID',
		name: 'column',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getImportColumns', loadOptionsDependsOn: ['import.value'] },
		default: '',
		description: 'Column of the import\'s own header. Choose from the list, or specify a name using an <a href="https://docs.n8n.io/code/expressions/">expression</a>. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	example: { field: 'ACCOUNTNO', fields: 'ACCOUNTNO, TITLE', table: '{"ENG": "Engineering"}' },
	inputFormat: 'MM/dd/yyyy', periodFormat: 'MMM yy', day: 'keep',
});

/** The same for journal lines: columns have free names, and what comes in has a time dimension. */
export const journalColumnValues: INodeProperties[] = columnFields({
	column: {
		displayName: 'Column', name: 'column', type: 'string', default: '', placeholder: 'Account',
		description: 'Name of the column. An operation Journal Entry: Create looks for Account, Subaccount, Branch, Date, Period, Amount (or Debit and Credit) and Description unless it is told otherwise; others are free.',
	},
	example: { field: 'GL Accounts', fields: 'GL Accounts, Time', table: '{"Office rent": "62000"}' },
	inputFormat: 'MMM yy', periodFormat: 'MMyyyy', day: 'last',
});
