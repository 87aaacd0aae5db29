import type { PlainRecord } from './types';

const VENDORS = [
	['Kestrel Carriers', 'FREIGHT', 'USD'], ['Blue Heron Paper', 'RAWMAT', 'USD'], ['Möwe Papier GmbH', 'RAWMAT', 'EUR'],
	['Osprey "Express" Ltd', 'FREIGHT', 'USD'],
	['Tern & Sons, Legal', 'SERVICE', 'USD'], ['Falcon Energy', 'SERVICE', 'USD'],
] as const;

const vendors: readonly PlainRecord[] = VENDORS.map(([name, kind, currency], at) => ({
	VendorID: `V${String(211 + at).padStart(5, '0')}`, VendorName: name, LegalName: name, VendorClass: kind, CurrencyID: currency,
	Status: at === 5 ? 'On Hold' : 'Active',
	Terms: '30D', TaxZone: '', APAccount: '20000', APSubaccount: '0000000', F1099Vendor: 'false',
	MainContact: { Email: `office@v${211 + at}.example`, Phone1: '', Address: { City: 'Harbor', Country: 'US' } },
	custom: { 'BAccount.AttributeREGION': at % 2 === 0 ? 'NORTH' : 'SOUTH' },
}));

const bills: readonly PlainRecord[] = Array.from({ length: 6 }, (_, at) => ({
	Type: at === 5 ? 'Debit Adj.' : 'Bill', ReferenceNbr: String(1241 + at).padStart(6, '0'),
	Vendor: `V${String(211 + (at % 4)).padStart(5, '0')}`, VendorRef: `K12-0${at}26`,
	Date: `2026-02-2${at}`, DueDate: `2026-03-2${at}`, PostPeriod: '022026', Status: at < 4 ? 'Open' : 'Closed', Hold: 'false',
	CurrencyID: at === 2 ? 'EUR' : 'USD',
	Amount: `${1820 + at}.5500`, Balance: at < 4 ? `${1820 + at}.5500` : '0.0000', TaxTotal: '0.0000',
	BranchID: at % 2 === 0 ? 'MILL1' : 'MILL2', Terms: '30D',
	LocationID: 'MAIN', Project: 'X', ApprovedForPayment: 'true', Description: `Freight, load ${at + 1}`,
	Details: [
		{ Account: '52000', Subaccount: '100EAST', Branch: 'MILL1', Amount: `${1800 + at}.5500`, ExtendedCost: `${1800 + at}.5500`, Qty: '1.0000', UnitCost: `${1800 + at}.5500`,
			TransactionDescription: `Carrier K-${at + 1}`, Description: 'Freight inbound', Project: 'X' },
		{ Account: '66000', Subaccount: '0000000', Branch: 'MILL1', Amount: '20.0000', ExtendedCost: '20.0000', Qty: '1.0000', UnitCost: '20.0000',
			TransactionDescription: 'Insurance', Description: 'Insurance', Project: 'X' },
	],
	custom: { 'Document.UsrContract': `C-${at}` },
}));

const checks: readonly PlainRecord[] = Array.from({ length: 3 }, (_, at) => ({
	Type: at === 2 ? 'Voided Payment' : 'Payment', ReferenceNbr: String(801 + at).padStart(6, '0'), Vendor: 'V00211', PaymentMethod: 'CHECK',
	CashAccount: '10100',
	PaymentRef: `${9001 + at}`, ApplicationDate: `2026-03-0${at + 2}`, PaymentAmount: '1820.5500', UnappliedBalance: '0.0000',
	CurrencyID: 'USD', Status: 'Closed',
	Hold: 'false', Description: 'Weekly run', Details: [{
		DocType: 'Bill', ReferenceNbr: '001245', AmountPaid: '1820.5500', Balance: '0.0000', CashDiscountBalance: '0.0000',
	}],
}));

