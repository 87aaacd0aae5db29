/** A schema as the server publishes it, from short lists: `name:Type` with `[]` for pages of members. */
export type Generation = 'current' | 'by code' | 'older' | 'first';

const NODES: Readonly<Record<string, string>> = {
	ChartOfAccounts: 'code:String localizedDescription:String localizedShortDescription:String',
	Account: 'code:String localizedDescription:String chartOfAccounts:ChartOfAccounts',
	DimensionType: 'dimensionType:String localizedDescription:String localizedShortDescription:String',
	Dimension: 'dimensionType:DimensionType dimension:String localizedDescription:String localizedShortDescription:String',
	Company: 'code:String name:String currency:Currency', Site: 'code:String name:String legalCompany:Company', Currency: 'code:String', Country: 'code:String',
	EntryType: 'code:String', BusinessPartner: 'code:String companyName1:String country:Country europeanUnionVatNumber:String',
	Supplier: 'code:BusinessPartner companyName1:String shortCompanyName:String isActive:Boolean currency:Currency',
	JournalEntry: 'journalEntryType:EntryType journalEntryNumber:String company:Company site:Site accountingDate:Date journalEntryStatus:JournalStatus',
	JournalEntryLine: 'journalEntryType:EntryType journalEntry:JournalEntry lineNumber:Int ledgerTypeNumber:GeneralLedgerTypes site:Site accountingDate:Date ' +
		'chartOfAccounts:ChartOfAccounts controlAccount:String account:Account businessPartner:BusinessPartner sign:Int transactionCurrency:Currency ' +
		'transactionAmount:Decimal ledgerCurrency:Currency ledgerAmount:Decimal quantity:Decimal lineDescription:String analyticalLines:JournalEntryAnalyticalLine[]',
	JournalEntryAnalyticalLine: 'analyticalLineNumber:Int transactionAmount:Decimal quantity:Decimal dimensions:JournalEntryAnalyticalLineDimensions[]',
	JournalEntryAnalyticalLineDimensions: 'denormalizedIndex:Int dimensionType:DimensionType dimension:Dimension',
	PurchaseOrder: 'id:String company:Company purchaseSite:Site orderDate:Date expectedReceiptDate:Date orderFromSupplier:Supplier isClosed:YesNo purchaseOrderLines:PurchaseOrderLine[]',
	PurchaseOrderLine: 'lineNumber:Int sequenceNumber:Int quantityInOrderUnitOrdered:Decimal grossPrice:Decimal',
};

const PACKAGES: Readonly<Record<string, string>> = {
	x3FinanceData: 'chartOfAccounts:ChartOfAccounts account:Account dimensionType:DimensionType dimension:Dimension',
	x3Finance: 'journalEntry:JournalEntry journalEntryLine:JournalEntryLine',
	x3System: 'company:Company site:Site', x3MasterData: 'supplier:Supplier', x3Purchasing: 'purchaseOrder:PurchaseOrder',
};

const OLDER: ReadonlyArray<readonly [RegExp | string, string]> = [
	['ledgerTypeNumber:GeneralLedgerTypes', 'ledgerTypeNumber:Int'], ['ledgerAmount:Decimal', 'debitAmountInLedgerCurrency:Decimal creditAmountInLedgerCurrency:Decimal'],
	['purchaseOrderLines:', 'purchaseOrderQuantityLines:'], ['companyName1:String shortCompanyName', 'companyName:String shortCompanyName'],
];
const BY_CODE: ReadonlyArray<readonly [RegExp | string, string]> = [[/^dimensionType:String/, 'code:String'], ['dimension:String', 'code:String']];

const CHANGES: Readonly<Record<Generation, ReadonlyArray<readonly [RegExp | string, string]>>> = { current: [], 'by code': BY_CODE, older: OLDER, first: BY_CODE };

const ARGS = '(filter: String, orderBy: String, first: Int, after: String, last: Int, before: String)';

/** The whole schema in its own language. */
export const schemaText = (generation: Generation): string => {
	const isFirst = generation === 'first';
	const node = (name: string): string => {
		const fields = CHANGES[generation].reduce((text, [from, to]) => text.replace(from, to), NODES[name] ?? '');
		const written = fields.split(' ').map((field) => field.replace(/(\w+):(\w+)\[\]/, isFirst ? `$1${ARGS}: $2Connection` : '$1: $2Pages').replace(/^(\w+):(?! )/, '$1: '));
		return `type ${name} { _id: Id _etag: String _updateStamp: Datetime _access: [Access] ${written.join(' ')} }
			type ${name}Edge { node: ${name} cursor: String } type ${name}Connection { edges: [${name}Edge] pageInfo: PageInfo totalCount: Int } type ${name}Pages { query${ARGS}: ${name}Connection read(_id: Id): ${name} }`;
	};
	const packages = Object.entries(PACKAGES).map(([name, nodes]): readonly [string, string] => [generation === 'older' ? `xtrem${name.replace('x', 'X')}` : name, nodes]);
	return `scalar Id scalar Decimal scalar Date scalar Datetime type Access { name: String status: String }
		type PageInfo { endCursor: String hasNextPage: Boolean startCursor: String hasPreviousPage: Boolean }
		enum GeneralLedgerTypes { legal analytical ias management } enum JournalStatus { temporary final } enum YesNo { no yes }
		${Object.keys(NODES).map(node).join('\n')}
		${packages.map(([name, nodes]) => `type ${name}Package { ${nodes.replace(/:(\w+)/g, isFirst ? `${ARGS}: $1Connection` : ': $1Pages')} }`).join('\n')}
		type ${isFirst ? 'Sage' : 'Query'} { ${packages.map(([name]) => `${name}: ${name}Package`).join(' ')} } ${isFirst ? 'type Query { sage: Sage }' : ''}`;
};
