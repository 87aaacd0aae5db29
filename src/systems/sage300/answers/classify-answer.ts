import type { HttpResponse } from '../../../contracts';
import { AmbiguousError, FatalError, RejectedError, RetryableError, type ErrorFacts, type IntegrationError } from '../../../core/errors';
import { parseExactBody, type ExactJson } from '../../../core/json';
import { SYSTEM } from '../identity';
import { errorIn, readErrorBody, type ErrorBody } from './error-body';
import { ERROR_TABLE, LOCKED, UNKNOWN_ERROR, UNREADABLE, WEB_PAGE, type Action, type ErrorRow, type Meaning } from './error-table';

export interface Verdict {
	readonly meaning: Meaning;
	readonly action: Action;
	/** In the server's words where it said any. */
	readonly said: string;
	readonly remedy: string;
	readonly status: number;
	readonly code: string | undefined;
}

/** What an answer has to be. `nothing`: any body will do. */
export type Expected = 'json' | 'xml' | 'nothing';

export interface Reading {
	/** `undefined` for a good answer. */
	readonly verdict: Verdict | undefined;
	/** `null` where no JSON was expected or came. */
	readonly json: ExactJson;
}

const saying = (status: number, { said, form }: ErrorBody): string =>
	(said !== '' ? said : `it answered with status ${status}${form === 'html' ? ' and a web page' : ' and no message'}`);

const verdictOf = ({ meaning, action, remedy }: ErrorRow, status: number, body: ErrorBody): Verdict =>
	({ meaning, action, remedy, status, said: saying(status, body), code: body.code === '' ? undefined : body.code });

const matches = (row: ErrorRow, status: number, body: ErrorBody): boolean =>
	(row.codes === undefined || row.codes.some((code) => code.toLowerCase() === body.code.toLowerCase())) &&
	(row.statuses === undefined || row.statuses(status)) &&
	(row.forms === undefined || row.forms.includes(body.form)) &&
	(row.words === undefined || row.words.test(body.said));

/** Those that know nothing but a status must not judge an error inside of a good answer. */
const byCode = (row: ErrorRow): boolean => row.codes !== undefined;

const isGood = (status: number): boolean => status >= 200 && status < 300;

const refusal = (status: number, bytes: Buffer, tellsOfLock: (said: string) => boolean): Verdict => {
	const body = readErrorBody(bytes);
	if (body.form !== 'html' && tellsOfLock(body.said)) return verdictOf(LOCKED, status, body);
	const rows = isGood(status) ? ERROR_TABLE.filter(byCode) : ERROR_TABLE;
	return verdictOf(rows.find((row) => matches(row, status, body)) ?? UNKNOWN_ERROR, status, body);
};

/** The verdict over a body that is not what was asked for. */
export const unreadable = (status: number, said: string): Verdict => ({ ...UNREADABLE, status, said, code: undefined });

/**
 * The one reading of every answer. Pure; error-table.ts and lock-words.ts hold all it knows. A good status is no good answer yet: an
 * error may stand inside of it, and one that broke off begins like a good one (reference sage-300 10).
 */
export const readAnswer = ({ status, body }: HttpResponse, expected: Expected, tellsOfLock: (said: string) => boolean): Reading => {
	if (!isGood(status)) return { verdict: refusal(status, body, tellsOfLock), json: null };
	const isHtml = /^[\s\uFEFF]*<(?:!doctype html|html)/i.test(body.subarray(0, 64).toString('utf8'));
	if (isHtml && expected !== 'nothing') return { verdict: verdictOf(WEB_PAGE, status, readErrorBody(body)), json: null };
	const json = expected === 'xml' ? undefined : parseExactBody(body);
	if (errorIn(json)) return { verdict: refusal(status, body, tellsOfLock), json: null };
	if (expected === 'json' && json === undefined) {
		return { verdict: unreadable(status, 'the answer broke off or is no JSON; nothing of it was used'), json: null };
	}
	return { verdict: undefined, json: json ?? null };
};

const OPEN: ReadonlySet<Action> = new Set<Action>(['retry', 'stop-open', 'renew']);
const LATER: ReadonlySet<Action> = new Set<Action>(['wait', 'retry', 'renew', 'lock']);

const FIND_OUT = 'Look in Sage 300 whether what was sent has been done, before you send it again.';

/**
 * A verdict as the error that users see. Behind an answer that tells nothing, a request that must not be sent twice may have been done:
 * that is ambiguous and for a person, or for a second look, to find out.
 */
export const errorOf = (found: Verdict, operation: string, repeatable: boolean): IntegrationError => {
	const { said, remedy, status, code, action } = found;
	const facts: ErrorFacts = { system: SYSTEM, operation, said, remedy, status, ...(code ? { code } : {}) };
	if (!repeatable && OPEN.has(action)) return new AmbiguousError(facts, FIND_OUT);
	if (action === 'reject') return repeatable ? new FatalError(facts) : new RejectedError(facts, []);
	return LATER.has(action) ? new RetryableError(facts) : new FatalError(facts);
};
