import { actualsFlow, amount, BRANCH_HEIGHT, code, field, text, titled, type Branch, type Column } from './actuals-flow';
import { loadSummary } from './load-summary';
import { CREDENTIALS } from './site-names';
import { byName, WorkflowBuilder, type Workflow } from './workflow-builder';

/** Days are plain days: they count as they are written. */
const date = (column: string, name: string): Column => field(column, name, { transform: 'date', inputFormat: 'iso', dateFormat: 'yyyy-MM-dd' });
const constant = (column: string, value: string): Column => ({ column, from: 'constant', constant: value });
/** An account code is not unique: 62000 stands in two charts and means two things. */
const account = (column: string, more: Column = {}): Column =>
	({ column, from: 'join', joinFields: 'chart, account', joinWith: '/', transform: 'text', trim: true, maxLength: 60, whenEmpty: 'reject', ...more });
/** What the workspace makes of a code; codes that its mapping does not name stay as they are. */
const mapped = (name: string): Column => ({ transform: 'lookup', lookupFrom: 'workspace', lookupMapping: name, otherwise: 'keep' });
/** GraphQL of newer releases has names where older ones and classic REST have numbers. */
const named = (column: string, name: string, names: Readonly<Record<string, string>>): Column =>
	field(column, name, { transform: 'lookup', lookupTable: JSON.stringify(names), otherwise: 'keep', whenEmpty: 'reject' });

/** The dimension type of the cost centres: its name is the choice of each company. */
const COST_CENTRES = 'CCT';

/** Written with the names of workspaces; each workspace plans with its own accounts and departments. */
const MAPPINGS: ReadonlyArray<{ workspace: string; name: string; table: string }> = [
	{ workspace: 'Finance', name: 'Accounts', table: JSON.stringify({ 'LFR/606100': 'LUK/51000', 'LFR/615200': 'LUK/62040', 'LFR/62000': 'LUK/65020' }) },
	{ workspace: 'Finance', name: 'Cost centres', table: JSON.stringify({ D90: 'D50' }) },
	{ workspace: 'Finance Test', name: 'Accounts', table: '{}' },
	{ workspace: 'Finance Test', name: 'Cost centres', table: '{}' },
];

const changesOf = (object: string, more: Column = {}): Branch['read'] => ({ resource: 'record', operation: 'getChanges', object: byName(object), fieldChoice: 'planning', ...more });

/** In the order in which they run: what is referred to comes before what refers to it. */
const BRANCHES: readonly Branch[] = [
	{
		what: 'cost centres', read: changesOf('dimensions', { ofTypes: [COST_CENTRES] }), import: 'Departments from Departments.csv',
		columns: [code('Code', 'code'), titled('Name', 'code, description'), constant('Parent', '')],
	},
	{
		what: 'accounts', read: changesOf('accounts'), import: 'GL Accounts from GL_Accounts.csv',
		columns: [account('Code'), titled('Name', 'chart, account, description'), constant('Account type', ''), constant('Normal balance', '')],
	},
	{
		what: 'entry lines',
		read: changesOf('journalLines', { ledgerType: 'legal', rows: 'analytical lines', dimensionTypes: [COST_CENTRES], options: { exceptEntryTypes: 'SIM' } }),
		import: 'Entry Lines list from Entry_Lines.csv', alsoRun: 'GL31 Entry Lines from Entry_Lines.csv', file: true,
		columns: [
			{ column: 'Line', from: 'columns', joinColumns: 'Ledger, Entry, Line Number, Part', joinWith: '|', transform: 'text', trim: true, maxLength: 60, whenEmpty: 'reject' },
			named('Ledger', 'ledgerType', { 1: 'legal', 2: 'analytical', 3: 'ias' }), code('Entry', 'entryId'), code('Line Number', 'lineNumber'),
			field('Part', 'analyticalLine', { whenEmpty: 'use', whenEmptyUse: '0' }), field('Stamp', 'updateStamp'), account('Account Code'),
			account('Account', mapped('Accounts')), field('Cost Centre', `dimension_${COST_CENTRES}`, mapped('Cost centres')), field('Company', 'company'), field('Site', 'site'),
			field('Period', 'accountingDate', { transform: 'period', inputFormat: 'iso', periodFormat: 'MMM yy' }), date('Date', 'accountingDate'),
			field('Currency', 'ledgerCurrency'), field('Partner', 'businessPartner'), text('Description', 'description'), amount('Amount', 'amount'),
		],
		required: [{ column: 'Account', list: 'GL Accounts' }], mappings: MAPPINGS,
	},
];

/** What Sage X3 has in its books at the close into Anaplan: cost centres and accounts first, then the lines that name them. */
export const example = (): Workflow => {
	const flow = new WorkflowBuilder('erpSageX3Close01', 'Sage X3 close to Anaplan');
	actualsFlow(flow, { type: 'sageX3', credentials: { sageX3Api: CREDENTIALS.sageX3Api } }, BRANCHES);
	loadSummary(flow, BRANCHES.map(({ what }) => `Load ${what}`), [1040, 0]);
	// Below the branches, side by side: the whole canvas is read without coming closer.
	const note = (name: string, index: number, content: string): void => flow.note(name, [index * 480 - 48, (BRANCHES.length + 1) * BRANCH_HEIGHT], content, { width: 464, height: 240 });
	note('About members', 0, '## Members first\nn8n runs the branches from the top down, so cost centres and accounts are there before the lines that name them. **Which dimension type is your ' +
		'cost centre?** Here it is *CCT*; change it in *Get changed cost centres*, *Get changed entry lines* and the column **Cost Centre** (*dimension_CCT*). ' +
		'An account is *chart/account*: the same code may stand in two charts.');
	note('About mappings', 1, '## One mapping per workspace\nUnder *Options > Mappings of Workspaces* in *Map entry lines*: X3 account → list item, X3 cost centre → department. The workspace chosen in the node ' +
		'decides which counts, so the same workflow serves test and production. **The tables are examples**: replace them. Codes that are not in them stay as they are.');
	note('About entry lines', 2, '## Entry lines\nOne ledger type, *legal*: each posting stands once for each ledger. A line is split by its analytical lines; a debit is positive. *Entry*, *Stamp* and *Account Code* ' +
		'lead back to Sage X3. Simulations are left out by their entry type (*SIM*). Temporary entries come too; one that is deleted in Sage X3 leaves no trace there: remove its lines in Anaplan. ' +
		'*Part 0* is what no analytical line has taken. **A part that is taken away stays in Anaplan with its amount**: at the close, empty the lines and load them whole (*Start Over From*). ' +
		'**Does your year begin in another month?** Set *Fiscal Year Starts In Month* of *Period*.');
	return flow.build();
};
