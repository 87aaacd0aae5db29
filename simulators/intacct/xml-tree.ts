import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** One element of a request, in document order. */
export interface XmlElement {
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
	readonly children: readonly XmlElement[];
	/** The text directly inside, references resolved, not trimmed. */
	readonly text: string;
}

export interface XmlFault {
	readonly message: string;
	readonly line: number;
	readonly column: number;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const resolveReference = (whole: string, name: string): string => {
	if (name.startsWith('#x') || name.startsWith('#X')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
	if (name.startsWith('#')) return String.fromCodePoint(Number.parseInt(name.slice(1), 10));
	return NAMED[name] ?? whole;
};

const resolveReferences = (text: string): string => text.replace(/&(#[xX]?[0-9a-fA-F]+|[A-Za-z]+);/g, resolveReference);

const parser = new XMLParser({
	preserveOrder: true,
	ignoreAttributes: false,
	attributeNamePrefix: '',
	cdataPropName: '#cdata',
	parseTagValue: false,
	parseAttributeValue: false,
	trimValues: false,
	processEntities: false,
	ignoreDeclaration: true,
	ignorePiTags: true,
});

const ATTRIBUTES = ':@';

const textOf = (part: Record<string, unknown>): string | undefined => {
	if ('#text' in part) return resolveReferences(String(part['#text']));
	if ('#cdata' in part) return (part['#cdata'] as Record<string, unknown>[]).map((inner) => String(inner['#text'] ?? '')).join('');
	return undefined;
};

const elementOf = (part: Record<string, unknown>): XmlElement => {
	const name = Object.keys(part).find((key) => key !== ATTRIBUTES) ?? '';
	const raw = (part[ATTRIBUTES] ?? {}) as Record<string, unknown>;
	const attributes = Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, resolveReferences(String(value))]));
	const children: XmlElement[] = [];
	let text = '';
	for (const inner of part[name] as Record<string, unknown>[]) {
		const piece = textOf(inner);
		if (piece === undefined) children.push(elementOf(inner));
		else text += piece;
	}
	return { name, attributes, children, text };
};

/** Reads a document that must be well-formed; a fault says where it is not. */
export const readXml = (text: string): XmlElement | XmlFault => {
	const verdict = XMLValidator.validate(text);
	if (verdict !== true) return { message: verdict.err.msg, line: verdict.err.line, column: verdict.err.col };
	try {
		const parts = (parser.parse(text) as Record<string, unknown>[]).filter((part) => textOf(part) === undefined);
		const [root] = parts;
		if (!root || parts.length !== 1) return { message: 'Start tag expected', line: 1, column: 1 };
		return elementOf(root);
	} catch (error) {
		return { message: String(error instanceof Error ? error.message : error), line: 1, column: 1 };
	}
};

export const isFault = (reading: XmlElement | XmlFault): reading is XmlFault => !('children' in reading);

export const child = (element: XmlElement, name: string): XmlElement | undefined =>
	element.children.find((candidate) => candidate.name === name);

export const childrenNamed = (element: XmlElement, name: string): readonly XmlElement[] =>
	element.children.filter((candidate) => candidate.name === name);

/** Trimmed text of a child, or undefined when the child is absent. */
export const childText = (element: XmlElement, name: string): string | undefined => child(element, name)?.text.trim();
