import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningSimulator } from '../../../simulators/harness/server';
import { startSage300, type Sage300Options } from '../../../simulators/sage300';

/** The vendor's example payloads, as they stand. */
export const payload = (name: string): string => readFileSync(join(__dirname, 'vendor-payloads', `${name}.json`), 'utf8');

export type Rec = Readonly<Record<string, unknown>>;

export interface Answer {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	/** The body as JSON; throws when it is none. */
	json<T = Rec>(): T;
	readonly code: string;
	readonly said: string;
}

export interface Page {
	readonly value: readonly Rec[];
	readonly '@odata.nextLink'?: string;
	readonly '@odata.count'?: number;
	readonly '@odata.context': string;
}

const parsed = (text: string): { error?: { code?: string; message?: { value?: string } } } => {
	try {
		return JSON.parse(text) as Record<string, never>;
	} catch {
		return {};
	}
};

export const ROOT = '/Sage300WebApi/v1.0/-';

/** A caller with its user and its cookies. */
export class Caller {
	cookie = '';
	/** Sends the cookie that it got. */
	keepsCookie = true;

	constructor(readonly site: Site, readonly user = 'PLANNER', readonly password = 'PLANNER-SECRET', readonly company = 'NORDIX') {}

	async raw(method: string, path: string, body?: unknown, headers: Record<string, string | undefined> = {}): Promise<Answer> {
		const all = {
			authorization: `Basic ${Buffer.from(`${this.user}:${this.password}`).toString('base64')}`, 'content-type': 'application/json',
			...(this.keepsCookie && this.cookie !== '' ? { cookie: this.cookie } : {}), ...headers,
		};
		const response = await fetch(`${this.site.url}${path}`, {
			method, headers: Object.fromEntries(Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined)),
			...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
		});
		const text = await response.text();
		const set = response.headers.getSetCookie()[0]?.split(';')[0];
		if (set !== undefined) this.cookie = set;
		const { error } = parsed(text);
		return {
			status: response.status, headers: response.headers, text, json: <T>() => JSON.parse(text) as T, code: error?.code ?? '',
				said: error?.message?.value ?? '',
		};
	}

	/** Path below the company, blanks and all: `GL/GLAccounts?$top=5`. */
	send(method: string, path: string, body?: unknown, headers?: Record<string, string | undefined>): Promise<Answer> {
		return this.raw(method, `${ROOT}/${this.company}/${path}`, body, headers);
	}

	get(path: string, headers?: Record<string, string | undefined>): Promise<Answer> {
		return this.send('GET', path, undefined, headers);
	}

	async page(path: string): Promise<Page> {
		const answer = await this.get(path);
		if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
		return answer.json<Page>();
	}

	async rows(path: string): Promise<readonly Rec[]> {
		return (await this.page(path)).value;
	}

	post(path: string, body: unknown): Promise<Answer> {
		return this.send('POST', path, body);
	}

	patch(path: string, body: unknown): Promise<Answer> {
		return this.send('PATCH', path, body);
	}

	postJournal(body: unknown): Promise<Answer> {
		return this.post('GL/GLJournalBatches', body);
	}

	async newBatch(body: unknown): Promise<string> {
		const answer = await this.postJournal(body);
		if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
		return String(answer.json().BatchNumber);
	}

	/** Makes a batch ready and posts it. */
	async ready(batch: string): Promise<Answer> {
		await this.patch(`GL/GLJournalBatches('${batch}')`, { Status: 'ReadyToPost' });
		return this.post('GL/GLPostJournal(\'$process\')', { PostAllBatches: 'Donotpostallbatches', PostBatchFrom: batch, PostBatchTo: batch });
	}
}

export class Site {
	private constructor(readonly simulator: RunningSimulator) {}

	/** At noon of 20 May 2026, as the simulated clock has it. */
	static async start(options: Sage300Options = {}): Promise<Site> {
		const site = new Site(await startSage300(options));
		await site.control('clock', { setMs: Date.UTC(2026, 4, 20, 12) });
		return site;
	}

	get url(): string {
		return this.simulator.url;
	}

	caller(user?: string, password?: string): Caller {
		return new Caller(this, user, password);
	}

	/** A caller at the company of the vendor's examples. */
	example(): Caller {
		return new Caller(this, 'WEBAPI', 'WEBAPI', 'SAMLTD');
	}

	async control<T = Rec>(route: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<T> {
		const response = await fetch(`${this.url}/__sim/${route}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
		return (await response.json()) as T;
	}

	switches(changes: Rec): Promise<unknown> {
		return this.control('switches', changes);
	}

	async effects(what: string): Promise<readonly Rec[]> {
		const history = await this.control<{ kind: string; note: Rec }[]>('history');
		return history.filter(({ kind, note }) => kind === 'effect' && note.what === what).map(({ note }) => note);
	}

	close(): Promise<void> {
		return this.simulator.close();
	}
}

export type Line = readonly [account: string, amount: number | string];

export const BALANCED: readonly Line[] = [['62000D10', 1250.5], ['99000', -1250.5]];

/** A batch of one entry; amounts that are text are written as numbers with just those digits. */
export const journal = (lines: readonly Line[] = BALANCED, header: Rec = {}, batch: Rec = {}): string => {
	const details = lines.map(([AccountNumber, amount]) => {
		const digits = String(amount);
		return `{"AccountNumber":"${AccountNumber}","Amount":${digits},"SourceCurrencyAmount":${digits},"Description":"Plan","Reference":"P-1"}`;
	});
	const entry = { SourceLedger: 'GL', SourceType: 'JE', Description: 'Plan', DocumentDate: '2026-04-30', ...header };
	return JSON.stringify({ Description: 'ANP 7f3a91c2 budget', ...batch, JournalHeaders: [{ ...entry, JournalDetails: [] }] })
		.replace('"JournalDetails":[]', `"JournalDetails":[${details.join(',')}]`);
};

export const entries = (batch: Rec): readonly Rec[] => batch.JournalHeaders as Rec[];
export const details = (batch: Rec, entry = 0): readonly Rec[] => entries(batch)[entry]?.JournalDetails as Rec[];
export const values = (rows: readonly Rec[], name: string): unknown[] => rows.map((row) => row[name]);
