/**
 * Classes, tasks and columns by role. What the reference states is the default; what it calls UNCONFIRMED is its best guess and can
 * be replaced in the agent's configuration under `names`, table by table and role by role.
 *
 * A column is written as in Sage: `$` at the end for text, nothing for numbers. `?` in front: the table may lack it. `A|B`: the
 * first one that the object knows. Of `classes` and `tasks` the first one that Sage gives is used.
 */
export interface TableNames {
	readonly classes: readonly string[];
	/** Empty: the object needs no module date. */
	readonly module: string;
	/** The screens whose right gives the security context. Empty: none is set. */
	readonly tasks: readonly string[];
	/** Name of the data source that holds the columns; without it MAIN or the first. */
	readonly source?: string;
	/** Roles of the primary key, in order. */
	readonly key: readonly string[];
	readonly columns: Readonly<Record<string, string>>;
}

const AUDIT = {
	dateUpdated: '?DateUpdated$', timeUpdated: '?TimeUpdated$', dateCreated: '?DateCreated$', timeCreated: '?TimeCreated$',
} as const;

const GL = { module: 'G/L', tasks: ['GL_Account_ui'] } as const;
const AP = { module: 'A/P', tasks: ['AP_Vendor_ui'] } as const;
const PO = { module: 'P/O', tasks: ['PO_PurchaseOrder_ui'] } as const;

const readers = (...names: readonly string[]): string[] => names.flatMap((name) => [`${name}_svc`, `${name}_bus`]);

