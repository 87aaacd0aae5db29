import { process, resource, type } from '../spec';
import type { Resource } from '../types';
import { optionalFields, postingParameters, UPDATE_OPERATION } from './ledger';

const STATUSES = 'enum Open Deleted Posted PostInProgress CheckCreationInProgress ReadyToPost';
const DOCUMENT_TYPES = 'enum Invoice DebitNote CreditNote Interest';
const COMMANDS = 'enum UnlockBatchResource LockBatchResourceShared LockBatchResourceExclusive';

/** Names of the vendor's payload; the others follow the titles, their letter case is not confirmed (reference sage-300 7.6). */
const VENDOR = type('Vendor', 'VendorNumber', `
	VendorNumber text 12
	ShortName text 10
	GroupCode text 6
	Status enum Active Inactive
	InactiveDate date
	DateLastMaintained date
	OnHold enum NotOnHold OnHold
	StartDate date
	VendorName text 60
	AddressLine1..4 text 60
	City text 30
	StateProvince text 30
	ZIPPostalCode text 20
	Country text 30
	ContactName text 60
	PhoneNumber text 30
	AccountSet text 6
	Terms text 6
	CurrencyCode text 3
	TaxGroup text 12
	DistributionCode text 6
	GLAccount text 45
	BalanceDueinVendorCurrency amount
	BalanceDueinFunctionCurrency amount
	DateofLastActivity date
	NumberofOpenInvoices integer
	VendorOptionalFieldValues rows VendorOptionalFieldValue
`, [optionalFields('VendorOptionalFieldValue', 'VendorNumber')]);

const VENDOR_GROUP = type('VendorGroup', 'GroupCode', `
	GroupCode text 6
	Description text 60
	Status enum Active Inactive
	InactiveDate date
	DateLastMaintained date
	AccountSet text 6
	Terms text 6
	TaxGroup text 12
	CurrencyCode text 3
`);

const INVOICE_DETAIL = type('InvoiceDetail', 'LineNumber', `
	BatchNumber integer
	EntryNumber integer
	LineNumber integer
	DistributionCode text 6
	DistributionDescription text 60
	GLAccount text 45
	DistributedAmount amount
	Comment text 250
	${UPDATE_OPERATION}
`);

const INVOICE = type('Invoice', 'EntryNumber', `
	BatchNumber integer
	EntryNumber integer
	VendorNumber text 12
	DocumentNumber text 22
	DocumentType ${DOCUMENT_TYPES}
	InvoiceDescription text 60
	PONumber text 22
	OrderNumber text 22
	DocumentDate date
	AsOfDate date
	PostingDate date
	FiscalYear text 4
	FiscalPeriod text 2
	DueDate date
	CurrencyCode text 3
	ExchangeRate decimal
	Terms text 6
	TaxGroup text 12
	TaxTotal amount
	AccountSet text 6
	DocumentTotalIncludingTax amount
	DistributionTotal amount
	UndistributedAmount amount
	NumberOfDetails integer
	${UPDATE_OPERATION}
	InvoiceDetails rows InvoiceDetail
`, [INVOICE_DETAIL]);

const INVOICE_BATCH = type('InvoiceBatch', 'BatchNumber', `
	BatchNumber integer
	BatchDate date
	Description text 60
	NumberOfEntries integer
	BatchTotal amount
	BatchType enum Entered Imported Generated Recurring External Retainage
	BatchStatus ${STATUSES}
	InvoiceType enum Summary Item
	LastEntryNumber integer
	PostingSequenceNumber integer
	NumberOfErrors integer
	DateLastEdited date
	BatchPrintedFlag yesno
	SourceApplication text 2
	ProcessCommandCode ${COMMANDS}
	Invoices rows Invoice
`, [INVOICE]);

const DISTRIBUTION = type('AdjustmentGLDistribution', 'SequenceNumber', `
	BatchType text 2
	BatchNumber integer
	EntryNumber integer
	LineNumber integer
	SequenceNumber integer
	TransactionType integer
	DistributionCode text 6
	DistributionGLAccount text 45
	DistributionAmount amount
	DistributionDescription text 60
	DocumentLineNumber integer
	${UPDATE_OPERATION}
`);

const APPLIED = type('AppliedPayment', 'LineNumber', `
	BatchType text 2
	BatchNumber integer
	EntryNumber integer
	LineNumber integer
	VendorNumber text 12
	DocumentNumber text 22
	PaymentNumber integer
	PaymentType enum Payment Prepayment Adjustment Applydocument
	DocumentDate date
	PaymentAmount amount
	AdjustmentAmount amount
	${UPDATE_OPERATION}
	AdjustmentGLDistributions rows AdjustmentGLDistribution
`, [DISTRIBUTION]);

