import { actualsFlow, amount, BRANCH_HEIGHT, code, field, text, titled, type Branch, type Column } from './actuals-flow';
import { CREDENTIALS } from './site-names';
import { byName, WorkflowBuilder, type Workflow } from './workflow-builder';

/** Days are plain days: they count as they are written. */
const date = (column: string, name: string): Column => field(column, name, { transform: 'date', inputFormat: 'iso', dateFormat: 'yyyy-MM-dd' });
/** Of companies whose year begins in another month: "Fiscal Year Starts In Month" of these columns. Period 13 is no month. */
const period = (column: string): Column => ({
	column, from: 'join', joinFields: 'fiscalYear, fiscalPeriod', joinWith: '-', transform: 'period', inputFormat: '{yyyy}-{MM}', periodFormat: 'MMM yy',
});
const key = (column: string, fields: string): Column => ({ column, from: 'join', joinFields: fields, joinWith: '/', transform: 'text', trim: true, maxLength: 60, whenEmpty: 'reject' });
const less = (column: string, name: string, minusField: string): Column => ({ ...amount(column, name), from: 'difference', minusField });
const constant = (column: string, value: string): Column => ({ column, from: 'constant', constant: value });
/** The division is a part of the vendor's key: 00/ACME01 and 01/ACME01 are two. */
const vendor = (column: string): Column => key(column, 'divisionNo, vendorNo');

/** The segment of the cost centres: the second one in many companies. */
const COST_CENTRES = '02';

const changesOf = (list: string, more: Column = {}): Branch['read'] => ({ resource: 'record', operation: 'getChanges', list: byName(list), ...more });

/** In the order in which they run: what is referred to comes before what refers to it. */
const BRANCHES: readonly Branch[] = [
	{
		what: 'vendors', read: changesOf('vendors'), import: 'Vendors from Vendors.csv',
		columns: [vendor('Code'), titled('Name', 'divisionNo, vendorNo, name'), field('Status', 'status')],
	},
	{
		what: 'cost centers', read: changesOf('segmentValues', { segmentNo: COST_CENTRES }), import: 'Segment Codes from Segment_Codes.csv',
		columns: [{ ...key('Code', 'segmentNo, value'), joinWith: '-' }, titled('Name', 'segmentNo, value, description'), field('Segment', 'segmentNo')],
	},
	{
		what: 'accounts', read: changesOf('accounts'), import: 'GL Accounts from GL_Account_Segments.csv', alsoRun: 'GL20 Account Segments from GL_Account_Segments.csv',
		columns: [
			code('Code', 'account'), titled('Name', 'account, description'), field('Account type', 'accountType'), constant('Normal balance', ''),
			field('Department', `segment${COST_CENTRES}`, { transform: 'text', trim: true, prefix: `${COST_CENTRES}-` }), field('Status', 'status'), field('Posting', 'mainAccountCode'),
		],
	},
	{
		what: 'purchase orders', read: changesOf('purchaseOrders'), import: 'PO Lines list from PO_Lines.csv', alsoRun: 'PO11 Order Lines from PO_Lines.csv',
		columns: [
			key('Line', 'purchaseOrderNo, lines/lineKey'), code('Order', 'purchaseOrderNo'), vendor('Vendor'), date('Order Date', 'purchaseOrderDate'), date('Expected On', 'requiredDate'),
			date('Completed On', 'completionDate'), field('On Hold', 'onHold'), constant('Currency', ''), text('Item', 'lines/itemCode'), text('Description', 'lines/description'),
			constant('Unit', ''), amount('Ordered', 'lines/quantityOrdered'), amount('Received', 'lines/quantityReceived'),
			less('Outstanding', 'lines/quantityOrdered', 'lines/quantityReceived'), amount('Unit Cost', 'lines/unitCost'), amount('Line Total', 'lines/extension'),
		],
		required: [{ column: 'Vendor', list: 'Vendors' }],
	},
	{
		what: 'open invoices', read: changesOf('openInvoices'), import: 'AP Bills list from AP_Bills.csv', alsoRun: 'AP01 Bills from AP_Bills.csv',
		columns: [
			key('Bill', 'divisionNo, vendorNo, invoiceNo'), vendor('Vendor'), text('Bill Number', 'invoiceNo'), constant('State', 'Posted'), date('Bill Date', 'invoiceDate'),
			date('Due Date', 'dueDate'), field('Period', 'invoiceDate', { transform: 'period', inputFormat: 'iso', periodFormat: 'MMM yy' }), constant('Currency', ''),
			amount('Amount', 'invoiceAmount'), less('Paid', 'invoiceAmount', 'balance'), amount('Due', 'balance'),
		],
		required: [{ column: 'Vendor', list: 'Vendors' }],
	},
	{
		what: 'ledger lines', read: changesOf('postings'), import: 'Ledger Lines list from Ledger_Lines.csv', alsoRun: 'GL21 Ledger Lines from Ledger_Lines.csv', file: true,
		columns: [
			key('Line', 'accountKey, postingDate, sourceJournal, journalRegisterNo, sequenceNo'), code('Account', 'account'), period('Period'), date('Date', 'postingDate'),
			amount('Sequence', 'journalRegisterNo'), field('Batch', 'batchNo'), field('Source', 'sourceJournal'), constant('Currency', ''), text('Reference', 'documentNo'),
			text('Description', 'comment'), constant('Quantity', ''), less('Amount', 'debitAmount', 'creditAmount'),
		],
		required: [{ column: 'Account', list: 'GL Accounts' }],
	},
	{
		what: 'balances', read: { resource: 'report', operation: 'getBalanceChanges', years: '2026', fromPeriod: 1, toPeriod: 12 }, import: 'GL22 Balances from Account_Balances.csv',
		columns: [code('Account', 'account'), period('Period'), less('Movement', 'debitAmount', 'creditAmount'), amount('Ending Balance', 'endingBalance')],
		required: [{ column: 'Account', list: 'GL Accounts' }],
	},
];

