export interface StampField {
	readonly field: string;
	/** The first version of `Default` that has it; absent for all (reference acumatica 1.1). */
	readonly since?: string;
}

/** What is known about an entity beyond its field list (reference acumatica 5). */
export interface EntityFacts {
	readonly entity: string;
	readonly label: string;
	/** Key fields in the order of the form, as they make a record unique. */
	readonly keys: readonly string[];
	/** Where the stamp may be, best first; empty: no stamp, always read whole. */
	readonly stamps: readonly StampField[];
	readonly wanted: readonly string[];
	/** A field without a condition on which the list is empty, although there are records (reference acumatica 5.1). */
	readonly emptyWithout?: string;
	/** Rows that planning reads one by one, and what makes a row unique in its record; '' where nothing does: its position then. */
	readonly lines?: { readonly detail: string; readonly key: string; readonly wanted: readonly string[]; readonly usual: boolean };
}

const MODIFIED: StampField = { field: 'LastModifiedDateTime' };
const split = (names: string): readonly string[] => (names === '' ? [] : names.split(' '));

const facts = (
	entity: string, label: string, keys: string, wanted: string, more: Partial<Pick<EntityFacts, 'stamps' | 'lines' | 'emptyWithout'>> = {},
): EntityFacts => ({ entity, label, keys: split(keys), stamps: [MODIFIED], ...more, wanted: [...new Set([...split(keys), ...split(wanted)])] });

/** `usual`: planning reads the lines unless told otherwise, because the header alone has no figures. */
const lines = (detail: string, key: string, wanted: string, usual = false): Pick<EntityFacts, 'lines'> =>
	({ lines: { detail, key, wanted: split(wanted).map((name) => `${detail}/${name}`), usual } });

const PERIODS = lines('Details', 'FinancialPeriodID', 'FinancialPeriodID PeriodNbr Description StartDate EndDate AdjustmentPeriod Status ClosedInAP ' +
	'ClosedInAR ClosedInCA ClosedInFA ClosedInIN', true);
const PROJECT = 'Project ProjectTask CostCode';

const TABLE: readonly EntityFacts[] = [
	facts('Account', 'Account', 'AccountCD', 'AccountID Description Type AccountClass AccountGroup Active CashAccount CurrencyID PostOption ' +
		'ConsolidationAccount ChartOfAccountsOrder UseDefaultSubaccount'),
	facts('Subaccount', 'Subaccount', 'SubaccountCD', 'SubaccountID Description Active', { stamps: [] }),
	facts('Ledger', 'Ledger', 'LedgerID', 'Description Type Currency ConsolidationSource'),
	facts('FinancialPeriod', 'Financial Period', 'FinancialYear', 'StartDate NbrOfPeriods', PERIODS),
	facts('CompanyFinancialPeriod', 'Company Financial Period', 'Company FinancialYear', 'StartDate NbrOfPeriods',
		{ ...PERIODS, stamps: [], emptyWithout: 'Company' }),
	facts('JournalTransaction', 'Journal Transaction', 'Module BatchNbr',
		'BranchID LedgerID CurrencyID PostPeriod TransactionDate Description Status Hold',
		lines('Details', 'LineNbr', 'LineNbr Account Subaccount BranchID DebitAmount CreditAmount Qty UOM TransactionDescription ReferenceNbr ' +
			`VendorOrCustomer ${PROJECT}`, true)),
	facts('Vendor', 'Vendor', 'VendorID', 'VendorName VendorClass Status CurrencyID Terms TaxZone APAccount APSubaccount CashAccount PaymentMethod ParentAccount'),
	facts('Bill', 'AP Bill', 'Type ReferenceNbr',
		'Vendor VendorRef Date DueDate PostPeriod Status Hold CurrencyID Amount Balance TaxTotal BranchID Terms LocationID Project Description',
		lines('Details', '', 'Account Subaccount Branch InventoryID TransactionDescription Qty UOM UnitCost ExtendedCost Amount ' +
			`${PROJECT} POOrderType POOrderNbr POLine`)),
	facts('Check', 'AP Payment', 'Type ReferenceNbr',
		'Vendor PaymentMethod CashAccount PaymentRef ApplicationDate PaymentAmount UnappliedBalance CurrencyID Status Hold Description',
		lines('Details', '', 'DocType ReferenceNbr DocLineNbr AmountPaid Balance CashDiscountBalance')),
	facts('PurchaseOrder', 'Purchase Order', 'Type OrderNbr',
		'VendorID VendorRef Branch Date PromisedOn Status Hold CurrencyID CurrencyRate LineTotal TaxTotal OrderTotal Terms Project Owner Description',
		lines('Details', 'LineNbr', 'LineNbr LineType InventoryID LineDescription Account Subaccount BranchID WarehouseID OrderQty QtyOnReceipts ' +
			`ReceivedAmount UnitCost ExtendedCost UOM Promised Requested Completed Cancelled ${PROJECT}`)),
	facts('StockItem', 'Stock Item', 'InventoryID', 'Description ItemClass ItemStatus ItemType ValuationMethod BaseUOM DefaultPrice LastCost AverageCost ' +
		'CurrentStdCost PostingClass InventoryAccount InventorySubaccount COGSAccount COGSSubaccount SalesAccount SalesSubaccount DefaultWarehouseID',
	{ stamps: [{ ...MODIFIED, since: '24.200.001' }, { field: 'LastModified' }] }),
	facts('NonStockItem', 'Non-Stock Item', 'InventoryID', 'Description ItemClass ItemStatus ItemType BaseUnit DefaultPrice CurrentCost PostingClass ' +
		'ExpenseAccount ExpenseSubaccount SalesAccount SalesSubaccount'),
	facts('ProjectBudget', 'Project Budget', 'ProjectID ProjectTaskID AccountGroup InventoryID CostCode',
		'Type Description OriginalBudgetedAmount OriginalBudgetedQty RevisedBudgetedAmount RevisedBudgetedQty ActualAmount ActualQty CommittedOpenAmount ' +
		'CommittedInvoicedAmount VarianceAmount CostAtCompletion PercentageOfCompletion UOM'),
	facts('Project', 'Project', 'ProjectID', 'Description Status Customer Income Expenses Assets Liabilities ExternalRefNbr'),
	facts('ProjectTask', 'Project Task', 'ProjectID ProjectTaskID', 'Description Status'),
	facts('AccountGroup', 'Account Group', 'AccountGroupID', 'Description Type Active Expense DefaultAccountID SortOrder',
		{ stamps: [{ ...MODIFIED, since: '23.200.001' }] }),
];

const BY_NAME: ReadonlyMap<string, EntityFacts> = new Map(TABLE.map((each) => [each.entity, each]));

export const factsOf = (entity: string): EntityFacts | undefined => BY_NAME.get(entity);

/** Entities with a table entry, in the order in which pick lists show them. */
export const knownEntities = (): readonly EntityFacts[] => TABLE;

/** Stamp fields of entities that nobody has listed here, best first. */
export const USUAL_STAMPS: readonly string[] = [MODIFIED.field, 'LastModified'];
