import type { ModuleShape, Shape } from './metadata-document';

const T = 'Edm.String';
const N = 'Edm.Decimal';
const I = 'Edm.Int32';
const D = 'Edm.DateTimeOffset';

const texts = (...names: readonly string[]): Shape => Object.fromEntries(names.map((name) => [name, T]));

export const FISCAL_SETS: Shape = {
	'*AccountNumber': T, '*FiscalSetYear': T, '*FiscalSetDesignator': 'Designator', '*Currencycode': T, '*CurrencyType': 'CurrencyKind', BeginningBalance: N,
	...Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`Period${String(index + 1).padStart(2, '0')}netamount`, N])),
};

export const GL: ModuleShape = {
	resources: {
		GLAccounts: { '*UnformattedAccount': T, ...texts('AccountNumber', 'Description', 'Status', 'PostToAccount', 'AccountSegmentCode1'), DateCreated: D },
		GLAccountFiscalSets: FISCAL_SETS,
		GLPostedTransactions: {
			'*AccountNumber': T, '*FiscalYear': T, '*FiscalPeriod': T, '*SourceCurrencyCode': T, '*SourceLedgerCode': T, '*SourceTypeCode': T,
			'*PostingSequenceNumber': I, '*DetailCount': I, JournalDate: D, BatchNumber: T, JournalTransactionAmount: N, JournalDetailDescription: T, JournalDetailReference: T,
		},
		GLSegmentCodes: { '*SegmentNumber': T, '*SegmentCode': T, Description: T },
		GLSourceCodes: { '*SourceLedger': T, '*SourceType': T, Description: T },
		GLJournalBatches: { '*BatchNumber': T, ...texts('Description', 'Status', 'ReadyToPost'), DateLastEdited: D, JournalHeaders: 'JournalHeader[]' },
		GLPostJournal: { '*ActionSelector': T, PostAllBatches: 'PostAll', PostBatchFrom: T, PostBatchTo: T },
	},
	rows: { JournalHeader: { EntryNumber: T, PostingDate: D, JournalDetails: 'JournalDetail[]' }, JournalDetail: { TransactionNumber: T, AccountNumber: T, Amount: N } },
	enums: { Designator: ['Actuals', 'Quantity', 'Budget1'], CurrencyKind: ['Functional', 'Source', 'Equivalent'], PostAll: ['Postallbatches', 'Donotpostallbatches'] },
};

export const AP: ModuleShape = {
	resources: {
		APVendors: { '*VendorNumber': T, ...texts('ShortName', 'VendorName', 'GroupCode', 'Status'), DateLastMaintained: D },
		APVendorGroups: { '*GroupCode': T, Description: T },
		APPostedDocuments: { '*VendorNumber': T, '*DocumentNumber': T, DocumentDate: D, LastActivityDate: D, PostingSequenceNumber: N, VendorCurrencyAmountDue: N },
		APInvoiceBatches: { '*BatchNumber': N, ...texts('Description', 'BatchStatus'), BatchDate: D, DateLastEdited: D, Invoices: 'Invoice[]' },
		APPaymentAndAdjustmentBatches: { '*BatchSelector': T, '*BatchNumber': N, ...texts('Description', 'BatchStatus'), BatchDate: D, PaymentsAdjustments: 'Entry[]' },
		APPostPaymentsAndAdjustments: { '*ActionSelector': T, BatchType: T, PostAllBatches: T, PostBatchFrom: N, PostBatchTo: N },
	},
	rows: {
		Invoice: { EntryNumber: N, VendorNumber: T, DocumentTotalIncludingTax: N, InvoiceDetails: 'InvoiceDetail[]' }, InvoiceDetail: { LineNumber: N, DistributedAmount: N },
		Entry: { EntryNumber: N },
	},
};

export const PO: ModuleShape = {
	resources: {
		POPurchaseOrders: { '*PurchaseOrderSequenceKey': N, ...texts('PurchaseOrderNumber', 'Vendor', 'Description'), PurchaseOrderDate: D, DateCompleted: D, PurchaseOrderLines: 'Line[]' },
	},
	rows: { Line: { LineNumber: N, ItemNumber: T, QuantityOrdered: N, UnitCost: N, ExpectedArrivalDate: D } },
};

export const CS: ModuleShape = {
	resources: {
		CSFiscalCalendars: {
			'*FiscalYear': T, NumFiscalPeriods: I, Active: T,
			...Object.fromEntries(Array.from({ length: 13 }, (_, index) => [[`FiscalPeriod${index + 1}StartDate`, D], [`FiscalPeriod${index + 1}EndDate`, D]]).flat()),
			FiscalStatuses: 'FiscalStatus[]',
		},
	},
	rows: { FiscalStatus: { Application: T, Period1Status: T } },
};

export const SHAPES = { GL, AP, PO, CS };
