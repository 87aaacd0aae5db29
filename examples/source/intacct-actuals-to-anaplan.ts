import { actualsFlow, amount, code, field, text, titled, type Branch, type Column } from './actuals-flow';
import { CREDENTIALS } from './site-names';
import { byName, WorkflowBuilder, type Workflow } from './workflow-builder';

const date = (column: string, name: string): Column => field(column, name, { transform: 'date', inputFormat: 'MM/dd/yyyy', dateFormat: 'yyyy-MM-dd' });
const period = (column: string, name: string): Column => field(column, name, { transform: 'period', inputFormat: 'MM/dd/yyyy', periodFormat: 'MMM yy' });
const changesOf = (object: string): Branch['read'] => ({ resource: 'record', operation: 'getChanges', object: byName(object), fieldChoice: 'planning' });

/** In the order in which they run: what is referred to comes before what refers to it. */
const BRANCHES: readonly Branch[] = [
	{
		what: 'accounts', read: changesOf('GLACCOUNT'), import: 'GL Accounts from GL_Accounts.csv',
		columns: [code('Code', 'ACCOUNTNO'), titled('Name', 'ACCOUNTNO, TITLE'), field('Account type', 'ACCOUNTTYPE'), field('Normal balance', 'NORMALBALANCE')],
	},
	{
		what: 'departments', read: changesOf('DEPARTMENT'), import: 'Departments from Departments.csv',
		columns: [code('Code', 'DEPARTMENTID'), titled('Name', 'DEPARTMENTID, TITLE'), field('Parent', 'PARENTID')],
	},
	{
		what: 'locations', read: changesOf('LOCATION'), import: 'Locations from Locations.csv',
		columns: [code('Code', 'LOCATIONID'), titled('Name', 'LOCATIONID, NAME'), field('Parent', 'PARENTID')],
	},
	{
		what: 'vendors', read: changesOf('VENDOR'), import: 'Vendors from Vendors.csv',
		columns: [code('Code', 'VENDORID'), titled('Name', 'VENDORID, NAME'), field('Status', 'STATUS')],
	},
	{
		what: 'bills', read: changesOf('APBILL'), import: 'AP Bills list from AP_Bills.csv', alsoRun: 'AP01 Bills from AP_Bills.csv',
		columns: [
			code('Bill', 'RECORDNO'), code('Vendor', 'VENDORID'), field('Bill Number', 'RECORDID'), field('State', 'STATE'),
			date('Bill Date', 'WHENCREATED'), date('Due Date', 'WHENDUE'), period('Period', 'WHENCREATED'), field('Currency', 'CURRENCY'),
			amount('Amount', 'TOTALENTERED'), amount('Paid', 'TOTALPAID'), amount('Due', 'TOTALDUE'),
		],
		required: [{ column: 'Vendor', list: 'Vendors' }],
	},
	{
		what: 'payments', read: changesOf('APPYMT'), import: 'AP Payments list from AP_Payments.csv', alsoRun: 'AP02 Payments from AP_Payments.csv',
		columns: [
			code('Payment', 'RECORDNO'), code('Vendor', 'VENDORID'), date('Payment Date', 'WHENCREATED'), period('Period', 'WHENCREATED'),
			field('Method', 'PAYMENTMETHOD'), field('State', 'STATE'), field('Currency', 'CURRENCY'), amount('Amount', 'TOTALENTERED'),
		],
		required: [{ column: 'Vendor', list: 'Vendors' }],
	},
	{
		what: 'ledger lines', read: changesOf('GLDETAIL'), import: 'GL Lines list from GL_Lines.csv', alsoRun: 'GL01 Detail from GL_Lines.csv', file: true,
		columns: [
			code('Line', 'RECORDNO'), code('Account', 'ACCOUNTNO'), field('Department', 'DEPARTMENTID'), field('Location', 'LOCATIONID'),
			period('Period', 'ENTRY_DATE'), date('Entry Date', 'ENTRY_DATE'), text('Description', 'DESCRIPTION'),
			amount('Amount', 'AMOUNT'),
		],
		required: [{ column: 'Account', list: 'GL Accounts' }],
	},
];

/** Sage Intacct actuals into Anaplan: lists first, then the transactions that refer to them. */
export const example = (): Workflow => {
	const flow = new WorkflowBuilder('erpIntacctAct01', 'Sage Intacct actuals to Anaplan');
	actualsFlow(flow, { type: 'sageIntacct', credentials: { sageIntacctApi: CREDENTIALS.sageIntacctApi } }, BRANCHES);
	return flow.build();
};
