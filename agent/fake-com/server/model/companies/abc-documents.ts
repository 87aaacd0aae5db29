import type { PlainRecord } from '../../data/table';

const vendor = (APDivisionNo: string, VendorNo: string, VendorName: string, more: PlainRecord = {}): PlainRecord => ({
	APDivisionNo, VendorNo, VendorName, AddressLine1: '1 Mill Road', City: 'Ashford', State: 'OH', ZipCode: '44805', CountryCode: 'USA', TermsCode: '01',
	VendorStatus: 'A', ...more,
});

/** Three in both divisions have the same number; names that break careless programs stand among ordinary ones. */
const VENDORS: readonly PlainRecord[] = [
	vendor('00', 'ACME01', 'Acme Bearings, Inc.', { EmailAddress: 'ap@acme.example', DateUpdated: '20260112', TimeUpdated: '9.5' }),
	vendor('01', 'ACME01', 'Acme Bearings (West)', { DateUpdated: '20260112', TimeUpdated: '15.5' }),
	vendor('00', '0000012', 'Müller & Söhne GmbH', { CountryCode: 'DEU', DateUpdated: '20260301', TimeUpdated: '0.00278' }),
	vendor('00', 'SKODA', 'Škoda Díly s.r.o.', { CountryCode: 'CZE', DateUpdated: '20260301', TimeUpdated: '23.99997' }),
	vendor('00', 'QUOTE', 'The "Quoted" Company', { VendorStatus: 'I' }), vendor('00', 'APOS', 'O\'Brien\'s Freight   '),
	vendor('00', 'NEW01', 'Created and never changed', {
		DateUpdated: '', TimeUpdated: '', UserUpdatedKey: '', DateCreated: '20260228', TimeCreated: '14.25',
	}),
	vendor('00', 'GONE01', 'Deleted one day'), vendor('00', 'BLANKS', 'Blanks at the end     '), vendor('00', '0000013', 'Façade Ñandú Æther'),
];

const invoice = (VendorNo: string, InvoiceNo: string, InvoiceAmt: string, more: PlainRecord = {}): PlainRecord => ({
	APDivisionNo: '00', VendorNo, InvoiceNo, InvoiceDate: '20260105', InvoiceDueDate: '20260204', InvoiceAmt, ...more,
});

const ENTRIES: readonly PlainRecord[] = [
	invoice('ACME01', 'A-1001', '1250.00', {
		BatchNo: '00001', PostingDate: '20260105', Comment: 'January bearings', DateUpdated: '20260106', TimeUpdated: '10.25',
	}),
	invoice('0000012', '2026/1 Š', '99.99', { BatchNo: '00001', PostingDate: '20260105', InvoiceDueDate: '' }),
	invoice('SKODA', '12345678901234567890', '0.10', { BatchNo: '00001' }),
];

const line = (VendorNo: string, InvoiceNo: string, at: number, account: string, DistributionAmt: string, CommentText = ''): PlainRecord => ({
	APDivisionNo: '00', VendorNo, InvoiceNo, LineKey: String(at).padStart(6, '0'), AccountKey: `@${account}`, DistributionAmt, CommentText,
});

const ENTRY_LINES: readonly PlainRecord[] = [
	line('ACME01', 'A-1001', 1, '51000-D20', '1000.00', 'Bearings'), line('ACME01', 'A-1001', 2, '51020-D20', '250.00', 'Freight "air"'),
	line('0000012', '2026/1 Š', 1, '62010-D30', '99.99'), line('SKODA', '12345678901234567890', 1, '64030-D10', '0.10'),
];

const OPEN: readonly PlainRecord[] = [
	invoice('ACME01', 'A-0900', '500.00', { Balance: '200.00', DiscountAmt: '10.00' }), invoice('0000012', 'R 77/25', '12.34', { Balance: '12.34' }),
	{ ...invoice('ACME01', 'A-0900', '75.50', { Balance: '75.50' }), APDivisionNo: '01' },
];

