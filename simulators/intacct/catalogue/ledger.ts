import { define, to } from './definition';

const REQUIRES = 'REQUIREDEPT REQUIRELOC REQUIREPROJECT REQUIRECUSTOMER REQUIREVENDOR REQUIREEMPLOYEE REQUIREITEM REQUIRECLASS';

const BATCH_STATES = {
	Draft: 'I',
	Submitted: 'S',
	'Partially Approved': 'X',
	Approved: 'A',
	Posted: 'P',
	Declined: 'R',
	'Reversal pending': 'L',
	Reversed: 'Z',
};

/** Dimensions of balance rows: dimension, own id field in GLDETAIL, name of the id and title parts in GLACCOUNTBALANCE. */
export const BALANCE_DIMENSIONS = [
	{ prefix: 'DEPARTMENTDIM', detail: 'DEPARTMENTID', title: 'TITLE', object: 'DEPARTMENT', objectTitle: 'TITLE' },
	{ prefix: 'LOCATIONDIM', detail: 'LOCATIONID', title: 'NAME', object: 'LOCATION', objectTitle: 'NAME' },
	{ prefix: 'PROJECTDIM', detail: 'PROJECTID', title: 'NAME', object: 'PROJECT', objectTitle: 'NAME' },
	{ prefix: 'CUSTOMERDIM', detail: 'CUSTOMERID', title: 'NAME', object: 'CUSTOMER', objectTitle: 'NAME' },
	{ prefix: 'VENDORDIM', detail: 'VENDORID', title: 'NAME', object: 'VENDOR', objectTitle: 'NAME' },
	{ prefix: 'EMPLOYEEDIM', detail: 'EMPLOYEEID', title: 'NAME', object: 'EMPLOYEE', objectTitle: 'NAME' },
	{ prefix: 'ITEMDIM', detail: 'ITEMID', title: 'NAME', object: 'ITEM', objectTitle: 'NAME' },
	{ prefix: 'WAREHOUSEDIM', detail: 'WAREHOUSEID', title: 'NAME', object: 'WAREHOUSE', objectTitle: 'NAME' },
	{ prefix: 'CLASSDIM', detail: 'CLASSID', title: 'NAME', object: 'CLASS', objectTitle: 'NAME' },
	{ prefix: 'CONTRACTDIM', detail: 'CONTRACTID', title: 'NAME', object: 'CONTRACT', objectTitle: 'NAME' },
] as const;

const balanceDimensionFields = BALANCE_DIMENSIONS.map(({ prefix, title }) => `${prefix}ID ${prefix}${title}`).join(' ');
const balanceDimensionKeys = BALANCE_DIMENSIONS.map(({ prefix }) => `${prefix}KEY`).join(' ');

