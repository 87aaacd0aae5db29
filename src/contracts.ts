/**
 * The vocabulary that every room of `src/` shares. Nothing here knows n8n, a file system or a particular ERP.
 *
 * Two kinds of time appear and must not be mixed: an `Instant` is a moment told by a *server*; `Clock` is the
 * worker's own clock and serves for durations only (waiting, deadlines, token age).
 */

/** A moment told by a server, ISO 8601 in UTC with seconds: `2026-03-01T08:10:11Z`. Sorts as text. */
export type Instant = string;

/** The worker's clock. Tests replace it. */
export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Resolves after `ms`; rejects with `CancelledError` or the signal's reason as soon as `signal` aborts. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface HttpRequest {
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	readonly url: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** Text or bytes; never a stream, so that a request can be sent again after a token was renewed. */
	readonly body?: string | Buffer;
	/** What the call is for, as a phrase for errors: "upload chunk 3 of GL_Lines.csv". */
	readonly purpose: string;
	/** True when sending it twice leaves the other system as sending it once would. */
	readonly repeatable: boolean;
	/** Milliseconds without a complete answer before it counts as lost. */
	readonly timeoutMs?: number;
	readonly signal?: AbortSignal;
}

export interface HttpResponse {
	readonly status: number;
	/** Names in lower case; a header that came several times is joined by a comma. */
	readonly headers: Readonly<Record<string, string>>;
	/** The `set-cookie` headers one by one: they hold commas of their own and cannot be joined and split again. */
	readonly setCookies?: readonly string[];
	readonly body: Buffer;
}

/**
 * The one way out of the process. Any HTTP status is an answer; `send` rejects only with `ConnectionLostError`
 * (no complete answer) or `CancelledError` (signal). Redirects are not followed.
 */
export interface Http {
	send(request: HttpRequest): Promise<HttpResponse>;
}

/** Who goes first where several wait: a person sits before an interactive run, nobody before a bulk one. */
export type Urgency = 'interactive' | 'bulk';

/** One request budget shared by everybody who talks to one tenant. A shared store can implement it later. */
export interface RequestBudget {
	/** Waits for one request's worth of budget; bulk when no urgency is given. Resolves with the milliseconds it had to wait. */
	take(tenant: string, signal?: AbortSignal, urgency?: Urgency): Promise<number>;
	/** The other side said 429: nobody on this tenant asks again before `ms` have passed. */
	penalise(tenant: string, ms: number): void;
}

/** One holder per name; of those who wait the interactive ones first, otherwise in order of arrival. A shared store can implement it later. */
export interface NamedLock {
	/** Runs `work` while holding `name`; `waitedMs` is how long it queued. Releases whatever happens. Bulk when no urgency is given. */
	hold<T>(name: string, work: (waitedMs: number) => Promise<T>, signal?: AbortSignal, urgency?: Urgency): Promise<T>;
}

/** Small, versioned, JSON-only state. Losing it, or reading an old copy, may cost work but never a record. */
export interface StateStore {
	read(key: string): unknown;
	write(key: string, value: unknown): void;
}

/** One record as the source holds it. Every value is the source's own text; numbers are never parsed. */
export interface SourceRecord {
	/** Unique within the stream. */
	readonly key: string;
	/** When the source last changed it; `null` where the source has no stamp. */
	readonly stamp: Instant | null;
	readonly fields: Readonly<Record<string, string>>;
}

/** Key and stamp alone: what a cheap look at a stream returns. */
export type RecordMark = Pick<SourceRecord, 'key' | 'stamp'>;

/**
 * A stream of records that can be read by time of change. All ranges are half open, `from <= stamp < to`;
 * `from: null` means from the beginning. Pages come ordered by (stamp, key) as the server orders them, and a record
 * that stays unchanged during the read appears exactly once, whatever is deleted or edited meanwhile.
 */
export interface RecordSource {
	/** Names the stream for ever: system, company, entity, object, filter. Part of the cursor's key. */
	readonly stream: string;
	/** The server's clock. */
	now(): Promise<Instant>;
	marks(from: Instant | null, to: Instant): AsyncIterable<readonly RecordMark[]>;
	records(from: Instant | null, to: Instant): AsyncIterable<readonly SourceRecord[]>;
	/** Records without a stamp, ordered by key. They can only be compared as a whole. */
	unstamped(): AsyncIterable<readonly SourceRecord[]>;
}
