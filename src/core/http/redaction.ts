import type { Http } from '../../contracts';
import { isErrorLike } from '../error-like';
import { secretPatterns } from './redaction-forms';

const MASK = '•••';

type Redact = (text: string) => string;

/** Places whose content is secret whatever it is. Group 1 is kept; the rest of the match is masked. */
const SECRET_PLACES: readonly RegExp[] = [
	// A header in a dump of headers or in JSON: up to the end of the line or of the JSON text.
	/((?:^|[^\w-])(?:proxy-authorization|authorization|set-cookie|cookie)["']?[ \t]*[:=][ \t]*)(?:"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|\[[^\]]*\]?|[^\r\n]+)/gi,
	// An element, with prefix, attributes or CDATA, also in a document that was cut off inside of it.
	/(<(?:[\w.-]+:)?(?:password|sessionid)(?:\s[^<>]*)?(?<!\/)>)(?:<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|[^<])+/gi,
	// The same, escaped into another document.
	/(&lt;(?:[\w.-]+:)?(?:password|sessionid)(?:\s(?:(?!&[lg]t;)[^<>])*)?(?<!\/)&gt;)(?:(?!&lt;)[^<])+/gi,
	// A private key, also one that was cut off.
	/(-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----)[\s\S]+?(?=-----END|$)/g,
	// A member of a JSON object.
	/("(?:password|sessionid|tokenValue|access_token|refresh_token|id_token|device_code|client_secret|passphrase)"\s*:\s*")(?:[^"\\]|\\[\s\S])+/gi,
	// The same inside of another JSON text, where `\"` ends the value and `\\\"` is a quotation mark in it.
	/(\\"(?:password|sessionid|tokenValue|access_token|refresh_token|id_token|device_code|client_secret|passphrase)\\"\s*:\s*\\")(?:[^"\\]|\\\\(?:\\"|[\s\S]))+/gi,
];

interface Span {
	readonly from: number;
	readonly to: number;
}

/** All matches, also those that overlap an earlier one: two secrets may share characters. */
const spansOf = (text: string, pattern: RegExp): Span[] => {
	const spans: Span[] = [];
	pattern.lastIndex = 0;
	for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
		spans.push({ from: match.index, to: match.index + match[0].length });
		pattern.lastIndex = match.index + 1;
	}
	return spans;
};

const maskSpans = (text: string, spans: readonly Span[]): string => {
	const parts: string[] = [];
	let done = 0;
	let maskedTo = -1;
	for (const { from, to } of [...spans].sort((a, b) => a.from - b.from || b.to - a.to)) {
		if (from >= maskedTo || maskedTo < 0) {
			parts.push(text.slice(done, from), MASK);
			maskedTo = to;
		} else {
			maskedTo = Math.max(maskedTo, to);
		}
		done = maskedTo;
	}
	return parts.join('') + text.slice(done);
};

/**
 * Builds the function that makes a text fit to be shown: each of `secrets` (4 characters or longer) in every spelling a
 * message can carry it in, and whatever stands in an authorization or cookie header or in a password or session element,
 * becomes `•••`. All matches are found in the original text and masked at once, so no mask hides one from the next.
 */
export const redactor = (secrets: readonly string[]): Redact => {
	const patterns = [...new Set(secrets)].flatMap(secretPatterns);
	return (text) => {
		const masked = maskSpans(text, patterns.flatMap((pattern) => spansOf(text, pattern)));
		return SECRET_PLACES.reduce((cleaned, place) => cleaned.replace(place, `$1${MASK}`), masked);
	};
};

const isPlainObject = (value: object): value is Record<string, unknown> => {
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === null || Object.getPrototypeOf(prototype) === null;
};

/** From what was met to what it became: shared parts stay shared and circles end. */
type Cleaned = Map<object, unknown>;

const cleanedValue = (value: unknown, redact: Redact, cleaned: Cleaned): unknown => {
	if (typeof value === 'string') return redact(value);
	if (typeof value === 'function') return undefined;
	if (typeof value !== 'object' || value === null) return value;
	if (cleaned.has(value)) return cleaned.get(value);
	if (isErrorLike(value)) return cleanError(value, redact, cleaned);
	if (Array.isArray(value)) {
		const list: unknown[] = [];
		cleaned.set(value, list);
		for (const one of value) list.push(cleanedValue(one, redact, cleaned));
		return list;
	}
	// Sockets, requests, buffers: nobody needs them in an error, and nobody knows what they carry.
	if (!isPlainObject(value)) return `[${value.constructor.name}]`;
	const copy: Record<string, unknown> = {};
	cleaned.set(value, copy);
	for (const [name, one] of Object.entries(value)) copy[name] = cleanedValue(one, redact, cleaned);
	return copy;
};

/** In place, so that the class, the identity and whoever else holds this error are all served. */
const cleanError = (error: object, redact: Redact, cleaned: Cleaned): unknown => {
	// A frozen error cannot be cleaned; what is left of it is its cleaned text.
	if (Object.isFrozen(error)) return new Error(redact(String(error)));
	cleaned.set(error, error);
	for (const name of new Set([...Reflect.ownKeys(error), 'message', 'stack', 'name'])) {
		const value: unknown = Reflect.get(error, name);
		if (value === undefined) continue;
		const enumerable = Object.getOwnPropertyDescriptor(error, name)?.enumerable ?? false;
		Reflect.defineProperty(error, name, { value: cleanedValue(value, redact, cleaned), writable: true, configurable: true, enumerable });
	}
	return error;
};

/** An error of any kind and everything that hangs on it (facts, causes, records) without a secret. */
export const redactError = (caught: unknown, redact: Redact): unknown => cleanedValue(caught, redact, new Map());

/** What the inner http throws comes out cleaned. Answers pass untouched: they are data, and whoever quotes them cleans. */
export const withRedaction = (http: Http, redact: Redact): Http => ({
	async send(request) {
		try {
			return await http.send(request);
		} catch (caught) {
			throw redactError(caught, redact);
		}
	},
});
