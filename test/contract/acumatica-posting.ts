import type { JournalTarget } from '../../src/contracts';
import type { JournalRow, PostingReport } from '../../src/sync/journal';
import { createAcumaticaJournalTarget, type AcumaticaClientOptions, type AcumaticaJournalOptions } from '../../src/systems/acumatica';
import type { AcumaticaOptions } from '../../simulators/acumatica';
import { ContractSite } from './acumatica-site';
import { expectOneBatchEach, Posting, SETTLE_MS, type AnyBatch, type Setup } from './posting';

/** As the control route tells it. */
export interface Batch extends AnyBatch {
	readonly BatchNbr: string;
	readonly Status: string;
	readonly LedgerID: string;
	readonly BranchID: string;
	readonly PostPeriod: string;
	readonly reference: string;
}

export type PostSetup = Setup<Partial<AcumaticaJournalOptions>, Partial<AcumaticaClientOptions>>;

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

/** The posting engine, the real target and the real simulator. */
export class PostingSite extends Posting<ContractSite, Batch, Partial<AcumaticaJournalOptions>, Partial<AcumaticaClientOptions>> {
	protected readonly usualRows = APRIL;

	static async start(options: AcumaticaOptions = {}): Promise<PostingSite> {
		return new PostingSite(await ContractSite.start(options));
	}

	target(settings: Partial<AcumaticaJournalOptions> = {}, client: Partial<AcumaticaClientOptions> = {}): JournalTarget {
		return createAcumaticaJournalTarget({
			client: this.site.client({ clock: this.clock, ...client }), clock: this.clock, hold: false, referencePrefix: 'PLAN-', settleMs: SETTLE_MS, ...settings,
		});
	}

	batches(match = '^PLAN-'): Promise<readonly Batch[]> {
		return this.site.control(`batches?match=${encodeURIComponent(match)}`);
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
		return (await this.site.effects('batch-created')).length;
	}

	async releases(): Promise<number> {
		return (await this.site.effects('batch-released')).length;
	}
}

/** Exactly one batch for each reported journal, with its totals, and no other. */
export const expectOneEach = async (posting: PostingSite, report: PostingReport): Promise<void> =>
	expectOneBatchEach(await posting.batches(), report, (batch, { journal: { head }, outcome }) => {
		expect(batch).toMatchObject({ LedgerID: head.ledger, BranchID: head.branch, PostPeriod: head.period });
		if (outcome.kind === 'posted') expect(outcome).toMatchObject({ number: batch?.BatchNbr, status: batch?.Status, verified: true });
	});
