import type { Clock, Http, HttpRequest, SourceRecord } from '../../src/contracts';
import { fetchHttp } from '../../src/core/http/fetch-http';
import { createSage300Client, type Sage300Client, type Sage300ClientOptions } from '../../src/systems/sage300';
import { DEFAULT_SITE, startSage300, type Sage300Options } from '../../simulators/sage300';
import type { HistoryEntry } from '../../simulators/harness/history';
import type { RunningSimulator } from '../../simulators/harness/server';

export const NOON = Date.UTC(2026, 4, 20, 12);
export const COMPANY = 'NORDIX';

const userOf = (wanted: string): { readonly user: string; readonly password: string } => {
	const found = DEFAULT_SITE.users.find(({ name }) => name === wanted);
	if (!found) throw new Error(`the model has no user ${wanted}`);
	return { user: found.name, password: found.password };
};
export const PLANNER = userOf('PLANNER');
export const LEDGER = userOf('LEDGER');
export const ADMIN = userOf('ADMIN');

/** Waits take no time, and are kept. */
export class PatientClock implements Clock {
	readonly slept: number[] = [];

	now(): number {
		return Date.now();
	}

	async sleep(ms: number): Promise<void> {
		this.slept.push(ms);
	}
}

export type Stored = Readonly<Record<string, unknown>>;

/** The real client on the real simulator, over HTTP. */
export class ContractSite {
	readonly clock = new PatientClock();
	readonly sent: HttpRequest[] = [];

	private constructor(readonly simulator: RunningSimulator) {}

	/** At noon of 20 May 2026 by the clock of the site. */
	static async start(options: Sage300Options = {}): Promise<ContractSite> {
		const site = new ContractSite(await startSage300(options));
		await site.control('clock', { setMs: NOON });
		return site;
	}

	/** Keeps what was sent. */
	readonly http: Http = {
		send: async (request) => {
			this.sent.push(request);
			return await fetchHttp().send(request);
		},
	};

	client(options: Partial<Sage300ClientOptions> = {}): Sage300Client {
		return createSage300Client({
			http: this.http, clock: this.clock, random: () => 0, identity: PLANNER, place: { baseUrl: this.simulator.url, company: COMPANY }, ...options,
		});
	}

	async control<T = unknown>(route: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<T> {
		const response = await fetch(`${this.simulator.url}/__sim/${route}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
		const text = await response.text();
		if (!response.ok) throw new Error(`${route}: ${text}`);
		return JSON.parse(text) as T;
	}

	switches(changes: Readonly<Record<string, unknown>>): Promise<unknown> {
		return this.control('switches', changes);
	}

	/** The records and switches of the start, at the same noon. */
	async reset(): Promise<void> {
		await this.control('reset', {});
		await this.control('clock', { setMs: NOON });
	}

	/** Happens after so many answers to requests whose line matches. */
	later(requests: number, route: string, body: unknown, match: string): Promise<unknown> {
		return this.control('later', { requests, match, route, body });
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

	async requests(match = ''): Promise<readonly HistoryEntry[]> {
		const history = await this.control<HistoryEntry[]>('history');
		return history.filter(({ kind, method = '', path = '' }) => kind === 'request' && new RegExp(match).test(`${method} ${path}`));
	}

	async effects(what: string): Promise<readonly HistoryEntry[]> {
		const history = await this.control<HistoryEntry[]>('history');
		return history.filter(({ kind, note }) => kind === 'effect' && note.what === what);
	}

	/** The simulator has no defect of its own: every crash fails the test that met it. */
	async close(): Promise<void> {
		const crashes = (await this.control<HistoryEntry[]>('history')).filter(({ kind }) => kind === 'crash');
		await this.simulator.close();
		if (crashes.length > 0) throw new Error(`the simulator crashed: ${JSON.stringify(crashes.map(({ note }) => note))}`);
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

export const collect = async <T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> => {
	const all: T[] = [];
	for await (const page of pages) {
		expect(page.length).toBeGreaterThan(0);
		all.push(...page);
	}
	return all;
};

export const rejection = async (work: Promise<unknown>): Promise<unknown> => {
	try {
		await work;
	} catch (error) {
		return error;
	}
	throw new Error('it did not reject');
};

export const keysOf = (records: readonly Pick<SourceRecord, 'key'>[]): string[] => records.map(({ key }) => key);
