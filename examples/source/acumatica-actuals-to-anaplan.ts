import { actualsFlow, amount, BRANCH_HEIGHT, code, field, text, titled, type Branch, type Column } from './actuals-flow';
import { CREDENTIALS } from './site-names';
import { byName, WorkflowBuilder, type Workflow } from './workflow-builder';

/** Days come as midnight with the offset of the server, and count as they are written. */
const date = (column: string, name: string): Column => field(column, name, { transform: 'date', inputFormat: 'iso', dateFormat: 'yyyy-MM-dd' });
/** 042026 is the fourth period of the financial year 2026. */
const period = (column: string, name: string): Column => field(column, name, { transform: 'period', inputFormat: '{MM}{yyyy}', periodFormat: 'MMM yy' });
/** Keys of several fields, written as in the addresses of the API: Bill/001245. */
const key = (column: string, fields: string): Column => ({ column, from: 'join', joinFields: fields, joinWith: '/', transform: 'text', trim: true, maxLength: 60, whenEmpty: 'reject' });
const less = (column: string, name: string, minusField: string, more: Column = {}): Column => ({ ...amount(column, name, more), from: 'difference', minusField });

/** A debit adjustment lowers what is owed. */
const OWED = { sign: 'byField', signField: 'Type', signValues: 'Debit Adj.' };
/** Acumatica shows balances with the sign that is natural to the account; in the model a debit is positive everywhere. */
const DEBIT_IS_POSITIVE = { sign: 'byField', signField: 'Type', signValues: 'Income, Liability' };
const NORMAL_BALANCE = { Asset: 'debit', Expense: 'debit', Income: 'credit', Liability: 'credit' };

const changesOf = (entity: string, more: Column = {}): Branch['read'] => ({ resource: 'record', operation: 'getChanges', entity: byName(entity), fieldChoice: 'planning', ...more });
/** Archived documents still count; Acumatica hides them unless somebody asks. */
const ARCHIVED_TOO = { options: { archived: true } };
/** It is not known whether posting moves a batch's LastModifiedDateTime: what is posted within 45 days of its last edit is found in any case. */
const POSTED_LATER_TOO = { options: { archived: true, overlapMinutes: 45 * 24 * 60 } };

