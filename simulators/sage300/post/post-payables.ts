import { amountText, unitsOf } from '../data/amount';
import type { Company } from '../data/company';
import { Stored } from '../data/row';
import { Refusal } from '../http/failure';
import { ADJUSTMENT_FORM } from '../write/adjustment-form';
import type { Form, WriteContext } from '../write/form';
import { INVOICE_FORM, total } from '../write/payables-form';
import { isIn, type Range } from './range';

type Line = readonly [account: string, units: bigint];

const controlOf = (company: Company, vendor: string): string => {
	const set = company.table('APVendors').find([vendor])?.get('AccountSet') ?? '';
	return company.definition.accountSets[set] ?? Object.values(company.definition.accountSets)[0] ?? '';
};

const due = (context: WriteContext, resource: string, range: Range): readonly Stored[] => {
	const { postOnlyReady } = context.world.switches.values;
	return context.company.table(resource).list().filter((batch) => isIn(range, batch)
		&& ((batch.get('BatchStatus') || 'Open') === 'ReadyToPost' || (!postOnlyReady && (batch.get('BatchStatus') || 'Open') === 'Open')));
};

const TRANSACTIONS: Readonly<Record<string, string>> = {
	DebitNote: 'DebitNoteSummaryEntered', CreditNote: 'CreditNoteSummaryEntered', Interest: 'InterestCharge', Prepayment: 'PrepaymentPosted',
};

/** Amounts stay positive, the type carries the sign (reference sage-300 8.5). */
const isCredit = (type: string): boolean => type === 'CreditNote' || type === 'DebitNote';

const documentOf = (company: Company, batch: Stored, sequence: number, values: Readonly<Record<string, string>>, amount: string): Stored => {
	const vendor = company.table('APVendors').find([values.VendorNumber ?? '']);
	return new Stored({
		AsofDate: values.DocumentDate ?? '', LastActivityDate: values.DocumentDate ?? '', PostingDate: values.DocumentDate ?? '', ...values,
		TransactionType: TRANSACTIONS[values.DocumentType ?? ''] ?? 'InvoiceSummaryEntered', BatchDate: batch.get('BatchDate'),
			BatchNumber: batch.get('BatchNumber'),
		GroupCode: vendor?.get('GroupCode') ?? '', AccountSet: vendor?.get('AccountSet') ?? '', CurrencyCode: vendor?.get('CurrencyCode') ?? '',
			ExchangeRate: '1',
		FunctionalCurrencyInvoiceAmount: amount, FunctionalCurrencyAmountDue: amount, VendorCurrencyInvoiceAmount: amount,
			VendorCurrencyAmountDue: amount,
		FullyPaid: 'No', PostingSequenceNumber: String(sequence),
	});
};

const invoiceLines = (company: Company, invoice: Stored): readonly Line[] => {
	const sign = isCredit(invoice.get('DocumentType')) ? -1n : 1n;
	const details = invoice.rows('InvoiceDetails').map((line): Line => [line.get('GLAccount'), sign * unitsOf(line.get('DistributedAmount'))]);
	const whole = unitsOf(invoice.get('DocumentTotalIncludingTax'));
	const rest = whole - total(invoice.rows('InvoiceDetails'), 'DistributedAmount');
	const tax: readonly Line[] = rest === 0n ? [] : [[company.definition.taxAccount, sign * rest]];
	return [...details, ...tax, [controlOf(company, invoice.get('VendorNumber')), -sign * whole]];
};

const postInvoice = (company: Company, batch: Stored, invoice: Stored, sequence: number): void => {
	const fields = ['VendorNumber', 'DocumentNumber', 'OrderNumber', 'PONumber', 'DueDate', 'DocumentType', 'EntryNumber', 'DocumentDate',
		'Terms', 'FiscalYear', 'FiscalPeriod'];
	const values = Object.fromEntries(fields.map((field) => [field, invoice.get(field)]));
	company.table('APPostedDocuments').put(documentOf(company, batch, sequence, {
		...values, DocumentType: values.DocumentType || 'Invoice', DocumentDescription: invoice.get('InvoiceDescription'),
	}, invoice.get('DocumentTotalIncludingTax')));
	company.transfers.push({
		kind: 'IN', sequence, description: `${invoice.get('VendorNumber')} ${invoice.get('DocumentNumber')}`, date: invoice.get('PostingDate'),
			lines: invoiceLines(company, invoice),
	});
};

