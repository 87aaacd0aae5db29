import type { RunningSimulator } from '../../../simulators/harness/server';
import { accessOf, startSage100, type AgentAccess, type Sage100Options } from '../../../simulators/sage100';
import { callAgent, type Call, type Reply } from '../../agent/service/fakes/call-agent';

export type Rec = Readonly<Record<string, unknown>>;
export type { Reply } from '../../agent/service/fakes/call-agent';

export interface Line {
	readonly account: string;
	readonly debit: string;
	readonly credit: string;
	readonly comment?: string;
}

export interface Entry {
	readonly naturalKey: string;
	readonly sourceJournal: string;
	readonly postingDate: string;
	readonly comment: string;
	readonly batchNo?: string;
	readonly lines: readonly Line[];
}

/** What a control route says of a stored entry. */
export interface StoredEntry {
	readonly SourceJournal: string;
	readonly EntryNo: string;
	readonly JournalComment: string;
	readonly debits: string;
	readonly credits: string;
	readonly lines: ReadonlyArray<{ readonly account: string; readonly PostingComment: string }>;
}

export const entry = (naturalKey: string, more: Partial<Entry> = {}): Entry => ({
	naturalKey, sourceJournal: 'GJ', postingDate: '2026-09-15', comment: 'Plan September',
	lines: [
		{ account: '62000-D10', debit: '1250.10', credit: '0.00', comment: 'Rent' },
		{ account: '99000-000', debit: '0.00', credit: '1250.10', comment: 'Offset' },
	],
	...more,
});

/** An agent that gives up soon, so that a test of a hanging Sage is short. */
export const HASTY: Sage100Options = {
	settings: { quietSeconds: 0.05 }, sage: { seconds: { open: 20, read: 2, scan: 3, write: 1.5 } },
};

/** The agent behind real HTTPS, with Sage behind it. Each answer is checked against the contract document. */
export class Site {
	private constructor(readonly simulator: RunningSimulator) {}

	static async start(options: Sage100Options = {}): Promise<Site> {
		return new Site(await startSage100(options));
	}

	get access(): AgentAccess {
		return accessOf(this.simulator.url);
	}

	/** Company ABC and the key that may do everything, unless told; `null` leaves one out. */
	call(at: string, { key, company, ...call }: Omit<Call, 'key' | 'company'> & { readonly key?: string | null; readonly company?: string | null } = {}): Promise<Reply> {
		const { url, certificate, apiKey } = this.access;
		const [ownKey, ownCompany] = [key === undefined ? apiKey : key, company === undefined ? 'ABC' : company];
		return callAgent({ url, certificate }, `/v1${at}`, {
			...call, ...(ownKey === null ? {} : { key: ownKey }), ...(ownCompany === null ? {} : { company: ownCompany }),
		});
	}

	post(body: Entry, company = 'ABC', query = ''): Promise<Reply> {
		return this.call(`/gl/journal-entries${query}`, { method: 'POST', company, headers: { 'Idempotency-Key': body.naturalKey }, body });
	}

	async find(naturalKey: string, company = 'ABC'): Promise<readonly Rec[]> {
		const reply = await this.call(`/gl/journal-entries?naturalKey=${encodeURIComponent(naturalKey)}`, { company });
		if (reply.status !== 200) throw new Error(`${reply.status} ${reply.text}`);
		return reply.body.items as readonly Rec[];
	}

	/** All pages of a list. */
	async all(path: string, company = 'ABC', pageSize = 1000): Promise<readonly Rec[]> {
		const rows: Rec[] = [];
		const mark = path.includes('?') ? '&' : '?';
		for (let cursor = ''; ;) {
			const reply = await this.call(`${path}${mark}pageSize=${pageSize}${cursor}`, { company });
			if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${reply.text}`);
			rows.push(...itemsOf(reply));
			const { hasMore, nextCursor } = pageOf(reply);
			if (!hasMore) return rows;
			cursor = `&cursor=${String(nextCursor)}`;
		}
	}

	async control<T = unknown>(route: string, body?: Rec): Promise<T> {
		const response = await fetch(`${this.simulator.url}/__sim/${route}`, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
		const answer: unknown = await response.json();
		if (!response.ok) throw new Error(`${route}: ${JSON.stringify(answer)}`);
		return answer as T;
	}

	/** Entries in the journal that carry the key. */
	stored(key: string, company = 'ABC'): Promise<readonly StoredEntry[]> {
		return this.control(`entries?company=${company}&match=${encodeURIComponent(`^${key}( |$)`)}`);
	}

	async effects(what: string): Promise<readonly Rec[]> {
		const history = await this.control<ReadonlyArray<{ kind: string; note: Rec }>>('history');
		return history.filter(({ kind, note }) => kind === 'effect' && note.what === what).map(({ note }) => note);
	}

	stop(): Promise<void> {
		return this.simulator.close();
	}
}

export const itemsOf = ({ body }: Reply): readonly Rec[] => body.items as readonly Rec[];

export const pageOf = ({ body }: Reply): { readonly hasMore: boolean; readonly nextCursor: string | null; readonly highWater: string; readonly serverTime: { readonly stamp: string } } =>
	body.page as ReturnType<typeof pageOf>;

export const errorOf = ({ body }: Reply): { readonly code: string; readonly message: string; readonly retryable: boolean; readonly retryAfterSeconds?: number; readonly requestId: string; readonly details?: ReadonlyArray<{ readonly field: string; readonly message: string }> } =>
	body.error as ReturnType<typeof errorOf>;

export const stampOf = (row: Rec): string => (row.stamp as { readonly value: string } | null)?.value ?? '';

/** Until it is so; what is waited for crosses real sockets. */
export const until = async (condition: () => Promise<boolean>): Promise<void> => {
	for (let turn = 0; turn < 400; turn += 1) {
		if (await condition()) return;
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
	throw new Error('it did not come to pass');
};