export const LEDGER_OBJECTS = [
	define('GLACCOUNT', {
		label: 'Account',
		nameField: 'ACCOUNTNO',
		required: 'ACCOUNTNO TITLE',
		text: 'ACCOUNTNO TITLE CLOSINGACCOUNTNO CATEGORY',
		integer: 'CATEGORYKEY',
		boolean: `TAXABLE ${REQUIRES}`,
		enums: {
			ACCOUNTTYPE: { balancesheet: 'N', incomestatement: 'I' },
			NORMALBALANCE: { debit: '1', credit: '-1' },
			CLOSINGTYPE: { 'non-closing account': 'N', 'closing account': 'C', 'closed to account': 'T' },
			ALTERNATIVEACCOUNT: { None: 'N', 'Payables account': 'P', 'Receivables account': 'R' },
		},
	}),
	define('STATACCOUNT', { label: 'Statistical account', nameField: 'ACCOUNTNO', text: 'ACCOUNTNO TITLE CATEGORY', boolean: REQUIRES }),
	define('GLJOURNAL', { label: 'Journal', nameField: 'SYMBOL', text: 'SYMBOL TITLE', letters: 'ADJ' }),
	define('GLBATCH', {
		label: 'Journal entry',
		status: false,
		required: 'BATCH_TITLE BATCH_DATE JOURNAL',
		text: 'BATCH_TITLE JOURNAL MODULE REFERENCENO REVERSED BASELOCATION BASELOCATION_NO BASELOCATION_NAME USERINFO.LOGINID MODIFIEDBYID HISTORY_COMMENT SUPDOCID',
		integer: 'BATCHNO REVERSEDKEY PRBATCHKEY TEMPLATEKEY',
		date: 'BATCH_DATE REVERSEDFROM REVERSEDATE',
		letters: 'ADJ',
		enums: { STATE: BATCH_STATES },
		timestamp: 'MODIFIED',
		relationships: [to('JOURNAL', 'GLJOURNAL', 'JOURNAL', 'SYMBOL')],
		lines: { object: 'GLENTRY', container: 'ENTRIES', parentField: 'BATCHNO' },
	}),
	define('GLENTRY', {
		label: 'Journal entry line',
		status: false,
		audited: false,
		text: 'BATCHTITLE ACCOUNTNO ACCOUNTTITLE CURRENCY BASECURR DEPARTMENT LOCATION PROJECTID CUSTOMERID VENDORID EMPLOYEEID ITEMID CLASSID CONTRACTID WAREHOUSEID TASKID DESCRIPTION DOCUMENT',
		integer: 'BATCHNO BATCH_NUMBER LINE_NO ACCOUNTKEY TR_TYPE USERNO GLDIMREGION',
		date: 'BATCH_DATE ENTRY_DATE',
		currency: 'AMOUNT TRX_AMOUNT',
		decimal: 'EXCHANGE_RATE',
		letters: 'STATISTICAL',
		relationships: [
			to('GLBATCH', 'GLBATCH', 'BATCHNO', 'RECORDNO'),
			to('GLACCOUNT', 'GLACCOUNT', 'ACCOUNTNO', 'ACCOUNTNO'),
			to('REGION', 'REGION', 'GLDIMREGION', 'id'),
		],
	}),
	define('GLDETAIL', {
		label: 'General ledger detail',
		status: false,
		audited: false,
		recordNo: 'TEXT',
		text:
			'BATCH_TITLE BOOKID MODULEKEY ACCOUNTNO ACCOUNTTITLE CURRENCY BASECURR DEPARTMENTID DEPARTMENTTITLE LOCATIONID LOCATIONNAME VENDORID VENDORNAME ' +
			'CUSTOMERID CUSTOMERNAME PROJECTID EMPLOYEEID ITEMID CLASSID CONTRACTID WAREHOUSEID TASKID RECORDID RECORDTYPE DOCNUMBER DESCRIPTION',
		integer: 'BATCHKEY BATCH_NO LINE_NO TR_TYPE RECORDKEY GLDIMREGION',
		date: 'BATCH_DATE ENTRY_DATE WHENDUE WHENPAID',
		currency: 'AMOUNT DEBITAMOUNT CREDITAMOUNT TRX_AMOUNT TRX_DEBITAMOUNT TRX_CREDITAMOUNT TOTALDUE',
		letters: 'STATISTICAL',
		enums: { ENTRY_STATE: { P: 'P' } },
		timestamp: 'MODIFIED',
		relationships: [
			to('GLACCOUNT', 'GLACCOUNT', 'ACCOUNTNO', 'ACCOUNTNO'),
			to('GLBATCH', 'GLBATCH', 'BATCHKEY', 'RECORDNO'),
			to('VENDOR', 'VENDOR', 'VENDORID', 'VENDORID'),
		],
	}),
	define('GLACCOUNTBALANCE', {
		label: 'Account balance',
		keyField: 'BALANCEKEY',
		status: false,
		audited: false,
		private: false,
		text: `PERIOD BOOKID CURRENCY ACCOUNTNO ACCOUNTTITLE ${balanceDimensionFields} TASKID`,
		integer: `ACCOUNTREC ${balanceDimensionKeys} GLDIMREGION`,
		currency: 'OPENBAL TOTDEBIT TOTCREDIT TOTADJDEBIT TOTADJCREDIT FORBAL ENDBAL',
	}),
	define('REPORTINGPERIOD', {
		label: 'Reporting period',
		nameField: 'NAME',
		text: 'NAME HEADER1 HEADER2',
		date: 'START_DATE END_DATE',
		boolean: 'BUDGETING',
		private: false,
	}),
	define('GLBUDGETHEADER', {
		label: 'Budget',
		nameField: 'BUDGETID',
		text: 'BUDGETID DESCRIPTION CURRENCY',
		boolean: 'DEFAULT_BUDGET ISCONSOLIDATED',
	}),
	define('GLBUDGETITEM', {
		label: 'Budget line',
		status: false,
		audited: false,
		stamps: 'none',
		text: 'ACCT_NO PERIODNAME DEPT_NO LOCATION_NO',
		date: 'PENDDATE',
		integer: 'BUDGETKEY',
		currency: 'AMOUNT',
		relationships: [to('GLBUDGETHEADER', 'GLBUDGETHEADER', 'BUDGETKEY', 'RECORDNO')],
	}),
];
