import type { SwitchValues } from '../switches';
import reference from './fields.json';

export type FieldTypes = Readonly<Record<string, string>>;

export interface NodeFields {
	readonly type: string;
	readonly fields: FieldTypes;
}

type Nodes = Readonly<Record<string, NodeFields>>;
type Packages = Readonly<Record<string, Nodes>>;

const plain = (type: string): NodeFields => ({ type, fields: { code: 'String', localizedDescription: 'String',
	localizedShortDescription: 'String' } });

const added = ({ type, fields }: NodeFields, more: FieldTypes): NodeFields => ({ type, fields: { ...fields, ...more } });

/** Properties that examples have and lists do not; their types are guesses (reference sage-x3 4.5). */
const SUPPLIER = { companyName1: 'String', shortCompanyName: 'String', isActive: 'Boolean', amountType: 'PriceAmountType' } as const;
const ORDER = { isClosed: 'NoYes', receiptStatus: 'OrderReceiptStatus', signatureStatus: 'SignatureStatus' } as const;
const ORDER_LINE = { quantityInOrderUnitOrdered: 'Decimal', orderUnit: 'UnitOfMeasure' } as const;

const { x3Finance, x3FinanceData, x3MasterData, x3Purchasing, x3System, xtremX3Finance, xtremX3MasterData, xtremX3System } = reference;

const FINANCE_DATA: Nodes = {
	...x3FinanceData, account: added(x3FinanceData.account, { localizedShortDescription: 'String' }), entryType: plain('EntryType'),
		journal: plain('Journal'),
};

const CURRENT: Packages = {
	x3Finance,
	x3FinanceData: { ...FINANCE_DATA, period: { type: 'Period',
		fields: { ...xtremX3MasterData.period.fields, ledgerTypeNumber: 'GeneralLedgerTypes' } } },
	x3System,
	x3MasterData: { ...x3MasterData, supplier: added(x3MasterData.supplier, SUPPLIER), product: plain('Product') },
	x3Purchasing: {
		purchaseOrder: added(x3Purchasing.purchaseOrder, { ...ORDER, purchaseOrderLines: 'PurchaseOrderLine[]' }),
		purchaseOrderLine: added(x3Purchasing.purchaseOrderLine, ORDER_LINE),
	},
};

const without = ({ type, fields }: NodeFields, ...names: readonly string[]): NodeFields =>
	({ type, fields: Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name))) });

/** The older names; where only a part of a list is known, the current one fills it up (reference sage-x3 4.2, 4.5). */
const OLDER: Packages = {
	xtremX3Finance: {
		...xtremX3Finance,
		journalEntryLine: added(xtremX3Finance.journalEntryLine, {
			creditAmountInTransactionCurrency: 'Decimal', quantity: 'Decimal', matchingCode: 'String',
				analyticalLines: 'JournalEntryAnalyticalLine[]',
		}),
		journalEntryAnalyticalLineDimension: {
			type: 'JournalEntryAnalyticalLineDimension', fields: { ...x3Finance.journalEntryAnalyticalLineDimensions.fields,
				ledgerTypeNumber: 'Int' },
		},
	},
	xtremX3FinanceData: FINANCE_DATA,
	xtremX3System: { company: x3System.company, site: xtremX3System.site },
	xtremX3MasterData: {
		...xtremX3MasterData, product: plain('Product'),
		supplier: added(without(CURRENT.x3MasterData!.supplier!, 'companyName1'), { companyName: 'String' }),
		businessPartner: without(x3MasterData.businessPartner, 'companyName2'),
	},
	xtremX3Purchasing: {
		purchaseOrder: added(without(CURRENT.x3Purchasing!.purchaseOrder!, 'purchaseOrderLines'),
			{ purchaseOrderQuantityLines: 'PurchaseOrderLine[]' }),
		purchaseOrderLine: CURRENT.x3Purchasing!.purchaseOrderLine!,
	},
};

/** Of the 2019 packages four are known (reference sage-x3 3.2, field list); finance stands under its later name, which nobody has seen there. */
const FIRST: Packages = {
	x3System: CURRENT.x3System!, x3Finance: CURRENT.x3Finance!, x3FinanceData: CURRENT.x3FinanceData!, x3Purchasing: CURRENT.x3Purchasing!,
	x3BusinessPartners: { supplier: CURRENT.x3MasterData!.supplier!, businessPartner: CURRENT.x3MasterData!.businessPartner! },
	x3Products: { product: CURRENT.x3MasterData!.product! },
};

const GENERATIONS: Readonly<Record<SwitchValues['generation'], Packages>> = { x3: CURRENT, xtremX3: OLDER, sage2019: FIRST };

const CODED: Readonly<Record<string, string>> = { dimension: 'dimension', dimensionType: 'dimensionType' };

/** The other spelling: the property with the node's own name is called code (reference sage-x3 4.4). */
const respelled = (node: string, { type, fields }: NodeFields): NodeFields => {
	const own = CODED[node];
	if (own === undefined) return { type, fields };
	return { type, fields: Object.fromEntries(Object.entries(fields).map(([name, of]) => [name === own && of === 'String' ? 'code' : name, of])) };
};

/** Nodes by package, as the switches have them; those that are not published are among them. */
export const packagesOf = ({ generation, dimensionNames }: SwitchValues): ReadonlyMap<string, ReadonlyMap<string, NodeFields>> =>
	new Map(Object.entries(GENERATIONS[generation]).map(([name, nodes]) => [name, new Map(Object.entries(nodes)
		.map(([node, one]) => [node, dimensionNames === 'code' ? respelled(node, one) : one] as const))] as const));
