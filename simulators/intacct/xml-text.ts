/** One element of an answer. No content at all is written as an empty-element tag. */
export interface XmlNode {
	readonly name: string;
	readonly attributes?: Readonly<Record<string, string>>;
	readonly content?: string | readonly XmlNode[];
}

export const node = (name: string, content?: string | readonly XmlNode[], attributes?: Readonly<Record<string, string>>): XmlNode => ({
	name,
	content,
	attributes,
});

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#039;' };
const RESERVED = /[&<>"']/;
const RESERVED_ALL = /[&<>"']/g;

/** Apostrophes become `&#039;`, as recorded messages show (reference 2). */
export const escapeText = (text: string): string =>
	RESERVED.test(text) ? text.replace(RESERVED_ALL, (character) => ENTITIES[character] ?? character) : text;

const openTag = (element: XmlNode): string => {
	if (!element.attributes) return element.name;
	return (
		element.name +
		Object.entries(element.attributes)
			.map(([name, value]) => ` ${name}="${escapeText(value)}"`)
			.join('')
	);
};

const write = (element: XmlNode, newline: string, out: string[]): void => {
	const { content } = element;
	if (content === undefined) out.push(newline, '<', openTag(element), '/>');
	else if (typeof content === 'string') out.push(newline, '<', openTag(element), '>', escapeText(content), '</', element.name, '>');
	else {
		out.push(newline, '<', openTag(element), '>');
		const inner = newline === '' ? '' : `${newline}  `;
		for (const part of content) write(part, inner, out);
		out.push(newline, '</', element.name, '>');
	}
};

/** The whole document; with `whitespace` one element per line, without it nothing between elements. */
export const writeXml = (root: XmlNode, whitespace: boolean): string => {
	const out: string[] = ['<?xml version="1.0" encoding="UTF-8"?>'];
	write(root, whitespace ? '\n' : '', out);
	if (whitespace) out.push('\n');
	return out.join('');
};
