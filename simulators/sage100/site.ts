import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startFakeSage, type FakeSage, type ServerOptions } from '../../agent/fake-com';
import type { Settings } from '../../agent/src';
import type { SageConfig } from '../../agent/src/sage';
import { SimulatedClock } from '../harness/clock';
import { AgentProcess } from './agent-process';
import type { Logged, WantedKey } from './messages';

export interface Sage100Options extends Pick<ServerOptions, 'companies' | 'switches' | 'seeds' | 'zone'> {
	/** Of the agent, beside what it needs to run here. */
	readonly settings?: Partial<Settings>;
	/** Of its Sage section: names, patterns, seconds. */
	readonly sage?: Partial<SageConfig>;
	/** Further keys, by name; `n8n` may do everything. */
	readonly keys?: readonly WantedKey[];
}

/** An entry of the history: what the fake tells, and the requests that the agent has answered. */
export interface SiteEntry {
	readonly seq: number;
	readonly at: number;
	readonly kind: string;
	readonly method?: string;
	readonly path?: string;
	readonly status?: number;
	readonly note: Readonly<Record<string, unknown>>;
}

/** Something that happens once so many requests have been answered. */
interface Due {
	readonly match: RegExp;
	requests: number;
	readonly act: () => Promise<unknown>;
}

/** The key of every test and example. */
export const USUAL_KEY: WantedKey = { name: 'n8n', companies: null, rights: ['read', 'journals:write', 'registers:run'] };

const HOME = 'C:\\Sage\\MAS90\\Home';

/** Quick enough for tests; all of it are settings of the agent. */
const QUICK: Partial<Settings> = { verifyAnswers: true, stopSeconds: 2 };

/** Of the first agent of this process, for those after it: making one takes longer than all else of a start, and no test is about two of them. */
const certificate = new Map<string, Buffer>();
const CERTIFICATE_FILES = ['certificate.pem', 'key.pem'];

const lendCertificate = async (folder: string): Promise<void> => {
	if (certificate.size === 0) return;
	await mkdir(path.join(folder, 'tls'));
	for (const [name, bytes] of certificate) await writeFile(path.join(folder, 'tls', name), bytes);
};

const keepCertificate = async (folder: string): Promise<void> => {
	if (certificate.size > 0) return;
	for (const name of CERTIFICATE_FILES) certificate.set(name, await readFile(path.join(folder, 'tls', name)));
};

/** Somebody's clock is moved: that of the Sage server and that of the agent on it are one. */
class ServerClock extends SimulatedClock {
	constructor(private readonly moved: (offsetMs: number) => void) {
		super();
	}

	override adjust(change: Record<string, unknown>): ReturnType<SimulatedClock['adjust']> {
		const state = super.adjust(change);
		this.moved(state.offsetMs);
		return state;
	}
}

/** The books of a company and, in front of them, the agent as it is delivered. */
export class Sage100Site {
	readonly clock = new ServerClock((offsetMs) => {
		this.agent.moveClock(offsetMs);
		this.settled = this.settled.then(async () => void (await this.books.control('clock', { setMs: Date.now() + offsetMs })));
	});
	private settled: Promise<void> = Promise.resolve();
	private entries: SiteEntry[] = [];
	private fresh: Array<Omit<SiteEntry, 'seq'>> = [];
	private readTo = 0;
	/** Number of the last entry that was forgotten. */
	private last = 0;
	private readonly due: Due[] = [];

	private constructor(readonly books: FakeSage, readonly agent: AgentProcess, private readonly folder: string) {
		agent.onLog = (logged) => this.heard(logged);
	}

	static async open({ settings = {}, sage = {}, keys = [], ...options }: Sage100Options = {}): Promise<Sage100Site> {
		const folder = await mkdtemp(path.join(tmpdir(), 'sage100-agent-'));
		await lendCertificate(folder);
		const books = await startFakeSage(options);
		const { companies, zone } = await books.control<{ companies: ReadonlyArray<{ code: string }>; zone: string }>('state');
		const agent = new AgentProcess({
			folder, settings: { ...QUICK, ...settings },
			sage: {
				home: HOME, com: 'module', comModule: books.modulePath, user: 'AGENT', password: 'Agent-Secret-1', timeZone: zone,
				companies: companies.map(({ code }) => code),
				// What an administrator names who wants it; the update object of the fake knows this one.
				...(settings.journalRegisters === true && { journal: { updateMethods: ['nUpdate'] } }), ...sage,
			},
		}, [USUAL_KEY, ...keys]);
		const site = new Sage100Site(books, agent, folder);
		await agent.start(0).catch(async (error: unknown) => {
			await books.stop();
			throw error;
		});
		await keepCertificate(folder);
		return site;
	}

	/** After so many answers whose `METHOD path` matches. */
	later(requests: number, match: string, act: () => Promise<unknown>): void {
		this.due.push({ requests, match: new RegExp(match), act });
	}

	/** Everything so far, in order of time; what was told once keeps its number. */
	async history(): Promise<readonly SiteEntry[]> {
		const told = await this.books.control<SiteEntry[]>(`history?since=${this.readTo}`);
		this.readTo = told.at(-1)?.seq ?? this.readTo;
		const fresh = [...told, ...this.fresh].sort((a, b) => a.at - b.at);
		this.fresh = [];
		const last = this.entries.at(-1)?.seq ?? this.last;
		this.entries.push(...fresh.map((entry, at) => ({ ...entry, seq: last + 1 + at })));
		return this.entries;
	}

	/** What was told is forgotten, but not its numbers. */
	async forget(): Promise<{ readonly cleared: number }> {
		const cleared = (await this.history()).length;
		this.last = this.entries.at(-1)?.seq ?? this.last;
		this.entries = [];
		return { cleared };
	}

	async clockSettled(): Promise<void> {
		await this.settled;
	}

	async close(): Promise<void> {
		await this.settled.catch(() => undefined);
		await this.agent.kill();
		await this.books.stop();
		await rm(this.folder, { recursive: true, force: true });
	}

	private heard({ what, facts }: Logged): void {
		if (what === 'defect') this.fresh.push({ at: this.clock.now(), kind: 'crash', note: facts });
		if (what !== 'request') return;
		const { method, path: asked, status, milliseconds, ...note } = facts;
		const line = `${String(method)} ${String(asked)}`;
		this.fresh.push({ at: this.clock.now() - Number(milliseconds), kind: 'request', method: String(method), path: String(asked), status: Number(status), note });
		for (const one of this.due) {
			if (one.requests === 0 || !one.match.test(line)) continue;
			one.requests -= 1;
			if (one.requests === 0) void one.act().catch((error: unknown) => this.fresh.push({ at: this.clock.now(), kind: 'crash', note: { message: String(error) } }));
		}
	}
}
