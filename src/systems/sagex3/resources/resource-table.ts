import type { ValueKind } from '../values/texts';

export type ResourceId =
	| 'accounts' | 'chartsOfAccounts' | 'dimensionTypes' | 'dimensions' | 'journalLines' | 'journalEntries' | 'suppliers' | 'purchaseOrders' | 'companies' | 'sites';

/** A column of records, called alike whichever API and release it comes from. */
export interface ColumnFacts {
	readonly name: string;
	/** Properties in GraphQL, the first that the server has: `account.code`. Behind `/` only a part of a joined id is meant. */
	readonly graphql: readonly string[];
	/** Properties in classic REST, the first that the answer has. */
	readonly classic: readonly string[];
	readonly kind: ValueKind;
	/** Of a line of the record and not of the record itself. */
	readonly isOfLine: boolean;
}

/** How changes are found: by stamps, or by comparing the whole. */
export type CursorKind = 'stamps' | 'whole';

export interface ResourceFacts {
	readonly id: ResourceId;
	readonly label: string;
	/** `package/node`; packages of older releases are found by the same name. */
	readonly node: string;
	/** Class and usual representation in classic REST; those of finance are not confirmed (reference sage-x3 8.4), so they are settings. */
	readonly className: string;
	readonly columns: readonly ColumnFacts[];
	/** Columns that make a record unique. */
	readonly keys: readonly string[];
	/** Columns that are always there, for the audit and for what is computed. */
	readonly always?: readonly string[];
	/** The collection whose members are the records; the alternatives are of older releases. */
	readonly lines?: { readonly collections: readonly string[]; readonly key: readonly string[] };
	/** Members of one page of the list. */
	readonly pageSize: number;
	/** Properties of the key in classic REST, in its order. */
	readonly classicKeys: readonly string[];
	/** In classic REST; GraphQL has stamps everywhere. Lists that are short are compared: their class may show no stamp. */
	readonly classicCursor: CursorKind;
}

const words = (text: string): readonly string[] => text.split(' ').filter((word) => word !== '');

const column = (name: string, graphql: string, classic: string, kind: ValueKind = 'text', isOfLine = false): ColumnFacts =>
	({ name, graphql: words(graphql), classic: words(classic), kind, isOfLine });
const day = (name: string, graphql: string, classic: string): ColumnFacts => column(name, graphql, classic, 'day');
const line = (name: string, graphql: string, classic: string, kind: ValueKind = 'text'): ColumnFacts => column(name, graphql, classic, kind, true);

/** Amounts of a line: kept apart, because what is delivered is computed from them (reference sage-x3 5.2). */
export const AMOUNTS = {
	sign: column('sign', 'sign', 'SNS'),
	ledgerAmount: column('ledgerAmount', 'ledgerAmount', 'AMTLED'),
	transactionAmount: column('transactionAmount', 'transactionAmount', 'AMTCUR'),
	ledgerDebit: column('ledgerDebit', 'debitAmountInLedgerCurrency', ''),
	ledgerCredit: column('ledgerCredit', 'creditAmountInLedgerCurrency', ''),
} as const;

