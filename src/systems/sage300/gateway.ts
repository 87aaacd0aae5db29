import type { Clock, Http, HttpResponse, Instant, NamedLock } from '../../contracts';
import { RetryableError } from '../../core/errors';
import type { ExactJson } from '../../core/json';
import type { CookieJar } from '../../core/http/cookies';
import type { Judgement, RetryPolicy } from '../../core/http/retry';
import { withRetry } from '../../core/http/retry-http';
import { errorOf, readAnswer, type Reading, type Verdict } from './answers/classify-answer';
import { SYSTEM } from './identity';
import { instantOf } from './values/days';
import type { Sage300Request } from './wire/requests';

/** IIS stops the application after 20 idle minutes, and the next call waits tens of seconds for its start (reference sage-300 11). */
const FIRST_TIMEOUT_MS = 300_000;
const TIMEOUT_MS = 120_000;
const IDLE_MS = 15 * 60_000;

/** Five tries, as the reference's table has it (10). */
export const SAGE300_RETRY_POLICY: RetryPolicy = { maxAttempts: 5, firstStepMs: 1_000, longestStepMs: 30_000, longestRetryAfterMs: 300_000 };

/** A lock of another user is waited for twice and no more (reference sage-300 10). */
const LOCK_TRIES = 2;
const LOCK_PAUSE_MS = 5_000;
const UNREADABLE_PAUSE_MS = 3_000;

export interface GatewayParts {
	/** Signs requests; see session/signed-http. */
	readonly http: Http;
	readonly jar: CookieJar;
	readonly clock: Clock;
	/** One request at a time for one user (reference sage-300 11). */
	readonly lock: NamedLock;
	readonly owner: string;
	readonly tellsOfLock: (said: string) => boolean;
	readonly signal?: AbortSignal;
	readonly retryPolicy?: RetryPolicy;
	/** In [0, 1); tests replace it. */
	readonly random?: () => number;
	/** When the last answer came, shared by the gateways of one client. */
	readonly pace?: { lastMs: number | undefined };
}

/** What the retry asks about an answer: the table's action, not the status, decides. */
const judgeAnswer = (verdict: Verdict | undefined, { method, repeatable }: Sage300Request, locksSeen: number): Judgement => {
	if (verdict === undefined) return undefined;
	if (verdict.action === 'wait') return true;
	if (verdict.action === 'lock') return method !== 'POST' && repeatable && locksSeen <= LOCK_TRIES ? { afterMs: LOCK_PAUSE_MS } : 'final';
	if (verdict.action !== 'retry') return 'final';
	if (verdict.status >= 500) return undefined;
	return repeatable ? { afterMs: UNREADABLE_PAUSE_MS } : 'final';
};

/** Sends requests one at a time, reads each answer once, and turns refusals into errors. */
export class Sage300Gateway {
	private readonly pace: { lastMs: number | undefined };

	constructor(private readonly parts: GatewayParts) {
		this.pace = parts.pace ?? { lastMs: undefined };
	}

	/** The same, ended by this signal. */
	stoppedBy(signal: AbortSignal | undefined): Sage300Gateway {
		return signal ? new Sage300Gateway({ ...this.parts, pace: this.pace, signal }) : this;
	}

	/**
	 * Sends it and gives the answer, whatever it is; the verdict is `undefined` for a good one. A session that ended is renewed once, and
	 * only for a request that may be sent twice.
	 *
	 * @throws ConnectionLostError, CancelledError
	 */
	async attempt(request: Sage300Request): Promise<Reading & { readonly response: HttpResponse }> {
		const first = await this.sent(request);
		if (first.verdict?.action !== 'renew') return first;
		this.parts.jar.forget();
		return request.repeatable ? await this.sent(request) : first;
	}

	/**
	 * The good answer; `json` is `null` where none was expected.
	 *
	 * @throws FatalError, RetryableError; RejectedError for what was written and refused; AmbiguousError when a request that must not be
	 *   sent twice got an answer that does not tell whether it was done; what `attempt` throws
	 */
	async call(request: Sage300Request): Promise<{ readonly response: HttpResponse; readonly json: ExactJson }> {
		const { response, verdict, json } = await this.attempt(request);
		if (verdict) throw errorOf(verdict, request.purpose, request.repeatable);
		return { response, json };
	}

	private async sent(request: Sage300Request): Promise<Reading & { readonly response: HttpResponse }> {
		const { clock, retryPolicy = SAGE300_RETRY_POLICY, random, tellsOfLock } = this.parts;
		const { expected, ...plain } = request;
		const signal = this.parts.signal ?? request.signal;
		const readings = new WeakMap<HttpResponse, Reading>();
		let locksSeen = 0;
		const reading = (response: HttpResponse): Reading => {
			const known = readings.get(response) ?? readAnswer(response, expected, tellsOfLock);
			readings.set(response, known);
			return known;
		};
		const patient = withRetry({ send: (one) => this.inTurn(one) }, {
			clock, policy: retryPolicy, ...(random && { random }),
			isTransient: (response) => {
				const { verdict } = reading(response);
				if (verdict?.action === 'lock') locksSeen += 1;
				return judgeAnswer(verdict, request, locksSeen);
			},
		});
		const response = await patient.send({ ...plain, ...(signal && { signal }) });
		return { response, ...reading(response) };
	}

	/** The turn is given back between tries, so that a pause keeps nobody else waiting. */
	private inTurn(request: Parameters<Http['send']>[0]): Promise<HttpResponse> {
		const { http, lock, owner, clock } = this.parts;
		return lock.hold(owner, async () => {
			const { lastMs } = this.pace;
			const isCold = lastMs === undefined || clock.now() - lastMs > IDLE_MS;
			const response = await http.send({ ...request, timeoutMs: isCold || request.method !== 'GET' ? FIRST_TIMEOUT_MS : TIMEOUT_MS });
			this.pace.lastMs = clock.now();
			return response;
		}, request.signal);
	}
}

/** The server's clock, from the `Date` of an answer. @throws RetryableError when the answer carries no time */
export const serverTimeOf = ({ headers }: HttpResponse): Instant => {
	const ms = Date.parse(headers.date ?? '');
	if (!Number.isNaN(ms)) return instantOf(ms);
	throw new RetryableError({
		system: SYSTEM, operation: 'ask for the server\'s time', said: 'the answer carries no Date',
		remedy: 'Run it again. If it stays, let what stands between n8n and the server pass the header Date; without the server\'s own time no cursor can be kept.',
	});
};
