import type { JournalTarget } from '../../src/contracts';
import type { JournalRow, PostingReport, PostingWishes } from '../../src/sync/journal';
import {
	createAdjustmentJournalTarget, createLedgerJournalTarget, type AdjustmentJournalOptions, type LedgerJournalOptions, type Sage300ClientOptions,
} from '../../src/systems/sage300';
import { expectOneBatchEach, Posting, SETTLE_MS, type AnyBatch, type Setup } from './posting';
import { ContractSite } from './sage300-site';
import type { Stored } from './simulated-site';

/** As the control route tells it. */
export interface Batch extends AnyBatch {
	readonly BatchNumber: string;
	readonly status: string;
	readonly net: string;
}

type Settings = Partial<LedgerJournalOptions> & Partial<AdjustmentJournalOptions>;
export type PostSetup = Setup<Settings, Partial<Sage300ClientOptions>>;

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
export class PostingSite extends Posting<ContractSite, Batch, Settings, Partial<Sage300ClientOptions>> {
	protected override readonly usualWishes: Partial<PostingWishes>;

	private constructor(site: ContractSite, readonly ledger: Ledger) {
		super(site);
		this.usualWishes = ledger.wishes;
	}

	static async start(ledger: Ledger): Promise<PostingSite> {
		return new PostingSite(await ContractSite.start(), ledger);
	}

	/** Nothing was ever posted, and nobody knows of it. */
	async reset(): Promise<void> {
		await this.site.reset();
		await this.site.control('history', undefined, 'DELETE').catch(() => undefined);
		this.forget();
	}

	target(settings: Settings = {}, client: Partial<Sage300ClientOptions> = {}): JournalTarget {
		return this.ledger.target({
			client: this.site.client({ clock: this.clock, ...client }), clock: this.clock, referencePrefix: 'ANP-', settleMs: SETTLE_MS, ...settings,
		});
	}

	protected get usualRows(): JournalRow[] {
		return this.april;
	}

	get april(): JournalRow[] {
		return this.ledger.month('04', '20.10');
	}

	get quarter(): JournalRow[] {
		const { month } = this.ledger;
		return [...month('04', '20.10'), ...month('05', '1.00'), ...month('06', '99999999.99')];
	}

	batches(match = '^ANP-'): Promise<readonly Batch[]> {
		return this.site.control(`batches?resource=${this.ledger.resource}&match=${encodeURIComponent(match)}`);
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

	/** Somebody deletes a batch at the screen. */
	async remove(batch: Pick<Batch, 'BatchNumber'> | undefined): Promise<void> {
		const number = batch?.BatchNumber ?? '';
		await this.site.delete(this.ledger.resource, this.ledger.kind === 'AD' ? `AD/${number}` : number);
	}

	/** Batches that were made through the API. */
	async writes(): Promise<number> {
		return (await this.site.effects('record-created')).length;
	}

	async postings(): Promise<number> {
		return (await this.site.effects('posted')).length;
	}
}

/** Exactly one batch for each reported journal, with its totals, and no other. */
export const expectOneEach = async (posting: PostingSite, report: PostingReport): Promise<void> =>
	expectOneBatchEach(await posting.batches(), report, (batch, { outcome }) => {
		if (outcome.kind === 'posted') expect(outcome).toMatchObject({ number: batch?.BatchNumber, verified: true });
	});