export const DEFAULT_NAMES = {
	companies: {
		classes: readers('SY_Company'), module: '', tasks: [], key: ['code'],
		columns: { code: 'CompanyCode$', name: '?CompanyName$' },
	},
	glOptions: {
		...GL, classes: readers('GL_Options'), key: [],
		columns: {
			accountFormat: 'AccountFormat$', currentYear: 'CurrentFiscalYr$|CurrentFiscalYear$', currentPeriod: 'CurrentPeriod$',
			usesBatches: '?UseBatchProcessing$|BatchProcessing$|EnableBatchProcessing$|UseJournalBatches$|EnableBatches$', currency: '?FunctionalCurrency$|CurrencyCode$',
		},
	},
	apOptions: {
		...AP, classes: readers('AP_Options'), key: [], columns: { usesDivisions: '?Divisions$|UseDivisions$|DivisionsRequired$' },
	},
	accountStructure: {
		...GL, classes: readers('GL_AccountStructure'), key: ['segmentNo'],
		columns: { segmentNo: 'SegmentNo$', name: '?SegmentDesc$|SegmentDescription$|SegmentName$|Description$' },
	},
	fiscalPeriods: {
		...GL, classes: readers('GL_FiscalYearDetail', 'GL_FiscalPeriod', 'GL_FiscalYear'), key: ['fiscalYear', 'fiscalPeriod'],
		columns: {
			fiscalYear: 'FiscalYear$|FiscalYr$', fiscalPeriod: 'FiscalPeriod$|PeriodNo$|Period$',
			startDate: '?PeriodStartDate$|PeriodStartingDate$|PeriodBeginningDate$|StartDate$|StartingDate$|DateStart$',
			endDate: 'PeriodEndDate$|PeriodEndingDate$|EndDate$|EndingDate$|DateEnd$',
			closed: '?PeriodClosed$|Closed$|PeriodLocked$|Locked$', status: '?PeriodStatus$|Status$',
		},
	},
	accounts: {
		...GL, classes: readers('GL_Account'), key: ['accountKey'],
		columns: {
			accountKey: 'AccountKey$', account: 'Account$', rawAccount: '?RawAccount$', description: 'AccountDesc$', status: 'Status$',
			mainAccountCode: '?MainAccountCode$', accountType: '?AccountType$', accountGroup: '?AccountGroup$',
			accountCategory: '?AccountCategory$', cashFlowsType: '?CashFlowsType$', clearBalance: '?ClearBalance$',
			dateStart: '?DateStart$', dateEnd: '?DateEnd$', rollup1: '?RollupCode1$', rollup2: '?RollupCode2$', rollup3: '?RollupCode3$',
			rollup4: '?RollupCode4$', ...AUDIT,
		},
	},
	accountSegments: {
		...GL, classes: readers('GL_AccountSegment'), key: ['segmentNo', 'value', 'accountKey'],
		columns: { segmentNo: 'SegmentNo$', value: 'SubAccountCode$', accountKey: 'AccountKey$' },
	},
	mainAccounts: {
		...GL, classes: readers('GL_MainAccount'), key: ['segmentNo', 'value'],
		columns: {
			segmentNo: 'SegmentNo$', value: 'MainAccountCode$', description: 'MainAccountDesc$|AccountDesc$|Description$',
			shortDescription: '?MainAccountShortDesc$', status: '?Status$', dateStart: '?DateStart$', dateEnd: '?DateEnd$', ...AUDIT,
		},
	},
	subAccounts: {
		...GL, classes: readers('GL_SubAccount'), key: ['segmentNo', 'value'],
		columns: {
			segmentNo: 'SegmentNo$', value: 'SubAccountCode$', description: 'SubAccountDesc$', shortDescription: '?SubAccountShortDesc$',
			status: '?Status$', dateStart: '?DateStart$', dateEnd: '?DateEnd$', ...AUDIT,
		},
	},
	balances: {
		...GL, classes: readers('GL_PeriodPostingHistory'), key: ['accountKey', 'fiscalYear', 'fiscalPeriod'],
		columns: {
			accountKey: 'AccountKey$', fiscalYear: 'FiscalYear$', fiscalPeriod: 'FiscalPeriod$', beginning: 'BeginningBalance',
			debit: 'DebitAmount', credit: 'CreditAmount',
		},
	},
	postings: {
		...GL, classes: readers('GL_DetailPosting'), key: ['accountKey', 'postingDate', 'sourceJournal', 'registerNo', 'sequenceNo'],
		columns: {
			accountKey: 'AccountKey$', postingDate: 'PostingDate$', sourceJournal: 'SourceJournal$', registerNo: 'JournalRegisterNo$',
			sequenceNo: 'SequenceNo$|SequenceNo', debit: 'DebitAmount', credit: 'CreditAmount', comment: '?PostingComment$',
			sourceModule: '?SourceModule$', batchNo: '?BatchNo$', documentNo: '?DocumentNo$', dateCreated: 'DateCreated$', timeCreated: 'TimeCreated$',
		},
	},
	vendors: {
		...AP, classes: readers('AP_Vendor'), key: ['divisionNo', 'vendorNo'],
		columns: {
			divisionNo: 'APDivisionNo$', vendorNo: 'VendorNo$', name: 'VendorName$', address1: '?AddressLine1$', address2: '?AddressLine2$',
			address3: '?AddressLine3$', city: '?City$', state: '?State$', zipCode: '?ZipCode$', countryCode: '?CountryCode$',
			email: '?EmailAddress$', termsCode: '?TermsCode$', status: '?VendorStatus$', balance: '?CurrentBalance|Balance', ...AUDIT,
		},
	},
	enteredInvoices: {
		...AP, classes: readers('AP_InvoiceHeader', 'AP_Invoice'), key: ['divisionNo', 'vendorNo', 'invoiceNo'],
		columns: {
			divisionNo: 'APDivisionNo$', vendorNo: 'VendorNo$', invoiceNo: 'InvoiceNo$', batchNo: '?BatchNo$', invoiceDate: 'InvoiceDate$',
			dueDate: '?InvoiceDueDate$', postingDate: '?PostingDate$|TransactionDate$', amount: 'InvoiceAmt', comment: '?Comment$|InvoiceComment$', ...AUDIT,
		},
	},
	enteredInvoiceLines: {
		...AP, classes: readers('AP_InvoiceDetail'), key: ['divisionNo', 'vendorNo', 'invoiceNo', 'lineKey'],
		columns: {
			divisionNo: 'APDivisionNo$', vendorNo: 'VendorNo$', invoiceNo: 'InvoiceNo$', lineKey: 'LineKey$|DetailSeqNo$|LineSeqNo$',
			accountKey: 'AccountKey$|DistributionAccountKey$', amount: 'DistributionAmt|DetailAmt|DistributionAmount|Amount', comment: '?DistributionComment$|CommentText$|Comment$',
		},
	},
	postedInvoices: {
		...AP, classes: readers('AP_InvoiceHistoryHeader'), key: ['divisionNo', 'vendorNo', 'invoiceNo', 'headerSeqNo'],
		columns: {
			divisionNo: 'APDivisionNo$', vendorNo: 'VendorNo$', invoiceNo: 'InvoiceNo$', headerSeqNo: 'HeaderSeqNo$', batchNo: '?BatchNo$',
			invoiceDate: 'InvoiceDate$', dueDate: '?InvoiceDueDate$', postingDate: '?PostingDate$|TransactionDate$', amount: 'InvoiceAmt',
			comment: '?Comment$|InvoiceComment$', ...AUDIT,
		},
	},
	postedInvoiceLines: {
		...AP, classes: readers('AP_InvoiceHistoryDetail'), key: ['divisionNo', 'vendorNo', 'invoiceNo', 'headerSeqNo', 'lineKey'],
		columns: {
			divisionNo: 'APDivisionNo$', vendorNo: 'VendorNo$', invoiceNo: 'InvoiceNo$', headerSeqNo: 'HeaderSeqNo$', lineKey: 'LineKey$|DetailSeqNo$|LineSeqNo$',
			accountKey: 'AccountKey$|DistributionAccountKey$', amount: 'DistributionAmt|DetailAmt|DistributionAmount|Amount', comment: '?DistributionComment$|CommentText$|Comment$',
		},
	},
	openInvoices: {
		...AP, classes: readers('AP_OpenInvoice'), key: ['divisionNo', 'vendorNo', 'invoiceNo'],
		columns: {
			divisionNo: 'APDivisionNo$', vendorNo: 'VendorNo$', invoiceNo: 'InvoiceNo$', invoiceDate: 'InvoiceDate$', dueDate: '?InvoiceDueDate$',
			amount: 'InvoiceAmt', discount: '?DiscountAmt', balance: 'Balance', ...AUDIT,
		},
	},
	purchaseOrders: {
		...PO, classes: readers('PO_PurchaseOrder', 'PO_PurchaseOrderHeader'), key: ['purchaseOrderNo'],
		columns: {
			purchaseOrderNo: 'PurchaseOrderNo$', orderType: 'OrderType$', orderStatus: 'OrderStatus$', onHold: '?OnHold$',
			orderDate: 'PurchaseOrderDate$', requiredDate: '?RequiredExpireDate$|RequiredDate$', completionDate: '?CompletionDate$',
			divisionNo: 'APDivisionNo$', vendorNo: 'VendorNo$', vendorName: '?PurchaseName$', warehouseCode: '?WarehouseCode$', taxable: 'TaxableAmt',
			nonTaxable: 'NonTaxableAmt', salesTax: 'SalesTaxAmt', freight: 'FreightAmt', received: '?ReceivedAmt', invoiced: '?InvoicedAmt', ...AUDIT,
		},
	},
	purchaseOrderLines: {
		...PO, classes: readers('PO_PurchaseOrderDetail'), key: ['purchaseOrderNo', 'lineKey'],
		columns: {
			purchaseOrderNo: 'PurchaseOrderNo$', lineKey: 'LineKey$', lineSeqNo: '?LineSeqNo$', itemCode: 'ItemCode$', description: '?ItemCodeDesc$',
			accountKey: '?PurchasesAcctKey$', quantityOrdered: 'QuantityOrdered', quantityReceived: '?QuantityReceived', unitCost: 'UnitCost',
			extension: '?ExtensionAmt',
		},
	},
	journalHeaders: {
		module: 'G/L', tasks: ['GL_TransactionJournal_ui', 'GL_GeneralJournal_ui'],
		classes: ['GL_TransactionJournal_bus', 'GL_GeneralJournal_bus'], key: ['sourceJournal', 'entryNo'],
		columns: {
			sourceJournal: 'SourceJournal$', entryNo: 'EntryNo$', postingDate: 'PostingDate$', comment: 'JournalComment$', batchNo: '?BatchNo$',
			autoReverse: '?AutoReverse$|ReverseEntry$|Reversing$', ...AUDIT,
		},
	},
	journalLines: {
		module: 'G/L', tasks: ['GL_TransactionJournal_ui', 'GL_GeneralJournal_ui'],
		classes: readers('GL_TransactionJournalDetail', 'GL_GeneralJournalDetail'), key: ['sourceJournal', 'entryNo', 'lineKey'],
		columns: {
			sourceJournal: 'SourceJournal$', entryNo: 'EntryNo$', lineKey: 'LineKey$|SequenceNo$|LineSeqNo$', accountKey: 'AccountKey$',
			debit: 'DebitAmount', credit: 'CreditAmount', comment: 'PostingComment$|LineComment$|CommentText$|Comment$',
		},
	},
} as const satisfies Readonly<Record<string, TableNames>>;

export type TableName = keyof typeof DEFAULT_NAMES;
export type Names = Readonly<Record<TableName, TableNames>>;

export const isTableName = (name: string): name is TableName => Object.hasOwn(DEFAULT_NAMES, name);
