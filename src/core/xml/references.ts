import { XmlError } from './xml-error';

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const characterOf = (digits: string, base: 10 | 16, whole: string): string => {
	const code = Number.parseInt(digits, base);
	const allowed = code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0xd7ff) ||
		(code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
	if (!allowed) throw new XmlError('malformed', `the reference ${whole} is not a character of XML`);
	return String.fromCodePoint(code);
};

const decodeOne = (whole: string, body: string | undefined): string => {
	if (body === undefined) throw new XmlError('malformed', 'an "&" that begins no reference');
	const numeric = /^#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,8}))$/.exec(body);
	if (numeric) return numeric[1] ? characterOf(numeric[1], 16, whole) : characterOf(numeric[2] ?? '', 10, whole);
	const named = Object.hasOwn(NAMED, body) ? NAMED[body] : undefined;
	if (named === undefined) throw new XmlError('malformed', `the entity ${whole} is not one of XML's own five`);
	return named;
};

/**
 * Replaces `&amp;`, `&lt;`, `&gt;`, `&quot;`, `&apos;` and numeric references, once: `&amp;#39;` stays `&#39;`.
 * No other entity exists for us, so nothing can be defined, expanded or fetched. Throws `XmlError`.
 */
export const decodeReferences = (text: string): string =>
	text.includes('&') ? text.replace(/&(?:([^;&\s<]{1,16});)?/g, decodeOne) : text;
