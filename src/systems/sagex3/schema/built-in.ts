import { Schema, type RawField, type RawType } from './schema-model';

/**
 * The field lists of the reference (sage-x3 4), for servers that close theirs. `name` is text, `name:Type` a reference or an enumeration,
 * `name:Type[]` a collection. What stands in examples only is here as well: a server that lacks it says so, and it is left out then.
 */
const BASE = '_id _updateStamp';

const CURRENT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	x3FinanceData: {
		'chartOfAccounts:ChartOfAccounts': 'code localizedDescription localizedShortDescription',
		'account:Account': 'code localizedDescription chartOfAccounts:ChartOfAccounts',
		'dimensionType:DimensionType': 'dimensionType localizedDescription localizedShortDescription',
		'dimension:Dimension': 'dimensionType:DimensionType dimension localizedDescription localizedShortDescription',
		'entryType:EntryType': '',
		'journal:Journal': '',
	},
	x3Finance: {
		'journalEntry:JournalEntry': 'journalEntryType:EntryType journalEntryNumber company:Company site:Site journal:Journal accountingDate journalEntryStatus transactionCurrency:Currency',
		'journalEntryLine:JournalEntryLine': 'journalEntryType:EntryType journalEntry:JournalEntry lineNumber ledgerTypeNumber site:Site accountingDate ' +
			'chartOfAccounts:ChartOfAccounts controlAccount account:Account businessPartner:BusinessPartner sign transactionCurrency:Currency transactionAmount ' +
			'ledgerCurrency:Currency ledgerAmount quantity lineDescription matchingCode tax:Tax analyticalLines:JournalEntryAnalyticalLine[]',
		'journalEntryAnalyticalLine:JournalEntryAnalyticalLine': 'lineNumber analyticalLineNumber transactionAmount quantity dimensions:JournalEntryAnalyticalLineDimensions[]',
		'journalEntryAnalyticalLineDimensions:JournalEntryAnalyticalLineDimensions': 'denormalizedIndex dimensionType:DimensionType dimension:Dimension',
	},
	x3System: {
		'site:Site': 'code name shortName legalCompany:Company financialSite:Site country:Country',
		'company:Company': 'code name shortName country:Country currency:Currency legislation:MiscellaneousTable',
	},
	x3MasterData: {
		'supplier:Supplier': 'code:BusinessPartner companyName1 shortCompanyName isActive category:SupplierCategory currency:Currency payToBusinessPartner:BusinessPartner',
		'businessPartner:BusinessPartner': 'code isActive companyName1 shortCompanyName europeanUnionVatNumber country:Country currency:Currency',
		'currency:Currency': 'code', 'country:Country': 'code', 'supplierCategory:SupplierCategory': 'code', 'tax:Tax': 'code', 'miscellaneousTable:MiscellaneousTable': '',
		'unitOfMeasure:UnitOfMeasure': 'code', 'product:Product': 'code',
	},
	x3Purchasing: {
		'purchaseOrder:PurchaseOrder': 'id company:Company purchaseSite:Site receiptSite:Site orderDate expectedReceiptDate orderFromSupplier:Supplier internalOrderReference ' +
			'isClosed receiptStatus signatureStatus purchaseOrderLines:PurchaseOrderLine[]',
		'purchaseOrderLine:PurchaseOrderLine': 'lineNumber sequenceNumber product:Product quantityInOrderUnitOrdered orderUnit:UnitOfMeasure grossPrice',
	},
};

type Lists = Readonly<Record<string, Readonly<Record<string, string>>>>;

const changed = (lists: Lists, change: (text: string) => string): Lists =>
	Object.fromEntries(Object.entries(lists).map(([name, nodes]) => [name, Object.fromEntries(Object.entries(nodes).map(([node, text]) => [node, change(text)]))]));

const renamed = (lists: Lists, rename: (name: string) => string): Lists => Object.fromEntries(Object.entries(lists).map(([name, nodes]) => [rename(name), nodes]));

const withCode = (lists: Lists): Lists => ({
	...lists,
	x3FinanceData: {
		...lists.x3FinanceData,
		'dimensionType:DimensionType': 'code localizedDescription localizedShortDescription',
		'dimension:Dimension': 'dimensionType:DimensionType code localizedDescription localizedShortDescription',
	},
});

const older = (lists: Lists): Lists => renamed(
	changed(lists, (text) => text
		.replace('ledgerCurrency:Currency ledgerAmount quantity', 'ledgerCurrency:Currency debitAmountInLedgerCurrency creditAmountInLedgerCurrency journalEntryNumber')
		.replace('JournalEntryAnalyticalLineDimensions[]', 'JournalEntryAnalyticalLineDimension[]').replace('purchaseOrderLines:', 'purchaseOrderQuantityLines:')
		.replace('ledgerTypeNumber', 'ledgerTypeNumber:Int').replace('companyName1 shortCompanyName isActive category', 'companyName isActive category').replace(' matchingCode', '')),
	(name) => `xtrem${name.replace(/^x/, 'X')}`,
);

/** Ends like the real ones, so that one reading of types serves both. */
const built = (lists: Lists, root: readonly string[], viaQuery: boolean): Schema => {
	const types = new Map<string, RawType>();
	const object = (name: string, fields: ReadonlyArray<readonly [string, string]>): void => {
		types.set(name, { kind: 'OBJECT', values: [], fields: new Map(fields.map(([field, type]): [string, RawField] => [field, { type, args: [] }])) });
	};
	const pages = (type: string): string => {
		object(`${type}Edge`, [['node', type]]);
		object(`${type}Connection`, [['edges', `${type}Edge`]]);
		object(`${type}Pages`, [['query', `${type}Connection`]]);
		return viaQuery ? `${type}Pages` : `${type}Connection`;
	};
	types.set('Text', { kind: 'SCALAR', values: [], fields: new Map() });
	for (const [name, nodes] of Object.entries(lists)) {
		object(name, Object.keys(nodes).map((node) => {
			const [field = '', type = ''] = node.split(':');
			return [field, pages(type)];
		}));
		for (const [node, text] of Object.entries(nodes)) {
			object(node.split(':')[1] ?? '', `${BASE} ${text}`.trim().split(/\s+/).map((each): readonly [string, string] => {
				const [field = '', type = 'Text'] = each.split(':');
				return [field, type.endsWith('[]') ? pages(type.slice(0, -2)) : type];
			}));
		}
	}
	const singular = types.get('JournalEntryAnalyticalLineDimensions');
	if (singular) types.set('JournalEntryAnalyticalLineDimension', singular);
	const packages = Object.keys(lists).map((name): readonly [string, string] => [name, name]);
	object('Packages', packages);
	object('Query', root.length === 0 ? packages : [[root[0] ?? '', 'Packages']]);
	return new Schema(types, 'Query', false);
};

/** One guess about what a server has; the property tells it from those before it. */
export interface Generation {
	readonly label: string;
	readonly schema: Schema;
}

/** Newest first (reference sage-x3 3.2, 4.4). */
export const builtInGenerations = (): readonly Generation[] => [
	{ label: 'x3 packages, dimensions by name', schema: built(CURRENT, [], true) },
	{ label: 'x3 packages, dimensions by code', schema: built(withCode(CURRENT), [], true) },
	{ label: 'xtremX3 packages, dimensions by name', schema: built(older(CURRENT), [], true) },
	{ label: 'xtremX3 packages, dimensions by code', schema: built(older(withCode(CURRENT)), [], true) },
	{ label: 'packages below sage', schema: built(withCode(CURRENT), ['sage'], false) },
];
