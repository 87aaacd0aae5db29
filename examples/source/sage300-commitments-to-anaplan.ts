import { actualsFlow, amount, BRANCH_HEIGHT, code, field, text, titled, type Branch, type Column } from './actuals-flow';
import { CREDENTIALS } from './site-names';
import { byName, WorkflowBuilder, type Workflow } from './workflow-builder';

/** Days are plain days: they count as they are written. */
const date = (column: string, name: string): Column => field(column, name, { transform: 'date', inputFormat: 'iso', dateFormat: 'yyyy-MM-dd' });
/** Periods of adjustments (14) and of closing (15) are no months: their rows are rejected with that reason until the site says what they become. */
const period = (column: string, year: string, number: string): Column => ({
	column, from: 'join', joinFields: `${year}, ${number}`, joinWith: '-', transform: 'period', inputFormat: '{yyyy}-{MM}', periodFormat: 'MMM yy',
});
const key = (column: string, fields: string): Column => ({ column, from: 'join', joinFields: fields, joinWith: '/', transform: 'text', trim: true, maxLength: 60, whenEmpty: 'reject' });
const prefixed = (column: string, name: string, prefix: string, more: Column = {}): Column => field(column, name, { transform: 'text', trim: true, prefix, ...more });
const less = (column: string, name: string, minusField: string, more: Column = {}): Column => ({ ...amount(column, name, more), from: 'difference', minusField });

/** Groups and vendors stand in one list, and a group may have the number of a vendor. */
const GROUP = 'GROUP-';
/** The segment of the cost centres: the second one in many companies. */
const COST_CENTRES = '000002-';

/** A credit note lowers what is owed, whether the server writes its amounts with a minus or without: that is not confirmed for posted documents. */
const credit = (signField: string): Column => ({ sign: 'negativeByField', signField, negativeValues: 'CreditNote' });
const PAID = JSON.stringify({ Yes: 'Paid', No: 'Open' });

const changesOf = (resource: string, more: Column = {}): Branch['read'] => ({ resource: 'record', operation: 'getChanges', apiResource: byName(resource), fieldChoice: 'planning', ...more });

/** In the order in which they run: what is referred to comes before what refers to it. */
const BRANCHES: readonly Branch[] = [
	{
		what: 'vendor groups', read: changesOf('APVendorGroups'), import: 'Vendors from Vendor_Hierarchy.csv',
		columns: [prefixed('Code', 'GroupCode', GROUP, { whenEmpty: 'reject' }), titled('Name', 'GroupCode, Description'), { column: 'Parent', from: 'constant', constant: '' }, field('Status', 'Status')],
	},
	{
		what: 'vendors', read: changesOf('APVendors'), import: 'Vendors from Vendor_Hierarchy.csv',
		columns: [code('Code', 'VendorNumber'), titled('Name', 'VendorNumber, VendorName'), prefixed('Parent', 'GroupCode', GROUP), field('Status', 'Status')],
	},
	{
		what: 'segment codes', read: changesOf('GLSegmentCodes'), import: 'Segment Codes from Segment_Codes.csv',
		columns: [
			{ ...key('Code', 'SegmentNumber, SegmentCode'), joinWith: '-' }, titled('Name', 'SegmentNumber, SegmentCode, Description'), field('Segment', 'SegmentNumber'),
		],
	},
	{
		what: 'accounts', read: changesOf('GLAccounts'), import: 'GL Accounts from GL_Account_Segments.csv', alsoRun: 'GL20 Account Segments from GL_Account_Segments.csv',
		columns: [
			code('Code', 'UnformattedAccount'), titled('Name', 'AccountNumber, Description'), field('Account type', 'AccountType'), field('Normal balance', 'NormalBalanceDRCR'),
			prefixed('Department', 'AccountSegmentCode2', COST_CENTRES), field('Status', 'Status'), field('Posting', 'PostToAccount'),
		],
	},
	{
		what: 'purchase orders', read: changesOf('POPurchaseOrders'), import: 'PO Lines list from PO_Lines.csv', alsoRun: 'PO11 Order Lines from PO_Lines.csv',
		columns: [
			key('Line', 'PurchaseOrderNumber, PurchaseOrderLines/LineNumber'), code('Order', 'PurchaseOrderNumber'), code('Vendor', 'Vendor'), date('Order Date', 'PurchaseOrderDate'),
			date('Expected On', 'PurchaseOrderLines/ExpectedArrivalDate'), date('Completed On', 'DateCompleted'), field('On Hold', 'OnHold'), field('Currency', 'CurrencyCode'),
			text('Item', 'PurchaseOrderLines/ItemNumber'), text('Description', 'PurchaseOrderLines/ItemDescription'), field('Unit', 'PurchaseOrderLines/UnitOfMeasure'),
			amount('Ordered', 'PurchaseOrderLines/QuantityOrdered'), amount('Received', 'PurchaseOrderLines/QuantityReceived'),
			amount('Outstanding', 'PurchaseOrderLines/QuantityOutstanding'), amount('Unit Cost', 'PurchaseOrderLines/UnitCost'),
			amount('Line Total', 'PurchaseOrderLines/ExtendedCost'),
		],
		required: [{ column: 'Vendor', list: 'Vendors' }],
	},
	{
		what: 'entered invoices', read: changesOf('APInvoiceBatches'), import: 'AP Entered list from AP_Entered.csv', alsoRun: 'AP11 Entered from AP_Entered.csv',
		columns: [
			key('Entry', 'BatchNumber, Invoices/EntryNumber'), code('Vendor', 'Invoices/VendorNumber'), text('Document', 'Invoices/DocumentNumber'),
			field('Type', 'Invoices/DocumentType'), field('State', 'BatchStatus'), date('Document Date', 'Invoices/DocumentDate'), date('Due Date', 'Invoices/DueDate'),
			period('Period', 'Invoices/FiscalYear', 'Invoices/FiscalPeriod'), field('Currency', 'Invoices/CurrencyCode'),
			amount('Amount', 'Invoices/DocumentTotalIncludingTax', credit('Invoices/DocumentType')),
		],
		required: [{ column: 'Vendor', list: 'Vendors' }],
	},
	{
		what: 'posted documents', read: changesOf('APPostedDocuments'), import: 'AP Bills list from AP_Bills.csv', alsoRun: 'AP01 Bills from AP_Bills.csv',
		columns: [
			key('Bill', 'VendorNumber, DocumentNumber'), code('Vendor', 'VendorNumber'), field('Bill Number', 'DocumentNumber'),
			field('State', 'FullyPaid', { transform: 'lookup', lookupTable: PAID, otherwise: 'keep' }), date('Bill Date', 'DocumentDate'), date('Due Date', 'DueDate'),
			period('Period', 'FiscalYear', 'FiscalPeriod'), field('Currency', 'CurrencyCode'), amount('Amount', 'VendorCurrencyInvoiceAmount', credit('DocumentType')),
			less('Paid', 'VendorCurrencyInvoiceAmount', 'VendorCurrencyAmountDue', credit('DocumentType')), amount('Due', 'VendorCurrencyAmountDue', credit('DocumentType')),
		],
		required: [{ column: 'Vendor', list: 'Vendors' }],
	},
	{
		what: 'ledger lines', read: changesOf('GLPostedTransactions'), import: 'Ledger Lines list from Ledger_Lines.csv', alsoRun: 'GL21 Ledger Lines from Ledger_Lines.csv', file: true,
		columns: [
			key('Line', 'PostingSequenceNumber, DetailCount, AccountNumber, FiscalYear, FiscalPeriod, SourceCurrencyCode, SourceLedgerCode, SourceTypeCode'),
			code('Account', 'AccountNumber'), period('Period', 'FiscalYear', 'FiscalPeriod'), date('Date', 'JournalDate'), amount('Sequence', 'PostingSequenceNumber'),
			field('Batch', 'BatchNumber'), { column: 'Source', from: 'join', joinFields: 'SourceLedgerCode, SourceTypeCode', joinWith: '-', transform: 'none' },
			field('Currency', 'HomeCurrencyCode'), text('Reference', 'JournalDetailReference'), text('Description', 'JournalDetailDescription'),
			amount('Quantity', 'JournalTransactionQuantity'), amount('Amount', 'JournalTransactionAmount'),
		],
		required: [{ column: 'Account', list: 'GL Accounts' }],
	},
	{
		what: 'balances', read: { resource: 'report', operation: 'getBalanceChanges', years: '2026', fromPeriod: 1, toPeriod: 12 }, import: 'GL22 Balances from Account_Balances.csv',
		columns: [
			code('Account', 'AccountNumber'), period('Period', 'FiscalYear', 'Period'), amount('Movement', 'NetAmount'), amount('Ending Balance', 'EndingBalance'),
		],
		required: [{ column: 'Account', list: 'GL Accounts' }],
	},
];

