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
	/**
	 * Only where the Instants of the stream do not tell when it was read, because they name places such as posting numbers, or stand
	 * behind the clock: the server's time at the last `now`. Undefined before that.
	 */
	readAt?(): Instant | undefined;
	marks(from: Instant | null, to: Instant): AsyncIterable<readonly RecordMark[]>;
	records(from: Instant | null, to: Instant): AsyncIterable<readonly SourceRecord[]>;
	/** Records without a stamp, ordered by key. They can only be compared as a whole. */
	unstamped(): AsyncIterable<readonly SourceRecord[]>;
}

/** A column of a journal beside account, amount and description, by the target's name for it: `ledger`, `branch`, `project`. */
export interface JournalField {
	readonly name: string;
	/** `head`: one value for the whole journal, so lines are always grouped by it. `line`: each line has its own. */
	readonly place: 'head' | 'line';
	readonly required?: boolean;
	/** UTF-16 units. A longer text is rejected and never cut. */
	readonly longest?: number;
	/** The one way it may be written: two spellings of one day would be two references. `like` shows it in reasons. */
	readonly pattern?: RegExp;
	readonly like?: string;
	/** Gives that one way for other spellings that are understood, and everything else back as it is. Applied before anything is judged. */
	readonly respell?: (value: string) => string;
}

/** What fits into a field that can be searched. `prefix` counts towards `longest`. One letter case only: searches may ignore it. */
export interface TextShape {
	readonly alphabet: string;
	readonly longest: number;
	readonly prefix?: string;
}

/** What a target can take. Facts of the system and of the credential, not wishes of the user. */
export interface JournalRules {
	/** As users call it, for errors. */
	readonly system: string;
	/** Names the set of books: system, tenant or company. Part of the lock's name, not of the reference. */
	readonly book: string;
	/** Everything a line may carry; a value for another name is rejected, because a target may drop it in silence. */
	readonly fields: readonly JournalField[];
	readonly longestAccount: number;
	readonly longestDescription: number;
	/** Decimal places of an amount; more are rejected, fewer are filled up. */
	readonly places: number;
	readonly mostLines: number;
	/** The sum is zero for each combination of these fields within one journal; empty: for the journal as a whole. */
	readonly balancedBy: readonly string[];
	readonly reference: TextShape;
	readonly mark: TextShape;
	/**
	 * The target's promise about time: once this many milliseconds have passed since a `create` was answered, was given up or
	 * lost its sender, it stores nothing any more, and `find` shows what it has stored. Rather too long than too short.
	 */
	readonly settleMs: number;
	/**
	 * Line field for each of whose values the target may itself add lines when it releases a journal, so that they balance one by one:
	 * entries between branches. What else is added is another content.
	 */
	readonly balancedAtRelease?: string;
}

export interface JournalLine {
	/** Key of the exported row; `null` for a line that was added to balance the journal. */
	readonly key: string | null;
	readonly account: string;
	/** Signed, plain digits with the target's places; a debit is positive. */
	readonly amount: string;
	/** The same as two columns that are never negative; one of them is zero. */
	readonly debit: string;
	readonly credit: string;
	readonly description: string;
	/** Values of the fields of place `line`; empty ones are left out. */
	readonly fields: Readonly<Record<string, string>>;
}

/** One journal (batch, entry) to be stored as a whole or not at all. */
export interface Journal {
	/** Says which posting this is. Goes into a field that `find` can search, before anything else in it. */
	readonly reference: string;
	/** Says which content it has. Goes into a field that `find` gives back. */
	readonly mark: string;
	/** The user's own words for people; the target cuts them to the room that is left. */
	readonly title: string;
	/** From 1, where a group of lines did not fit into one journal. */
	readonly part: number;
	/** Fields with one value for the whole journal: those of place `head`, and those the user groups by. Empty ones are left out. */
	readonly head: Readonly<Record<string, string>>;
	readonly lines: readonly JournalLine[];
}

