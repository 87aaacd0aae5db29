import { isJsonObject, jsonList, jsonText, parseExactBody, type ExactJson, type JsonObject } from '../../../core/json';

/** What can be told from the body of an answer that is not what was asked for. */
export interface ErrorBody {
	readonly form: 'empty' | 'html' | 'text' | 'json';
	/** `RecordNotFound`; '' where the body names none. Texts vary, so codes decide (reference sage-300 10). */
	readonly code: string;
	/** The server's own words, short enough to read; '' where it said none. */
	readonly said: string;
}

const LONGEST_SAYING = 600;

const isHtml = (text: string): boolean => /^\s*(?:<!doctype html|<html|<head|<body)/i.test(text);

const unescaped = (text: string): string =>
	text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;|&apos;/g, '\'').replace(/&nbsp;/g, ' ').replace(/&amp;/g, '&');

/** One line without markup. */
const readable = (text: string): string => {
	const line = unescaped(text.replace(/<[^<>]*>/g, ' ')).replace(/\s+/g, ' ').trim();
	return line.length > LONGEST_SAYING ? `${line.slice(0, LONGEST_SAYING)}…` : line;
};

/** Without case: OData 3 and 4 libraries and the web framework's own errors spell members differently. */
const member = (object: JsonObject, name: string): ExactJson | undefined => {
	const found = Object.keys(object).find((key) => key.toLowerCase() === name);
	return found === undefined ? undefined : object[found];
};

/** The error inside of an answer, under the names of OData 4 or OData 3; a good answer has none. */
export const errorIn = (answer: ExactJson | undefined): JsonObject | undefined => {
	if (!isJsonObject(answer)) return undefined;
	const error = member(answer, 'error') ?? member(answer, 'odata.error');
	return isJsonObject(error) ? error : undefined;
};

/** `message` is an object with language and value, in some answers a text; details say more. */
const wordsOf = (error: JsonObject): string => {
	const message = member(error, 'message');
	const own = isJsonObject(message) ? jsonText(member(message, 'value')) : jsonText(message);
	const details = jsonList(member(error, 'details')).filter(isJsonObject).map((detail) => jsonText(member(detail, 'message')));
	const inner = member(error, 'innererror');
	const below = isJsonObject(inner) ? jsonText(member(inner, 'message')) : '';
	return [...new Set([own, ...details, below].map(readable).filter((words) => words !== ''))].join(' ');
};

/** The body is read as JSON whatever its type says: errors arrive as text/plain (reference sage-300 4). */
export const readErrorBody = (body: Buffer): ErrorBody => {
	const text = body.toString('utf8').trim();
	if (text === '') return { form: 'empty', code: '', said: '' };
	if (isHtml(text)) return { form: 'html', code: '', said: readable(/<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1] ?? '') };
	const parsed = parseExactBody(body);
	if (parsed === undefined) return { form: 'text', code: '', said: readable(text) };
	if (typeof parsed === 'string') return { form: 'json', code: '', said: readable(parsed) };
	const error = errorIn(parsed);
	if (error) return { form: 'json', code: jsonText(member(error, 'code')).trim(), said: wordsOf(error) };
	const words = isJsonObject(parsed) ? jsonText(member(parsed, 'message')) : '';
	return { form: 'json', code: '', said: readable(words) };
};
