import { resource, type } from '../spec';
import type { Resource } from '../types';
import { optionalFields, UPDATE_OPERATION } from './ledger';

const ORDER_LINE = type('PurchaseOrderLine', 'LineNumber', `
	PurchaseOrderSequenceKey integer
	LineNumber integer
	ItemNumber text 24
	ItemDescription text 60
	Location text 6
	UnitOfMeasure text 10
	QuantityOrdered decimal
	QuantityReceived decimal
	QuantityOutstanding decimal
	UnitCost decimal
	ExtendedCost amount
	ExpectedArrivalDate date
	GLAccount text 45
	${UPDATE_OPERATION}
`);

/** Names of the vendor's payload and of the titles (reference sage-300 7.8). */
const PURCHASE_ORDER = type('PurchaseOrder', 'PurchaseOrderSequenceKey', `
	PurchaseOrderSequenceKey integer
	PurchaseOrderNumber text 22
	PurchaseOrderDate date
	PurchaseOrderType enum Active Standing Future Blanket
	OnHold yesno
	Vendor text 12
	VendorName text 60
	Description text 60
	Reference text 60
	Comment text 250
	CurrencyCode text 3
	DateCompleted date
	LastPostingDate date
	ExpectedArrivalDate date
	OrderTotal amount
	Lines integer
	LinesComplete integer
	PurchaseOrderLines rows PurchaseOrderLine
`, [ORDER_LINE]);

const RECEIPT_LINE = type('ReceiptLine2', 'LineNumber', `
	LineNumber integer
	ItemNumber text 24
	Location text 6
	UnitOfMeasure text 10
	QuantityReceived decimal
	UnitCost decimal
	${UPDATE_OPERATION}
`);

const RECEIPT = type('Receipt', 'ReceiptSequenceKey', `
	ReceiptSequenceKey integer
	ReceiptNumber text 22
	ReceiptDate date
	PurchaseOrderNumber text 22
	Vendor text 12
	Description text 60
	Reference text 60
	ReceiptLine2s rows ReceiptLine2
`, [RECEIPT_LINE]);

const ITEM = type('Item', 'ItemNumber', `
	ItemNumber text 24
	UnformattedItemNumber text 24
	Description text 60
	Status enum Active Inactive
	Category text 6
	StockingUnitOfMeasure text 10
	AccountSetCode text 6
	DateLastMaintained date
	ItemOptionalFields rows ItemOptionalField
`, [optionalFields('ItemOptionalField', 'ItemNumber')]);

const PERIOD_STATUS = type('FiscalPeriodStatus', 'Application', `
	FiscalYear text 4
	Application text 2
	Period1..13Status enum Open Locked
	AdjustmentPeriodStatus enum Open Locked
	ClosingPeriodStatus enum Open Locked
`);

const CALENDAR = type('FiscalCalendar', 'FiscalYear', `
	FiscalYear text 4
	NumFiscalPeriods integer
	Quarter4Periods integer
	Active yesno
	FiscalPeriod1..13StartDate date
	FiscalPeriod1..13EndDate date
	FiscalPeriodStatuses rows FiscalPeriodStatus
`, [PERIOD_STATUS]);

const PROFILE = type('CompanyProfile', 'OrgID', `
	OrgID text 6
	CompanyName text 60
	Country text 30
	FunctionalCurrency text 3
	NumberOfFiscalPeriods integer
	Multicurrency yesno
`);

const CURRENCY = type('CurrencyCode', 'CurrencyCodeKey', `
	CurrencyCodeKey text 3
	Description text 60
	Symbol text 4
	DecimalPlaces enum Num2 Num0 Num1 Num3
	SymbolPosition enum Beforewithoutspace Beforewithspace Afterwithoutspace Afterwithspace
	ThousandsSeparator enum Comma Period Space None Apostrophe
	DecimalSeparator enum Period Comma
	NegativeDisplay enum Brackets Minusbefore Minusafter CR
`);

export const operationsResources = (profileName: string): readonly Resource[] => [
	resource('PO', 'POPurchaseOrders', PURCHASE_ORDER, 'gp'), resource('PO', 'POReceipts', RECEIPT, 'p'),
	resource('IC', 'ICItems', ITEM, 'gpuda'),
	resource('CS', 'CSFiscalCalendars', CALENDAR, 'g'), resource('CS', profileName, PROFILE, 'guda'),
		resource('CS', 'CSCurrencyCodes', CURRENCY, 'gpuda'),
];
