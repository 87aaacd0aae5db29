import { request } from 'node:https';
import type { Clock, Http, HttpRequest, HttpResponse, JournalTarget, SourceRecord } from '../../src/contracts';
import { ConnectionLostError } from '../../src/core/errors';
import { readChanges } from '../../src/sync/changes';
import { confirm, type Cursor } from '../../src/sync/cursor';
import type { JournalRow, PostingWishes } from '../../src/sync/journal';
import { createSage100Client, createSage100JournalTarget, type Sage100Client, type Sage100ClientOptions, type Sage100JournalOptions, type SourceOptions } from '../../src/systems/sage100';
import { accessOf, startSage100, type Sage100Options } from '../../simulators/sage100';
import { collect } from '../doubles/results';
import { Posting, type AnyBatch } from './posting';
import { SimulatedSite } from './simulated-site';

/** HTTPS of Node.js that believes one certificate. */
const certifiedHttp = (certificate: string): Http => ({
	send: ({ method, url, headers, body, purpose, timeoutMs }: HttpRequest) => new Promise<HttpResponse>((resolve, reject) => {
		const lost = (cause: Error): void => reject(new ConnectionLostError({ system: 'Sage 100', operation: purpose, said: cause.message, remedy: '-', cause }));
		const outgoing = request(url, { method, headers: { ...headers }, ca: certificate, agent: false, timeout: timeoutMs }, (incoming) => {
			const parts: Buffer[] = [];
			incoming.on('data', (part: Buffer) => parts.push(part)).on('error', lost).on('end', () => resolve({
				status: incoming.statusCode ?? 0, body: Buffer.concat(parts),
				headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value ?? ''])),
			}));
		});
		outgoing.on('error', lost);
		outgoing.end(body);
	}),
});

/** Waits a little and not as long as it is told, so that what really takes time (an agent that starts) can end. */
const BRISK: Clock = {
	now: () => Date.now(),
	sleep: async (ms) => await new Promise((resolve) => setTimeout(resolve, Math.min(ms, 400))),
};

/** What the books hold, by the name of its columns. */
export type Row = Readonly<Record<string, string>>;

/** The real client, the real agent over real HTTPS, and COM objects that stand in for Sage 100. */
export class AgentSite extends SimulatedSite {
	static async start(options: Sage100Options = {}): Promise<AgentSite> {
		return new AgentSite(await startSage100(options));
	}

	client(company = 'ABC', options: Partial<Sage100ClientOptions> = {}): Sage100Client {
		const { url, certificate, apiKey } = accessOf(this.simulator.url);
		const http = certifiedHttp(certificate);
		return createSage100Client({
			http: { send: async (one) => { this.sent.push(one); return await http.send(one); } },
			clock: this.clock, random: () => 0, identity: { apiKey }, place: { agentUrl: url, company }, ...options,
		});
	}

	/** The records of the start; sessions are lost, so the agent begins anew. */
	async reset(switches: Readonly<Record<string, unknown>> = {}): Promise<void> {
		await this.control('reset', switches);
		await this.control('agent/restart', {});
		this.sent.length = 0;
	}

	rows(table: string, company = 'ABC'): Promise<readonly Row[]> {
		return this.control(`records?company=${company}&table=${table}`);
	}

	/** Somebody saves it at the screen. */
	save(table: string, values: Row, company = 'ABC'): Promise<unknown> {
		return this.control('records', { company, table, values });
	}

	post(date: string, lines: ReadonlyArray<readonly [account: string, amount: string]>, company = 'ABC'): Promise<unknown> {
		return this.control('post', { company, date, lines });
	}

	pass(ms = 2_000): Promise<unknown> {
		return this.control('clock', { advanceMs: ms });
	}
}

/** A load that remembers: each run reads with a client of its own from its cursor, confirms, and keeps what it got by key. */
export class AgentLoad {
	cursor: Cursor | undefined;
	readonly held = new Map<string, SourceRecord['fields']>();

