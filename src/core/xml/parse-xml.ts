import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { ATTRIBUTE_PREFIX, TEXT_MEMBER, type XmlBody, type XmlElement } from './element';
import { emptyDataIn, flatRecords, recordListIn } from './flat-records';
import { refuseUnusualMarkup } from './markup-guard';
import { decodeReferences } from './references';
import { XmlError } from './xml-error';

const nothing = (): void => undefined;

const parser = new XMLParser({
	attributeNamePrefix: ATTRIBUTE_PREFIX,
	textNodeName: TEXT_MEMBER,
	ignoreAttributes: false,
	ignoreDeclaration: true,
	parseTagValue: false,
	parseAttributeValue: false,
	trimValues: false,
	// Paths are only of use to callbacks, which we have none of; without them a page of 2000 records parses a quarter faster.
	jPath: false,
	processEntities: true,
	// The parser's own decoder knows no numeric references and has a limit that a page of 2000 records can reach.
	entityDecoder: {
		decode: decodeReferences, reset: nothing, setXmlVersion: nothing, addInputEntities: nothing, setExternalEntities: nothing,
	},
});

const isBody = (value: unknown): value is XmlBody =>
	typeof value === 'string' || (typeof value === 'object' && value !== null && !Array.isArray(value));

const refuse = (document: string): void => {
	const head = document.slice(0, 200).trimStart().toLowerCase();
	if (head === '' && document.trim() === '') throw new XmlError('empty', 'the body is empty');
	if (/^(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)[\s>]/.test(head)) throw new XmlError('html', 'the body is an HTML page, not XML');
	if (!document.trimStart().startsWith('<')) throw new XmlError('not-xml', 'the body does not begin with a tag');
};

const parsed = (document: string): unknown => {
	try {
		return parser.parse(document);
	} catch (error) {
		if (error instanceof XmlError) throw error;
		throw new XmlError('malformed', error instanceof Error ? error.message : 'unreadable XML');
	}
};

/**
 * Reads one complete XML document and returns its root element. Strict: the text is validated first (the parser
 * alone accepts truncated documents), and HTML, an empty body, a DTD, processing instructions, unknown entities,
 * trailing text and a second root are refused with `XmlError`. Values stay text, white space included.
 */
export const parseWholeXml = (document: string): XmlElement => {
	const body = document.charCodeAt(0) === 0xfeff ? document.slice(1) : document;
	refuse(body);
	const plain = body.trimStart();
	refuseUnusualMarkup(plain);
	const verdict = XMLValidator.validate(plain);
	if (verdict !== true) throw new XmlError('malformed', `${verdict.err.msg} (line ${verdict.err.line})`);
	const result = parsed(plain);
	const roots = typeof result === 'object' && result !== null ? Object.entries(result).filter(([name]) => name !== TEXT_MEMBER) : [];
	const [root] = roots;
	if (root === undefined || roots.length !== 1 || !isBody(root[1])) throw new XmlError('malformed', 'not exactly one root element');
	return { name: root[0], body: root[1] };
};

/**
 * The same, faster for pages of records, which are nearly all that is ever read: the records are read by `flatRecords`,
 * and the document around them, with the records taken out, goes the whole way. Where the records are not of the
 * plainest form, the whole document does.
 *
 * Proof that this accepts nothing that `parseWholeXml` refuses: the document is A + R + B. R is a sequence of complete
 * elements, so A + R + B is well-formed exactly when A + B is, provided that R stands where elements may stand; and it
 * does, because A ends with the opening tag of the very element that A + B shows as empty and B begins with its end.
 */
export const parseXml = (document: string): XmlElement => {
	const list = recordListIn(document);
	const records = list && flatRecords(document.slice(list.from, list.to));
	if (!list || !records) return parseWholeXml(document);
	const root = parseWholeXml(document.slice(0, list.from) + document.slice(list.to));
	const data = emptyDataIn(root.body);
	if (!data || Object.keys(data).some((name) => !name.startsWith(ATTRIBUTE_PREFIX) && name !== TEXT_MEMBER)) return parseWholeXml(document);
	delete data[TEXT_MEMBER];
	Object.assign(data, records);
	return root;
};

/** Bytes of an answer as text. A character cut in half or a foreign encoding is refused, not replaced. */
export const decodeUtf8 = (bytes: Uint8Array): string => {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		throw new XmlError('encoding', 'the body is not complete UTF-8 text');
	}
};
