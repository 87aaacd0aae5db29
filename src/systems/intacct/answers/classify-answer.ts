import { FatalError, RetryableError, type IntegrationError } from '../../../core/errors';
import { SYSTEM } from '../identity';
import { sayErrors, wordsOf, type AnswerError } from './answer-error';
import { GENERIC_ERRORS, LASTING_ERRORS, PASSING_ERRORS, type Action, type ErrorRow, type Meaning } from './error-table';
import type { Answer, AnswerLevel, FunctionResult } from './read-answer';

export interface Verdict {
	readonly meaning: Meaning;
	readonly action: Action;
	/** What happened, in the server's words where it said any. */
	readonly said: string;
	readonly remedy: string;
	/** The decisive `errorno`, where there was one. */
	readonly code: string | undefined;
	readonly status: number;
}

const rowMatches = (row: ErrorRow, error: AnswerError, level: AnswerLevel, status: number): boolean =>
	(row.status === undefined || row.status === status) &&
	(row.levels === undefined || row.levels.includes(level)) &&
	(row.code === undefined || row.code.test(error.code)) &&
	(row.words === undefined || row.words.test(wordsOf(error)));

interface Match { readonly row: ErrorRow; readonly error: AnswerError }

const firstMatch = (rows: readonly ErrorRow[], errors: readonly AnswerError[], level: AnswerLevel, status: number): Match | undefined => {
	for (const error of errors) {
		const row = rows.find((candidate) => rowMatches(candidate, error, level, status));
		if (row) return { row, error };
	}
	return undefined;
};

const NO_ERROR: AnswerError = { code: '', description: '', description2: '', correction: '' };
const isGeneric = (error: AnswerError): boolean => GENERIC_ERRORS.some((row) => row.code?.test(error.code));

const UNKNOWN: ErrorRow = {
	meaning: 'refused', action: 'stop',
	remedy: 'Look the message up in Intacct\'s documentation, or give it to Sage support together with the Support ID where there is one.',
};

/** No error number and not even a sentence: on a 5xx the gateway itself is in trouble, else the request is. */
const UNSAID: ErrorRow = {
	meaning: 'server-trouble', action: 'retry',
	remedy: 'Run it again later. If it stays, see status.intacct.com and ask Sage support.',
};

/**
 * Errors of one level → what they mean. The cause is the first error as a rule, generic wrappers follow it
 * (reference sage-intacct 5), so wrappers are considered last, wherever they stand.
 */
export const classifyErrors = (level: AnswerLevel, errors: readonly AnswerError[], status: number): Verdict => {
	const specific = errors.filter((error) => !isGeneric(error));
	const considered = errors.length > 0 ? specific : [NO_ERROR];
	const busy: Match | undefined = status === 429 ? { row: PASSING_ERRORS[0] ?? UNKNOWN, error: errors[0] ?? NO_ERROR } : undefined;
	const trouble = status >= 500 && errors.every((error) => error.code === '') ? { row: UNSAID, error: errors[0] ?? NO_ERROR } : undefined;
	const match = busy ?? firstMatch(PASSING_ERRORS, considered, level, status) ?? trouble ??
		firstMatch(LASTING_ERRORS, considered, level, status) ??
		(specific.length === 0 ? firstMatch(GENERIC_ERRORS, errors, level, status) : undefined) ??
		{ row: UNKNOWN, error: considered[0] ?? NO_ERROR };
	const { meaning, action, remedy } = match.row;
	return { meaning, action, remedy, said: sayErrors(errors), code: match.error.code || undefined, status };
};

const CUT_OFF = 524;

const unreadable = (answer: Extract<Answer, { kind: 'unreadable' }>, status: number): Verdict => {
	const base = { code: undefined, status, action: 'retry' } as const;
	// A proxy stands in front of the gateway; this one status says that the server goes on working (reference sage-intacct 2).
	if (status === CUT_OFF) {
		return {
			...base, meaning: 'cut-off', said: 'the connection was cut because the answer took too long (status 524)',
			remedy: 'Read less at a time: fewer fields, a filter, a shorter range; GLDETAIL is slow without a tight filter.',
		};
	}
	if (status === 429) return { ...base, meaning: 'busy', said: 'too many requests (status 429)', remedy: PASSING_ERRORS[0]?.remedy ?? '' };
	const page = answer.defect === 'html' ? ' and a web page' : '';
	if (status >= 500 || (answer.defect === 'html' && status < 300)) {
		return {
			...base, meaning: 'html', said: `instead of Intacct, something before it answered with status ${status}${page}`,
			remedy: 'Run it again later. If it stays, check the gateway address in the credential and the proxy that stands between n8n and ' +
				'Intacct.',
		};
	}
	if (status >= 300) {
		return {
			...base, action: 'stop', meaning: 'wrong-address', said: `it answered with status ${status} and no Intacct document`,
			remedy: 'Check the gateway address in the credential: it ends with /ia/xml/xmlgw.phtml. A proxy between n8n and Intacct can also ' +
				'answer like this.',
		};
	}
	return {
		...base, meaning: 'unreadable', said: `the answer (status ${status}) is not a complete document: ${answer.detail}; nothing of it was used`,
		remedy: 'Run it again. If it stays, read less at a time, and check the gateway address and any proxy between n8n and Intacct.',
	};
};

/**
 * The one reading of every answer: HTTP status, control, authentication and the function's own result. Returns
 * `undefined` for success. Pure; the tables in error-table.ts hold all it knows.
 */
export const classifyAnswer = (answer: Answer, status: number): Verdict | undefined => {
	if (answer.kind === 'unreadable') return unreadable(answer, status);
	if (answer.kind === 'refused') return classifyErrors(answer.level, answer.errors, status);
	const failed = answer.results.find((result) => result.status !== 'success');
	return failed && classifyResult(failed, status);
};

/** The same for one result that is not `success`. An aborted one was good itself; its errors say what undid it. */
export const classifyResult = (result: FunctionResult, status: number): Verdict => classifyErrors('function', result.errors, status);

/** A verdict as the error that users see. */
export const errorOf = (verdict: Verdict, operation: string): IntegrationError => {
	const { said, remedy, status, code } = verdict;
	const facts = { system: SYSTEM, operation, said, remedy, status, code };
	return verdict.action === 'retry' || verdict.action === 'new-session' ? new RetryableError(facts) : new FatalError(facts);
};
