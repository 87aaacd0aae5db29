import { ControlProblem } from '../../harness/control-call';
import { RESOURCES } from '../contract/catalogue';
import { amountText, unitsOf } from '../data/amount';
import type { Company } from '../data/company';
import type { Row, Stored } from '../data/row';
import { companyIn, type ControlCall } from './call';

const plain = (row: Stored): Record<string, unknown> => ({
	...row.values, ...Object.fromEntries(Object.entries(row.children).map(([name, rows]) => [name, rows.map(plain)])),
});

const checked = (resource: string | null): string => {
	const names = RESOURCES.map(({ name }) => name);
	if (resource === null || !names.includes(resource)) throw new ControlProblem(`resource= says which: ${names.join(', ')}`);
	return resource;
};

const textOf = (row: Row, resource: string): string => {
	const type = RESOURCES.find(({ name }) => name === resource)!.type;
	return JSON.stringify('values' in row ? plain(row as Stored) : Object.fromEntries(type.properties.map(({ field }) => [field, row.get(field)])));
};

function* listed(rows: readonly Row[], resource: string): Iterable<string> {
	yield '[';
	let first = true;
	for (const row of rows) {
		yield `${first ? '' : ',\n'}${textOf(row, resource)}`;
		first = false;
	}
	yield ']';
}

/** Records as stored, texts by field: `?company=NORDIX&resource=APVendors`. */
export const recordTexts = (call: ControlCall): Iterable<string> => {
	const resource = checked(call.query.get('resource'));
	return listed(companyIn(call).source(resource).list(), resource);
};

/** Every line of a batch with a signed amount, whatever kind of batch it is. */
interface Line {
	readonly account: string;
	readonly amount: string;
	readonly description: string;
	readonly reference: string;
	readonly entry: string;
	readonly year: string;
	readonly period: string;
	readonly date: string;
	readonly document: string;
}

const LINES: Readonly<Record<string, (batch: Row) => readonly Line[]>> = {
	GLJournalBatches: (batch) => batch.rows('JournalHeaders').flatMap((header) => header.rows('JournalDetails').map((line) => ({
		account: line.get('AccountNumber'), amount: line.get('Amount'), description: line.get('Description'), reference: line.get('Reference'),
		entry: header.get('EntryNumber'), year: header.get('FiscalYear'), period: header.get('FiscalPeriod'), date: header.get('PostingDate'),
			document: '',
	}))),
	APInvoiceBatches: (batch) => batch.rows('Invoices').flatMap((invoice) => invoice.rows('InvoiceDetails').map((line) => ({
		account: line.get('GLAccount'), amount: line.get('DistributedAmount'), description: invoice.get('InvoiceDescription'), reference: '',
		entry: invoice.get('EntryNumber'), year: invoice.get('FiscalYear'), period: invoice.get('FiscalPeriod'), date: invoice.get('DocumentDate'),
		document: `${invoice.get('VendorNumber')}/${invoice.get('DocumentNumber')}`,
	}))),
	APPaymentAndAdjustmentBatches: (batch) => batch.rows('PaymentsAdjustments').flatMap((entry) => entry.rows('AppliedPayments').flatMap((applied) =>
		applied.rows('AdjustmentGLDistributions').map((line) => ({
			account: line.get('DistributionGLAccount'), amount: line.get('DistributionAmount'), description: entry.get('EntryDescription'),
			reference: entry.get('EntryReference'), entry: entry.get('EntryNumber'), year: entry.get('FiscalYear'), period: entry.get('FiscalPeriod'),
			date: entry.get('PaymentDateAdjustmentDate'), document: `${applied.get('VendorNumber')}/${applied.get('DocumentNumber')}`,
		})))),
};

const linesOf = (resource: string, batch: Row): readonly Line[] => LINES[resource]?.(batch) ?? [];

const batchResource = (query: URLSearchParams): string => {
	const resource = query.get('resource') ?? 'GLJournalBatches';
	if (LINES[resource] === undefined) throw new ControlProblem(`resource takes ${Object.keys(LINES).join(', ')}`);
	return resource;
};

const matched = (company: Company, resource: string, query: URLSearchParams): readonly Stored[] => {
	const match = new RegExp(query.get('match') ?? '');
	const status = query.get('status');
	return company.table(resource).list().filter((one) => match.test(one.get('Description'))
		&& (status === null || (one.get('Status') || one.get('BatchStatus') || 'Open') === status));
};

/** Batches with exact totals; `?match=` is a regular expression over the description, `?lines=1` adds every line. */
export const batches = (call: ControlCall): unknown => {
	const { query } = call;
	const resource = batchResource(query);
	return matched(companyIn(call), resource, query).map((batch) => {
		const lines = linesOf(resource, batch);
		let [debit, credit] = [0n, 0n];
		for (const { amount } of lines) {
			const units = unitsOf(amount);
			if (units > 0n) debit += units;
			else credit -= units;
		}
		return {
			...batch.values, status: batch.get('Status') || batch.get('BatchStatus') || 'Open', debit: amountText(debit), credit: amountText(credit),
			net: amountText(debit - credit), lines: query.get('lines') === null ? lines.length : lines,
		};
	});
};

