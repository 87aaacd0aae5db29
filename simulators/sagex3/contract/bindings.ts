type Binding = Readonly<Record<string, string>>;

const LOCALIZED: Binding = { localizedDescription: 'DES', localizedShortDescription: 'DESSHO' };
const LINE_KEYS: Binding = { journalEntryType: 'TYP LEG', lineNumber: 'LIN', ledgerTypeNumber: 'LEDTYP', site: 'FCYLIN' };

/**
 * Where the values of the GraphQL properties come from: columns of the node's table, or its lines (`*TABLE`). Several columns are the key
 * of the record that is named. A property that stands here in no list has no value: null, zero, `no` or blank, as its type is.
 */
export const BINDINGS: Readonly<Record<string, Binding>> = {
	JournalEntry: {
		journalEntryType: 'TYP LEG', journalEntryNumber: 'NUM', company: 'CPY', site: 'FCY', journal: 'JOU LEG', accountingDate: 'ACCDAT',
			journalEntryStatus: 'STA',
		transactionCurrency: 'CUR', journalEntryLines: '*GACCENTRYD',
	},
	JournalEntryLine: {
		...LINE_KEYS, _sortValue: 'LIN', journalEntry: 'TYP NUM', journalEntryNumber: 'NUM', legislation: 'LEG', accountingDate: 'ACCDAT',
			chartOfAccounts: 'COA', controlAccount: 'SAC',
		account: 'COA ACC', businessPartner: 'BPR', sign: 'SNS', transactionCurrency: 'CUR', transactionAmount: 'AMTCUR',
			ledgerCurrency: 'CURLED', ledgerAmount: 'AMTLED',
		quantity: 'QTY', lineDescription: 'DES', matchingCode: 'MTC', matchingDate: 'MTCDAT', maximumMatchingDate: 'MTCDATMAX', tax: 'TAX',
			analyticalLines: '*GACCENTRYA',
		debitAmountInLedgerCurrency: 'DEBLED', creditAmountInLedgerCurrency: 'CDTLED', debitAmountInTransactionCurrency: 'DEBCUR',
			creditAmountInTransactionCurrency: 'CDTCUR',
	},
	JournalEntryAnalyticalLine: {
		...LINE_KEYS, _sortValue: 'ANALIN', analyticalLineNumber: 'ANALIN', transactionAmount: 'AMTCUR', quantity: 'QTY', dimensions: '*SLOTS',
	},
	JournalEntryAnalyticalLineDimensions: {
		_sortValue: 'SLOT', denormalizedIndex: 'SLOT', journalEntryType: 'TYP', journalEntryLine: 'NUM', lineNumber: 'LIN',
			ledgerTypeNumber: 'LEDTYP',
		analyticalLineNumber: 'ANALIN', dimensionType: 'DIE', dimension: 'DIE CCE',
	},
	Account: { ...LOCALIZED, code: 'ACC', chartOfAccounts: 'COA' },
	ChartOfAccounts: { ...LOCALIZED, code: 'COA' },
	Dimension: { ...LOCALIZED, dimensionType: 'DIE', dimension: 'CCE', code: 'CCE' },
	DimensionType: { ...LOCALIZED, dimensionType: 'DIE', code: 'DIE' },
	EntryType: { code: 'TYP', localizedDescription: 'DES' },
	Journal: { code: 'JOU', localizedDescription: 'DES' },
	Period: { company: 'CPY', ledgerTypeNumber: 'LEDTYP', code: 'PERNUM', status: 'PERSTA', startDate: 'PERSTR', endDate: 'PEREND' },
	Company: {
		code: 'CPY', name: 'CPYNAM', shortName: 'CPYSHO', isLegalCompany: 'CPYLEGFLG', legislation: 'LEG', mainSite: 'MAIFCY',
			country: 'CRY', currency: 'ACCCUR',
	},
	Site: {
		code: 'FCY', name: 'FCYNAM', shortName: 'FCYSHO', isPurchasing: 'PURFLG', isAccounting: 'FINFLG', financialSite: 'FINRSPFCY',
			legalCompany: 'LEGCPY', legislation: 'LEG',
		country: 'CRY',
	},
	Supplier: {
		code: 'BPSNUM', companyName1: 'BPSNAM', companyName: 'BPSNAM', shortCompanyName: 'BPSSHO', isActive: 'ENAFLG', category: 'BSGCOD',
			payToBusinessPartner: 'BPRPAY',
		billBySupplier: 'BPSINV', groupSupplier: 'BPSGRU', currency: 'CUR',
	},
	BusinessPartner: {
		code: 'BPRNUM', isActive: 'ENAFLG', companyName1: 'BPRNAM', companyName2: 'BPRNAM2', shortCompanyName: 'BPRSHO',
			europeanUnionVatNumber: 'EECNUM', country: 'CRY',
		currency: 'CUR', language: 'LAN', isSupplier: 'BPSFLG',
	},
	PurchaseOrder: {
		id: 'POHNUM', company: 'CPY', purchaseSite: 'POHFCY', orderType: 'POHTYP', revisionNumber: 'REVNUM', orderDate: 'ORDDAT',
			internalOrderReference: 'ORDREF', project: 'PJTH',
		orderFromSupplier: 'BPSNUM', invoiceSite: 'INVFCY', receiptSite: 'RCPFCY', expectedReceiptDate: 'EXTRCPDAT', paymentTerm: 'PTE',
			isClosed: 'CLEFLG',
		receiptStatus: 'RCPFLG', signatureStatus: 'APPFLG', purchaseOrderLines: '*PORDERQ', purchaseOrderQuantityLines: '*PORDERQ',
	},
	PurchaseOrderLine: {
		purchaseOrder: 'POHNUM', lineNumber: 'POPLIN', sequenceNumber: 'POQSEQ', company: 'CPY', orderType: 'POHTYP',
			revisionNumber: 'REVNUM', product: 'ITMREF',
		productDescriptionInUserLanguage: 'ITMDES', productDescriptionInSupplierLanguage: 'ITMDES', grossPrice: 'GROPRI',
			quantityInOrderUnitOrdered: 'QTYUOM', orderUnit: 'UOM',
	},
};

/** Table behind each type; types that are kept nowhere have none, and are named by their key only. */
export const TYPE_TABLES: Readonly<Record<string, string>> = {
	JournalEntry: 'GACCENTRY', JournalEntryLine: 'GACCENTRYD', JournalEntryAnalyticalLine: 'GACCENTRYA',
		JournalEntryAnalyticalLineDimensions: 'SLOTS',
	JournalEntryAnalyticalLineDimension: 'SLOTS', Account: 'GACCOUNT', ChartOfAccounts: 'GCOA', Dimension: 'CACCE', DimensionType: 'GDIE',
		Period: 'PERIOD', Company: 'COMPANY',
	Site: 'FACILITY', Supplier: 'BPSUPPLIER', BusinessPartner: 'BPARTNER', PurchaseOrder: 'PORDER', PurchaseOrderLine: 'PORDERQ',
		Currency: 'TABCUR', Country: 'TABCOUNTRY',
	Product: 'ITMMASTER', EntryType: 'GTYPACCENT', Journal: 'GJOURNAL',
};

/** The order of lines inside their record when nobody gives another. */
export const NESTED_ORDER: Readonly<Record<string, readonly string[]>> = {
	GACCENTRYD: ['LIN', 'LEDTYP'], GACCENTRYA: ['ANALIN'], SLOTS: ['SLOT'], PORDERQ: ['POPLIN', 'POQSEQ'],
};
