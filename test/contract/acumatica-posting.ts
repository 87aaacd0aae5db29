import type { Clock, JournalTarget, NamedLock } from '../../src/contracts';
import { CancelledError } from '../../src/core/errors';
import { FifoLock } from '../../src/core/limits/fifo-lock';
import { postJournals, type Intents, type JournalRow, type PostingOptions, type PostingReport, type PostingWishes } from '../../src/sync/journal';
import { createAcumaticaJournalTarget, type AcumaticaClientOptions, type AcumaticaJournalOptions } from '../../src/systems/acumatica';
import type { AcumaticaOptions } from '../../simulators/acumatica';
import type { HistoryEntry } from '../../simulators/harness/history';
import { ContractSite } from './acumatica-site';

/** Waits take no time here, but pass at the site: sessions die of age, releases end. */
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
	readonly BatchNbr: string;
	readonly Description: string;
	readonly Status: string;
	readonly LedgerID: string;
	readonly BranchID: string;
	readonly PostPeriod: string;
	readonly reference: string;
	readonly lines: number;
	readonly debit: string;
	readonly credit: string;
}

export interface PostSetup {
	readonly rows?: readonly JournalRow[];
	readonly wishes?: Partial<PostingWishes>;
	readonly settings?: Partial<AcumaticaJournalOptions>;
	readonly options?: PostingOptions;
	readonly client?: Partial<AcumaticaClientOptions>;
	/** Another process has another lock. */
	readonly lock?: NamedLock;
	readonly signal?: AbortSignal;
}

export const SETTLE_MS = 12 * 60_000;

export const line = (account: string, amount: string, fields: Readonly<Record<string, string>> = {}, key = ''): JournalRow => ({
	key, account, amount, description: `Plan ${account}`,
	fields: { ledger: 'STATPLAN', branch: 'MILL1', date: '2026-04-30', period: '042026', subaccount: '100EAST', ...fields },
});

/** A debit and a credit in a month of 2026. */
export const month = (number: string, amount: string, fields: Readonly<Record<string, string>> = {}): JournalRow[] => {
	const when = { date: `2026-${number}-28`, period: `${number}2026`, ...fields };
	return [line('52000', amount, when, `${number}-d`), line('99000', `-${amount}`, when, `${number}-c`)];
};

export const APRIL = month('04', '2000.10');
export const QUARTER = [...month('04', '2000.10'), ...month('05', '1.00'), ...month('06', '99999999.99')];

export const stopped = (): CancelledError => new CancelledError({ system: 'test', operation: 'run', said: 'the execution was stopped', remedy: '-' });

/** The posting engine, the real target and the real simulator. */
export class PostingSite {
	readonly clock: MovingClock;
	readonly lock: NamedLock;
	readonly intents = new KeptIntents();

	private constructor(readonly site: ContractSite) {
		this.clock = new MovingClock(site);
		this.lock = new FifoLock(this.clock);
	}

	static async start(options: AcumaticaOptions = {}): Promise<PostingSite> {
		return new PostingSite(await ContractSite.start(options));
	}

	target(settings: Partial<AcumaticaJournalOptions> = {}, client: Partial<AcumaticaClientOptions> = {}): JournalTarget {
		return createAcumaticaJournalTarget({
			client: this.site.client({ clock: this.clock, ...client }), clock: this.clock, hold: false, referencePrefix: 'PLAN-', settleMs: SETTLE_MS, ...settings,
		});
	}

	post({ rows = APRIL, wishes = {}, settings, options = {}, client, lock = this.lock, signal }: PostSetup = {}): Promise<PostingReport> {
		const tools = { target: this.target(settings, client), clock: this.clock, lock, intents: this.intents, ...(signal && { signal }) };
		return postJournals(rows, { name: 'Budget 2026 v1', groupBy: [], ...wishes }, tools, options);
	}

	/** Everything of ours that the ledger holds, in every status. */
	batches(match = '^PLAN-'): Promise<readonly Batch[]> {
		return this.site.control(`batches?match=${encodeURIComponent(match)}`);
	}

	async only(): Promise<Batch> {
		const [batch, ...others] = await this.batches();
		if (batch === undefined || others.length > 0) throw new Error(`${others.length + (batch ? 1 : 0)} batches`);
		return batch;
	}

	fault(fault: Readonly<Record<string, unknown>>, match = 'PUT .*/JournalTransaction'): Promise<unknown> {
		return this.site.control('faults', { match, ...fault });
	}

	/** Somebody changes a batch at the screen. */
	edit({ BatchNbr }: Pick<Batch, 'BatchNbr'>, record: Readonly<Record<string, unknown>>): Promise<unknown> {
		return this.site.control('records', { entity: 'JournalTransaction', key: `GL/${BatchNbr}`, record });
	}

	/** Batches that were made. A request of a session that has died is refused and sent again by the next one: that is no second write. */
	async writes(): Promise<number> {
		const history = await this.site.control<HistoryEntry[]>('history');
		return history.filter(({ kind, note }) => kind === 'effect' && note.what === 'batch-created').length;
	}

	async releases(): Promise<number> {
		const history = await this.site.control<HistoryEntry[]>('history');
		return history.filter(({ kind, note }) => kind === 'effect' && note.what === 'batch-released').length;
	}

	close(): Promise<void> {
		return this.site.close();
	}
}

export const kinds = ({ journals }: PostingReport): string[] => journals.map(({ outcome }) => outcome.kind);

/** Cents, exactly: the simulator writes four decimals. */
const cents = (amounts: readonly string[]): bigint => amounts.reduce((sum, amount) => {
	const [whole = '0', part = ''] = amount.split('.');
	return sum + BigInt(`${whole}${part.padEnd(4, '0')}`);
}, 0n);

/** Exactly one batch for each reported journal, with its totals, and no other. */
export const expectOneEach = async (posting: PostingSite, { journals }: PostingReport): Promise<void> => {
	const batches = await posting.batches();
	expect(batches.map(({ Description }) => Description.split(' ')[0]).sort()).toEqual(journals.map(({ journal }) => journal.reference).sort());
	for (const { journal, outcome } of journals) {
		const batch = batches.find(({ Description }) => Description.startsWith(journal.reference));
		expect([batch?.lines, cents([batch?.debit ?? '']), cents([batch?.credit ?? ''])]).toEqual([
			journal.lines.length, cents(journal.lines.map(({ debit }) => debit)), cents(journal.lines.map(({ credit }) => credit)),
		]);
		expect(batch).toMatchObject({ LedgerID: journal.head.ledger, BranchID: journal.head.branch, PostPeriod: journal.head.period });
		if (outcome.kind === 'posted') expect(outcome).toMatchObject({ number: batch?.BatchNbr, status: batch?.Status, verified: true });
	}
};
