import type { Clock, Http, HttpRequest } from '../../src/contracts';
import { fetchHttp } from '../../src/core/http/fetch-http';
import type { HistoryEntry } from '../../simulators/harness/history';
import type { RunningSimulator } from '../../simulators/harness/server';

export const NOON = Date.UTC(2026, 4, 20, 12);

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

/** A record as the system keeps it. */
export type Stored = Readonly<Record<string, unknown>>;

/** Name and password of a user of the model. */
export const userOf = (users: ReadonlyArray<{ readonly name: string; readonly password: string }>, wanted: string): { readonly user: string; readonly password: string } => {
	const found = users.find(({ name }) => name === wanted);
	if (!found) throw new Error(`the model has no user ${wanted}`);
	return { user: found.name, password: found.password };
};

/** A real simulator that is spoken to over HTTP; each system adds its real client. */
export class SimulatedSite {
	readonly clock = new PatientClock();
	readonly sent: HttpRequest[] = [];

	constructor(readonly simulator: RunningSimulator) {}

	/** Signs nothing; keeps what was sent. */
	readonly http: Http = {
		send: async (request) => {
			this.sent.push(request);
			return await fetchHttp().send(request);
		},
	};

	/** It is noon of 20 May 2026 by the clock of the site. */
	async atNoon(): Promise<this> {
		await this.control('clock', { setMs: NOON });
		return this;
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
		await this.leave();
		await this.simulator.close();
		if (crashes.length > 0) throw new Error(`the simulator crashed: ${JSON.stringify(crashes.map(({ note }) => note))}`);
	}

	/** What a client does at its end. */
	protected async leave(): Promise<void> {}
}
