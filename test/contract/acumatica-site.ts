import type { Clock, Http, HttpRequest, SourceRecord } from '../../src/contracts';
import { fetchHttp } from '../../src/core/http/fetch-http';
import {
	createAcumaticaClient, createCookieSignIn, CookieSessions, type AcumaticaClient, type AcumaticaClientOptions, type CookieSignIn,
} from '../../src/systems/acumatica';
import { HARBOR_MILLS, startAcumatica, type AcumaticaOptions } from '../../simulators/acumatica';
import type { HistoryEntry } from '../../simulators/harness/history';
import type { RunningSimulator } from '../../simulators/harness/server';

export const NOON = Date.UTC(2026, 4, 20, 12);
export const VERSIONS = ['24.200.001', '25.200.001'] as const;

const userOf = (wanted: string): { readonly user: string; readonly password: string } => {
	const found = HARBOR_MILLS.users.find(({ name }) => name === wanted);
	if (!found) throw new Error(`the model has no user ${wanted}`);
	return { user: found.name, password: found.password };
};
export const USER = userOf('planner-api');
export const CONTROLLER = userOf('controller');

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

export interface SeatsReport {
	readonly taken: number;
	readonly peak: number;
	readonly open: ReadonlyArray<{ readonly id: string; readonly user: string }>;
}

/** The real client on the real simulator, over HTTP. */
export class ContractSite {
	readonly clock = new PatientClock();
	readonly sessions = new CookieSessions(this.clock);
	readonly sent: HttpRequest[] = [];
	private readonly signIns: CookieSignIn[] = [];

	private constructor(readonly simulator: RunningSimulator) {}

	/** At noon of 20 May 2026 by the clock of the site. */
	static async start(options: AcumaticaOptions = {}): Promise<ContractSite> {
		const site = new ContractSite(await startAcumatica(options));
		await site.control('clock', { setMs: NOON });
		return site;
	}

	get url(): string {
		return `${this.simulator.url}${HARBOR_MILLS.site}`;
	}

	/** Signs nothing; keeps what was sent. */
	readonly plain: Http = {
		send: async (request) => {
			this.sent.push(request);
			return await fetchHttp().send(request);
		},
	};

	signIn(identity: Partial<typeof USER> & { readonly tenant?: string } = {}): CookieSignIn {
		const signIn = createCookieSignIn({
			http: this.plain, clock: this.clock, sessions: this.sessions, random: () => 0,
			identity: { siteUrl: this.url, tenant: HARBOR_MILLS.tenant, ...USER, ...identity },
		});
		this.signIns.push(signIn);
		return signIn;
	}

	client(options: Partial<AcumaticaClientOptions> = {}): AcumaticaClient {
		return createAcumaticaClient({
			siteUrl: this.url, tenant: HARBOR_MILLS.tenant, endpoint: 'Default', version: '25.200.001', http: options.http ?? this.signIn().http,
			clock: this.clock, random: () => 0, ...options,
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

	/** Happens after so many answers to requests whose line matches. */
	later(requests: number, route: string, body: unknown, match = 'GET'): Promise<unknown> {
		return this.control('later', { requests, match, route, body });
	}

	save(entity: string, record: Readonly<Record<string, unknown>>, stamp?: string): Promise<{ readonly id: string; readonly stamp: string }> {
		return this.control('records', { entity, record, ...(stamp === undefined ? {} : { stamp }) });
	}

	records(entity: string): Promise<ReadonlyArray<Readonly<Record<string, unknown>>>> {
		return this.control(`records?entity=${entity}`);
	}

	seats(): Promise<SeatsReport> {
		return this.control('sessions');
	}

	async requests(match = ''): Promise<readonly HistoryEntry[]> {
		const history = await this.control<HistoryEntry[]>('history');
		return history.filter(({ kind, method = '', path = '' }) => kind === 'request' && new RegExp(match).test(`${method} ${path}`));
	}

	/** The simulator has no defect of its own: every crash fails the test that met it. */
	async close(): Promise<void> {
		const crashes = (await this.control<HistoryEntry[]>('history')).filter(({ kind }) => kind === 'crash');
		for (const signIn of this.signIns) await signIn.end();
		await this.simulator.close();
		if (crashes.length > 0) throw new Error(`the simulator crashed: ${JSON.stringify(crashes.map(({ note }) => note))}`);
	}
}

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
