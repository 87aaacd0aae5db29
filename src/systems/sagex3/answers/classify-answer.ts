import type { HttpResponse } from '../../../contracts';
import { FatalError, RejectedError, RetryableError, type ErrorFacts, type IntegrationError, type RejectedRecord } from '../../../core/errors';
import { isJsonObject, parseExactBody, type ExactJson } from '../../../core/json';
import { SYSTEM } from '../identity';
import { readErrorBody, type ErrorBody, type Problem } from './error-body';
import { ERROR_TABLE, UNREADABLE, WEB_PAGE, type Action, type ErrorRow, type Meaning } from './error-table';
import { tokenErrorNumber, tokenErrorOf } from './token-errors';

export interface Verdict {
	readonly meaning: Meaning;
	readonly action: Action;
	/** In the server's words where it said any. */
	readonly said: string;
	readonly remedy: string;
	readonly status: number;
	readonly code: string | undefined;
}

export interface Reading {
	/** `undefined` for an answer that is JSON; errors may still stand inside of it. */
	readonly verdict: Verdict | undefined;
	readonly json: ExactJson;
}

/** The named records did not come whole; the others of the same answer did. */
export class PartialDataError extends RejectedError {
	constructor(operation: string, problems: readonly Problem[], records: readonly RejectedRecord[]) {
		const named = records.slice(0, 5).map(({ key, index }) => key ?? `number ${index + 1}`).join(', ');
		super({
			system: SYSTEM, operation, said: `${[...new Set(problems.map(({ said }) => said))].slice(0, 5).join('; ')} (at ${named}${records.length > 5 ? ', …' : ''})`,
			remedy: 'Nothing was confirmed. Give the user behind the credential the rights on what the message names, or correct the records in Sage X3, and run it again.',
		}, records);
	}
}

const sayStatus = (status: number, form: ErrorBody['form']): string => `it answered with status ${status}${form === 'html' ? ' and a web page' : ' and no message'}`;

const matches = (row: ErrorRow, status: number, { form, code, said, isGraphql }: ErrorBody): boolean =>
	(row.statuses === undefined || row.statuses(status)) &&
	(row.forms === undefined || row.forms.includes(form)) &&
	(row.codes === undefined || row.codes.includes(code)) &&
	(row.isGraphql === undefined || row.isGraphql === isGraphql) &&
	(row.words === undefined || row.words.test(said));

const verdictOf = ({ meaning, action, remedy }: ErrorRow, status: number, body: ErrorBody): Verdict =>
	({ meaning, action, remedy, status, said: body.said || sayStatus(status, body.form), code: body.code || undefined });

/** A refused token is explained by its number (reference sage-x3 2.1). */
const tokenVerdict = (status: number, { said }: ErrorBody): Verdict | undefined => {
	const number = status === 401 ? tokenErrorNumber(said) : undefined;
	if (number === undefined) return undefined;
	const known = tokenErrorOf(number);
	return {
		meaning: 'token-refused', action: known?.isCurable === false ? 'stop' : 'sign-in', status, code: number,
		said: known ? `${said} (${known.means})` : said,
		remedy: known?.remedy ?? 'Check the connected application in Sage X3 against the credential: client ID, secret, allowed user, URL and validity of the tokens.',
	};
};

const isGood = (status: number): boolean => status >= 200 && status < 300;

/** The verdict over an answer that is data, and whose content is an error: the status has no say in it. */
export const verdictInside = (response: HttpResponse): Verdict => {
	const body = readErrorBody(response.body);
	return verdictOf(ERROR_TABLE.find((row) => matches(row, 200, body)) ?? UNREADABLE, response.status, body);
};

/**
 * Data beside errors, as the resolvers of GraphQL give them. Which status such an answer has is not confirmed, so its body decides (reference
 * sage-x3 3.6): what came whole is used, and what did not is refused record by record.
 */
const partialData = (response: HttpResponse): ExactJson | undefined => {
	const json = [400, 500].includes(response.status) ? parseExactBody(response.body) : undefined;
	return isJsonObject(json) && isJsonObject(json.data) && Array.isArray(json.errors) ? json : undefined;
};

/** The verdict over a body that is not what was asked for. */
export const unreadable = (status: number, said: string): Verdict => ({ ...UNREADABLE, status, said, code: undefined });

/**
 * The one reading of every answer. Pure; error-table.ts and token-errors.ts hold all it knows. A good status with a web page is no good
 * answer, nor is one that broke off.
 */
export const readAnswer = (response: HttpResponse): Reading => {
	const { status, headers } = response;
	if (!isGood(status)) {
		const partial = partialData(response);
		if (partial !== undefined) return { verdict: undefined, json: partial };
		const body = readErrorBody(response.body);
		const sent = status >= 300 && status < 400 ? { ...body, said: `${body.said} ${headers.location ?? ''}`.trim() } : body;
		const found = tokenVerdict(status, body) ?? verdictOf(ERROR_TABLE.find((row) => matches(row, status, sent)) ?? UNREADABLE, status, body);
		return { verdict: found, json: null };
	}
	if (/^[\s\uFEFF]*</.test(response.body.subarray(0, 64).toString('utf8'))) return { verdict: verdictOf(WEB_PAGE, status, readErrorBody(response.body)), json: null };
	const json = parseExactBody(response.body);
	if (json === undefined) return { verdict: unreadable(status, 'the answer broke off or is no JSON; nothing of it was used'), json: null };
	return { verdict: undefined, json };
};

const LATER: ReadonlySet<Action> = new Set<Action>(['wait', 'retry']);

/** A verdict as the error that users see. */
export const errorOf = (found: Verdict, operation: string): IntegrationError => {
	const { said, remedy, status, code, action } = found;
	const facts: ErrorFacts = { system: SYSTEM, operation, said, remedy, status, ...(code ? { code } : {}) };
	return LATER.has(action) ? new RetryableError(facts) : new FatalError(facts);
};
