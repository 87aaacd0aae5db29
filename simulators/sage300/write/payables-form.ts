import { scaled } from '../../harness/decimal';
import { amountText, unitsOf } from '../data/amount';
import type { Company } from '../data/company';
import { type Stored } from '../data/row';
import { invalidField, Refusal, refused } from '../http/failure';
import type { BatchRules, Draft, Effect, Form, WriteContext } from './form';
import { checkAccount, checkPeriod } from './ledger-checks';

const requestStatus: Effect = (_, value, context) => {
	context.requested = value;
};

export const AP_BATCH: BatchRules = {
	statusField: 'BatchStatus', nameOf: (row) => row.get('BatchNumber'), ready: (_, ready) => ({ BatchStatus: ready ? 'ReadyToPost' : 'Open' }),
};

export const AP_OWNED = new Set(['NumberOfEntries', 'BatchTotal', 'LastEntryNumber', 'PostingSequenceNumber', 'NumberOfErrors',
	'DateLastEdited', 'SourceApplication']);

export const apBatchStart = ({ today }: WriteContext): Draft => ({ BatchDate: today, DateLastEdited: today, SourceApplication: 'AP',
	BatchStatus: 'Open' });
export const AP_EFFECTS = { BatchStatus: requestStatus } as const;

export const total = (rows: readonly Stored[], field: string): bigint => rows.reduce((sum, row) => sum + unitsOf(row.get(field)), 0n);

export const apPeriod = (company: Company, day: string): Draft => {
	const found = company.calendar.of(day);
	return { FiscalYear: found?.year ?? day.slice(0, 4), FiscalPeriod: found?.period ?? day.slice(5, 7) };
};

export const vendorOf = (company: Company, number: string): Stored => {
	const vendor = company.table('APVendors').find([number]);
	if (vendor === undefined) throw invalidField(`Vendor number "${number}" does not exist.`);
	if (vendor.get('Status') === 'Inactive') throw refused(`Vendor "${number}" is inactive.`);
	return vendor;
};

/** A distribution code brings its account with it. */
export const setCode = (accountField: string): Effect => (draft, value, { company }) => {
	draft.DistributionCode = value;
	const account = company.definition.distributionCodes[value];
	if (value !== '' && account === undefined) throw invalidField(`Distribution code ${value} is not defined in A/P Distribution Codes.`);
	if (account !== undefined) draft[accountField] = account;
};

const setVendor: Effect = (draft, value, { company }) => {
	draft.VendorNumber = value;
	const vendor = company.table('APVendors').find([value]);
	for (const field of ['CurrencyCode', 'Terms', 'TaxGroup', 'AccountSet']) draft[field] = vendor?.get(field) ?? '';
};

const setDocumentDate: Effect = (draft, value, { company }) => {
	Object.assign(draft, { DocumentDate: value, AsOfDate: value, PostingDate: value, ...apPeriod(company, value) });
};

const PERCENT = 100n;

const taxOf = (company: Company, invoice: Stored, distributed: bigint): bigint => {
	const product = distributed * scaled(company.definition.taxRates[invoice.get('TaxGroup')] ?? '0', 4);
	const whole = PERCENT * 10_000n * 10n;
	return ((product + whole / 2n) / whole) * 10n;
};

const invoiceTotals = (company: Company, invoice: Stored): Stored => {
	const details = invoice.rows('InvoiceDetails');
	const distributed = total(details, 'DistributedAmount');
	const tax = taxOf(company, invoice, distributed);
	const given = unitsOf(invoice.get('DocumentTotalIncludingTax'));
	const whole = given === 0n ? distributed + tax : given;
	return invoice.with({
		NumberOfDetails: String(details.length), DistributionTotal: amountText(distributed), TaxTotal: amountText(tax),
		DocumentTotalIncludingTax: amountText(whole), UndistributedAmount: amountText(whole - tax - distributed),
	});
};

