import { scaled, scaledText } from '../../harness/decimal';
import { amountText, toCents } from '../data/amount';
import { type Stored } from '../data/row';
import { invalidField, refused } from '../http/failure';
import { ACCOUNT_FORM } from './account-form';
import { ADJUSTMENT_FORM } from './adjustment-form';
import type { Form, WriteContext } from './form';
import { JOURNAL_FORM } from './journal-form';
import { INVOICE_FORM, vendorOf } from './payables-form';

const SIMPLE: Form = { rules: {} };

/** The day of the last change, which no balance moves (reference sage-300 7.6). */
const touched = ({ today }: WriteContext, row: Stored): Stored => row.with({ DateLastMaintained: today });

const VENDOR_FORM: Form = {
	rules: {}, totals: touched,
	check: ({ company }, row) => {
		const group = row.get('GroupCode');
		if (company.table('APVendorGroups').find([group]) === undefined) throw invalidField(`Vendor group "${group}" is not defined.`);
	},
	removable: ({ company }, row) => {
		const number = row.get('VendorNumber');
		if (company.table('APPostedDocuments').list().some((document) => document.get('VendorNumber') === number)) {
			throw refused(`Vendor "${number}" cannot be deleted because it has documents.`);
		}
	},
};

const QUANTITY = 4;
const COST = 6;

const extended = (line: Stored, quantityField: string): bigint => {
	const product = scaled(line.get(quantityField), QUANTITY) * scaled(line.get('UnitCost'), COST);
	return toCents(scaledText(product, QUANTITY + COST));
};

const orderTotals = ({ company }: WriteContext, row: Stored): Stored => {
	const lines = row.rows('PurchaseOrderLines').map((line) => line.with({
		ExtendedCost: amountText(extended(line, 'QuantityOrdered')),
		QuantityOutstanding: scaledText(scaled(line.get('QuantityOrdered'), QUANTITY) - scaled(line.get('QuantityReceived'), QUANTITY), QUANTITY),
		ItemDescription: company.table('ICItems').find([line.get('ItemNumber')])?.get('Description') ?? '',
	}));
	return row.with({
		Lines: String(lines.length), OrderTotal: amountText(lines.reduce((sum, line) => sum + extended(line, 'QuantityOrdered'), 0n)),
		VendorName: company.table('APVendors').find([row.get('Vendor')])?.get('VendorName') ?? '',
	}, { PurchaseOrderLines: lines });
};

const checkItems = ({ company }: WriteContext, lines: readonly Stored[]): void => {
	for (const line of lines) {
		if (company.table('ICItems').find([line.get('ItemNumber')]) === undefined) throw invalidField(`Item "${line.get('ItemNumber')}" does not exist.`);
	}
};

const numberOf = (prefix: string) => (number: string): string => `${prefix}${number.padStart(6, '0')}`;

const ORDER_FORM: Form = {
	numbered: { field: 'PurchaseOrderSequenceKey', sequence: () => 'PO/order', text: String },
	rules: {
		PurchaseOrder: { start: ({ today, company }) => ({ PurchaseOrderDate: today, LastPostingDate: today,
			CurrencyCode: company.definition.homeCurrency }) },
		PurchaseOrderLine: {
			number: { field: 'LineNumber', text: (position) => String(position * 1000) },
			owned: new Set(['ExtendedCost', 'QuantityReceived', 'QuantityOutstanding', 'ItemDescription']),
		},
	},
	totals: (context, row) => {
		const whole = orderTotals(context, row);
		return whole.get('PurchaseOrderNumber') === '' ? whole.with({ PurchaseOrderNumber: numberOf('PO')(whole.get('PurchaseOrderSequenceKey')) }) : whole;
	},
	check: (context, row) => {
		vendorOf(context.company, row.get('Vendor'));
		checkItems(context, row.rows('PurchaseOrderLines'));
	},
};

const orderNamed = ({ company }: WriteContext, number: string): Stored | undefined =>
	company.table('POPurchaseOrders').list().find((order) => order.get('PurchaseOrderNumber') === number);

/** Goods of an order that came: the order's lines with the same item take them. */
const receive = (context: WriteContext, receipt: Stored): void => {
	const order = orderNamed(context, receipt.get('PurchaseOrderNumber'));
	if (order === undefined) return;
	const lines = order.rows('PurchaseOrderLines').map((line) => {
		const came = receipt.rows('ReceiptLine2s').filter((one) => one.get('ItemNumber') === line.get('ItemNumber'))
			.reduce((sum, one) => sum + scaled(one.get('QuantityReceived'), QUANTITY), scaled(line.get('QuantityReceived'), QUANTITY));
		return line.with({ QuantityReceived: scaledText(came, QUANTITY) });
	});
	const next = orderTotals(context, order.with({ LastPostingDate: context.today }, { PurchaseOrderLines: lines }));
	context.company.table('POPurchaseOrders').put(next);
};

const RECEIPT_FORM: Form = {
	numbered: { field: 'ReceiptSequenceKey', sequence: () => 'PO/receipt', text: String },
	rules: {
		Receipt: { start: ({ today }) => ({ ReceiptDate: today }) },
		ReceiptLine2: { number: { field: 'LineNumber', text: (position) => String(position * 10) } },
	},
	totals: (_, row) => row.with({ ReceiptNumber: row.get('ReceiptNumber') || numberOf('RC')(row.get('ReceiptSequenceKey')) }),
	check: (context, row) => {
		vendorOf(context.company, row.get('Vendor'));
		const number = row.get('PurchaseOrderNumber');
		if (number !== '' && orderNamed(context, number) === undefined) throw invalidField(`Purchase order "${number}" does not exist.`);
		checkItems(context, row.rows('ReceiptLine2s'));
	},
	stored: receive,
};

const FORMS: Readonly<Record<string, Form>> = {
	GLAccounts: ACCOUNT_FORM, GLJournalBatches: JOURNAL_FORM, APVendors: VENDOR_FORM, APVendorGroups: { rules: {}, totals: touched },
	APInvoiceBatches: INVOICE_FORM, APPaymentAndAdjustmentBatches: ADJUSTMENT_FORM, POPurchaseOrders: ORDER_FORM, POReceipts: RECEIPT_FORM,
	ICItems: { rules: {}, totals: touched },
};

/** How records of a resource are written; those with no rules of their own are stored as they come. */
export const formOf = (resource: string): Form => FORMS[resource] ?? SIMPLE;