/** The number A-0900 was used twice; the sequence keeps them apart. */
const POSTED: readonly PlainRecord[] = [
	invoice('ACME01', 'A-0900', '500.00', { HeaderSeqNo: '000000', PostingDate: '20251105', Comment: 'First use', InvoiceDate: '20251105' }),
	invoice('ACME01', 'A-0900', '510.00', { HeaderSeqNo: '000001', PostingDate: '20260105', Comment: 'Second use' }),
	invoice('0000012', 'R 77/25', '12.34', { HeaderSeqNo: '000000', PostingDate: '20260105' }),
];

const order = (PurchaseOrderNo: string, OrderType: string, OrderStatus: string, more: PlainRecord = {}): PlainRecord => ({
	PurchaseOrderNo, PurchaseOrderDate: '20260210', OrderType, OrderStatus, APDivisionNo: '00', VendorNo: 'ACME01', PurchaseName: 'Acme Bearings, Inc.',
	OnHold: 'N', WarehouseCode: '000', TermsCode: '01', ...more,
});

type OrderLine = readonly [PurchaseOrderNo: string, at: number, ItemCode: string, QuantityOrdered: string, UnitCost: string, ExtensionAmt: string];

const orderLine = (...[PurchaseOrderNo, at, ItemCode, QuantityOrdered, UnitCost, ExtensionAmt]: OrderLine): PlainRecord => ({
	PurchaseOrderNo, LineKey: String(at).padStart(6, '0'), LineSeqNo: String(at).padStart(14, '0'),
	ItemCode, ItemCodeDesc: `Item ${ItemCode}`, ItemType: '1', PurchasesAcctKey: '@51000-D20', RequiredDate: '20260310', WarehouseCode: '000', UnitOfMeasure: 'EACH', QuantityOrdered, UnitCost, ExtensionAmt,
});

/** Standard, without lines, master, repeating, closed, on hold. */
const ORDERS: readonly PlainRecord[] = [
	order('0000101', 'S', 'N', { NonTaxableAmt: '1234.50', FreightAmt: '20.00', DateUpdated: '20260210', TimeUpdated: '11.75' }),
	order('0000102', 'S', 'O'), order('0000103', 'M', 'N', { NonTaxableAmt: '10.00' }),
	order('0000104', 'R', 'N', { TaxableAmt: '5.00', SalesTaxAmt: '0.41' }),
	order('0000105', 'S', 'C', { CompletionDate: '20260301', ReceivedAmt: '60.00', InvoicedAmt: '60.00', NonTaxableAmt: '60.00' }),
	order('0000106', 'X', 'B', { OnHold: 'Y', VendorNo: 'SKODA', PurchaseName: 'Škoda Díly s.r.o.' }),
];

const ORDER_LINES: readonly PlainRecord[] = [
	orderLine('0000101', 1, 'BRG-6204', '100', '12.345', '1234.50'), orderLine('0000101', 2, 'NOTE "A"', '0', '0', '0'),
	orderLine('0000103', 1, 'BRG-6204', '0.333333', '30.00003', '10.00'), orderLine('0000104', 1, 'SEAL', '1', '5', '5.00'),
	orderLine('0000105', 1, 'SEAL', '12', '5', '60.00'), orderLine('0000106', 1, 'DÍL-01', '1', '0.000001', '0.00'),
];

export const DOCUMENTS: Readonly<Record<string, readonly PlainRecord[]>> = {
	AP_Vendor: VENDORS, AP_InvoiceHeader: ENTRIES, AP_InvoiceDetail: ENTRY_LINES, AP_OpenInvoice: OPEN, AP_InvoiceHistoryHeader: POSTED,
	PO_PurchaseOrderHeader: ORDERS, PO_PurchaseOrderDetail: ORDER_LINES,
	CI_Item: ['BRG-6204', 'SEAL', 'DÍL-01'].map((ItemCode) => ({ ItemCode, ItemCodeDesc: `Item ${ItemCode}`, ItemType: '1' })),
};
