import type { PlainRecord } from './types';

const VENDORS: readonly (readonly [number: string, name: string, group: string, currency: string, maintained: string])[] = [
	['V1040', 'Kestrel Carriers', 'FREIGT', 'USD', '2026-02-11'], ['V1041', 'Blue Heron Paper', 'RAWMAT', 'USD', '2026-03-02'],
	['V1042', 'Möwe Papier GmbH', 'RAWMAT', 'EUR', '2026-03-02'], ['V1043', 'Osprey "Express" Ltd', 'FREIGT', 'USD', '2026-04-19'],
	['V1044', 'Tern & Sons, Legal', 'SERVIC', 'USD', '2026-05-05'], ['O\'HARA', 'O\'Hara Energy', 'SERVIC', 'USD', '2026-05-20'],
];

const vendors: readonly PlainRecord[] = VENDORS.map(([VendorNumber, VendorName, GroupCode, CurrencyCode, DateLastMaintained], at) => ({
	VendorNumber, ShortName: VendorName.slice(0, 10), GroupCode, VendorName, CurrencyCode, DateLastMaintained, StartDate: '2024-01-15',
	OnHold: at === 4 ? 'OnHold' : 'NotOnHold', AccountSet: 'PAY', Terms: 'N30', TaxGroup: 'NOTAX', DistributionCode: 'FRT', City: 'Harbor',
		Country: 'US',
	BalanceDueinVendorCurrency: at === 0 ? '1240.00' : '0', VendorOptionalFieldValues: [{ OptionalField: 'REGION',
		Value: at % 2 === 0 ? 'NORTH' : 'SOUTH', ValueSet: 'Yes' }],
}));

const posted: readonly PlainRecord[] = Array.from({ length: 6 }, (_, at) => {
	const amount = `${820 + at * 10}.50`;
	const due = at < 4 ? amount : '0.00';
	return {
		VendorNumber: at % 2 === 0 ? 'V1040' : 'V1041', DocumentNumber: `INV-8831${at}`, DueDate: `2026-03-2${at}`,
		TransactionType: at === 3 ? 'CreditNoteSummaryEntered' : 'InvoiceSummaryEntered', DocumentType: at === 3 ? 'CreditNote' : 'Invoice',
		BatchDate: `2026-02-2${at}`, BatchNumber: String(40 + at), EntryNumber: '1', GroupCode: at % 2 === 0 ? 'FREIGT' : 'RAWMAT',
		DocumentDescription: `Freight, load ${at + 1}`, DocumentDate: `2026-02-2${at}`, AsofDate: `2026-02-2${at}`, Terms: 'N30', CurrencyCode: 'USD',
		ExchangeRate: '1', FunctionalCurrencyInvoiceAmount: amount, FunctionalCurrencyAmountDue: due, VendorCurrencyInvoiceAmount: amount,
		VendorCurrencyAmountDue: due, FullyPaid: at < 4 ? 'No' : 'Yes', LastActivityDate: at < 4 ? `2026-02-2${at}` : `2026-03-1${at}`,
		FiscalYear: '2026', FiscalPeriod: '02', PostingDate: `2026-02-2${at}`, PostingSequenceNumber: String(21 + Math.floor(at / 2)), AccountSet: 'PAY',
		...(at < 4 ? {} : { DatePaid: `2026-03-1${at}` }),
	};
});

const openBatch = (number: string, edited: string, status: string, amount: string): PlainRecord => ({
	BatchNumber: number, BatchDate: edited, Description: `Entered in office ${number}`, NumberOfEntries: '1', BatchTotal: amount, BatchStatus: status,
	LastEntryNumber: '1', DateLastEdited: edited, SourceApplication: 'AP',
	Invoices: [{
		BatchNumber: number, EntryNumber: '1', VendorNumber: 'V1043', DocumentNumber: `OS-${number}`, InvoiceDescription: 'Courier',
			DocumentDate: '2026-05-04',
		PostingDate: '2026-05-04', FiscalYear: '2026', FiscalPeriod: '05', DueDate: '2026-06-03', CurrencyCode: 'USD', AccountSet: 'PAY',
		DocumentTotalIncludingTax: amount, DistributionTotal: amount, NumberOfDetails: '1',
		InvoiceDetails: [{ BatchNumber: number, EntryNumber: '1', LineNumber: '20', DistributionCode: 'FRT', GLAccount: '51020D20',
			DistributedAmount: amount }],
	}],
});

const order = (key: number, more: Readonly<Record<string, string>>): PlainRecord => ({
	PurchaseOrderSequenceKey: String(key), PurchaseOrderNumber: `PO${String(key).padStart(6, '0')}`, PurchaseOrderDate: `2026-04-1${key}`,
		Vendor: 'V1041',
	VendorName: 'Blue Heron Paper', Description: `Pulp ${key}`, Reference: `R-${key}`, CurrencyCode: 'USD', ExpectedArrivalDate: `2026-05-1${key}`,
	OrderTotal: '900.00', Lines: '1', LastPostingDate: '2026-04-20', ...more,
	PurchaseOrderLines: [{
		PurchaseOrderSequenceKey: String(key), LineNumber: '1000', ItemNumber: 'PULP-01', ItemDescription: 'Pulp, bleached', Location: '1',
			UnitOfMeasure: 'TON',
		QuantityOrdered: '30.0000', QuantityReceived: key === 1 ? '30.0000' : '0.0000', QuantityOutstanding: key === 1 ? '0.0000' : '30.0000',
		UnitCost: '30.000000', ExtendedCost: '900.00', ExpectedArrivalDate: `2026-05-1${key}`, GLAccount: '51000D20',
	}],
});

const item = (ItemNumber: string, Description: string): PlainRecord => ({
	ItemNumber, UnformattedItemNumber: ItemNumber.replace(/[-/]/g, ''), Description, Category: 'RAW', StockingUnitOfMeasure: 'TON',
		DateLastMaintained: '2026-01-09',
});

/** Everything of the company beside its ledger. */
export const DOCUMENTS: Readonly<Record<string, readonly PlainRecord[]>> = {
	APVendorGroups: [['FREIGT', 'Carriers'], ['RAWMAT', 'Raw material'], ['SERVIC', 'Services']].map(([GroupCode = '', Description = '']) =>
		({ GroupCode, Description, DateLastMaintained: '2025-11-30', AccountSet: 'PAY', Terms: 'N30', TaxGroup: 'NOTAX', CurrencyCode: 'USD' })),
	APVendors: vendors, APPostedDocuments: posted,
	APInvoiceBatches: [openBatch('51', '2026-05-04', 'Open', '75.25'), openBatch('52', '2026-05-18', 'Open', '310.00'),
		openBatch('53', '2026-05-19', 'Deleted', '1.00')],
	POPurchaseOrders: [order(1, { DateCompleted: '2026-05-02', LinesComplete: '1' }), order(2, {}), order(3, { OnHold: 'Yes' })],
	ICItems: [item('PULP-01', 'Pulp, bleached'), item('PULP-02', 'Pulp, raw'), item('A1-105/0', 'Board 10')],
	CSCurrencyCodes: [['CAD', 'Canadian dollar'], ['EUR', 'Euro'], ['USD', 'U.S. dollar']].map(([CurrencyCodeKey = '', Description = '']) =>
		({ CurrencyCodeKey, Description })),
};
