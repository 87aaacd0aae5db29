/** Random histories: whatever changes between and within the reads, nothing is lost, and nothing comes again that need not. */
import fc from 'fast-check';
import type { RecordSource, SourceRecord } from '../../src/contracts';
import { readChanges } from '../../src/sync/changes';
import { confirm, type Cursor } from '../../src/sync/cursor';
import { ownText, type SourceOptions } from '../../src/systems/sage300';
import { readPosition } from '../../src/systems/sage300/sources/posting-position';
import { collect } from '../doubles/results';
import type { Stored } from './simulated-site';
import { ContractSite, journalBatch } from './sage300-site';

type Act = readonly [route: string, body: Readonly<Record<string, unknown>>];

/** What somebody does: `edit` is their how-manieth deed, `today` the day in Greenwich, `west` that of a server eleven hours behind. */
interface Deed {
	readonly what: number;
	readonly number: number;
	readonly edit: number;
	readonly today: string;
	readonly west: string;
}

interface Kind {
	readonly options: SourceOptions;
	/** Requests of a read, during which things happen. */
	readonly asks: string;
	readonly acts: (deed: Deed) => readonly Act[];
	/** What a load holds when nothing was lost: key and text of every record that is there. */
	readonly loaded: (stored: Stored) => ReadonlyArray<readonly [key: string, text: string]>;
	readonly textOf: (record: SourceRecord) => string;
	/** Whether a record may come in a read from this cursor. */
	readonly mayCome?: (record: SourceRecord, cursor: Cursor) => boolean;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const two = (number: number): string => String(number).padStart(2, '0');
const daysBefore = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);
const decimal = (text: unknown): string => String(text).replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');

const ACCOUNTS = ['10100', '62000D10', '51020D20', '63020D30', '15000'] as const;
const DATES = ['2026-05-20', '2026-01-02', '2025-12-31', '2026-12-31'] as const;

/** A posting of two lines, now and then one that shows its lines late. Runs end one after the other, as the proof has it. */
const postLedger = ({ what, number, edit }: Deed): readonly Act[] => {
	if (what % 4 === 0) return [['finish-posting', {}]];
	const batch = String(100 + edit).padStart(6, '0');
	const words = `Deed ${edit}.`;
	const slow: readonly Act[] = what % 4 === 1 ? [['disturb', { kind: 'slow-posting', lines: number % 2, match: words }]] : [];
	const record = journalBatch(batch, DATES[number % DATES.length] ?? '', ACCOUNTS[number % ACCOUNTS.length] ?? '', `${edit}.01`, words);
	return [['finish-posting', {}], ...slow, ['records', { resource: 'GLJournalBatches', record }], ['post', { batch: Number(batch) }]];
};

const LEDGER_KEY = ['AccountNumber', 'FiscalYear', 'FiscalPeriod', 'SourceCurrencyCode', 'SourceLedgerCode', 'SourceTypeCode', 'PostingSequenceNumber', 'DetailCount'];

const LINES: Kind = {
	options: { resource: 'GLPostedTransactions' }, asks: 'GLPostedTransactions', acts: postLedger,
	loaded: (line) => [[LEDGER_KEY.map((name) => String(line[name])).join('/'), decimal(line.JournalTransactionAmount)]],
	textOf: ({ fields }) => decimal(fields.JournalTransactionAmount),
	mayCome: ({ fields }, { to }) => Number(fields.PostingSequenceNumber) >= readPosition(to).sequence,
};

const NETS = ['BeginningBalance', ...Array.from({ length: 15 }, (_, at) => `Period${two(at + 1)}netamount`)];

/** Actuals in functional currency; retained earnings change without a line of their own, and are not promised. */
const SETS: Kind = {
	options: { resource: 'GLAccountFiscalSets' }, asks: 'GL(?:AccountFiscalSets|PostedTransactions)', acts: postLedger,
	loaded: (set) => (set.FiscalsetDesignator !== 'Actuals' || set.Currencytype !== 'Functional' || set.AccountNumber === '33000' ? []
		: [[['AccountNumber', 'Fiscalsetyear', 'FiscalsetDesignator', 'Currencycode', 'Currencytype'].map((name) => String(set[name])).join('/'), NETS.map((name) => decimal(set[name])).join()]]),
	textOf: ({ fields }) => NETS.map((name) => decimal(fields[name])).join(),
};

