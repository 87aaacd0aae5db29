import { define, to } from './definition';

const BILL_STATES = {
	Draft: 'D',
	Submitted: 'S',
	'Partially Approved': 'PA',
	Declined: 'U',
	Posted: 'A',
	Selected: 'L',
	'Partially Paid': 'PP',
	Paid: 'P',
	Reversed: 'V',
	Reversal: 'R',
};
const PAYMENT_STATES = { Draft: 'D', Submitted: 'S', Approved: 'A', Complete: 'C', Voided: 'V' };

const DOCUMENT = {
	text: 'RECORDTYPE RECORDID RAWSTATE VENDORID VENDORNAME DOCNUMBER DESCRIPTION TERMNAME CURRENCY BASECURR PRBATCH MODULEKEY',
	integer: 'DUE_IN_DAYS PRBATCHKEY',
	date: 'WHENCREATED WHENPOSTED WHENDISCOUNT WHENDUE WHENPAID',
	currency: 'TOTALENTERED TOTALSELECTED TOTALPAID TOTALDUE TRX_TOTALENTERED TRX_TOTALSELECTED TRX_TOTALPAID TRX_TOTALDUE',
};
const DOCUMENT_LINE = {
	text: 'ACCOUNTNO ACCOUNTTITLE OFFSETGLACCOUNTNO ENTRYDESCRIPTION DEPARTMENTID LOCATIONID PROJECTID CLASSID ITEMID VENDORID BASELOCATION CURRENCY',
	integer: 'RECORDKEY LINE_NO GLDIMREGION',
	date: 'ENTRY_DATE',
	currency: 'AMOUNT TRX_AMOUNT TOTALPAID TOTALSELECTED',
	letters: 'LINEITEM',
};
const toVendor = to('VENDOR', 'VENDOR', 'VENDORID', 'VENDORID');
const toTerm = to('TERM', 'APTERM', 'TERMNAME', 'NAME');

export const PAYABLES_OBJECTS = [
	define('VENDOR', {
		label: 'Vendor',
		nameField: 'VENDORID',
		required: 'VENDORID NAME',
		text:
			'VENDORID NAME VENDTYPE PARENTID TERMNAME CURRENCY TAXID GLGROUP COMMENTS DISPLAYCONTACT.EMAIL1 DISPLAYCONTACT.MAILADDRESS.ADDRESS1 ' +
			'DISPLAYCONTACT.MAILADDRESS.CITY DISPLAYCONTACT.MAILADDRESS.COUNTRY',
		currency: 'TOTALDUE CREDITLIMIT',
		boolean: 'ONHOLD',
		relationships: [toTerm, to('PARENT', 'VENDOR', 'PARENTID', 'VENDORID')],
		dimension: { term: 'Vendor', userDefined: false },
	}),
	define('APBILL', {
		label: 'AP Bill',
		status: false,
		stamps: 'document',
		...DOCUMENT,
		boolean: 'ONHOLD',
		enums: { STATE: BILL_STATES },
		relationships: [toVendor, toTerm],
		lines: { object: 'APBILLITEM', container: 'APBILLITEMS', parentField: 'RECORDKEY' },
	}),
	define('APBILLITEM', {
		label: 'AP Bill line',
		status: false,
		audited: false,
		...DOCUMENT_LINE,
		enums: { STATE: { A: 'A' } },
		relationships: [to('APBILL', 'APBILL', 'RECORDKEY', 'RECORDNO'), toVendor, to('GLACCOUNT', 'GLACCOUNT', 'ACCOUNTNO', 'ACCOUNTNO')],
	}),
	define('APPYMT', {
		label: 'AP Payment',
		status: false,
		stamps: 'document',
		text: 'RECORDTYPE VENDORID VENDORNAME PAYMENTMETHOD DOCNUMBER FINANCIALENTITY CURRENCY BASECURR DESCRIPTION',
		integer: 'PRBATCHKEY',
		date: 'WHENCREATED WHENPAID',
		currency: 'TOTALENTERED TOTALPAID TRX_TOTALENTERED TRX_TOTALPAID',
		enums: { STATE: PAYMENT_STATES },
		relationships: [toVendor],
	}),
	define('APPYMTDETAIL', {
		label: 'AP Payment detail',
		status: false,
		audited: false,
		enums: { STATE: PAYMENT_STATES },
		text: 'CURRENCY',
		integer: 'PAYMENTKEY RECORDKEY ENTRYKEY POSADJKEY POSADJENTRYKEY ADJUSTMENTKEY ADVANCEKEY INLINEKEY',
		currency: 'PAYMENTAMOUNT TRX_PAYMENTAMOUNT',
		relationships: [to('APPYMT', 'APPYMT', 'PAYMENTKEY', 'RECORDNO'), to('APBILL', 'APBILL', 'RECORDKEY', 'RECORDNO')],
	}),
	define('APADJUSTMENT', {
		label: 'AP Adjustment',
		status: false,
		stamps: 'document',
		...DOCUMENT,
		enums: { STATE: BILL_STATES },
		relationships: [toVendor],
		lines: { object: 'APADJUSTMENTITEM', container: 'APADJUSTMENTITEMS', parentField: 'RECORDKEY' },
	}),
	define('APADJUSTMENTITEM', {
		label: 'AP Adjustment line',
		status: false,
		audited: false,
		...DOCUMENT_LINE,
		enums: { STATE: { A: 'A' } },
		relationships: [to('APADJUSTMENT', 'APADJUSTMENT', 'RECORDKEY', 'RECORDNO'), toVendor],
	}),
	define('APADVANCE', {
		label: 'AP Advance',
		status: false,
		stamps: 'document',
		...DOCUMENT,
		enums: { STATE: PAYMENT_STATES },
		relationships: [toVendor],
	}),
	define('APTERM', { label: 'AP Term', nameField: 'NAME', text: 'NAME DESCRIPTION DUEFROM', integer: 'DUEDATE' }),
];