/** What Sage 100 has ordered, owes and has posted into Anaplan: lists first, then what refers to them, and the balances to compare with. */
export const example = (): Workflow => {
	const flow = new WorkflowBuilder('erpSage100Act01', 'Sage 100 actuals to Anaplan');
	actualsFlow(flow, { type: 'sage100', credentials: { sage100Api: CREDENTIALS.sage100Api } }, BRANCHES);
	const at = (what: string): number => BRANCHES.findIndex((branch) => branch.what === what) * BRANCH_HEIGHT - 60;
	const note = (name: string, what: string, content: string): void => flow.note(name, [1240, at(what)], content, { width: 600, height: 190 });
	note('About vendors', 'vendors', '## Vendors\nThe division belongs to the code, *00/ACME01*, because two divisions may use the same number.');
	note('About cost centers', 'cost centers', '## Cost centers\n**Which segment is your cost center?** Here it is 02. Change it in *Get changed cost centers* and in **Department** of *Map accounts* (field ' +
		'*segment02* and prefix *02-*). An account has as many segment columns as your company has segments; "Company: Get Many" shows them.');
	note('About orders', 'purchase orders', '## Committed\n*Outstanding* × *Unit Cost* is committed. A changed **line** may leave the stamp of its order alone: a second workflow by night with the option ' +
		'*Read Whole* finds those.');
	note('About invoices', 'open invoices', '## Owed\nPosted invoices with what is still due; one that is paid comes once more, with nothing due. Invoices in data entry are another list (*A/P invoices*, stage *Entered*); they leave it without a trace when ' +
		'they are posted, so they are not loaded here.');
	note('About ledger lines', 'ledger lines', '## Ledger lines\nBy the day of their making and not by posting date, so back-dated entries come too. A debit is positive. Lines of period 13 are **rejected until ' +
		'you say** under *Special Periods* what it becomes. **Does your year begin in another month?** Set *Fiscal Year Starts In Month* of *Period*, here and in *Map balances*.');
	note('About balances', 'balances', '## Balances\nA debit is positive. Read again for accounts that were posted to, from the touched period on. **Choose your years**; 2026 is an example. Closing a year ' +
		'changes opening balances without a line: start over after it (*Start Over From*).');
	return flow.build();
};
