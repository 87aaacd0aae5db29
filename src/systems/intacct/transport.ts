import type { Clock, Http, HttpRequest, HttpResponse } from '../../contracts';
import { withRetry } from '../../core/http/retry-http';
import type { Judgement, RetryPolicy } from '../../core/http/retry';
import { classifyAnswer, type Verdict } from './answers/classify-answer';
import type { Meaning } from './answers/error-table';
import { readAnswer, type Answer } from './answers/read-answer';

/** Heavy views need minutes (reference sage-intacct 16). */
const TIMEOUT_MS = 300_000;
const PAUSE_MS = 3_000;

/** Six tries within about a minute of own backoff: the third of two parallel requests waits 30 s for a slot (reference sage-intacct 16). */
export const INTACCT_RETRY_POLICY: RetryPolicy = { maxAttempts: 6, firstStepMs: 2_000, longestStepMs: 60_000, longestRetryAfterMs: 300_000 };

/** The gateway refuses these before it does anything, so repeating is safe whatever the request is. */
const UNPROCESSED: ReadonlySet<Meaning> = new Set(['busy', 'off-line']);

export interface Exchange {
	readonly answer: Answer;
	readonly status: number;
	/** `undefined` for success. */
	readonly verdict: Verdict | undefined;
}

export interface PostOptions {
	readonly url: string;
	readonly document: string;
	readonly purpose: string;
	readonly repeatable: boolean;
	readonly signal?: AbortSignal;
}

/**
 * What the retry asks about an answer. A refusal is final whatever its status, so that no login is tried twice; a
 * page that was cut or spoilt is asked for again as often as the policy allows, if asking again does no harm.
 */
const judge = ({ verdict, status }: Exchange, { repeatable }: Pick<HttpRequest, 'repeatable'>): Judgement => {
	if (verdict?.action !== 'retry') return 'final';
	if (UNPROCESSED.has(verdict.meaning)) return true;
	if (status >= 500) return undefined;
	return repeatable ? { afterMs: PAUSE_MS } : 'final';
};

/** Posts documents and reads answers, each answer once. Knows no session. */
export class IntacctTransport {
	private readonly http: Http;
	private readonly exchanges = new WeakMap<HttpResponse, Exchange>();

	constructor(http: Http, clock: Clock, policy: RetryPolicy = INTACCT_RETRY_POLICY, random?: () => number) {
		this.http = withRetry(http, {
			clock, policy, ...(random && { random }), isTransient: (response, request) => judge(this.read(response), request),
		});
	}

	async post({ url, document, purpose, repeatable, signal }: PostOptions): Promise<Exchange> {
		const response = await this.http.send({
			method: 'POST', url, body: document, purpose, repeatable, timeoutMs: TIMEOUT_MS, signal,
			headers: { 'content-type': 'application/xml', accept: 'application/xml, text/xml' },
		});
		return this.read(response);
	}

	private read(response: HttpResponse): Exchange {
		const known = this.exchanges.get(response);
		if (known) return known;
		const answer = readAnswer(response.body);
		const exchange = { answer, status: response.status, verdict: classifyAnswer(answer, response.status) };
		this.exchanges.set(response, exchange);
		return exchange;
	}
}