	constructor(private readonly site: AgentSite, private readonly options: SourceOptions, private readonly company = 'ABC') {}

	/** Records of one run; nothing comes twice. */
	async run(): Promise<SourceRecord[]> {
		// A cursor is a second: what is read twice within one has nothing to confirm.
		await this.site.pass();
		const read = readChanges(this.site.client(this.company, { clock: BRISK }).source(this.options), this.cursor, { overlapSeconds: 70 * 60, generation: 'g', startFrom: null });
		const records = await collect(read.pages);
		const batch = read.finish();
		expect(new Set(records.map(({ key }) => key)).size).toBe(records.length);
		for (const { key, fields } of records) this.held.set(key, fields);
		this.cursor = confirm(this.cursor, batch).cursor ?? this.cursor;
		return records;
	}

	async keys(): Promise<string[]> {
		return (await this.run()).map(({ key }) => key).sort();
	}
}

interface Entry extends AnyBatch {
	readonly number: string;
}

type Settings = Partial<Sage100JournalOptions>;

export const SETTLE_MS = 60_000;

const line = (account: string, amount: string, date: string, key: string): JournalRow => ({ key, account, amount, description: `Plan ${account}`, fields: { date } });

export const monthOf = (number: string, amount: string): JournalRow[] =>
	[line('62000-D10', amount, `2026-${number}-28`, `${number}-d`), line('99000-000', `-${amount}`, `2026-${number}-28`, `${number}-c`)];

/** The posting engine, the real target, the real agent. */
export class EntryPosting extends Posting<AgentSite, Entry, Settings, Partial<Sage100ClientOptions>> {
	protected readonly usualRows = monthOf('04', '20.10');
	private tests = 0;
	readonly quarter = [...monthOf('04', '20.10'), ...monthOf('05', '1.00'), ...monthOf('06', '99999999.99')];
	/** Facts of the company, asked for once: `target` cannot wait. */
	private constructor(site: AgentSite, private readonly company: Sage100JournalOptions['company']) {
		super(site);
	}

	static async start(options: Sage100Options = {}): Promise<EntryPosting> {
		const site = await AgentSite.start({ companies: ['ABC'], settings: { quietSeconds: 2 }, sage: { seconds: { write: 2 } }, ...options });
		return new EntryPosting(site, await site.client().company());
	}

	/** The agent remembers for ever what was made under a key, so every test has a posting of its own. */
	protected override readonly usualWishes: { name: string } & Partial<PostingWishes> = { name: '' };

	async reset(): Promise<void> {
		this.tests += 1;
		this.usualWishes.name = `Budget of test ${this.tests}`;
		await this.site.reset();
		await this.site.control('history', undefined, 'DELETE');
		this.forget();
	}

	target(settings: Settings = {}, client: Partial<Sage100ClientOptions> = {}): JournalTarget {
		return createSage100JournalTarget({
			client: this.site.client('ABC', { clock: this.clock, ...client }), clock: this.clock, company: this.company, referencePrefix: 'ANP-', settleMs: SETTLE_MS, ...settings,
		});
	}

	async batches(match = '^ANP-'): Promise<readonly Entry[]> {
		const entries = await this.site.control<ReadonlyArray<{ SourceJournal: string; EntryNo: string; JournalComment: string; debits: string; credits: string; lines: readonly unknown[] }>>(`entries?match=${encodeURIComponent(match)}`);
		return entries.map(({ SourceJournal, EntryNo, JournalComment, debits, credits, lines }) =>
			({ number: `${SourceJournal}-${EntryNo}`, Description: JournalComment, lines: lines.length, debit: debits, credit: credits }));
	}

	fault(fault: Readonly<Record<string, unknown>>): Promise<unknown> {
		return this.site.control('faults', { match: 'GL_TransactionJournal_bus\\.nWrite', ...fault });
	}

	/** Entries that came into being. */
	async written(): Promise<number> {
		return (await this.site.effects('entry-written')).length;
	}
}