/** The document changes, its own posting sequence does not: only the day of last activity tells (reference sage-300 7.7). */
const adjust = (context: WriteContext, entry: Stored, applied: Stored, sequence: number): void => {
	const { company, world } = context;
	const table = company.table('APPostedDocuments');
	const document = table.find([applied.get('VendorNumber'), applied.get('DocumentNumber')]);
	if (document === undefined) return;
	const units = unitsOf(applied.get('AdjustmentAmount')) * (world.switches.values.adjustmentSign === 'reduces' ? -1n : 1n);
	const left = amountText(unitsOf(document.get('VendorCurrencyAmountDue')) + units);
	const date = entry.get('PaymentDateAdjustmentDate');
	table.put(document.with({
		VendorCurrencyAmountDue: left, FunctionalCurrencyAmountDue: left, LastActivityDate: date,
			...(unitsOf(left) === 0n ? { FullyPaid: 'Yes', DatePaid: date } : {}),
	}));
	const lines = applied.rows('AdjustmentGLDistributions').map((line): Line =>
		[line.get('DistributionGLAccount'), unitsOf(line.get('DistributionAmount')) * (units < 0n ? -1n : 1n)]);
	company.transfers.push({
		kind: 'AD', sequence, description: `${applied.get('VendorNumber')} ${applied.get('DocumentNumber')}`, date,
		lines: [...lines, [controlOf(company, applied.get('VendorNumber')), -units]],
	});
};

const postPayment = (context: WriteContext, batch: Stored, entry: Stored, sequence: number): void => {
	const { company } = context;
	const vendor = entry.get('VendorNumber');
	const paid = total(entry.rows('AppliedPayments'), 'PaymentAmount');
	for (const applied of entry.rows('AppliedPayments')) {
		if (applied.get('DocumentNumber') !== '') adjust(context, entry, applied.with({ AdjustmentAmount: applied.get('PaymentAmount') }), sequence);
	}
	if (entry.get('PaymentTransactionType') !== 'Prepayment') return;
	const number = entry.get('DocumentNumber') || `PP${String(company.numbers.next('AP/prepayment')).padStart(20, '0')}`;
	company.table('APPostedDocuments').put(documentOf(company, batch, sequence, {
		VendorNumber: vendor, DocumentNumber: number, DocumentType: 'Prepayment', EntryNumber: entry.get('EntryNumber'),
			DocumentDescription: entry.get('EntryDescription'),
		DocumentDate: entry.get('PaymentDateAdjustmentDate'), FiscalYear: entry.get('FiscalYear'), FiscalPeriod: entry.get('FiscalPeriod'),
	}, amountText(-paid)));
	company.transfers.push({
		kind: 'PY', sequence, description: `${vendor} ${number}`, date: entry.get('PaymentDateAdjustmentDate'),
		lines: [[controlOf(company, vendor), paid], [company.definition.banks[batch.get('BankCode')] ?? '', -paid]],
	});
};

/** Whether the batch still passes; a refusal becomes a message and the batch stays as it is. */
const passes = (context: WriteContext, form: Form, batch: Stored, kind: string, sequence: number): boolean => {
	try {
		form.check?.(context, batch, batch);
		return true;
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		const table = context.company.table('APPostingErrorMessages');
		table.put(new Stored({
			BatchType: kind, PostingSequenceNumber: String(sequence), ErrorNumber: String(table.size + 1), BatchNumber: batch.get('BatchNumber'),
				ErrorMessage: error.message,
		}));
		return false;
	}
};

interface Run {
	readonly kind: 'IN' | 'PY' | 'AD';
	readonly resource: string;
	readonly form: Form;
	readonly post: (batch: Stored, sequence: number) => void;
}

const posted = (context: WriteContext, batches: readonly Stored[], { kind, resource, form, post }: Run): number | undefined => {
	const { company, world } = context;
	if (batches.length === 0) return undefined;
	const sequence = company.numbers.next(`AP/posting/${kind}`);
	const passed = batches.filter((batch) => passes(context, form, batch, kind, sequence));
	for (const batch of passed) {
		post(batch, sequence);
		company.table(resource).put(batch.with({ BatchStatus: 'Posted', PostingSequenceNumber: String(sequence), DateLastEdited: context.today }));
	}
	world.effect('posted', { company: company.definition.id, kind: `AP/${kind}`, sequence, batches: passed.map((batch) => batch.get('BatchNumber')) });
	return sequence;
};

export const postInvoices = (context: WriteContext, range: Range): number | undefined =>
	posted(context, due(context, 'APInvoiceBatches', range), {
		kind: 'IN', resource: 'APInvoiceBatches', form: INVOICE_FORM,
		post: (batch, sequence) => {
			for (const invoice of batch.rows('Invoices')) postInvoice(context.company, batch, invoice, sequence);
		},
	});

export const postPayments = (context: WriteContext, range: Range, kind: 'PY' | 'AD'): number | undefined => {
	const batches = due(context, 'APPaymentAndAdjustmentBatches', range).filter((batch) => (batch.get('BatchSelector') || 'PY') === kind);
	return posted(context, batches, {
		kind, resource: 'APPaymentAndAdjustmentBatches', form: ADJUSTMENT_FORM,
		post: (batch, sequence) => {
			for (const entry of batch.rows('PaymentsAdjustments')) {
				if (kind === 'PY') postPayment(context, batch, entry, sequence);
				else for (const applied of entry.rows('AppliedPayments')) adjust(context, entry, applied, sequence);
			}
		},
	});
};