const totals = ({ company, today }: WriteContext, batch: Stored): Stored => {
	const invoices = batch.rows('Invoices').map((invoice) => invoiceTotals(company, invoice));
	return batch.with({
		NumberOfEntries: String(invoices.length), LastEntryNumber: invoices[invoices.length - 1]?.get('EntryNumber') ?? '0',
		BatchTotal: amountText(total(invoices, 'DocumentTotalIncludingTax')), DateLastEdited: today,
	}, { Invoices: invoices });
};

/** Vendor and document number are unique over batches that still stand and over posted documents (reference sage-300 8.5). */
const isDuplicate = (company: Company, batch: Stored, invoice: Stored): boolean => {
	const [vendor, document] = [invoice.get('VendorNumber'), invoice.get('DocumentNumber')];
	if (company.table('APPostedDocuments').find([vendor, document]) !== undefined) return true;
	const same = (other: Stored): boolean => other.get('VendorNumber') === vendor && other.get('DocumentNumber') === document;
	const elsewhere = company.table('APInvoiceBatches').list().filter((one) => one.get('BatchNumber') !== batch.get('BatchNumber')
		&& !['Deleted', 'Posted'].includes(one.get('BatchStatus'))).flatMap((one) => one.rows('Invoices'));
	return elsewhere.some(same) || batch.rows('Invoices').filter(same).length > 1;
};

const checkInvoice = (context: WriteContext, batch: Stored, invoice: Stored): void => {
	const { company, world } = context;
	vendorOf(company, invoice.get('VendorNumber'));
	if (invoice.get('DocumentNumber') === '') throw invalidField('Document number is required.');
	if (isDuplicate(company, batch, invoice)) {
		throw invalidField(`Document number "${invoice.get('DocumentNumber')}" for vendor "${invoice.get('VendorNumber')}" already exists.`);
	}
	checkPeriod(world, company, 'AP', { year: invoice.get('FiscalYear'), period: invoice.get('FiscalPeriod') });
	for (const line of invoice.rows('InvoiceDetails')) checkAccount(company, line.get('GLAccount'), company.definition.homeCurrency);
	if (world.switches.values.documentTotals === 'refuse' && unitsOf(invoice.get('UndistributedAmount')) !== 0n) {
		throw refused(`The document total does not equal the total distributed amount; ${invoice.get('UndistributedAmount')} is undistributed.`);
	}
};

/** AP invoice batches (reference sage-300 8.5). Amounts are positive, the document's type has the sign. */
export const INVOICE_FORM: Form = {
	numbered: { field: 'BatchNumber', sequence: () => 'AP/IN', text: String },
	rules: {
		InvoiceBatch: { start: apBatchStart, owned: AP_OWNED, effects: AP_EFFECTS },
		Invoice: {
			number: { field: 'EntryNumber', text: String },
			start: ({ company }, parents) => {
				const day = parents[0]?.BatchDate ?? '';
				return { DocumentDate: day, AsOfDate: day, PostingDate: day, ExchangeRate: '1', ...apPeriod(company, day) };
			},
			owned: new Set(['TaxTotal', 'DistributionTotal', 'UndistributedAmount', 'NumberOfDetails']),
			effects: { VendorNumber: setVendor, DocumentDate: setDocumentDate },
		},
		InvoiceDetail: { number: { field: 'LineNumber', text: (position) => String(position * 20) },
			effects: { DistributionCode: setCode('GLAccount') } },
	},
	totals,
	check: (context, batch) => {
		for (const invoice of batch.rows('Invoices')) checkInvoice(context, batch, invoice);
	},
	batch: AP_BATCH,
};

const SELECTORS: Readonly<Record<string, string>> = { PY: 'AP/PY', AD: 'AP/AD' };

/** Batches of payments and of adjustments are numbered apart; which one it is must be said (reference sage-300 8.4). */
export const selectorSequence = (draft: Draft): string => {
	const sequence = SELECTORS[draft.BatchSelector ?? ''];
	if (sequence === undefined) throw new Refusal('InvalidPayload', 'BatchSelector is required: PY or AD.');
	return sequence;
};
