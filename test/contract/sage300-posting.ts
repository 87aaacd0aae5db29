import type { Clock, JournalTarget, NamedLock } from '../../src/contracts';
import { FifoLock } from '../../src/core/limits/fifo-lock';
import { postJournals, type Intents, type JournalRow, type PostingOptions, type PostingReport, type PostingWishes } from '../../src/sync/journal';
import {
	createAdjustmentJournalTarget, createLedgerJournalTarget, type AdjustmentJournalOptions, type LedgerJournalOptions, type Sage300ClientOptions,
} from '../../src/systems/sage300';
import { ContractSite, type Stored } from './sage300-site';

/** Waits take no time here, but pass at the site. */
class MovingClock implements Clock {
	readonly slept: number[] = [];
	private ms = 0;

	constructor(private readonly site: ContractSite) {}

	now(): number {
		return this.ms;
	}

	async sleep(ms: number, signal?: AbortSignal): Promise<void> {
		if (signal?.aborted) throw signal.reason;
		this.slept.push(ms);
		this.ms += ms;
		this.site.simulator.context.clock.adjust({ advanceMs: ms });
	}
}

/** A store of intents for all runs on one site. */
class KeptIntents implements Intents {
	private readonly noted = new Set<string>();

	async announce(references: readonly string[]): Promise<ReadonlySet<string>> {
		const before = new Set(references.filter((reference) => this.noted.has(reference)));
		for (const reference of references) this.noted.add(reference);
		return before;
	}
}

/** As the control route tells it. */
export interface Batch {
	readonly BatchNumber: string;
	readonly Description: string;
	readonly status: string;
	readonly lines: number;
	readonly debit: string;
	readonly credit: string;
	readonly net: string;
}

export interface PostSetup {
	readonly rows?: readonly JournalRow[];
	readonly wishes?: Partial<PostingWishes>;
	readonly settings?: Partial<LedgerJournalOptions> & Partial<AdjustmentJournalOptions>;
	readonly options?: PostingOptions;
	readonly client?: Partial<Sage300ClientOptions>;
	/** Another process has another lock. */
	readonly lock?: NamedLock;
	readonly signal?: AbortSignal;
}

export const SETTLE_MS = 12 * 60_000;

const row = (account: string, amount: string, fields: Readonly<Record<string, string>>, key: string): JournalRow =>
	({ key, account, amount, description: `Plan ${account}`, fields: { date: '2026-04-30', ...fields } });

/** What is different about the two targets. */
export interface Ledger {
	readonly resource: 'GLJournalBatches' | 'APPaymentAndAdjustmentBatches';
	readonly process: string;
	readonly kind: 'GL' | 'AD';
	readonly target: (options: LedgerJournalOptions & AdjustmentJournalOptions) => JournalTarget;
	readonly wishes: Partial<PostingWishes>;
	/** Two lines in a month of 2026. */
	readonly month: (number: string, amount: string, fields?: Readonly<Record<string, string>>) => JournalRow[];
	/** Sets status or description of a stored batch. */
	readonly statusField: 'Status' | 'BatchStatus';
}

export const line = (account: string, amount: string, fields: Readonly<Record<string, string>> = {}, key = ''): JournalRow => row(account, amount, fields, key);

/** One distribution to an account, applied to a document of V1040 unless told otherwise. */
export const adjustment = (account: string, amount: string, fields: Readonly<Record<string, string>> = {}, key = ''): JournalRow =>
	row(account, amount, { vendor: 'V1040', document: 'INV-88310', ...fields }, key);

export const GENERAL: Ledger = {
	resource: 'GLJournalBatches', process: 'GLPostJournal', kind: 'GL', target: createLedgerJournalTarget, wishes: {}, statusField: 'Status',
	month: (number, amount, fields = {}) => {
		const when = { date: `2026-${number}-28`, ...fields };
		return [line('62000D10', amount, when, `${number}-d`), line('99000', `-${amount}`, when, `${number}-c`)];
	},
};

export const PAYABLES: Ledger = {
	resource: 'APPaymentAndAdjustmentBatches', process: 'APPostPaymentsAndAdjustments', kind: 'AD', target: createAdjustmentJournalTarget,
	wishes: { imbalance: 'allow' }, statusField: 'BatchStatus',
	month: (number, amount, fields = {}) => {
		const when = { date: `2026-${number}-28`, ...fields };
		return [adjustment('62000D10', amount, when, `${number}-a`), adjustment('51020D20', `-${amount}`, { ...when, document: 'INV-88312' }, `${number}-b`)];
	},
};

/** The posting engine, the real target and the real simulator. */
export class PostingSite {
	clock: MovingClock;
	lock: NamedLock;
	private intents = new KeptIntents();

