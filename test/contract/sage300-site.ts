import { createSage300Client, type Sage300Client, type Sage300ClientOptions } from '../../src/systems/sage300';
import { DEFAULT_SITE, startSage300, type Sage300Options } from '../../simulators/sage300';
import { SimulatedSite, userOf, type Stored } from './simulated-site';

export const COMPANY = 'NORDIX';

export const PLANNER = userOf(DEFAULT_SITE.users, 'PLANNER');
export const LEDGER = userOf(DEFAULT_SITE.users, 'LEDGER');
export const ADMIN = userOf(DEFAULT_SITE.users, 'ADMIN');

/** The real client on the real simulator, over HTTP. */
export class ContractSite extends SimulatedSite {
	static async start(options: Sage300Options = {}): Promise<ContractSite> {
		return await new ContractSite(await startSage300(options)).atNoon();
	}

	client(options: Partial<Sage300ClientOptions> = {}): Sage300Client {
		return createSage300Client({
			http: this.http, clock: this.clock, random: () => 0, identity: PLANNER, place: { baseUrl: this.simulator.url, company: COMPANY }, ...options,
		});
	}

	/** The records and switches of the start, at the same noon. */
	async reset(): Promise<void> {
		await this.control('reset', {});
		await this.atNoon();
	}

	/** Somebody saves it at the screen. */
	save(resource: string, record: Stored, key?: string): Promise<unknown> {
		return this.control('records', { resource, record, ...(key !== undefined && { key }) });
	}

	delete(resource: string, key: string): Promise<unknown> {
		return this.control('delete', { resource, key });
	}

	records(resource: string): Promise<readonly Stored[]> {
		return this.control(`records?resource=${resource}`);
	}

	/**
	 * Somebody enters a journal of two lines at the screen and posts it alone.
	 *
	 * @returns its posting sequence
	 */
	async post(number: string, date: string, account: string, amount: string, words = 'Somebody'): Promise<number> {
		await this.save('GLJournalBatches', journalBatch(number, date, account, amount, words));
		return (await this.control<{ readonly sequence: number }>('post', { batch: Number(number) })).sequence;
	}
}

/** A batch of one entry that is ready to post, as the database keeps it. */
export const journalBatch = (number: string, date: string, account: string, amount: string, words: string): Stored => {
	const opposite = amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
	const [year = '', month = ''] = date.split('-');
	const line = (at: number, of: string, sum: string): Stored => ({
		BatchNumber: number, EntryNumber: '00001', TransactionNumber: String(at * 20).padStart(10, '0'), AccountNumber: of, Amount: sum, SourceCurrencyAmount: sum,
		SourceCurrency: 'USD', HomeCurrency: 'USD', CurrencyRate: '1.0000000', Description: words, Reference: number,
	});
	return {
		BatchNumber: number, Description: words, Status: 'ReadyToPost', ReadyToPost: 'Yes',
		JournalHeaders: [{
			BatchNumber: number, EntryNumber: '00001', SourceLedger: 'GL', SourceType: 'JE', Description: words, DocumentDate: date, PostingDate: date,
			FiscalYear: year, FiscalPeriod: month, OutOfBalanceBy: '0.000', JournalDetails: [line(1, account, amount), line(2, '99000', opposite)],
		}],
	};
};
