/** Key fields in the order of the address (reference acumatica 5). Entities that are not here are known by id only. */
export const KEYS: Readonly<Record<string, readonly string[]>> = {
	Account: ['AccountCD'], Subaccount: ['SubaccountCD'], Ledger: ['LedgerID'], FinancialPeriod: ['FinancialYear'],
	CompanyFinancialPeriod: ['Company', 'FinancialYear'], JournalTransaction: ['Module', 'BatchNbr'],
	Budget: ['Branch', 'Ledger', 'FinancialYear'],
	Vendor: ['VendorID'], VendorClass: ['ClassID'], Bill: ['Type', 'ReferenceNbr'], Check: ['Type', 'ReferenceNbr'],
	PurchaseOrder: ['Type', 'OrderNbr'], PurchaseReceipt: ['Type', 'ReceiptNbr'],
	Customer: ['CustomerID'], Invoice: ['Type', 'ReferenceNbr'], Payment: ['Type', 'ReferenceNbr'],
	StockItem: ['InventoryID'], NonStockItem: ['InventoryID'], Warehouse: ['WarehouseID'],
	AccountGroup: ['AccountGroupID'], Project: ['ProjectID'], ProjectTask: ['ProjectID', 'ProjectTaskID'],
	ProjectBudget: ['ProjectID', 'ProjectTaskID', 'AccountGroup', 'InventoryID', 'CostCode'], ProjectTransaction: ['Module', 'ReferenceNbr'],
	CostCode: ['CostCodeID'], Currency: ['CurrencyID'], Employee: ['EmployeeID'], PlanCalendar: ['PlanDate'],
};

/** Keys that the system gives itself: one that was sent is ignored (reference acumatica 6.1). */
export const NUMBERED: Readonly<Record<string, { readonly field: string; readonly prefix: string; readonly digits: number }>> = {
	JournalTransaction: { field: 'BatchNbr', prefix: 'GL', digits: 7 },
	Vendor: { field: 'VendorID', prefix: 'V', digits: 5 }, Customer: { field: 'CustomerID', prefix: 'C', digits: 5 },
	Bill: { field: 'ReferenceNbr', prefix: '', digits: 6 }, Check: { field: 'ReferenceNbr', prefix: '', digits: 6 },
	Invoice: { field: 'ReferenceNbr', prefix: '', digits: 6 }, Payment: { field: 'ReferenceNbr', prefix: '', digits: 6 },
	PurchaseOrder: { field: 'OrderNbr', prefix: '', digits: 6 }, PurchaseReceipt: { field: 'ReceiptNbr', prefix: '', digits: 6 },
	ProjectTransaction: { field: 'ReferenceNbr', prefix: 'PM', digits: 8 },
};

export const numberText = (entity: string, number: number): string => {
	const { prefix, digits } = NUMBERED[entity] ?? { prefix: '', digits: 6 };
	return `${prefix}${String(number).padStart(digits, '0')}`;
};

/** Type of a document that did not say one. */
export const DEFAULT_TYPE: Readonly<Record<string, string>> = {
	Bill: 'Bill', Check: 'Payment', Invoice: 'Invoice', Payment: 'Payment', PurchaseOrder: 'Normal', PurchaseReceipt: 'Receipt',
};

/** Entities that are asked by PUT with parameters; their lists cannot be had (reference acumatica 4.1, 5.3). */
export const INQUIRIES: ReadonlySet<string> = new Set([
	'AccountSummaryInquiry', 'AccountDetailsForPeriodInquiry', 'InventorySummaryInquiry', 'CompaniesStructure',
	'InventoryAllocationInquiry', 'InventoryQuantityAvailable', 'SalesPricesInquiry', 'VendorPricesInquiry',
	'StorageDetailsInquiry', 'StorageDetailsByLocationInquiry',
]);

/** The main view of a form, which names fields outside the contract (reference acumatica 3.2). */
export const MAIN_VIEW: Readonly<Record<string, string>> = {
	Account: 'AccountRecords', JournalTransaction: 'BatchModule', Bill: 'Document', Check: 'Document', PurchaseOrder: 'Document',
	Vendor: 'BAccount', Project: 'Project', StockItem: 'Item', NonStockItem: 'Item',
};