/** New invoices of any date, and adjustments whose date is at most a month before they are posted. */
const DOCUMENTS: Kind = {
	options: { resource: 'APPostedDocuments' }, asks: 'APPostedDocuments',
	acts: ({ what, number, edit, today }) => {
		const BatchNumber = String(500 + edit);
		const date = daysBefore(today, [0, 1, 5, 30][number % 4] ?? 0);
		const period = { FiscalYear: date.slice(0, 4), FiscalPeriod: date.slice(5, 7) };
		if (what % 3 === 0) {
			const old = daysBefore(today, number * 20);
			const detail = { BatchNumber, EntryNumber: '1', LineNumber: '20', GLAccount: '51020D20', DistributedAmount: `${edit}.00` };
			const invoice = { BatchNumber, EntryNumber: '1', VendorNumber: 'V1043', DocumentNumber: `N-${edit}`, DocumentDate: old, PostingDate: old, ...period,
				DocumentTotalIncludingTax: `${edit}.00`, InvoiceDetails: [detail] };
			return [['records', { resource: 'APInvoiceBatches', record: { BatchNumber, BatchDate: today, Description: `Deed ${edit}.`, BatchStatus: 'ReadyToPost', Invoices: [invoice] } }],
				['post', { kind: 'IN', batch: Number(BatchNumber) }]];
		}
		const place = { BatchType: 'AD', BatchNumber, EntryNumber: '1' };
		const applied = { ...place, LineNumber: '20', VendorNumber: 'V1040', DocumentNumber: `INV-8831${(number % 3) * 2}`, AdjustmentAmount: `0.${two(edit % 90 + 1)}`,
			AdjustmentGLDistributions: [{ ...place, LineNumber: '20', SequenceNumber: '1', TransactionType: '81', DistributionGLAccount: '62000D10', DistributionAmount: `0.${two(edit % 90 + 1)}` }] };
		const entry = { ...place, VendorNumber: 'V1040', PaymentDateAdjustmentDate: date, ...period, AppliedPayments: [applied] };
		return [['records', { resource: 'APPaymentAndAdjustmentBatches', record: { BatchSelector: 'AD', BatchNumber, BatchDate: today, Description: `Deed ${edit}.`, BatchStatus: 'ReadyToPost', PaymentsAdjustments: [entry] } }],
			['post', { kind: 'AD', batch: Number(BatchNumber) }]];
	},
	loaded: (document) => [[`${String(document.VendorNumber)}/${String(document.DocumentNumber)}`, decimal(document.VendorCurrencyAmountDue)]],
	textOf: ({ fields }) => decimal(fields.VendorCurrencyAmountDue),
};

const VENDORS: Kind = {
	options: { resource: 'APVendors', fields: ['VendorName'] }, asks: 'APVendors',
	acts: ({ what, number, edit, west }) => (what % 5 === 0 ? [['delete', { resource: 'APVendors', key: `Z${two(number)}` }]]
		: [['records', { resource: 'APVendors', record: { VendorNumber: `Z${two(number)}`, VendorName: `Deed ${edit}`, GroupCode: 'FREIGT', DateLastMaintained: west } }]]),
	loaded: ({ VendorNumber, VendorName }) => [[String(VendorNumber), String(VendorName)]],
	textOf: ({ fields }) => fields.VendorName ?? '',
	// What lies two days before the cursor was over by then.
	mayCome: ({ fields }, { to }) => (fields.DateLastMaintained ?? '') >= daysBefore(to.slice(0, 10), 1),
};

/** No mark of change: only ever compared as a whole. */
const CODES: Kind = {
	options: { resource: 'GLSegmentCodes', filter: ownText('SegmentNumber eq \'000009\'')! }, asks: 'GLSegmentCodes',
	acts: ({ what, number, edit }) => (what % 4 === 0 ? [['delete', { resource: 'GLSegmentCodes', key: `000009/Z${two(number)}` }]]
		: [['records', { resource: 'GLSegmentCodes', record: { SegmentNumber: '000009', SegmentCode: `Z${two(number)}`, Description: `Deed ${edit}` } }]]),
	loaded: ({ SegmentNumber, SegmentCode, Description }) => (SegmentNumber === '000009' ? [[`000009/${String(SegmentCode)}`, String(Description)]] : []),
	textOf: ({ fields }) => fields.Description ?? '',
};

type Edit = { readonly what: number; readonly number: number; readonly afterPages: number };
interface Step {
	readonly passMs: number;
	readonly before: readonly Edit[];
	/** Happen behind so many answers of the read, or right after it if it has fewer. */
	readonly during: readonly Edit[];
	readonly cursor: 'newest' | 'older' | 'lost';
	/** The batch was read and its load failed, so nothing is confirmed. */
	readonly fails: boolean;
}

const MOST_PAGES = 6;
const edit = fc.record<Edit>({ what: fc.nat({ max: 19 }), number: fc.nat({ max: 17 }), afterPages: fc.integer({ min: 1, max: MOST_PAGES }) });
const step = fc.record<Step>({
	passMs: fc.constantFrom(1_000, 4_000, 90_000, 5 * HOUR_MS, DAY_MS, 3 * DAY_MS), before: fc.array(edit, { maxLength: 3 }), during: fc.array(edit, { maxLength: 4 }),
	cursor: fc.constantFrom('newest', 'newest', 'newest', 'older', 'lost'), fails: fc.boolean(),
});

