import { CREDENTIALS, TARGET } from './site-names';
import { byName, ownType, WorkflowBuilder, type Workflow } from './workflow-builder';

type Column = Record<string, unknown>;

const field = (column: string, name: string, more: Column = {}): Column => ({ column, from: 'field', field: name, transform: 'none', ...more });
const code = (column: string, name: string): Column => field(column, name, { transform: 'text', trim: true, maxLength: 60, whenEmpty: 'reject' });
const titled = (column: string, fields: string): Column => ({ column, from: 'join', joinFields: fields, joinWith: ' ', transform: 'text', trim: true });
const date = (column: string, name: string): Column => field(column, name, { transform: 'date', inputFormat: 'MM/dd/yyyy', dateFormat: 'yyyy-MM-dd' });
const period = (column: string, name: string): Column => field(column, name, { transform: 'period', inputFormat: 'MM/dd/yyyy', periodFormat: 'MMM yy' });
const amount = (column: string, name: string): Column => field(column, name, { transform: 'amount', sign: 'keep', decimalSeparator: '.' });

interface Branch {
	readonly what: string;
	readonly object: string;
	readonly import: string;
	readonly alsoRun?: string;
	/** Bulk travels as a file, small lists as items. */
	readonly file?: boolean;
	readonly columns: readonly Column[];
	readonly required?: ReadonlyArray<{ column: string; list: string }>;
}

/** In the order in which they run: what is referred to comes before what refers to it. */
const BRANCHES: readonly Branch[] = [
	{
		what: 'accounts', object: 'GLACCOUNT', import: 'GL Accounts from GL_Accounts.csv',
		columns: [code('Code', 'ACCOUNTNO'), titled('Name', 'ACCOUNTNO, TITLE'), field('Account type', 'ACCOUNTTYPE'), field('Normal balance', 'NORMALBALANCE')],
	},
	{
		what: 'departments', object: 'DEPARTMENT', import: 'Departments from Departments.csv',
		columns: [code('Code', 'DEPARTMENTID'), titled('Name', 'DEPARTMENTID, TITLE'), field('Parent', 'PARENTID')],
	},
	{
		what: 'locations', object: 'LOCATION', import: 'Locations from Locations.csv',
		columns: [code('Code', 'LOCATIONID'), titled('Name', 'LOCATIONID, NAME'), field('Parent', 'PARENTID')],
	},
	{
		what: 'vendors', object: 'VENDOR', import: 'Vendors from Vendors.csv',
		columns: [code('Code', 'VENDORID'), titled('Name', 'VENDORID, NAME'), field('Status', 'STATUS')],
	},
	{
		what: 'bills', object: 'APBILL', import: 'AP Bills list from AP_Bills.csv', alsoRun: 'AP01 Bills from AP_Bills.csv',
		columns: [
			code('Bill', 'RECORDNO'), code('Vendor', 'VENDORID'), field('Bill Number', 'RECORDID'), field('State', 'STATE'),
			date('Bill Date', 'WHENCREATED'), date('Due Date', 'WHENDUE'), period('Period', 'WHENCREATED'), field('Currency', 'CURRENCY'),
			amount('Amount', 'TOTALENTERED'), amount('Paid', 'TOTALPAID'), amount('Due', 'TOTALDUE'),
		],
		required: [{ column: 'Vendor', list: 'Vendors' }],
	},
	{
		what: 'payments', object: 'APPYMT', import: 'AP Payments list from AP_Payments.csv', alsoRun: 'AP02 Payments from AP_Payments.csv',
		columns: [
			code('Payment', 'RECORDNO'), code('Vendor', 'VENDORID'), date('Payment Date', 'WHENCREATED'), period('Period', 'WHENCREATED'),
			field('Method', 'PAYMENTMETHOD'), field('State', 'STATE'), field('Currency', 'CURRENCY'), amount('Amount', 'TOTALENTERED'),
		],
		required: [{ column: 'Vendor', list: 'Vendors' }],
	},
	{
		what: 'ledger lines', object: 'GLDETAIL', import: 'GL Lines list from GL_Lines.csv', alsoRun: 'GL01 Detail from GL_Lines.csv', file: true,
		columns: [
			code('Line', 'RECORDNO'), code('Account', 'ACCOUNTNO'), field('Department', 'DEPARTMENTID'), field('Location', 'LOCATIONID'),
			period('Period', 'ENTRY_DATE'), date('Entry Date', 'ENTRY_DATE'), field('Description', 'DESCRIPTION', { transform: 'text', trim: true, replaceLineBreaks: true }),
			amount('Amount', 'AMOUNT'),
		],
		required: [{ column: 'Account', list: 'GL Accounts' }],
	},
];

const output = (branch: Branch): Record<string, unknown> => (branch.file ? { output: 'file', outputProperty: 'data' } : { output: 'items' });

/** Sage Intacct actuals into Anaplan: lists first, then the transactions that refer to them. */
export const intacctActuals = (): Workflow => {
	const flow = new WorkflowBuilder('erpIntacctAct01', 'Sage Intacct actuals to Anaplan');
	const middle = Math.floor(BRANCHES.length / 2) * 200;
	flow.node('Every hour', 'n8n-nodes-base.scheduleTrigger', [0, middle - 100], { rule: { interval: [{ field: 'hours' }] } }, { typeVersion: 1.2 });
	flow.node('Test this workflow', 'n8n-nodes-base.manualTrigger', [0, middle + 100], {});
	flow.node('Rejected rows', 'n8n-nodes-base.noOp', [1040, middle], {});
	flow.node('Rows that do not fit', 'n8n-nodes-base.noOp', [640, BRANCHES.length * 200], {});

	BRANCHES.forEach((branch, index) => {
		const y = index * 200;
		const get = flow.node(`Get changed ${branch.what}`, ownType('sageIntacct'), [280, y], {
			resource: 'record', operation: 'getChanges', object: byName(branch.object), fieldChoice: 'planning', ...output(branch), options: {},
		}, { credentials: { sageIntacctApi: CREDENTIALS.sageIntacctApi } });
		const map = flow.node(`Map ${branch.what}`, ownType('anaplanMapping'), [520, y], {
			operation: 'mapRows', ...TARGET, import: byName(branch.import), input: 'auto', inputProperty: 'data', columns: { column: branch.columns }, duplicates: 'keep', ...output(branch),
			options: branch.required ? { requiredMembers: { check: branch.required } } : {},
		}, { credentials: { anaplanApi: CREDENTIALS.anaplanApi } });
		const load = flow.node(`Load ${branch.what}`, ownType('anaplan'), [760, y], {
			resource: 'import', operation: 'loadRows', ...TARGET, import: byName(branch.import), input: 'auto', inputProperty: 'data', options: branch.alsoRun ? { alsoRun: [branch.alsoRun] } : {},
		}, { credentials: { anaplanApi: CREDENTIALS.anaplanApi } });
		for (const trigger of ['Every hour', 'Test this workflow']) flow.connect(trigger, 0, get);
		flow.connect(get, 0, map);
		flow.connect(map, 0, load);
		flow.connect(map, 1, 'Rows that do not fit');
		flow.connect(load, 1, 'Rejected rows');
	});
	return flow.build();
};
