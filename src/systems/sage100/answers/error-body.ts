import { isJsonObject, jsonList, jsonText, parseExactBody, type JsonObject } from '../../../core/json';

/** What is wrong in one place of the request. */
export interface ErrorDetail {
	/** Path in the body: `lines[1].account`. */
	readonly field: string;
	readonly said: string;
}

/** What can be told from the body of an answer that is not what was asked for. */
export interface ErrorBody {
	readonly form: 'empty' | 'html' | 'text' | 'agent';
	/** A code of the contract; '' where the body names none. */
	readonly code: string;
	/** The words of the agent or of Sage 100, short enough to read; '' where there are none. */
	readonly said: string;
	/** Undefined where the agent does not say. */
	readonly retryable: boolean | undefined;
	readonly afterMs: number | undefined;
	readonly requestId: string;
	readonly details: readonly ErrorDetail[];
}

const LONGEST_SAYING = 600;
const LONGEST_ID = 64;

const NOTHING = { code: '', said: '', retryable: undefined, afterMs: undefined, requestId: '', details: [] } as const;

const isHtml = (text: string): boolean => /^\s*(?:<!doctype html|<html|<head|<body)/i.test(text);

const readable = (text: string): string => {
	const line = text.replace(/<[^<>]*>/g, ' ').replace(/\s+/g, ' ').trim();
	return line.length > LONGEST_SAYING ? `${line.slice(0, LONGEST_SAYING)}…` : line;
};

const secondsIn = (error: JsonObject): number | undefined => {
	const seconds = Number(jsonText(error.retryAfterSeconds) || Number.NaN);
	return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds * 1000) : undefined;
};

/** What the business object said is for people too, unless the message has said it already. */
const wordsOf = (error: JsonObject): string => {
	const message = readable(jsonText(error.message));
	const sage = isJsonObject(error.sage) ? readable(jsonText(error.sage.text)) : '';
	return sage === '' || message.includes(sage) ? message : `${message} Sage 100 says: ${sage}`.trim();
};

const detailsOf = (error: JsonObject): readonly ErrorDetail[] =>
	jsonList(error.details).filter(isJsonObject).map((detail) => ({ field: jsonText(detail.field), said: readable(jsonText(detail.message)) }));

export const readErrorBody = (body: Buffer): ErrorBody => {
	const text = body.toString('utf8').trim();
	if (text === '') return { ...NOTHING, form: 'empty' };
	if (isHtml(text)) return { ...NOTHING, form: 'html', said: readable(/<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1] ?? '') };
	const parsed = parseExactBody(body);
	const error = isJsonObject(parsed) ? parsed.error : undefined;
	if (!isJsonObject(error)) return { ...NOTHING, form: 'text', said: readable(text) };
	return {
		form: 'agent', code: jsonText(error.code).trim(), said: wordsOf(error), retryable: typeof error.retryable === 'boolean' ? error.retryable : undefined,
		afterMs: secondsIn(error), requestId: jsonText(error.requestId).slice(0, LONGEST_ID), details: detailsOf(error),
	};
};