const orders: readonly PlainRecord[] = Array.from({ length: 3 }, (_, at) => ({
	Type: 'Normal', OrderNbr: String(118 + at).padStart(6, '0'), VendorID: 'V00212', VendorRef: `PO-${at}`, Branch: 'MILL1',
	Date: `2026-04-1${at}`, PromisedOn: `2026-05-1${at}`,
	Status: at === 0 ? 'Completed' : 'Open', Hold: 'false', CurrencyID: 'USD', BaseCurrencyID: 'USD', CurrencyRate: '1.0000',
	LineTotal: '900.0000', TaxTotal: '0.0000', OrderTotal: '900.0000',
	ControlTotal: '900.0000', Terms: '30D', Project: 'X', Description: `Pulp ${at}`,
	Details: [{ LineNbr: '1', LineType: 'Goods for IN', InventoryID: 'PULP01', LineDescription: 'Pulp', Account: '51000', Subaccount: '100EAST', BranchID: 'MILL1', WarehouseID: 'WEST',
		OrderQty: '30.0000', OrderedQty: '30.0000', QtyOnReceipts: '0.0000', ReceivedAmount: '0.0000', UnitCost: '30.0000',
		ExtendedCost: '900.0000', UOM: 'TON', Completed: 'false',
		Cancelled: 'false', Promised: `2026-05-1${at}`, Requested: `2026-05-0${at + 1}`, Project: 'X' }],
}));

const item = (id: string, name: string, stock: boolean): PlainRecord => ({
	InventoryID: id, Description: name, ItemClass: stock ? 'RAW' : 'SVC', ItemStatus: 'Active',
	ItemType: stock ? 'Component Part' : 'Service', PostingClass: 'ALL',
	DefaultPrice: '12.5000', SalesAccount: '41000', SalesSubaccount: '0000000',
	...(stock ? {
		BaseUOM: 'TON', PurchaseUOM: 'TON', SalesUOM: 'TON', ValuationMethod: 'Average', LastCost: '11.2000', AverageCost: '11.1000',
		CurrentStdCost: '0.0000',
		InventoryAccount: '12000', InventorySubaccount: '0000000', COGSAccount: '51000', COGSSubaccount: '0000000', DefaultWarehouseID: 'WEST',
		LastModified: '2026-03-02T21:14:08.717Z',
	} : { BaseUnit: 'HOUR', CurrentCost: '80.0000', ExpenseAccount: '65020', ExpenseSubaccount: '0000000' }),
});

const budgetLine = (account: string, subaccount: string, month: string): PlainRecord => ({
	Account: account, Subaccount: subaccount, Branch: 'MILL1', LedgerID: 'BUD26', FinancialYear: '2026', Description: 'Seeded',
	Released: 'false', Node: 'false',
	Amount: `${Number(month) * 2}.0000`, DistributedAmount: `${Number(month) * 2}.0000`, Period01: `${month}.0000`, Period02: `${month}.0000`,
});