const OVERLAP = 60;

class History {
	private readonly cursors: Cursor[] = [];
	private readonly load = new Map<string, string>();
	private edits = 0;

	constructor(private readonly site: ContractSite, private readonly kind: Kind, private readonly source: () => RecordSource) {}

	private actsOf({ what, number }: Edit): readonly Act[] {
		this.edits += 1;
		const dayOf = (hours: number): string => new Date(this.site.simulator.context.clock.now() + hours * HOUR_MS).toISOString().slice(0, 10);
		return this.kind.acts({ what, number, edit: this.edits, today: dayOf(0), west: dayOf(-11) });
	}

	async happens(change: Edit): Promise<void> {
		for (const [route, body] of this.actsOf(change)) await this.site.control(route, body).catch(() => undefined);
	}

	async read(which: Step['cursor'], during: readonly Edit[] = [], fails = false): Promise<number> {
		for (const change of during) {
			for (const [route, body] of this.actsOf(change)) await this.site.later(change.afterPages, route, body, `/${this.kind.asks}\\?`);
		}
		const cursor = { newest: this.cursors.at(-1), older: this.cursors.at(-2), lost: undefined }[which];
		const read = readChanges(this.source(), cursor, { overlapSeconds: OVERLAP, generation: 'g', startFrom: null });
		const records = await collect(read.pages);
		const batch = read.finish();
		expect(records.length).toBe(batch.count);
		// Nothing doubled, neither by shifting pages nor by segments. What somebody changes behind the place of the read may come again as it is then.
		const came = new Map<string, string>();
		for (const record of records) {
			const text = this.kind.textOf(record);
			expect([record.key, came.get(record.key)]).not.toEqual([record.key, text]);
			came.set(record.key, text);
		}
		// Nor does what was over before the cursor.
		if (cursor) for (const record of records) expect([record.key, this.kind.mayCome?.(record, cursor) ?? true]).toEqual([record.key, true]);
		if (fails) return records.length;
		for (const [key, text] of came) this.load.set(key, text);
		const confirmed = confirm(cursor, batch);
		if (confirmed.cursor) this.cursors.push(confirmed.cursor);
		return records.length;
	}

	/** What still waits for an answer happens before time passes: its day is that of today. */
	async settle(): Promise<void> {
		const { resource } = this.kind.options;
		for (let answer = 0; answer < MOST_PAGES; answer += 1) await this.site.client().query({ path: `${resource.slice(0, 2)}/${resource}`, top: 1 });
	}

	async check(): Promise<void> {
		const there = (await this.site.records(this.kind.options.resource)).flatMap(this.kind.loaded);
		for (const [key, text] of there) expect([key, this.load.get(key)]).toEqual([key, text]);
	}
}

describe('whatever changes between and within the reads, nothing is lost and nothing is doubled', () => {
	let site: ContractSite;
	beforeAll(async () => {
		site = await ContractSite.start();
	});
	afterAll(() => site.close());

	const pass = (ms: number): Promise<unknown> => site.control('clock', { advanceMs: ms });

	it.each([
		['ledger lines', LINES], ['balances', SETS], ['posted documents', DOCUMENTS], ['vendors, whose edits have the day of a server in the west', VENDORS], ['segment codes, which have no stamp', CODES],
	] as const)('over histories of %s', async (_, kind) => {
		await fc.assert(fc.asyncProperty(fc.array(edit, { maxLength: 8 }), fc.array(step, { minLength: 1, maxLength: 5 }), fc.constantFrom(5, 7, 100), fc.constantFrom(0, 15, 22), async (there, steps, pageSize, hours) => {
			await site.reset();
			await pass(hours * HOUR_MS);
			await site.switches({ pageSize });
			// What one execution remembers of the last sequence, the next one may have forgotten.
			const sequenceHints = new Map<string, number>();
			const history = new History(site, kind, () => site.client({ sequenceHints }).source(kind.options));
			for (const one of there) await history.happens(one);
			for (const { passMs, before, during, cursor, fails } of steps) {
				for (const change of before) await history.happens(change);
				await pass(passMs);
				await history.read(cursor, during, fails);
				if (during.length > 0) await history.settle();
				if (fails) sequenceHints.clear();
			}
			await site.control('finish-posting', {});
			await pass(2_000);
			await history.read('newest');
			await history.check();
			// A day later everything is confirmed, and reads without changes hand out nothing, however often.
			await pass(DAY_MS);
			await history.read('newest');
			await pass(2_000);
			expect(await history.read('newest')).toBe(0);
		}), { numRuns: 25 });
	}, 120_000);
});