/** One amount and what it can be summed by. */
type Entry = Readonly<Record<string, string>> & { readonly amount: string };

const SEGMENTS = Array.from({ length: 10 }, (_, at) => `Segment${at + 1}`);
const NAMES = ['Account', ...SEGMENTS, 'Year', 'Period', 'Source', 'Sequence', 'Currency', 'Description', 'Status', 'Batch', 'Document'];

const segmentsOf = (company: Company, account: string): Record<string, string> => {
	const row = company.table('GLAccounts').find([account]);
	return Object.fromEntries(SEGMENTS.map((name, at) => [name, row?.get(`AccountSegmentCode${at + 1}`) ?? '']));
};

function* postedEntries(company: Company, match: RegExp): Iterable<Entry> {
	for (const row of company.posted.list()) {
		const description = row.get('JournalDetailDescription');
		if (!match.test(description)) continue;
		const account = row.get('AccountNumber');
		yield {
			Account: account, ...segmentsOf(company, account), Year: row.get('FiscalYear'), Period: row.get('FiscalPeriod'),
			Source: `${row.get('SourceLedgerCode')}-${row.get('SourceTypeCode')}`, Sequence: row.get('PostingSequenceNumber'),
				Currency: row.get('SourceCurrencyCode'),
			Description: description, Status: 'Posted', Batch: row.get('BatchNumber'), Document: '', amount: row.get('JournalTransactionAmount'),
		};
	}
}

function* batchEntries(company: Company, resource: string, query: URLSearchParams): Iterable<Entry> {
	for (const batch of matched(company, resource, query)) {
		for (const line of linesOf(resource, batch)) {
			yield {
				Account: line.account, ...segmentsOf(company, line.account), Year: line.year, Period: line.period, Source: '',
					Sequence: batch.get('PostingSequence'),
				Currency: '', Description: batch.get('Description'), Status: batch.get('Status') || batch.get('BatchStatus') || 'Open',
					Batch: batch.get('BatchNumber'),
				Document: line.document, amount: line.amount,
			};
		}
	}
}

/** Exact sums: `?of=posted` (ledger lines, match over their description) or `?of=batches` (match over the batch), `&by=Account,Segment2,Period`. */
export const totals = (call: ControlCall): unknown => {
	const { query } = call;
	const by = (query.get('by') ?? 'Account').split(',');
	for (const name of by) if (!NAMES.includes(name)) throw new ControlProblem(`by takes ${NAMES.join(', ')}`);
	const company = companyIn(call);
	const entries = (query.get('of') ?? 'posted') === 'posted' ? postedEntries(company, new RegExp(query.get('match') ?? ''))
		: batchEntries(company, batchResource(query), query);
	const found = new Map<string, { key: Record<string, string>; debit: bigint; credit: bigint; lines: number }>();
	for (const entry of entries) {
		const key = Object.fromEntries(by.map((name) => [name, entry[name] ?? '']));
		const text = JSON.stringify(key);
		const sum = found.get(text) ?? { key, debit: 0n, credit: 0n, lines: 0 };
		found.set(text, sum);
		const units = unitsOf(entry.amount);
		if (units > 0n) sum.debit += units;
		else sum.credit -= units;
		sum.lines += 1;
	}
	return [...found.values()].map(({ key, debit, credit, lines }) => ({
		...key, debit: amountText(debit), credit: amountText(credit), net: amountText(debit - credit), lines,
	}));
};

export const sessions = ({ world }: ControlCall): unknown => ({
	seats: world.switches.values.seats, taken: world.sessions.taken(), peak: world.sessions.peak, foreign: world.sessions.foreign,
	open: world.sessions.list().map(({ user, openedAt, usedAt }) => ({ user, openedAt, usedAt })),
});

export const facts = ({ world }: ControlCall): unknown => ({
	users: world.site.users.map(({ name, modules }) => ({ name, modules })), generated: world.scaled ?? null,
	companies: world.companies.map((company) => ({
		id: company.definition.id, name: company.definition.name,
		address: `${world.context.baseUrl()}/Sage300WebApi/v1.0/${world.switches.values.tenantSegment}/${company.definition.id}`,
		homeCurrency: company.definition.homeCurrency, years: company.definition.years.map(({ year }) => year), structures: company.definition.structures,
		lastPostingSequence: company.numbers.peek('GL/posting'),
		records: Object.fromEntries(RESOURCES.filter((one) => !one.process).map(({ name }) => [name, company.source(name).list().length])),
	})),
});
