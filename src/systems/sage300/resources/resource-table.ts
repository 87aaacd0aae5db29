/** How changes of a resource are found (reference sage-300 9). */
export type CursorKind = 'whole' | 'day' | 'posting' | 'posting-and-activity' | 'fiscal-sets';

export interface CursorChoice {
	readonly kind: CursorKind;
	/** A day that moves with every edit. */
	readonly dayField?: string;
	/** A number that grows with every posting run. */
	readonly sequenceField?: string;
}

/** What is known about a resource beyond its field list. Names are looked up in the metadata without regard to case. */
export interface ResourceFacts {
	readonly resource: string;
	readonly label: string;
	/** What planning reads, as columns are called whatever the server's letter case; `A|B`: whichever there is, called A. */
	readonly wanted: readonly string[];
	readonly cursor: CursorChoice;
	/** Rows that can stand for records, and what makes one unique in its parent. */
	readonly lines?: {
		readonly detail: string;
		readonly key: string;
		readonly wanted: readonly string[];
		/** Planning reads the lines unless told otherwise. */
		readonly usual: boolean;
		/** Lists of batches carry whole trees, so those are read one by one (reference sage-300 5.1). */
		readonly reading: 'inline' | 'by key';
	};
	/** A record that is still open has one of these texts in this field. */
	readonly openWhen?: { readonly field: string; readonly is: readonly string[] };
	/** The accounting or document day, offered as a filter and never as a cursor. */
	readonly documentDay?: string;
}

const split = (names: string): readonly string[] => names.trim().split(/\s+/);

const WHOLE: CursorChoice = { kind: 'whole' };
const byDay = (dayField: string): CursorChoice => ({ kind: 'day', dayField });

const facts = (
	resource: string, label: string, wanted: string, cursor: CursorChoice, more: Pick<ResourceFacts, 'lines' | 'openWhen' | 'documentDay'> = {},
): ResourceFacts => ({ resource, label, wanted: split(wanted), cursor, ...more });

const numbered = (from: number, to: number, name: (number: number) => string): string =>
	Array.from({ length: to - from + 1 }, (_, index) => name(from + index)).join(' ');

const twoDigits = (number: number): string => String(number).padStart(2, '0');