/** In the order in which they run: what is referred to comes before what refers to it. */
const BRANCHES: readonly Branch[] = [
	{
		what: 'ledgers', read: changesOf('Ledger'), import: 'Ledgers from Ledgers.csv',
		columns: [code('Code', 'LedgerID'), titled('Name', 'LedgerID, Description'), field('Ledger type', 'Type'), field('Currency', 'Currency')],
	},
	{
		// The endpoint has no list of branches, but every ledger names its own.
		what: 'branches',
		read: changesOf('Ledger', {
			fieldChoice: 'chosen', fields: ['Branches/BranchID', 'Branches/BranchName'], detail: 'Branches', options: { detailKey: 'BranchID', stampField: 'none' },
		}),
		import: 'Branches from Branches.csv', duplicates: { duplicates: 'last', keyColumns: 'Code' },
		columns: [code('Code', 'Branches/BranchID'), titled('Name', 'Branches/BranchID, Branches/BranchName')],
	},
	{
		what: 'accounts', read: changesOf('Account'), import: 'GL Accounts from GL_Accounts.csv',
		columns: [
			code('Code', 'AccountCD'), titled('Name', 'AccountCD, Description'), field('Account type', 'Type'),
			field('Normal balance', 'Type', { transform: 'lookup', lookupTable: JSON.stringify(NORMAL_BALANCE), otherwise: 'empty' }),
		],
	},
	{
		what: 'subaccounts', read: changesOf('Subaccount'), import: 'Subaccounts from Subaccounts.csv',
		columns: [code('Code', 'SubaccountCD'), titled('Name', 'SubaccountCD, Description'), field('Active', 'Active')],
	},
	{
		what: 'vendors', read: changesOf('Vendor'), import: 'Vendors from Vendors.csv',
		columns: [code('Code', 'VendorID'), titled('Name', 'VendorID, VendorName'), field('Status', 'Status')],
	},
	{
		what: 'bills', read: changesOf('Bill', ARCHIVED_TOO), import: 'AP Bills list from AP_Bills.csv', alsoRun: 'AP01 Bills from AP_Bills.csv',
		columns: [
			key('Bill', 'Type, ReferenceNbr'), code('Vendor', 'Vendor'), field('Bill Number', 'VendorRef'), field('State', 'Status'),
			date('Bill Date', 'Date'), date('Due Date', 'DueDate'), period('Period', 'PostPeriod'), field('Currency', 'CurrencyID'),
			amount('Amount', 'Amount', OWED), less('Paid', 'Amount', 'Balance', OWED), amount('Due', 'Balance', OWED),
		],
		required: [{ column: 'Vendor', list: 'Vendors' }],
	},
	{
		what: 'purchase orders', read: changesOf('PurchaseOrder', ARCHIVED_TOO), import: 'Purchase Orders list from Purchase_Orders.csv',
		alsoRun: 'PO01 Orders from Purchase_Orders.csv',
		columns: [
			key('Order', 'Type, OrderNbr'), code('Vendor', 'VendorID'), date('Order Date', 'Date'), date('Promised On', 'PromisedOn'), field('State', 'Status'),
			field('Currency', 'CurrencyID'), amount('Total', 'OrderTotal'),
		],
		required: [{ column: 'Vendor', list: 'Vendors' }],
	},
	{
		what: 'journal lines',
		read: changesOf('JournalTransaction', { conditions: { condition: [{ field: 'Status', operator: 'equalto', value: 'Posted' }] }, ...POSTED_LATER_TOO }),
		import: 'Journal Lines list from Journal_Lines.csv', alsoRun: 'GL11 Journal Lines from Journal_Lines.csv', file: true,
		columns: [
			key('Line', 'Module, BatchNbr, Details/LineNbr'), code('Ledger', 'LedgerID'), field('Branch', 'Details/BranchID'), code('Account', 'Details/Account'),
			field('Subaccount', 'Details/Subaccount'), period('Period', 'PostPeriod'), date('Date', 'TransactionDate'), field('Currency', 'CurrencyID'),
			field('Reference', 'Details/ReferenceNbr'), text('Description', 'Details/TransactionDescription'),
			less('Amount', 'Details/DebitAmount', 'Details/CreditAmount'),
		],
		required: [{ column: 'Account', list: 'GL Accounts' }, { column: 'Ledger', list: 'Ledgers' }],
	},
	{
		what: 'balances',
		read: {
			resource: 'report', operation: 'getBalanceChanges', ledger: 'ACTUAL', period: 'range', fromPeriod: '01-2026', toPeriod: '12-2026',
			branchChoice: 'together', subaccountChoice: 'together',
		},
		import: 'GL12 Ledger Balances from Ledger_Balances.csv',
		columns: [
			code('Ledger', 'Ledger'), code('Account', 'Account'), period('Period', 'Period'), less('Movement', 'DebitTotal', 'CreditTotal'),
			amount('Ending Balance', 'EndingBalance', DEBIT_IS_POSITIVE),
		],
		required: [{ column: 'Account', list: 'GL Accounts' }],
	},
];

/** Acumatica actuals into Anaplan: lists first, then the transactions that refer to them, and the balances to compare with. */
export const example = (): Workflow => {
	const flow = new WorkflowBuilder('erpAcumaticaAct1', 'Acumatica actuals to Anaplan');
	actualsFlow(flow, { type: 'acumatica', credentials: { acumaticaApi: CREDENTIALS.acumaticaApi } }, BRANCHES);
	const at = (what: string): number => BRANCHES.findIndex((branch) => branch.what === what) * BRANCH_HEIGHT - 60;
	const note = (name: string, what: string, content: string): void => flow.note(name, [1240, at(what)], content, { width: 420, height: 180 });
	note('About lists', 'ledgers', '## Lists first\nn8n runs the branches from the top down, so that accounts, subaccounts and vendors are there before the lines that name them. ' +
		'Every node signs in to Acumatica and out again: never more than one seat of the licence.');
	note('About bills', 'bills', '## Bills and orders\nAmounts are in the currency of the document. Debit adjustments are negative. *Paid* is the amount less the balance.');
	note('About journal lines', 'journal lines', '## Journal lines\nPosted batches of every ledger, one row for each line: amount = debit − credit, in the currency of the batch. ' +
		'A posted batch cannot be edited any more, so a line never disappears. The overlap of 45 days finds batches that were posted long after their last edit.');
	note('About balances', 'balances', '## Balances\nIn base currency, a debit is positive. Nothing is loaded as long as none has changed; when one has, all of them are. ' +
		'**Choose your ledger and your periods** in *Get changed balances*; ACTUAL and 2026 are examples.');
	return flow.build();
};