/**
 * `unfinished`: not all of it is there, or the target itself is not sure; `entered`: complete, can be released; `held`: complete, a
 * person must act first; `released`: in the ledger or irrevocably on its way; `withdrawn`: deleted, voided or reversed by a person.
 */
export type JournalStage = 'unfinished' | 'entered' | 'held' | 'released' | 'withdrawn';

export interface FoundJournal {
	readonly reference: string;
	/** What people call it; empty while it has none. */
	readonly number: string;
	readonly stage: JournalStage;
	/** The target's own word. */
	readonly status: string;
	/** Of a `withdrawn` one: it was deleted before it counted, for good. Left out where that is not sure. */
	readonly isDeleted?: true;
	readonly link?: string;
	/** The content, as far as the target tells it. With neither `mark` nor `lines` nothing can be said about it. */
	readonly mark?: string;
	readonly lineCount?: number;
	/** Sum of the debits. */
	readonly debitTotal?: string;
	/** Head fields as they stand now, in the spelling of `Journal.head`. Those that the journal left empty are not compared. */
	readonly head?: Readonly<Record<string, string>>;
	/**
	 * Account and signed amount in the spelling of `JournalLine`, and those line fields that the target gives back for every line. A
	 * field is compared if every line of the journal fills it: what was left empty the target may have filled in.
	 */
	readonly lines?: ReadonlyArray<Pick<JournalLine, 'account' | 'amount' | 'fields'>>;
}

export interface CreatedJournal {
	/** Spelled as `find` spells it. */
	readonly number: string;
	readonly status: string;
	readonly link?: string;
	/** What the target remarked although it stored the journal. */
	readonly warnings?: readonly string[];
}

export interface JournalProblem {
	readonly reference: string;
	/** Position in `lines`; undefined when it concerns the journal as a whole. */
	readonly line?: number;
	readonly reason: string;
	/** Nothing is wrong as far as is known: something that could not be checked, for people. The journal is posted. */
	readonly isRemark?: true;
}

/**
 * A system that journals are posted to. Guarantees, method by method:
 *
 * - `find` gives every journal that carries one of the references, in any stage and period, complete and fresh: not from a memo,
 *   not the first page only. No hit is an empty list; an answer that may be incomplete is an error.
 * - `findCounted` gives what has left the lists that `find` reads and counts all the same: lists of posted journals can be cleared, and the
 *   ledger stays. Asked after `find` has shown none, before anything is created; its answers are `released`. The same promise: complete and
 *   fresh, and an answer that may be incomplete is an error. A target whose lists keep what counts leaves it out.
 * - `check` writes nothing. It names what would be refused: unknown or inactive accounts, a closed period, the wrong kind of ledger.
 * - `create` sends one request that is never repeated below it. Its error says what is known:
 *   `RejectedError`, the target refused it and stored nothing (`index` is a position in `lines`; no records: the journal as a whole);
 *   `FatalError`, the same for any journal (rights, sign-in, address); `RetryableError`, nothing was begun, later may work;
 *   every other error counts as *answer lost*: stored or not, nobody knows.
 * - `complete` brings an `unfinished` journal of the same content to its end. Repeating it, even at the same moment, adds no line twice.
 *   A target that cannot promise this leaves it out.
 * - `release` makes an `entered` journal count, and follows it to its end. Releasing what is released changes nothing.
 *
 * `create`, `complete` and `release` take no signal: stopping the execution in the middle would leave their effect unknown.
 */
export interface JournalTarget {
	readonly rules: JournalRules;
	find(references: readonly string[], signal?: AbortSignal): Promise<readonly FoundJournal[]>;
	findCounted?(journals: readonly Journal[], signal?: AbortSignal): Promise<readonly FoundJournal[]>;
	check(journals: readonly Journal[], signal?: AbortSignal): Promise<readonly JournalProblem[]>;
	create(journal: Journal): Promise<CreatedJournal>;
	complete?(journal: Journal, found: FoundJournal): Promise<void>;
	release?(found: FoundJournal): Promise<void>;
}