const TABLE: readonly ResourceFacts[] = [
	facts('GLAccounts', 'G/L Account', 'UnformattedAccount AccountNumber Description AccountType NormalBalanceDRCR Status PostToAccount StructureCode ' +
		`${numbered(1, 10, (number) => `AccountSegmentCode${number}`)} AccountGroupCode AccountGroupSortCode Multicurrency DefaultCurrencyCode ControlAccount ` +
		'QuantitiesAllowed UnitOfMeasure RollupSwitch YearLastClosed DateCreated', WHOLE),
	facts('GLAccountFiscalSets', 'G/L Account Balances by Fiscal Set', 'AccountNumber Fiscalsetyear|FiscalYear FiscalsetDesignator|FiscalSetDesignator ' +
		'Currencycode|CurrencyCode Currencytype|CurrencyType|CURNTYPE BeginningBalance|OpeningBalance ' +
		`${numbered(1, 15, (number) => `Period${twoDigits(number)}netamount|NetAmountPeriod${number}`)}`,
	{ kind: 'fiscal-sets' }),
	facts('GLPostedTransactions', 'G/L Posted Transaction or Ledger Line', 'AccountNumber FiscalYear FiscalPeriod SourceCurrencyCode SourceLedgerCode ' +
		'SourceTypeCode PostingSequenceNumber DetailCount JournalDate DocumentDate BatchNumber JournalEntryNumber JournalTransactionNumber ' +
		'JournalDetailDescription JournalDetailReference JournalTransactionAmount JournalTransactionQuantity SourceCurrencyAmount HomeCurrencyCode CompanyID',
	{ kind: 'posting', sequenceField: 'PostingSequenceNumber' }, { documentDay: 'JournalDate' }),
	facts('GLSegmentCodes', 'G/L Segment Code or Cost Center', 'SegmentNumber SegmentCode Description|SegmentCodeDescription ClosingAccount', WHOLE),
	facts('GLJournalBatches', 'G/L Journal Batch', 'BatchNumber Description Status SourceLedger JournalBatchType PostingSequence NumberOfEntries Debits ' +
		'Credits NumberOfErrors ReadyToPost DateCreated DateLastEdited', byDay('DateLastEdited'), {
		lines: {
			detail: 'JournalHeaders', key: 'EntryNumber', usual: false, reading: 'by key',
			wanted: split('EntryNumber SourceLedger SourceType Description DocumentDate PostingDate FiscalYear FiscalPeriod'),
		},
		openWhen: { field: 'Status', is: ['Open', 'ReadyToPost'] },
	}),
	facts('APVendors', 'A/P Vendor', 'VendorNumber ShortName VendorName GroupCode Status OnHold InactiveDate DateLastMaintained StartDate AccountSet Terms|TermsCode ' +
		'CurrencyCode TaxGroup DistributionCode City StateProvince Country', byDay('DateLastMaintained')),
	facts('APVendorGroups', 'A/P Vendor Group', 'GroupCode Description Status AccountSet CurrencyCode Terms|TermsCode', WHOLE),
	facts('APPostedDocuments', 'A/P Posted Document', 'VendorNumber DocumentNumber OrderNumber PONumber|PurchaseOrderNumber TransactionType DocumentType ' +
		'DocumentDescription DocumentDate DueDate PostingDate FiscalYear FiscalPeriod BatchNumber EntryNumber GroupCode Terms CurrencyCode ExchangeRate ' +
		'FunctionalCurrencyInvoiceAmount FunctionalCurrencyAmountDue VendorCurrencyInvoiceAmount VendorCurrencyAmountDue FullyPaid DatePaid LastActivityDate ' +
		'PostingSequenceNumber AccountSet',
	{ kind: 'posting-and-activity', sequenceField: 'PostingSequenceNumber', dayField: 'LastActivityDate' }, { documentDay: 'DocumentDate' }),
	facts('APInvoiceBatches', 'A/P Invoice Batch', 'BatchNumber BatchDate Description BatchStatus BatchType InvoiceType NumberOfEntries BatchTotal DateLastEdited ' +
		'PostingSequenceNumber NumberOfErrors', byDay('DateLastEdited'), {
		lines: {
			detail: 'Invoices', key: 'EntryNumber', usual: true, reading: 'by key',
			wanted: split('EntryNumber VendorNumber DocumentNumber DocumentType InvoiceDescription DocumentDate DueDate PostingDate FiscalYear FiscalPeriod ' +
				'CurrencyCode PONumber|PurchaseOrderNumber DocumentTotalIncludingTax'),
		},
		openWhen: { field: 'BatchStatus', is: ['Open', 'ReadyToPost'] }, documentDay: 'BatchDate',
	}),
	facts('POPurchaseOrders', 'P/O Purchase Order', 'PurchaseOrderSequenceKey PurchaseOrderNumber PurchaseOrderType PurchaseOrderDate|OrderDate Vendor|VendorNumber ' +
		'VendorName Description Reference OnHold DateCompleted LastPostingDate ExpectedArrivalDate CurrencyCode|Currency OrderTotal', WHOLE, {
		lines: {
			detail: 'PurchaseOrderLines', key: 'LineNumber', usual: true, reading: 'inline',
			wanted: split('LineNumber ItemNumber ItemDescription Location UnitOfMeasure QuantityOrdered QuantityReceived QuantityOutstanding UnitCost ExtendedCost ' +
				'ExpectedArrivalDate GLExpenseAccount|NonstockClearingAccount'),
		},
		openWhen: { field: 'DateCompleted', is: [''] }, documentDay: 'PurchaseOrderDate',
	}),
	facts('ICItems', 'I/C Item', 'UnformattedItemNumber ItemNumber Description Category AccountSetCode ItemStructureCode StockingUnitOfMeasure ' +
		'InactiveDate Status|Inactive CommodityNumber', WHOLE),
	facts('CSFiscalCalendars', 'Fiscal Calendar', `FiscalYear NumFiscalPeriods|NumberOfFiscalPeriods Quarter4Periods Active ${
		numbered(1, 13, (number) => `FiscalPeriod${number}StartDate FiscalPeriod${number}EndDate`)}`, WHOLE),
	facts('CSCurrencyCodes', 'Currency Code', 'CurrencyCode|CurrencyCodeKey|CurrencyCodeId Description|CurrencyName DecimalPlaces Symbol', WHOLE),
	facts('APAccountSets', 'A/P Account Set', 'AccountSet|AccountSetCode Description Status CurrencyCode', WHOLE),
	facts('GLAccountGroups', 'G/L Account Group', 'AccountGroupCode|GroupCode Description|AccountGroupDescription SortCode|AccountGroupSortCode', WHOLE),
];

const BY_NAME: ReadonlyMap<string, ResourceFacts> = new Map(TABLE.map((each) => [each.resource.toLowerCase(), each]));

export const factsOf = (resource: string): ResourceFacts | undefined => BY_NAME.get(resource.trim().toLowerCase());

/** Resources with a table entry, in the order in which pick lists show them. */
export const knownResources = (): readonly ResourceFacts[] => TABLE;

/** The modules in which planning finds something. */
export const USUAL_MODULES: readonly string[] = ['GL', 'AP', 'PO', 'IC', 'CS'];