const PAYMENT = type('PaymentAdjustment', 'EntryNumber', `
	BatchType text 2
	BatchNumber integer
	EntryNumber integer
	CheckNumber text 18
	VendorNumber text 12
	PaymentDateAdjustmentDate date
	FiscalYear text 4
	FiscalPeriod text 2
	EntryDescription text 60
	VendorPayeeName text 60
	CheckAmountInBankCurrency amount
	CheckAmountInVendorCurrency amount
	TotalPrepayVendorCurrency amount
	PaymentTransactionType enum Payment Prepayment Applydocument Miscpayment Adjustment
	CheckPrintRequired enum No Yes
	EntryReference text 60
	DocumentNumber text 22
	NumberOfDetails integer
	${UPDATE_OPERATION}
	AppliedPayments rows AppliedPayment
`, [APPLIED]);

const PAYMENT_BATCH = type('PaymentAndAdjustmentBatch', 'BatchSelector BatchNumber', `
	BatchSelector enum PY AD
	BatchNumber integer
	BatchDate date
	Description text 60
	NumberOfEntries integer
	BatchTotal amount
	BatchType enum Entered Imported Generated
	BatchStatus ${STATUSES}
	BankCode text 8
	BankCurrencyCode text 3
	LastEntryNumber integer
	PostingSequenceNumber integer
	NumberOfErrors integer
	DateLastEdited date
	BatchPrintedFlag yesno
	SourceApplication text 2
	ProcessCommandCode ${COMMANDS}
	PaymentsAdjustments rows PaymentAdjustment
`, [PAYMENT]);

/** From the AR twin and the AP catalogue (reference sage-300 7.7). */
const POSTED_DOCUMENT = type('PostedDocument', 'VendorNumber DocumentNumber', `
	VendorNumber text 12
	DocumentNumber text 22
	OrderNumber text 22
	PONumber text 22
	DueDate date
	TransactionType enum InvoiceSummaryEntered DebitNoteSummaryEntered CreditNoteSummaryEntered InterestCharge PrepaymentPosted
	DocumentType enum Invoice DebitNote CreditNote Interest Prepayment
	BatchDate date
	BatchNumber integer
	EntryNumber integer
	GroupCode text 6
	DocumentDescription text 60
	DocumentDate date
	AsofDate date
	Terms text 6
	CurrencyCode text 3
	ExchangeRate decimal
	FunctionalCurrencyInvoiceAmount amount
	FunctionalCurrencyAmountDue amount
	VendorCurrencyInvoiceAmount amount
	VendorCurrencyAmountDue amount
	FullyPaid yesno
	LastActivityDate date
	FiscalYear text 4
	FiscalPeriod text 2
	PostingDate date
	PostingSequenceNumber integer
	DatePaid date
	AccountSet text 6
`);

const POSTING_ERROR = type('PostingErrorMessage', 'BatchType PostingSequenceNumber ErrorNumber', `
	BatchType text 2
	PostingSequenceNumber integer
	ErrorNumber integer
	BatchNumber integer
	EntryNumber integer
	ErrorMessage text 250
`);

const CREATE_GL_BATCH = type('CreateGLBatch', 'ActionSelector', `
	ProcessInvoiceBatch enum Donotprocess PostInvoicebatches
	ThruInvoicePostingSequenceNumber integer
	ProcessPaymentBatch enum Donotprocess PostPaymentbatches
	ThruPaymentPostingSequenceNumber integer
	ProcessAdjustmentBatch enum Donotprocess PostAdjustmentbatches
	ThruAdjustmentPostingSequenceNumber integer
	ActionSelector text 10
`);

export const PAYABLES: readonly Resource[] = [
	resource('AP', 'APVendors', VENDOR, 'gpuda'), resource('AP', 'APVendorGroups', VENDOR_GROUP, 'gpuda'),
	resource('AP', 'APInvoiceBatches', INVOICE_BATCH, 'gpa'), resource('AP', 'APPaymentAndAdjustmentBatches', PAYMENT_BATCH, 'gpa'),
	resource('AP', 'APPostedDocuments', POSTED_DOCUMENT, 'g'), resource('AP', 'APPostingErrorMessages', POSTING_ERROR, 'g'),
	process('AP', 'APPostInvoices', postingParameters('PostInvoice', '')),
	process('AP', 'APPostPaymentsAndAdjustments', postingParameters('PostPaymentsAndAdjustment', 'BatchType enum PY AD')),
	process('AP', 'APCreateGLBatch', CREATE_GL_BATCH),
];
