import type { HttpResponse } from '../../../contracts';
import { AmbiguousError, FatalError, RejectedError, RetryableError, type ErrorFacts, type IntegrationError } from '../../../core/errors';
import { SYSTEM } from '../identity';
import { readErrorBody, sayFieldError, type ErrorBody, type FieldError } from './error-body';
import { ERROR_TABLE, UNREADABLE, WEB_PAGE, type Action, type ErrorRow, type Meaning } from './error-table';

export interface Verdict {
	readonly meaning: Meaning;
	readonly action: Action;
	/** In the server's words where it said any. */
	readonly said: string;
	readonly remedy: string;
	readonly status: number;
	/** The .NET type of the exception, without its namespace. */
	readonly code: string | undefined;
	readonly fieldErrors: readonly FieldError[];
}

/** The entity that was sent is refused; which fields and why is in `fieldErrors`. */
export class EntityRejectedError extends RejectedError {
	readonly fieldErrors: readonly FieldError[];

	constructor(facts: ErrorFacts, fieldErrors: readonly FieldError[]) {
		super(facts, [{ index: 0, key: undefined, reasons: fieldErrors.length > 0 ? fieldErrors.map(sayFieldError) : [facts.said] }]);
		this.fieldErrors = fieldErrors;
	}
}

/** A name of the selection or the filter is not in this endpoint version, in whatever words the site says it. */
export class UnknownFieldError extends FatalError {}

/** A computed field or detail was asked for in a list. */
export class NotListableError extends FatalError {}

/** What an answer has to be. `nothing`: any body will do, as after a sign-out. */
export type Expected = 'json' | 'nothing';

const matches = (row: ErrorRow, status: number, body: ErrorBody, words: string): boolean =>
	(row.statuses === undefined || row.statuses(status)) &&
	(row.forms === undefined || row.forms.includes(body.form)) &&
	(row.type === undefined || body.exceptionTypes.some((type) => row.type?.test(type))) &&
	(row.words === undefined || row.words.test(words)) &&
	(row.withFieldErrors === undefined || body.fieldErrors.length > 0);

/** An error page carries its message in the address it redirects to. */
const locationWords = (location: string): string => {
	try {
		return decodeURIComponent(location.replace(/\+/g, ' '));
	} catch {
		return location;
	}
};

const saying = (status: number, body: ErrorBody, location: string): string => {
	// The page of such a redirect says only that it has moved.
	const message = /[?&]message=([^&]*)/.exec(location)?.[1];
	if (message !== undefined) return locationWords(message);
	const said = [body.said, ...body.fieldErrors.slice(0, 20).map(sayFieldError)].filter((words) => words !== '');
	const more = body.fieldErrors.length > 20 ? ` and ${body.fieldErrors.length - 20} more` : '';
	if (said.length > 0) return `${[...new Set(said)].join('; ')}${more}`;
	return `it answered with status ${status}${body.form === 'html' ? ' and a web page' : ' and no message'}`;
};

const verdict = ({ meaning, action, remedy }: ErrorRow, status: number, body: ErrorBody, location: string): Verdict => ({
	meaning, action, remedy, status, said: saying(status, body, location), fieldErrors: body.fieldErrors,
	code: body.exceptionTypes.at(-1)?.split('.').at(-1),
});

const SEAT_ROW = ERROR_TABLE.filter(({ meaning }) => meaning === 'no-seat');

/** JSON begins like this; looking at the first letter keeps a good answer of many megabytes from being read twice. */
const beginsLikeJson = (body: Buffer): boolean => /^[\s\uFEFF]*[[{"]/.test(body.subarray(0, 64).toString('utf8'));

/**
 * The one reading of every answer; `undefined` for a good one. Pure; error-table.ts holds all it knows. A good status
 * with a body that is no JSON is no good answer: a followed redirect to the error page of the seats ends like that
 * (reference acumatica 2.3).
 */
export const classifyAnswer = ({ status, headers, body: bytes }: HttpResponse, expected: Expected = 'json'): Verdict | undefined => {
	const good = status >= 200 && status < 300;
	if (good && (beginsLikeJson(bytes) || (bytes.length === 0 && (expected === 'nothing' || status === 204)))) return undefined;
	const body = readErrorBody(bytes);
	const location = headers.location ?? '';
	const words = `${body.words} ${locationWords(location)}`;
	if (good) {
		const seat = SEAT_ROW.find((row) => matches(row, status, body, words));
		if (seat) return verdict(seat, status, body, location);
		if (expected === 'nothing') return undefined;
		return verdict(body.form === 'html' ? WEB_PAGE : UNREADABLE, status, body, location);
	}
	const row = ERROR_TABLE.find((candidate) => matches(candidate, status, body, words)) ?? UNREADABLE;
	return verdict(row, status, body, location);
};

/** The verdict over a body that began like JSON and turned out to be none, or not what was asked for. */
export const unreadable = (status: number, said: string): Verdict => ({ ...UNREADABLE, status, said, code: undefined, fieldErrors: [] });

const OPEN: ReadonlySet<Action> = new Set(['retry', 'stop-open']);

const FIND_OUT = 'Look in Acumatica whether what was sent has been done, before you send it again.';

/**
 * A verdict as the error that users see. Behind an answer that tells nothing, a request that must not be sent twice may
 * have been done: that is ambiguous and for a person, or for a second look, to find out.
 */
export const errorOf = (found: Verdict, operation: string, repeatable: boolean): IntegrationError => {
	const { said, remedy, status, code, action } = found;
	const facts: ErrorFacts = { system: SYSTEM, operation, said, remedy, status, ...(code ? { code } : {}) };
	if (found.meaning === 'field-unknown') return new UnknownFieldError(facts);
	if (found.meaning === 'not-listable') return new NotListableError(facts);
	if (!repeatable && OPEN.has(action)) return new AmbiguousError(facts, FIND_OUT);
	if (action === 'reject') return repeatable && found.fieldErrors.length === 0 ? new FatalError(facts) : new EntityRejectedError(facts, found.fieldErrors);
	return action === 'wait' || action === 'retry' ? new RetryableError(facts) : new FatalError(facts);
};
