import { SageFault, type SageFaultCode } from '../sage/port';

/** Codes that the agent gives by itself, beside those that come from Sage. */
export type AgentCode =
	| 'BAD_REQUEST'
	| 'COMPANY_REQUIRED'
	| 'CURSOR_INVALID'
	| 'UNAUTHORIZED'
	| 'PATH_NOT_FOUND'
	| 'METHOD_NOT_ALLOWED'
	| 'DUPLICATE_KEY_MISMATCH'
	| 'IN_PROGRESS'
	| 'IN_DOUBT'
	| 'CURSOR_EXPIRED'
	| 'RATE_LIMITED'
	| 'AGENT_ERROR';

export type ErrorCode = AgentCode | SageFaultCode;

export interface FailureDetail {
	readonly field: string;
	readonly code?: string;
	readonly message: string;
}

export interface FailureFacts {
	readonly retryAfterSeconds?: number;
	readonly details?: readonly FailureDetail[];
	readonly allow?: string;
	readonly sage?: SageFault['more']['sage'];
	/** Overrides the table below; only the order of a creation knows better than it. */
	readonly retryable?: boolean;
}

interface Meaning {
	readonly status: number;
	/** `read`: the same GET may be sent again, a POST only when the agent knows that nothing was stored. */
	readonly retry: 'never' | 'always' | 'read';
	/** Where the fault brings no time of its own. */
	readonly retryAfterSeconds?: number;
}

/** Reference sage-100 10, with the decisions listed in the contract's description. */
export const MEANINGS: Readonly<Record<ErrorCode, Meaning>> = {
	BAD_REQUEST: { status: 400, retry: 'never' },
	COMPANY_REQUIRED: { status: 400, retry: 'never' },
	FILTER_NOT_SUPPORTED: { status: 400, retry: 'never' },
	CURSOR_INVALID: { status: 400, retry: 'never' },
	UNAUTHORIZED: { status: 401, retry: 'never' },
	FORBIDDEN: { status: 403, retry: 'never' },
	COMPANY_NOT_FOUND: { status: 404, retry: 'never' },
	RECORD_NOT_FOUND: { status: 404, retry: 'never' },
	PATH_NOT_FOUND: { status: 404, retry: 'never' },
	METHOD_NOT_ALLOWED: { status: 405, retry: 'never' },
	DUPLICATE_KEY_MISMATCH: { status: 409, retry: 'never' },
	IN_PROGRESS: { status: 409, retry: 'always', retryAfterSeconds: 5 },
	IN_DOUBT: { status: 409, retry: 'never' },
	CURSOR_EXPIRED: { status: 410, retry: 'never' },
	UNBALANCED: { status: 422, retry: 'never' },
	ACCOUNT_INVALID: { status: 422, retry: 'never' },
	PERIOD_CLOSED: { status: 422, retry: 'never' },
	VALIDATION: { status: 422, retry: 'never' },
	RECORD_LOCKED: { status: 423, retry: 'always', retryAfterSeconds: 15 },
	RATE_LIMITED: { status: 429, retry: 'always', retryAfterSeconds: 2 },
	AGENT_ERROR: { status: 500, retry: 'never' },
	SAGE_ERROR: { status: 502, retry: 'read' },
	SAGE_UNAVAILABLE: { status: 503, retry: 'always', retryAfterSeconds: 30 },
	EXCLUSIVE_TASK: { status: 503, retry: 'always', retryAfterSeconds: 300 },
	SAGE_TIMEOUT: { status: 504, retry: 'read' },
};

/** An answer that is not the wanted one, in the terms of the contract. */
export class Failure extends Error {
	constructor(readonly code: ErrorCode, message: string, readonly facts: FailureFacts = {}) {
		super(message);
		this.name = 'Failure';
	}
}

/** What Sage refused, as the caller is told. `stored` of a fault is not for the caller: the order of a creation uses it. */
export const failureOfFault = (fault: SageFault): Failure =>
	new Failure(fault.code, fault.message, {
		...(fault.more.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: fault.more.retryAfterSeconds }),
		...(fault.more.details === undefined ? {} : { details: fault.more.details }),
		...(fault.more.sage === undefined ? {} : { sage: fault.more.sage }),
	});

/** Anything else that was thrown is a defect or a fault of this machine: its text goes to the log, not to the caller. */
export const failureOf = (cause: unknown): Failure => {
	if (cause instanceof Failure) return cause;
	if (cause instanceof SageFault) return failureOfFault(cause);
	return new Failure('AGENT_ERROR', 'The agent failed in an unexpected way; its log tells more under this request id.');
};

export interface ErrorAnswer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: { readonly error: Readonly<Record<string, unknown>> };
}

/** `retryable` of a POST is true only where nothing can have been stored; the contract promises it. */
const mayRetry = (failure: Failure, method: string): boolean => {
	if (failure.facts.retryable !== undefined) return failure.facts.retryable;
	const { retry } = MEANINGS[failure.code];
	return retry === 'always' || (retry === 'read' && method === 'GET');
};

/**
 * The answer to a failure. `documented` lists the statuses that the operation may give; one outside of it (a lock on a
 * read, say) becomes 502 with the same words, so that no client meets an answer that the contract does not name.
 */
export const answerOf = (failure: Failure, method: string, requestId: string, documented?: ReadonlySet<number>): ErrorAnswer => {
	const meant = MEANINGS[failure.code];
	const known = documented === undefined || documented.has(meant.status);
	const told = known ? failure : new Failure(documented.has(502) ? 'SAGE_ERROR' : 'AGENT_ERROR', failure.message, failure.facts);
	const { status, retryAfterSeconds: usual } = MEANINGS[told.code];
	const wait = Math.max(1, Math.ceil(told.facts.retryAfterSeconds ?? usual ?? 0));
	const tellsWait = told.facts.retryAfterSeconds !== undefined || usual !== undefined;
	return {
		status,
		headers: {
			...(tellsWait ? { 'Retry-After': String(wait) } : {}),
			...(told.facts.allow === undefined ? {} : { Allow: told.facts.allow }),
		},
		body: {
			error: {
				code: told.code,
				message: told.message,
				retryable: mayRetry(told, method),
				...(tellsWait ? { retryAfterSeconds: wait } : {}),
				requestId,
				...(told.facts.details === undefined || told.facts.details.length === 0 ? {} : { details: told.facts.details }),
				...(told.facts.sage === undefined ? {} : { sage: told.facts.sage }),
			},
		},
	};
};