/** `_id` for codes of references: it exists on every node and equals the code where the key is single (reference sage-x3 3.5). */
const TABLE: readonly ResourceFacts[] = [
	{
		id: 'dimensions', label: 'Dimension (cost centre)', node: 'x3FinanceData/dimension', className: 'CACCE', keys: ['dimensionType', 'code'], pageSize: 500,
		classicKeys: ['DIE', 'CCE'], classicCursor: 'whole',
		columns: [
			column('dimensionType', 'dimensionType._id _id/first', 'DIE'), column('code', 'dimension code _id/rest', 'CCE'),
			column('description', 'localizedDescription', 'DES DESTRA'), column('shortDescription', 'localizedShortDescription', 'DESSHO SHOTRA'),
			column('dimensionTypeDescription', 'dimensionType.localizedDescription', ''), column('isActive', 'isActive', 'ENAFLG'),
		],
	},
	{
		id: 'dimensionTypes', label: 'Dimension Type', node: 'x3FinanceData/dimensionType', className: 'GDIE', keys: ['dimensionType'], pageSize: 500,
		classicKeys: ['DIE'], classicCursor: 'whole',
		columns: [
			column('dimensionType', 'dimensionType code _id', 'DIE'), column('description', 'localizedDescription', 'DES DESTRA'),
			column('shortDescription', 'localizedShortDescription', 'DESSHO SHOTRA'),
		],
	},
	{
		id: 'accounts', label: 'G/L Account', node: 'x3FinanceData/account', className: 'GACCOUNT', keys: ['chart', 'account'], pageSize: 500,
		classicKeys: ['COA', 'ACC'], classicCursor: 'whole',
		columns: [
			column('chart', 'chartOfAccounts.code chartOfAccounts._id _id/first', 'COA'), column('account', 'code account _id/rest', 'ACC'),
			column('description', 'localizedDescription', 'DES DESTRA'), column('shortDescription', 'localizedShortDescription', 'DESSHO SHOTRA'),
			column('isActive', 'isActive', 'ENAFLG'),
		],
	},
	{
		id: 'chartsOfAccounts', label: 'Chart of Accounts', node: 'x3FinanceData/chartOfAccounts', className: 'GCOA', keys: ['chart'], pageSize: 500,
		classicKeys: ['COA'], classicCursor: 'whole',
		columns: [column('chart', 'code _id', 'COA'), column('description', 'localizedDescription', 'DES DESTRA'), column('shortDescription', 'localizedShortDescription', 'DESSHO SHOTRA')],
	},
	{
		id: 'journalLines', label: 'Journal Line (G/L entry)', node: 'x3Finance/journalEntryLine', className: 'GACCENTRY', keys: ['id'], pageSize: 500,
		always: ['entryId', 'chart', 'account', 'amount', 'analyticalLine'],
		classicKeys: ['TYP', 'NUM'], classicCursor: 'stamps',
		columns: [
			column('id', '_id', ''), column('entryId', 'journalEntry._id', ''), column('entryType', 'journalEntryType.code journalEntry._id/first journalEntryType._id/first', 'TYP'),
			column('entryNumber', 'journalEntry.journalEntryNumber journalEntryNumber journalEntry._id/rest', 'NUM'),
			column('entryStatus', 'journalEntry.journalEntryStatus', 'STA'), column('company', 'journalEntry.company.code journalEntry.company._id', 'CPY'),
			column('site', 'site.code site._id', 'FCYLIN FCY'), day('accountingDate', 'accountingDate', 'ACCDAT'), column('lineNumber', 'lineNumber', 'LIN'),
			column('ledgerType', 'ledgerTypeNumber', 'LEDTYP'), column('chart', 'chartOfAccounts.code chartOfAccounts._id account._id/first', 'COA'),
			column('account', 'account.code account._id/rest', 'ACC'), column('controlAccount', 'controlAccount', 'SAC'),
			column('businessPartner', 'businessPartner.code businessPartner._id', 'BPR'), column('description', 'lineDescription', 'DES'),
			column('amount', '', ''), column('ledgerCurrency', 'ledgerCurrency._id ledgerCurrency.code', 'CURLED'),
			column('transactionAmount', '', ''), column('transactionCurrency', 'transactionCurrency._id transactionCurrency.code', 'CUR'),
			column('quantity', 'quantity', 'QTY'), column('matchingCode', 'matchingCode', 'MTC'), column('tax', 'tax._id tax.code', 'TAX'), column('analyticalLine', '', ''),
		],
	},
	{
		id: 'journalEntries', label: 'Journal Entry (header)', node: 'x3Finance/journalEntry', className: 'GACCENTRY', keys: ['entryType', 'entryNumber'], pageSize: 500,
		classicKeys: ['TYP', 'NUM'], classicCursor: 'stamps',
		columns: [
			column('entryType', 'journalEntryType.code _id/first', 'TYP'), column('entryNumber', 'journalEntryNumber _id/rest', 'NUM'), column('status', 'journalEntryStatus', 'STA'),
			column('category', 'category', 'CAT'), column('company', 'company.code company._id', 'CPY'), column('site', 'site.code site._id', 'FCY'),
			column('journal', 'journal._id journal.code', 'JOU'), day('accountingDate', 'accountingDate', 'ACCDAT'),
			column('transactionCurrency', 'transactionCurrency._id transactionCurrency.code', 'CUR'),
		],
	},
	{
		id: 'suppliers', label: 'Supplier', node: 'x3MasterData/supplier', className: 'BPSUPPLIER', keys: ['supplier'], pageSize: 500,
		classicKeys: ['BPSNUM'], classicCursor: 'stamps',
		columns: [
			// The code is the business partner itself, an object (reference sage-x3 12.10).
			column('supplier', 'code.code code._id code _id', 'BPSNUM'), column('name', 'companyName1 companyName code.companyName1', 'BPSNAM BPRNAM'),
			column('shortName', 'shortCompanyName code.shortCompanyName', 'BPSSHO BPRSHO'), column('isActive', 'isActive code.isActive', 'ENAFLG'),
			column('category', 'category._id category.code', 'BSGCOD'), column('currency', 'currency._id currency.code', 'CUR'),
			column('country', 'code.country._id code.country.code', 'CRY'), column('taxNumber', 'code.europeanUnionVatNumber', 'EECNUM'),
			column('payTo', 'payToBusinessPartner._id payToBusinessPartner.code', 'BPRPAY'),
		],
	},
	{
		id: 'purchaseOrders', label: 'Purchase Order (lines)', node: 'x3Purchasing/purchaseOrder', className: 'PORDER', keys: ['order'], pageSize: 100,
		classicKeys: ['POHNUM'], classicCursor: 'stamps', lines: { collections: ['purchaseOrderLines', 'purchaseOrderQuantityLines'], key: ['lineNumber', 'sequenceNumber'] },
		columns: [
			column('order', 'id _id', 'POHNUM'), column('company', 'company.code company._id', 'CPY'), column('purchaseSite', 'purchaseSite.code purchaseSite._id', 'POHFCY'),
			column('receiptSite', 'receiptSite.code receiptSite._id', 'RCPFCY'), day('orderDate', 'orderDate', 'ORDDAT'),
			day('expectedReceiptDate', 'expectedReceiptDate', 'EXTRCPDAT1 EXTRCPDAT'),
			column('supplier', 'orderFromSupplier.code.code orderFromSupplier.code._id orderFromSupplier._id', 'BPSNUM'), column('currency', 'currency._id currency.code', 'CUR NETCUR'),
			column('reference', 'internalOrderReference', 'ORDREF'), column('isClosed', 'isClosed', 'CLEFLG'), column('receiptStatus', 'receiptStatus', 'RCPFLG'),
			column('signatureStatus', 'signatureStatus', 'APPFLG'),
			line('lineNumber', 'lineNumber', 'POPLIN'), line('sequenceNumber', 'sequenceNumber', 'POQSEQ'), line('product', 'product.code product._id', 'ITMREF'),
			line('orderedQuantity', 'quantityInOrderUnitOrdered', 'QTYUOM'), line('orderUnit', 'orderUnit.code orderUnit._id', 'UOM'), line('grossPrice', 'grossPrice', 'GROPRI'),
			line('netPrice', 'netPrice', 'NETPRI'), line('lineAmount', 'lineAmount', 'LINAMT'), line('lineIsClosed', 'isClosed', 'LINCLEFLG'),
			line('lineExpectedReceiptDate', 'expectedReceiptDate', 'EXTRCPDAT', 'day'),
		],
	},
	{
		id: 'companies', label: 'Company', node: 'x3System/company', className: 'COMPANY', keys: ['company'], pageSize: 200, classicKeys: ['CPY'], classicCursor: 'whole',
		columns: [
			column('company', 'code _id', 'CPY'), column('name', 'name', 'CPYNAM'), column('shortName', 'shortName', 'CPYSHO'), column('country', 'country._id country.code', 'CRY'),
			column('currency', 'currency._id currency.code', 'ACCCUR'), column('legislation', 'legislation._id', 'LEG'),
		],
	},
	{
		id: 'sites', label: 'Site', node: 'x3System/site', className: 'FACILITY', keys: ['site'], pageSize: 200, classicKeys: ['FCY'], classicCursor: 'whole',
		columns: [
			column('site', 'code _id', 'FCY'), column('name', 'name', 'FCYNAM'), column('shortName', 'shortName', 'FCYSHO'),
			column('company', 'legalCompany.code legalCompany._id', 'LEGCPY'), column('financialSite', 'financialSite.code financialSite._id', 'FINRSPFCY'), column('country', 'country._id country.code', 'CRY'),
		],
	},
];

const BY_ID: ReadonlyMap<string, ResourceFacts> = new Map(TABLE.map((each) => [each.id.toLowerCase(), each]));

/** @returns undefined for a node or a class that this table does not know */
export const factsOf = (resource: string): ResourceFacts | undefined => BY_ID.get(resource.trim().toLowerCase());

/** In the order in which pick lists show them and in which a close loads them: members before the entries that use them. */
export const knownResources = (): readonly ResourceFacts[] => TABLE;

/** The column of the server's stamp; always there where the resource has one. */
export const STAMP_COLUMN = 'updateStamp';

/** One column for each chosen dimension type. */
export const dimensionColumn = (type: string): string => `dimension_${type}`;

/** The type of such a column; undefined for any other. */
export const dimensionTypeOf = (name: string): string | undefined => /^dimension_(.+)$/.exec(name)?.[1];
