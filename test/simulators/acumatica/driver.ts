import { HARBOR_MILLS, startAcumatica, type AcumaticaOptions } from '../../../simulators/acumatica';
import type { RunningSimulator } from '../../../simulators/harness/server';

export interface Answer {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	/** The body as JSON; throws when it is none. */
	json<T = Entity>(): T;
}

/** A record as it comes: wrapped fields, arrays of rows, bare system members. */
export type Entity = Readonly<Record<string, unknown>>;

export const [API, SECOND, CONTROLLER] = HARBOR_MILLS.users.map(({ name, password }) => ({ name, password })) as [Login, Login, Login];
export const [CLIENT, OTHER_CLIENT] = HARBOR_MILLS.clients as [typeof HARBOR_MILLS.clients[number], typeof HARBOR_MILLS.clients[number]];

export interface Login {
	readonly name: string;
	readonly password: string;
}

/** A caller with its cookies or its token. */
export class Caller {
	cookies = '';
	token = '';

	constructor(readonly site: Site) {}

	send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
		return this.site.send(method, path, body, {
			...(this.cookies === '' ? {} : { cookie: this.cookies }), ...(this.token === '' ? {} : { authorization: `Bearer ${this.token}` }), ...headers,
		});
	}

	get(path: string, headers?: Record<string, string>): Promise<Answer> {
		return this.send('GET', path, undefined, headers);
	}

	async login(who: Login = API, more: Record<string, string> = {}): Promise<Answer> {
		const answer = await this.send('POST', '/entity/auth/login', { name: who.name, password: who.password, ...more });
		if (answer.status === 204) this.cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '').join('; ');
		return answer;
	}

	logout(): Promise<Answer> {
		return this.send('POST', '/entity/auth/logout');
	}

	/** Path below the endpoint; blanks and quotes are encoded here. */
	list(path: string, headers?: Record<string, string>): Promise<Answer> {
		return this.get(`${this.site.base}/${path}`, headers);
	}

	put(entity: string, record: unknown, headers?: Record<string, string>): Promise<Answer> {
		return this.send('PUT', `${this.site.base}/${entity}`, record, headers);
	}

	release(batch: string): Promise<Answer> {
		return this.send('POST', `${this.site.base}/JournalTransaction/ReleaseJournalTransaction`, { entity: {
			Module: { value: 'GL' }, BatchNbr: { value: batch },
		} });
	}

	/** Asks the status until it is no longer 202, so often at most. */
	async wait(started: Answer, times = 50): Promise<Answer> {
		const url = new URL(started.headers.get('location') ?? '', this.site.simulator.url);
		for (let at = 0; ; at += 1) {
			const answer = await this.get(url.pathname.slice(this.site.root.length));
			if (answer.status !== 202 || at >= times) return answer;
			await this.site.control('clock', { advanceMs: 50 });
		}
	}
}

export class Site {
	base = '/entity/Default/25.200.001';
	readonly root = '/HarborMills';

	private constructor(readonly simulator: RunningSimulator) {}

	/** At noon of 20 May 2026, as the simulated clock has it. */
	static async start(options: AcumaticaOptions = {}): Promise<Site> {
		const site = new Site(await startAcumatica({ ...options, switches: { releaseMs: 0, seats: 5, ...options.switches } }));
		await site.control('clock', { setMs: Date.UTC(2026, 4, 20, 12) });
		return site;
	}

	async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
		const plain = typeof body === 'string';
		const response = await fetch(`${this.simulator.url}${this.root}${path}`, {
			method, redirect: 'manual', headers: { ...(body === undefined || plain ? {} : { 'content-type': 'application/json' }), ...headers },
			...(body === undefined ? {} : { body: plain ? body : JSON.stringify(body) }),
		});
		const text = await response.text();
		return { status: response.status, headers: response.headers, text, json: <T>() => JSON.parse(text) as T };
	}

	form(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
		return this.send('POST', path, new URLSearchParams(fields).toString(), { 'content-type': 'application/x-www-form-urlencoded', ...headers });
	}

	async control<T = Record<string, unknown>>(route: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<T> {
		const response = await fetch(`${this.simulator.url}/__sim/${route}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
		return (await response.json()) as T;
	}

	switches(changes: Record<string, unknown>): Promise<unknown> {
		return this.control('switches', changes);
	}

	async caller(who?: Login): Promise<Caller> {
		const caller = new Caller(this);
		const { status, text } = await caller.login(who);
		if (status !== 204) throw new Error(`no sign-in: ${status} ${text}`);
		return caller;
	}

	anonymous(): Caller {
		return new Caller(this);
	}

	async effects(what: string): Promise<readonly Record<string, unknown>[]> {
		const history = await this.control<{ kind: string; note: Record<string, unknown> }[]>('history');
		return history.filter(({ kind, note }) => kind === 'effect' && note.what === what).map(({ note }) => note);
	}

	close(): Promise<void> {
		return this.simulator.close();
	}
}

export const wrap = (fields: Record<string, unknown>): Record<string, unknown> =>
	Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }]));

export type Line = readonly [account: string, subaccount: string, debit: string, credit: string];

export const journal = (lines: readonly Line[], header: Record<string, unknown> = {}): Record<string, unknown> => ({
	...wrap({
		Module: 'GL', LedgerID: 'ACTUAL', BranchID: 'MILL1', CurrencyID: 'USD', TransactionDate: '2026-04-30T00:00:00', PostPeriod: '042026',
		Description: 'PLAN-7F3A12 v4', Hold: false, ...header,
	}),
	Details: lines.map(([Account, Subaccount, DebitAmount, CreditAmount]) => wrap({ Account, Subaccount, DebitAmount, CreditAmount })),
});

export const BALANCED: readonly Line[] = [['52000', '100EAST', '2000.00', '0'], ['99000', '0000000', '0', '2000.00']];

const wrapper = (entity: Entity | undefined, name: string): Entity => (entity?.[name] ?? {}) as Entity;

export const value = (entity: Entity | undefined, name: string): unknown => wrapper(entity, name).value;
export const problem = (entity: Entity | undefined, name: string): unknown => wrapper(entity, name).error;
export const rows = (entity: Entity | undefined, name: string): Entity[] => (entity?.[name] ?? []) as Entity[];
export const valuesOf = (entities: readonly Entity[], name: string): unknown[] => entities.map((one) => value(one, name));