/** What Sage 300 has ordered, entered and posted into Anaplan: lists first, then what refers to them, and the balances to compare with. */
export const example = (): Workflow => {
	const flow = new WorkflowBuilder('erpSage300Com01', 'Sage 300 commitments to Anaplan');
	actualsFlow(flow, { type: 'sage300', credentials: { sage300Api: CREDENTIALS.sage300Api } }, BRANCHES);
	const at = (what: string): number => BRANCHES.findIndex((branch) => branch.what === what) * BRANCH_HEIGHT - 60;
	const note = (name: string, what: string, content: string): void => flow.note(name, [1240, at(what)], content, { width: 600, height: 190 });
	note('About vendors', 'vendor groups', '## Groups above vendors\nBoth go into one list: a group is the parent of its vendors. The code of a group begins with *GROUP-*, because a vendor ' +
		'may have the same number.');
	note('About segments', 'segment codes', '## Cost centers\n**Which segment is your cost center?** Here it is 000002. Change it in *Map accounts*: the field (*AccountSegmentCode2*) and the ' +
		'prefix (*000002-*) of **Department**.');
	note('About orders', 'purchase orders', '## Committed\nOrders have no mark of change: they are read whole and compared. *Outstanding* × *Unit Cost* is committed; a completed order has nothing ' +
		'outstanding.');
	note('About invoices', 'entered invoices', '## Entered, then posted\n*State* says what became of the batch: count Open and ReadyToPost only, because what is posted comes with *posted documents*. ' +
		'Credit notes are negative here, whichever sign Sage 300 gives them. Debit notes keep theirs: look at one of yours, and name them beside *CreditNote* if they lower what you owe.');
	note('About ledger lines', 'ledger lines', '## Ledger lines\nBy the number of the posting run and not by date, so back-dated entries come too. Amounts are in the currency of the company, a debit is ' +
		'positive. Lines of period 13, of adjustments (14) and of closing (15) are **rejected until you say** under *Special Periods* of *Map ledger lines* what they become; ' +
		'`{"14": "12"}` puts adjustments into the twelfth month. Closing (15) there would empty income and expense of the year.');
	note('About balances', 'balances', '## Balances\nActuals in the currency of the company, a debit is positive. Read again for accounts and years that were posted to. **Choose your years**; 2026 is an ' +
		'example. Closing a year changes opening balances without a line: start over after it (*Start Over From*).');
	return flow.build();
};
