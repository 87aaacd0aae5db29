import type { Definition } from './schema';

const CREATED = 'DateCreated$D TimeCreated$8 UserCreatedKey$10';
/** Standard audit columns (reference sage-100 4). */
const AUDIT = `${CREATED} DateUpdated$D TimeUpdated$8 UserUpdatedKey$10`;
const [GL, AP, PO, CI] = ['G/L', 'A/P', 'P/O', 'C/I'];

/**
 * Tables by reference sage-100 5 to 9. Columns that the reference does not name (structure, options, calendar, addresses, lines of
 * entries) are guesses; the switches `renamed` and `leftOut` change them.
 */
export const TABLES: readonly Definition[] = [
	{
		name: 'GL_Account', key: 'AccountKey', module: GL, classes: 'GL_Account',
		columns: `AccountKey$9 AccountDesc$50 Account$41 RawAccount$32 MainAccountCode$15 DateStart$D DateEnd$D Status$1 ClearBalance$1 AccountType$2
			CashFlowsType$1 RollupCode1$15 RollupCode2$15 RollupCode3$15 RollupCode4$15 AccountGroup$15 AccountCategory$2 CompanyCode$3
			UDF_PLAN_MEMBER$20 ${AUDIT}`,
	},
	{
		name: 'GL_MainAccount', key: 'SegmentNo MainAccountCode', module: GL, classes: 'GL_MainAccount',
		columns: `SegmentNo$2 MainAccountCode$15 MainAccountDesc$40 MainAccountShortDesc$10 DateStart$D DateEnd$D Status$1 AccountType$2 ${AUDIT}`,
	},
	{
		name: 'GL_SubAccount', key: 'SegmentNo SubAccountCode', module: GL, classes: 'GL_SubAccount',
		columns: `SegmentNo$2 SubAccountCode$15 SubAccountDesc$40 SubAccountShortDesc$10 DateStart$D DateEnd$D Status$1 ${AUDIT}`,
	},
	{
		name: 'GL_AccountSegment', key: 'SegmentNo SubAccountCode AccountKey', module: GL, classes: 'GL_AccountSegment', readOnly: true,
		columns: 'SegmentNo$2 SubAccountCode$15 AccountKey$9',
	},
	{
		name: 'GL_AccountStructure', key: 'SegmentNo', module: GL, classes: 'GL_AccountStructure', readOnly: true,
		columns: 'SegmentNo$2 SegmentDesc$30 SegmentLength.0 SegmentType$1',
	},
	{ name: 'GL_AccountGroup', key: 'AccountGroup', module: GL, classes: 'GL_AccountGroup', columns: `AccountGroup$15 AccountGroupDesc$40 ${AUDIT}` },
	{
		name: 'GL_Options', key: 'ModuleCode', module: GL, classes: 'GL_Options', readOnly: true,
		columns: `ModuleCode$3 AccountFormat$31 CurrentPeriod$2 CurrentFiscalYr$4 NumberOfPeriods.0 RetainedEarningsAcctKey$9 EnableBatches$1 ${AUDIT}`,
	},
	{
		name: 'GL_FiscalYear', key: 'FiscalYear', module: GL, classes: 'GL_FiscalYear GL_FiscalCalendar', readOnly: true, lines: 'GL_FiscalYearDetail',
		columns: 'FiscalYear$4 FiscalYearDesc$30 NumberOfPeriods.0 StartingDate$D EndingDate$D',
	},
	{
		name: 'GL_FiscalYearDetail', key: 'FiscalYear FiscalPeriod', module: GL, classes: 'GL_FiscalYearDetail GL_FiscalPeriod', readOnly: true,
		columns: 'FiscalYear$4 FiscalPeriod$2 PeriodDesc$30 StartingDate$D EndingDate$D PeriodClosed$1',
	},
	{
		name: 'GL_PeriodPostingHistory', key: 'AccountKey FiscalYear FiscalPeriod', module: GL, classes: 'GL_PeriodPostingHistory', readOnly: true,
		columns: 'AccountKey$9 FiscalYear$4 FiscalPeriod$2 BeginningBalance.2 DebitAmount.2 CreditAmount.2',
	},
	{
		name: 'GL_DetailPosting', key: 'AccountKey PostingDate SourceJournal JournalRegisterNo SequenceNo', module: GL, classes: 'GL_DetailPosting',
		readOnly: true,
		columns: `AccountKey$9 PostingDate$D SourceJournal$2 JournalRegisterNo$6 SequenceNo$6 DebitAmount.2 CreditAmount.2 PostingComment$60
			SourceModule$3 BatchNo$5 BatchType$2 DocumentNo$20 DocSequenceNo$6 DocumentType$2 LineDate$D LineBankCode$1 LineDocRefer$20 HeaderRec$1
			ReceiptNo$6 POIssueComment$30 ${CREATED}`,
	},
	{
		name: 'GL_TransactionJournalHeader', key: 'SourceJournal EntryNo', module: GL, classes: 'GL_TransactionJournal GL_TransactionJournalHeader',
		lines: 'GL_TransactionJournalDetail',
		columns: `SourceJournal$2 EntryNo$6 PostingDate$D JournalComment$2048 OffsetAccountKey$9 TransactionType$1 JournalType$1
			AcceptOutofBalance$1 BatchNo$5 ${AUDIT}`,
	},
	{
		name: 'GL_TransactionJournalDetail', key: 'SourceJournal EntryNo LineKey', module: GL, classes: 'GL_TransactionJournalDetail', readOnly: true,
		columns: 'SourceJournal$2 EntryNo$6 LineKey$6 LineSeqNo$14 AccountKey$9 DebitAmount.2 CreditAmount.2 PostingComment$60',
	},
	{
		name: 'GL_CompanyActiveBatch', key: 'ModuleCode BatchNo', module: GL, classes: 'GL_CompanyActiveBatch', readOnly: true,
		columns: `ModuleCode$3 BatchNo$5 BatchType$2 PrivateBatch$1 BatchComment$30 ${AUDIT}`,
	},
	{
		name: 'AP_Vendor', key: 'APDivisionNo VendorNo', module: AP, classes: 'AP_Vendor',
		columns: `APDivisionNo$2 VendorNo$7 VendorName$50 AddressLine1$30 AddressLine2$30 AddressLine3$30 City$20 State$2 ZipCode$10 CountryCode$3
			EmailAddress$250 TermsCode$2 VendorStatus$1 CurrentBalance.2 ${AUDIT}`,
	},
	{
		name: 'AP_InvoiceHeader', key: 'APDivisionNo VendorNo InvoiceNo', module: AP, classes: 'AP_Invoice AP_InvoiceHeader', lines: 'AP_InvoiceDetail',
		columns: `APDivisionNo$2 VendorNo$7 InvoiceNo$20 BatchNo$5 InvoiceDate$D InvoiceDueDate$D PostingDate$D InvoiceAmt.2 DiscountAmt.2
			Comment$30 ${AUDIT}`,
	},
	{
		name: 'AP_InvoiceDetail', key: 'APDivisionNo VendorNo InvoiceNo LineKey', module: AP, classes: 'AP_InvoiceDetail', readOnly: true,
		columns: 'APDivisionNo$2 VendorNo$7 InvoiceNo$20 LineKey$6 AccountKey$9 DistributionAmt.2 CommentText$60',
	},
	{
		name: 'AP_OpenInvoice', key: 'APDivisionNo VendorNo InvoiceNo', module: AP, classes: 'AP_OpenInvoice', readOnly: true,
		columns: `APDivisionNo$2 VendorNo$7 InvoiceNo$20 InvoiceDate$D InvoiceDueDate$D InvoiceAmt.2 DiscountAmt.2 Balance.2 ${AUDIT}`,
	},
	{
		name: 'AP_InvoiceHistoryHeader', key: 'APDivisionNo VendorNo InvoiceNo HeaderSeqNo', module: AP,
		classes: 'AP_InvoiceHistory AP_InvoiceHistoryHeader', readOnly: true, lines: 'AP_InvoiceHistoryDetail',
		columns: `APDivisionNo$2 VendorNo$7 InvoiceNo$20 HeaderSeqNo$6 InvoiceDate$D InvoiceDueDate$D PostingDate$D InvoiceAmt.2 DiscountAmt.2
			Comment$30 ${AUDIT}`,
	},
	{
		name: 'AP_InvoiceHistoryDetail', key: 'APDivisionNo VendorNo InvoiceNo HeaderSeqNo LineKey', module: AP, classes: 'AP_InvoiceHistoryDetail',
		readOnly: true,
		columns: 'APDivisionNo$2 VendorNo$7 InvoiceNo$20 HeaderSeqNo$6 LineKey$6 AccountKey$9 DistributionAmt.2 CommentText$60',
	},
	{
		name: 'PO_PurchaseOrderHeader', key: 'PurchaseOrderNo', module: PO, classes: 'PO_PurchaseOrder PO_PurchaseOrderHeader',
		lines: 'PO_PurchaseOrderDetail',
		columns: `PurchaseOrderNo$7 PurchaseOrderDate$D OrderType$1 RequiredExpireDate$D APDivisionNo$2 VendorNo$7 PurchaseName$30 OrderStatus$1
			OnHold$1 CompletionDate$D WarehouseCode$3 TermsCode$2 LastInvoiceDate$D LastInvoiceNo$20 LastReceiptDate$D LastReceiptNo$6
			TaxableAmt.2 NonTaxableAmt.2 SalesTaxAmt.2 FreightAmt.2 PrepaidAmt.2 InvoicedAmt.2 ReceivedAmt.2 BackOrderLostAmt.2 ${AUDIT}`,
	},
	{
		name: 'PO_PurchaseOrderDetail', key: 'PurchaseOrderNo LineKey', module: PO, classes: 'PO_PurchaseOrderDetail', readOnly: true,
		columns: `PurchaseOrderNo$7 LineKey$6 LineSeqNo$14 ItemCode$30 ItemCodeDesc$30 ItemType$1 PurchasesAcctKey$9 RequiredDate$D WarehouseCode$3
			UnitOfMeasure$4 JobNo$7 CostCode$9 QuantityOrdered.6 QuantityReceived.6 QuantityBackordered.6 QuantityInvoiced.6 UnitCost.6
			ExtensionAmt.2 ReceivedAmt.2 InvoicedAmt.2`,
	},
	{ name: 'CI_Item', key: 'ItemCode', module: CI, classes: 'CI_Item', columns: `ItemCode$30 ItemCodeDesc$30 ItemType$1 ${AUDIT}` },
	{ name: 'SY_Company', key: 'CompanyCode', module: 'SYS', classes: 'SY_Company', readOnly: true, columns: `CompanyCode$3 CompanyName$30 ${AUDIT}` },
];
