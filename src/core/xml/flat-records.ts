import type { XmlNode } from './element';
import { decodeReferences } from './references';

type Flat = Record<string, string>;

const NAME = /^[A-Za-z_][\w.]*$/;

/** Names that every object knows already (`constructor`, `__proto__`) are left to the whole parser, which refuses some of them. */
const isPlain = (name: string): boolean => NAME.test(name) && !(name in Object.prototype);

/** What makes a text more than characters: CDATA, comments, line ends that a parser rewrites, characters XML does not have. */
const UNUSUAL = /<[!?]|\]\]>|[^\t\n\u0020-\ufffd]/;

const LESS = 60;
const SLASH = 47;

/** `<name>` at `at`, or `<name/>`; undefined for a tag with anything else in it. */
const tagAt = (text: string, at: number): { name: string; isEmpty: boolean; next: number } | undefined => {
	const end = text.indexOf('>', at);
	if (text.charCodeAt(at) !== LESS || end < 0) return undefined;
	const isEmpty = text.charCodeAt(end - 1) === SLASH;
	return { name: text.slice(at + 1, isEmpty ? end - 1 : end), isEmpty, next: end + 1 };
};

/**
 * A run of records as a page of an answer holds them: `<R><F>text</F><G/></R>` over and over, each field once, no
 * attributes, nothing nested, nothing between them.
 *
 * **Only this form, and all of it.** The whole text is read or none: whatever is not exactly this form (truncated text,
 * a tag that does not close, white space, CDATA, a repeated field, a name of another alphabet) gives undefined, and
 * the caller then has the whole document validated and parsed. So this reader never decides that a document is right;
 * it only reads faster what can be read in one way. What it does read, it reads as the whole parser would (tested
 * against it, over mutations too).
 */
export const flatRecords = (text: string): Record<string, Flat | Flat[]> | undefined => {
	if (text === '' || UNUSUAL.test(text)) return undefined;
	const found = new Map<string, Flat[]>();
	const known = new Set<string>();
	const isName = (name: string): boolean => known.has(name) || (isPlain(name) && known.add(name) !== undefined);

	for (let at = 0; at < text.length; ) {
		const record = tagAt(text, at);
		if (!record || record.isEmpty || !isName(record.name)) return undefined;
		const row: Flat = {};
		at = record.next;
		while (text.charCodeAt(at + 1) !== SLASH) {
			const field = tagAt(text, at);
			if (!field || !isName(field.name) || Object.hasOwn(row, field.name)) return undefined;
			at = field.next;
			if (field.isEmpty) {
				row[field.name] = '';
				continue;
			}
			const end = text.indexOf('<', at);
			if (end < 0 || !text.startsWith(`</${field.name}>`, end)) return undefined;
			row[field.name] = decodeReferences(text.slice(at, end));
			at = end + field.name.length + 3;
		}
		if (!text.startsWith(`</${record.name}>`, at) || Object.keys(row).length === 0) return undefined;
		at += record.name.length + 3;
		const list = found.get(record.name);
		if (list) list.push(row);
		else found.set(record.name, [row]);
	}
	return Object.fromEntries([...found].map(([name, rows]) => [name, rows.length === 1 ? (rows[0] ?? {}) : rows]));
};

/** An answer with one list of records: where its text begins and ends. */
export interface RecordList {
	readonly from: number;
	readonly to: number;
}

const OPEN = '<data ';
const CLOSE = '</data>';

/** The inside of the one `<data …>` of a document; undefined when there is none, or more than one. */
export const recordListIn = (document: string): RecordList | undefined => {
	const open = document.indexOf(OPEN);
	const to = document.indexOf(CLOSE);
	if (open < 0 || to < 0 || document.indexOf('<data', open + 1) >= 0 || document.indexOf(CLOSE, to + 1) >= 0) return undefined;
	const from = document.indexOf('>', open) + 1;
	return from > 0 && from < to && document.charCodeAt(from - 2) !== SLASH ? { from, to } : undefined;
};

/** The `data` element somewhere below an element; undefined when it is nowhere or is more than an empty element with attributes. */
export const emptyDataIn = (body: unknown): Record<string, unknown> | undefined => {
	if (typeof body !== 'object' || body === null) return undefined;
	for (const [name, member] of Object.entries(body as XmlNode)) {
		if (name === 'data') return typeof member === 'object' && !Array.isArray(member) ? (member as Record<string, unknown>) : undefined;
		const found = emptyDataIn(member);
		if (found) return found;
	}
	return undefined;
};