/** Everything but the ledger: enough of each entity to read and to page. `InventorySummaryRow` feeds the inquiry of that name. */
export const DOCUMENT_RECORDS: Readonly<Record<string, readonly PlainRecord[]>> = {
	VendorClass: ['FREIGHT', 'RAWMAT', 'SERVICE'].map((id) => ({ ClassID: id, Description: id.toLowerCase() })),
	Vendor: vendors, Bill: bills, Check: checks, PurchaseOrder: orders,
	PurchaseReceipt: [{ Type: 'Receipt', ReceiptNbr: '000301', VendorID: 'V00212', Date: '2026-04-20', PostPeriod: '042026', Status: 'Released', Hold: 'false', Branch: 'MILL1',
		CurrencyID: 'USD', TotalQty: '30.0000', TotalCost: '900.0000' }],
	Customer: [{
		CustomerID: 'C00101', CustomerName: 'Anchor Printing', CustomerClass: 'LOCAL', Status: 'Active', CurrencyID: 'USD', CreditLimit: '0.0000',
	}],
	Payment: [
		{ Type: 'Payment', ReferenceNbr: '000001', CustomerID: 'C00101', PaymentAmount: '500.0000', Status: 'Closed', Hold: 'false', ApplicationDate: '2026-03-01', CurrencyID: 'USD',
			ApplicationHistory: [{ AmountPaid: '500.0000', Balance: '0.0000' }] },
		{
			Type: 'Credit Memo', ReferenceNbr: '000002', CustomerID: 'C00101', PaymentAmount: '20.0000', Status: 'Open', Hold: 'false',
			ApplicationDate: '2026-03-02', CurrencyID: 'USD',
		},
	],
	StockItem: [item('BOARD10', 'Board 10', true), item('PULP01', 'Pulp, bleached', true), item('PULP02', 'Pulp, raw', true)],
	NonStockItem: [item('CONSULT', 'Consulting hour', false), item('FREIGHT', 'Freight charge', false)],
	InventorySummaryRow: ['EAST', 'WEST'].map((warehouse, at) => ({
		InventoryID: 'PULP01', WarehouseID: warehouse, LocationID: 'A1', QtyOnHand: `${120 + at}.0000`, QtyAvailable: `${100 + at}.0000`,
		QtyAvailableForShipment: `${90 + at}.0000`,
		QtyNotAvailable: '20.0000', BaseUOM: 'TON', EstimatedUnitCost: '11.1000', EstimatedTotalCost: `${1332 + at}.0000`,
	})),
	AccountGroup: [
		['FREIGHT', 'Freight', 'Expense'], ['LABOR', 'Labor', 'Expense'], ['REVENUE', 'Revenue', 'Income'],
	].map(([id = '', name = '', type = ''], at) =>
		({ AccountGroupID: id, Description: name, Type: type, Active: 'true', Expense: String(type === 'Expense'), SortOrder: String(at + 1) })),
	CostCode: [{ CostCodeID: '0000', Description: 'Unspecified' }, { CostCodeID: '0100', Description: 'Site works' }],
	Project: [{ ProjectID: 'DOCK7', Description: 'Dock 7 rebuild', Status: 'Active', Hold: 'false', Income: '0.0000', Expenses: '41000.0000', Assets: '0.0000', Liabilities: '0.0000',
		ProjectProperties: { StartDate: '2026-01-01', EndDate: '2026-12-31', ProjectCurrency: 'USD' }, custom: { 'Project.AttributePHASE': 'BUILD' } }],
	ProjectTask: ['01', '02'].map((task) => ({ ProjectID: 'DOCK7', ProjectTaskID: task, Description: `Phase ${task}`, Status: 'Active' })),
	ProjectBudget: ['FREIGHT', 'LABOR'].map((group) => ({ ProjectID: 'DOCK7', ProjectTaskID: '01', AccountGroup: group, InventoryID: '<N/A>', CostCode: '0000', Type: 'Expense',
		OriginalBudgetedAmount: '50000.0000', RevisedBudgetedAmount: '52000.0000', ActualAmount: '41000.0000', CommittedOpenAmount: '3000.0000',
		VarianceAmount: '8000.0000' })),
	Currency: [['EUR', 'Euro', '€'], ['USD', 'US Dollar', '$']].map(([id = '', name = '', sign = '']) =>
		({ CurrencyID: id, Description: name, CurrencySymbol: sign, DecimalPrecision: '2', Active: 'true', UseForAccounting: 'true' })),
	Employee: [{ EmployeeID: 'EP0001', EmployeeName: 'Mara Quay', Status: 'Active' }],
	Budget: [{
		Branch: 'MILL1', Ledger: 'BUD26', FinancialYear: '2026',
		Details: [budgetLine('52000', '100EAST', '2000'), budgetLine('62000', '0000000', '900')],
	}],
	PlanCalendar: ['2026-04-30', '2026-05-31'].map((date, at) => ({
		PlanDate: date, Description: `Close ${at + 4}`, PlanPeriod: `0${at + 4}2026`, WorkingDays: '21',
	})),
};
