import { XmlError } from './xml-error';

/** A piece of finished XML. Only `element` and `verbatim` make one, so text can never slip in unescaped. */
export class XmlMarkup {
	constructor(readonly markup: string) {}
}

const ESCAPES: Readonly<Record<string, string>> = {
	'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;',
};
const escapeWith = (pattern: RegExp) => (value: string): string => value.replace(pattern, (character) => ESCAPES[character] ?? character);
const escapeAttribute = escapeWith(/[&<>"'\t\n\r]/g);
const escapeContent = escapeWith(/[&<>\r]/g);

/** Control characters but tab and line ends, halves of surrogate pairs, and the two non-characters. */
const UNWRITABLE = /[^\P{Cc}\t\n\r\u007f-\u009f]|[\p{Cs}\ufffe\uffff]/u;

const checked = (value: string): string => {
	if (UNWRITABLE.test(value)) throw new XmlError('unwritable', 'a value holds a control character or half a character, which XML cannot carry');
	return value;
};

const NAME = /^[A-Za-z_][\w.-]*$/;
const checkedName = (name: string): string => {
	if (!NAME.test(name)) throw new XmlError('unwritable', `"${name}" cannot be the name of an XML element or attribute`);
	return name;
};

/** Text with the reserved characters of XML replaced. Throws `XmlError` for characters that XML cannot carry. */
export const escapeXml = (value: string): string => escapeContent(checked(value));

export type XmlContent = string | readonly (XmlMarkup | undefined)[];

/**
 * One element. Children stand in the order given; `undefined` ones are left out, so that optional parts read as a
 * list. Text is escaped. `''` and `[]` give an empty element `<a/>`.
 */
export const element = (name: string, content: XmlContent = '', attributes: Readonly<Record<string, string>> = {}): XmlMarkup => {
	const start = Object.entries(attributes)
		.map(([key, value]) => ` ${checkedName(key)}="${escapeAttribute(checked(value))}"`).join('');
	const inner = typeof content === 'string' ? escapeXml(content) : content.map((part) => part?.markup ?? '').join('');
	return new XmlMarkup(inner === '' ? `<${checkedName(name)}${start}/>` : `<${checkedName(name)}${start}>${inner}</${name}>`);
};

/** A text element, or nothing when the value is absent. An empty text is kept: `<a/>` says "empty". */
export const optional = (name: string, value: string | undefined): XmlMarkup | undefined =>
	value === undefined ? undefined : element(name, value);

/** Markup that somebody else has already checked with `parseXml`. */
export const verbatim = (markup: string): XmlMarkup => new XmlMarkup(markup);

/** The whole document with its declaration. */
export const xmlDocument = (root: XmlMarkup): string => `<?xml version="1.0" encoding="UTF-8"?>${root.markup}`;
