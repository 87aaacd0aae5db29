/**
 * A parsed element. Element and attribute values are the document's own text, never numbers or booleans.
 * `body` is the parser's own object, read only through the functions below, which hide its one awkward habit:
 * a single child is an object, several are a list.
 */
export interface XmlElement {
	readonly name: string;
	/** Text for an element with neither attributes nor children. */
	readonly body: XmlBody;
}

export type XmlBody = string | XmlNode;
export interface XmlNode { readonly [member: string]: XmlBody | readonly XmlBody[] | undefined }

/** Element names cannot begin with these, so attributes and text never collide with children. */
export const ATTRIBUTE_PREFIX = '@_';
export const TEXT_MEMBER = '#text';

const isList = (value: XmlBody | readonly XmlBody[]): value is readonly XmlBody[] => Array.isArray(value);
const member = (element: XmlElement, name: string): XmlBody | readonly XmlBody[] | undefined =>
	typeof element.body !== 'string' && Object.hasOwn(element.body, name) ? element.body[name] : undefined;
const isChildName = (name: string): boolean => name !== TEXT_MEMBER && !name.startsWith(ATTRIBUTE_PREFIX);
const textOfBody = (body: XmlBody): string => {
	if (typeof body === 'string') return body;
	const own = body[TEXT_MEMBER];
	return typeof own === 'string' ? own : '';
};

/** All children of that name, in document order; empty list where there is none. */
export const children = (element: XmlElement | undefined, name: string): readonly XmlElement[] => {
	const value = element && member(element, name);
	if (value === undefined) return [];
	return isList(value) ? value.map((body) => ({ name, body })) : [{ name, body: value }];
};

/** The first child of that name. */
export const child = (element: XmlElement | undefined, name: string): XmlElement | undefined => children(element, name)[0];

/** Every child. Children of one name keep their order; the order between different names is not kept. */
export const allChildren = (element: XmlElement | undefined): readonly XmlElement[] =>
	element === undefined || typeof element.body === 'string' ? []
		: Object.keys(element.body).filter(isChildName).flatMap((name) => children(element, name));

/** The element's own text; of an element with children only what stands between them. */
export const ownText = (element: XmlElement | undefined): string => (element === undefined ? '' : textOfBody(element.body));

/** Text of the first child of that name; '' when it is empty or absent (the two mean the same on these systems). */
export const text = (element: XmlElement | undefined, name: string): string => ownText(child(element, name));

/** Value of an attribute, `undefined` when it is absent. */
export const attribute = (element: XmlElement | undefined, name: string): string | undefined => {
	const value = element && member(element, `${ATTRIBUTE_PREFIX}${name}`);
	return typeof value === 'string' ? value : undefined;
};

/**
 * The leaf children as a flat object of text: the fast way to read a record. A child that has children itself is
 * left out; of several children of one name the first counts.
 */
export const textFields = (element: XmlElement): Record<string, string> => {
	const fields: Record<string, string> = {};
	if (typeof element.body === 'string') return fields;
	for (const name of Object.keys(element.body)) {
		if (!isChildName(name)) continue;
		const value = element.body[name];
		if (value === undefined) continue;
		const first = isList(value) ? value[0] : value;
		if (first === undefined) continue;
		if (typeof first === 'string') fields[name] = first;
		else if (!Object.keys(first).some(isChildName)) fields[name] = textOfBody(first);
	}
	return fields;
};
