import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { KeyStore, type LogFacts, type LogLevel, type RunningAgent, type Right, type Settings, startAgent } from '../../../../agent/src/index';
import { type Call, type Reply, callAgent } from './call-agent';
import { HandClock } from './hand-clock';
import { MemorySage } from './memory-sage';

export interface LogEntry {
	readonly level: LogLevel;
	readonly what: string;
	readonly facts: LogFacts;
}

const stops: Array<() => Promise<void>> = [];
const folders: string[] = [];

/** For `afterEach`: nothing of a test outlives it. */
export const endAll = async (): Promise<void> => {
	await Promise.all(stops.splice(0).map((stop) => stop()));
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
};

export const newFolder = (): string => {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'agent-test-'));
	folders.push(folder);
	return folder;
};

export class TestSite {
	readonly clock = new HandClock();
	readonly log: LogEntry[] = [];
	readonly folder = newFolder();
	agent!: RunningAgent;
	key = '';

	constructor(public sage = new MemorySage()) {}

	async start(settings: Partial<Settings> = {}): Promise<this> {
		this.agent = await startAgent({
			configFolder: this.folder,
			port: 0,
			sage: this.sage,
			settings: { listen: '127.0.0.1', quietSeconds: 0, ...settings },
			clock: this.clock,
			log: (level, what, facts = {}) => void this.log.push({ level, what, facts }),
		});
		stops.push(() => this.agent.stop());
		if (this.key === '') this.key = await this.newKey(null, ['read', 'journals:write', 'registers:run']);
		return this;
	}

	/** The same folder and the same Sage, another process as far as the agent can tell. */
	async restart(settings: Partial<Settings> = {}): Promise<void> {
		await this.agent.stop();
		await this.start(settings);
	}

	async newKey(companies: readonly string[] | null, rights: readonly Right[]): Promise<string> {
		return (await new KeyStore(this.folder, this.clock).add('tests', companies, rights)).text;
	}

	/** With the key of all rights and company ABC unless told. */
	call(at: string, call: Call = {}): Promise<Reply> {
		return callAgent(this.agent, `/v1${at}`, { key: this.key, company: 'ABC', ...call });
	}
}

export const entryBody = (naturalKey = 'ANP-7f3a91c2', amount = '1250.00') => ({
	naturalKey,
	sourceJournal: 'GJ',
	postingDate: '2025-03-31',
	comment: 'Anaplan budget adjustment March',
	lines: [
		{ account: '6200-200', debit: amount, credit: '0.00', comment: 'Travel' },
		{ account: '9000-200', debit: '0.00', credit: amount, comment: 'Offset' },
	],
});

export const post = (site: TestSite, body: { readonly naturalKey: string }, query = '', call: Call = {}): Promise<Reply> =>
	site.call(`/gl/journal-entries${query}`, { method: 'POST', headers: { 'Idempotency-Key': body.naturalKey }, body, ...call });

export const find = (site: TestSite, naturalKey: string): Promise<Reply> => site.call(`/gl/journal-entries?naturalKey=${naturalKey}`);

export const errorOf = ({ body }: Reply): { readonly code: string; readonly message: string; readonly retryable: boolean; readonly retryAfterSeconds?: number; readonly requestId: string; readonly details?: ReadonlyArray<{ readonly field: string; readonly message: string }> } =>
	body.error as ReturnType<typeof errorOf>;

/** A promise with its handles outside. */
export const gateway = (): { readonly wait: Promise<void>; open(): void } => {
	let open = (): void => undefined;
	const wait = new Promise<void>((resolve) => {
		open = resolve;
	});
	return { wait, open: () => open() };
};

/** Until the condition holds; the calls of the agent cross a real socket. */
export const until = async (condition: () => boolean): Promise<void> => {
	for (let turn = 0; turn < 2000 && !condition(); turn += 1) await new Promise((resolve) => setTimeout(resolve, 2));
	if (!condition()) throw new Error('it did not come to pass');
};
