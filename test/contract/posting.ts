import type { Clock, JournalTarget, NamedLock } from '../../src/contracts';
import { CancelledError } from '../../src/core/errors';
import { FifoLock } from '../../src/core/limits/fifo-lock';
import { postJournals, type Intents, type JournalRow, type PostingOptions, type PostingReport, type PostingWishes } from '../../src/sync/journal';
import type { SimulatedSite } from './simulated-site';

/** Waits take no time here, but pass at the site: sessions die of age, releases end. */
class MovingClock implements Clock {
	readonly slept: number[] = [];
	private ms = 0;

	constructor(private readonly site: SimulatedSite) {}

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

/** What the control route tells of a batch in every system. */
export interface AnyBatch {
	readonly Description: string;
	readonly lines: number;
	readonly debit: string;
	readonly credit: string;
}

export interface Setup<Settings, ClientOptions> {
	readonly rows?: readonly JournalRow[];
	readonly wishes?: Partial<PostingWishes>;
	readonly settings?: Settings;
	readonly options?: PostingOptions;
	readonly client?: ClientOptions;
	/** Another process has another lock. */
	readonly lock?: NamedLock;
	readonly signal?: AbortSignal;
}

export const SETTLE_MS = 12 * 60_000;

export const stopped = (): CancelledError => new CancelledError({ system: 'test', operation: 'run', said: 'the execution was stopped', remedy: '-' });

/** The posting engine, the real target and the real simulator. */
export abstract class Posting<Site extends SimulatedSite, Batch extends AnyBatch, Settings, ClientOptions> {
	clock: MovingClock;
	lock: NamedLock;
	private intents = new KeptIntents();

	constructor(readonly site: Site) {
		this.clock = new MovingClock(site);
		this.lock = new FifoLock(this.clock);
	}

	abstract target(settings?: Settings, client?: ClientOptions): JournalTarget;

	/** Everything of ours that the system holds, in every status. */
	abstract batches(match?: string): Promise<readonly Batch[]>;

	/** What is posted where a test names no rows. */
	protected abstract readonly usualRows: readonly JournalRow[];
	protected readonly usualWishes: Partial<PostingWishes> = {};

	post({ rows = this.usualRows, wishes = {}, settings, options = {}, client, lock = this.lock, signal }: Setup<Settings, ClientOptions> = {}): Promise<PostingReport> {
		const tools = { target: this.target(settings, client), clock: this.clock, lock, intents: this.intents, ...(signal && { signal }) };
		return postJournals(rows, { name: 'Budget 2026 v1', groupBy: [], ...this.usualWishes, ...wishes }, tools, options);
	}

	async only(): Promise<Batch> {
		const [batch, ...others] = await this.batches();
		if (batch === undefined || others.length > 0) throw new Error(`${others.length + (batch ? 1 : 0)} batches`);
		return batch;
	}

	/** Nobody knows here of what was ever posted. */
	protected forget(): void {
		this.clock = new MovingClock(this.site);
		this.lock = new FifoLock(this.clock);
		this.intents = new KeptIntents();
	}

	close(): Promise<void> {
		return this.site.close();
	}
}

export const kinds = ({ journals }: PostingReport): string[] => journals.map(({ outcome }) => outcome.kind);

/** In ten-thousandths, exactly: no simulator writes more decimals. */
const sumOf = (amounts: readonly string[]): bigint => amounts.reduce((sum, amount) => {
	const [whole = '0', part = ''] = amount.split('.');
	return sum + BigInt(`${whole}${part.padEnd(4, '0')}`);
}, 0n);

/** Exactly one batch for each reported journal, with its totals, and no other; the reference begins its description. */
export const expectOneBatchEach = <Batch extends AnyBatch>(
	batches: readonly Batch[], { journals }: PostingReport, also: (batch: Batch | undefined, journal: PostingReport['journals'][number]) => void,
): void => {
	expect(batches.map(({ Description }) => Description.split(' ')[0]).sort()).toEqual(journals.map(({ journal }) => journal.reference).sort());
	for (const reported of journals) {
		const { journal } = reported;
		const batch = batches.find(({ Description }) => Description.startsWith(journal.reference));
		expect([batch?.lines, sumOf([batch?.debit ?? '']), sumOf([batch?.credit ?? ''])]).toEqual([
			journal.lines.length, sumOf(journal.lines.map(({ debit }) => debit)), sumOf(journal.lines.map(({ credit }) => credit)),
		]);
		also(batch, reported);
	}
};
