import type { HttpResponse } from '../../../contracts';
import { AmbiguousError, FatalError, RejectedError, RetryableError, type ErrorFacts, type IntegrationError } from '../../../core/errors';
import { retryAfterMs } from '../../../core/http/retry-after';
import { isJsonObject, parseExactBody, type JsonObject } from '../../../core/json';
import { SYSTEM } from '../identity';
import { readErrorBody, type ErrorBody, type ErrorDetail } from './error-body';
import { ERROR_TABLE, UNREADABLE, type Action, type ErrorRow, type Meaning } from './error-table';

export interface Verdict {
	readonly meaning: Meaning;
	readonly action: Action;
	/** In the words of the agent or of Sage 100 where they said any, with the id of the request. */
	readonly said: string;
	readonly remedy: string;
	readonly status: number;
	readonly code: string | undefined;
	/** What the agent says of sending the same request again; undefined where it says nothing. */
	readonly retryable: boolean | undefined;
	readonly afterMs: number | undefined;
	readonly details: readonly ErrorDetail[];
}

export interface Reading {
	/** `undefined` for a good answer. */
	readonly verdict: Verdict | undefined;
	/** Empty unless the answer is good. */
	readonly json: JsonObject;
}

const matches = (row: ErrorRow, status: number, body: ErrorBody): boolean =>
	(row.codes === undefined || row.codes.includes(body.code)) &&
	(row.statuses === undefined || row.statuses(status)) &&
	(row.forms === undefined || row.forms.includes(body.form));

/** An id by which the log of the agent can be searched. */
export const withRequestId = (said: string, id: string): string => (id === '' || said.includes(id) ? said : `${said} (request ${id})`);

const isGood = (status: number): boolean => status >= 200 && status < 300;

const refusal = ({ status, headers, body }: HttpResponse, sentId: string, nowMs: number): Verdict => {
	const error = readErrorBody(body);
	const { meaning, action, remedy } = ERROR_TABLE.find((row) => matches(row, status, error)) ?? UNREADABLE;
	const said = error.said !== '' ? error.said : `it answered with status ${status}${error.form === 'html' ? ' and a web page' : ' and no message'}`;
	return {
		meaning, action, remedy, status, said: withRequestId(said, error.requestId || sentId), code: error.code || undefined, retryable: error.retryable,
		afterMs: error.afterMs ?? retryAfterMs(headers, nowMs), details: error.details,
	};
};

/** The verdict over a body that is not what the contract promises. */
export const unreadable = (status: number, said: string, retryable?: false): Verdict =>
	({ ...UNREADABLE, status, said, code: undefined, retryable, afterMs: undefined, details: [] });

/** The one reading of every answer. Pure; error-table.ts holds all it knows. Every good answer of the contract is an object. */
export const readAnswer = (response: HttpResponse, sentId: string, nowMs: number): Reading => {
	if (!isGood(response.status)) return { verdict: refusal(response, sentId, nowMs), json: {} };
	const json = parseExactBody(response.body);
	if (isJsonObject(json)) return { verdict: undefined, json };
	const isPage = readErrorBody(response.body).form === 'html';
	const said = isPage ? 'a web page came where data was expected' : 'the answer broke off or is no JSON; nothing of it was used';
	return { verdict: unreadable(response.status, withRequestId(said, sentId), isPage ? false : undefined), json: {} };
};

/** The release of Sage 100 keeps no stamps in this table, so the list cannot be asked for changes. */
export class NoStampsError extends FatalError {}

const FIND_OUT = 'Look the reference up in Sage 100, in the entries of the journal and in the ledger, before it is sent again.';

/**
 * A verdict as the error that users see. Behind an answer that tells nothing, a request that must not be sent twice may have been done,
 * unless the agent itself says `retryable`: of a POST it says so only when it knows that nothing was stored.
 */
export const errorOf = (found: Verdict, operation: string, repeatable: boolean): IntegrationError => {
	const { said, remedy, status, code, action, meaning, retryable, afterMs } = found;
	const facts: ErrorFacts = { system: SYSTEM, operation, said, remedy, status, ...(code ? { code } : {}) };
	if (meaning === 'no-stamps') return new NoStampsError(facts);
	if (action === 'reject') return repeatable ? new FatalError(facts) : new RejectedError(facts, []);
	if (action === 'differs') return new AmbiguousError(facts, FIND_OUT);
	if (action === 'unclear') {
		if (!repeatable && retryable !== true) return new AmbiguousError(facts, FIND_OUT);
		return retryable === false ? new FatalError(facts) : new RetryableError(facts, afterMs);
	}
	return action === 'stop' && retryable !== true ? new FatalError(facts) : new RetryableError(facts, afterMs);
};