	private constructor(readonly site: ContractSite, readonly ledger: Ledger) {
		this.clock = new MovingClock(site);
		this.lock = new FifoLock(this.clock);
	}

	static async start(ledger: Ledger): Promise<PostingSite> {
		return new PostingSite(await ContractSite.start(), ledger);
	}

	/** Nothing was ever posted, and nobody knows of it. */
	async reset(): Promise<void> {
		await this.site.reset();
		await this.site.control('history', undefined, 'DELETE').catch(() => undefined);
		this.clock = new MovingClock(this.site);
		this.lock = new FifoLock(this.clock);
		this.intents = new KeptIntents();
	}

	target(settings: PostSetup['settings'] = {}, client: Partial<Sage300ClientOptions> = {}): JournalTarget {
		return this.ledger.target({
			client: this.site.client({ clock: this.clock, ...client }), clock: this.clock, referencePrefix: 'ANP-', settleMs: SETTLE_MS, ...settings,
		});
	}

	post({ rows = this.april, wishes = {}, settings, options = {}, client, lock = this.lock, signal }: PostSetup = {}): Promise<PostingReport> {
		const tools = { target: this.target(settings, client), clock: this.clock, lock, intents: this.intents, ...(signal && { signal }) };
		return postJournals(rows, { name: 'Budget 2026 v1', groupBy: [], ...this.ledger.wishes, ...wishes }, tools, options);
	}

	get april(): JournalRow[] {
		return this.ledger.month('04', '20.10');
	}

	get quarter(): JournalRow[] {
		const { month } = this.ledger;
		return [...month('04', '20.10'), ...month('05', '1.00'), ...month('06', '99999999.99')];
	}

	/** Everything of ours that the company holds, in every status. */
	batches(match = '^ANP-'): Promise<readonly Batch[]> {
		return this.site.control(`batches?resource=${this.ledger.resource}&match=${encodeURIComponent(match)}`);
	}

	async only(): Promise<Batch> {
		const [batch, ...others] = await this.batches();
		if (batch === undefined || others.length > 0) throw new Error(`${others.length + (batch ? 1 : 0)} batches`);
		return batch;
	}

	fault(fault: Readonly<Record<string, unknown>>, match = `POST .*/${this.ledger.resource}$`): Promise<unknown> {
		return this.site.control('faults', { match, ...fault });
	}

	/** The batch as the database keeps it. */
	async stored({ BatchNumber }: Pick<Batch, 'BatchNumber'>): Promise<Stored> {
		const found = (await this.site.records(this.ledger.resource)).find((one) => one.BatchNumber === BatchNumber);
		if (!found) throw new Error(`no batch ${BatchNumber}`);
		return found;
	}

	/** Somebody changes a batch at the screen: its text as JSON is searched and replaced. */
	async edit(batch: Pick<Batch, 'BatchNumber'>, change: (json: string) => string): Promise<void> {
		const before = JSON.stringify(await this.stored(batch));
		const after = change(before);
		if (after === before) throw new Error('the edit changes nothing');
		await this.site.save(this.ledger.resource, JSON.parse(after) as Stored);
	}

	/** Batches that were made through the API. */
	async writes(): Promise<number> {
		return (await this.site.effects('record-created')).length;
	}

	async postings(): Promise<number> {
		return (await this.site.effects('posted')).length;
	}

	close(): Promise<void> {
		return this.site.close();
	}
}

export const kinds = ({ journals }: PostingReport): string[] => journals.map(({ outcome }) => outcome.kind);

/** Thousandths, exactly: the simulator writes three decimals. */
const thousandths = (amounts: readonly string[]): bigint => amounts.reduce((sum, amount) => {
	const [whole = '0', part = ''] = amount.split('.');
	return sum + BigInt(`${whole}${part.padEnd(3, '0')}`);
}, 0n);

/** Exactly one batch for each reported journal, with its totals, and no other. */
export const expectOneEach = async (posting: PostingSite, { journals }: PostingReport): Promise<void> => {
	const batches = await posting.batches();
	expect(batches.map(({ Description }) => Description.split(' ')[0]).sort()).toEqual(journals.map(({ journal }) => journal.reference).sort());
	for (const { journal, outcome } of journals) {
		const batch = batches.find(({ Description }) => Description.startsWith(journal.reference));
		expect([batch?.lines, thousandths([batch?.debit ?? '']), thousandths([batch?.credit ?? ''])]).toEqual([
			journal.lines.length, thousandths(journal.lines.map(({ debit }) => debit)), thousandths(journal.lines.map(({ credit }) => credit)),
		]);
		if (outcome.kind === 'posted') expect(outcome).toMatchObject({ number: batch?.BatchNumber, verified: true });
	}
};
