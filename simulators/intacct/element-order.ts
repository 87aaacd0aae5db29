import { SchemaViolation } from './failures';
import type { XmlElement } from './xml-tree';

const refuse = (parent: string, element: string): never => {
	throw new SchemaViolation(`Error 1871 Element '${element}': This element is not expected in '${parent}'.`);
};

/** `xs:all`: any order, each at most once, nothing else. */
export const requireAll = (element: XmlElement, allowed: readonly string[]): void => {
	const seen = new Set<string>();
	for (const { name } of element.children) {
		if (!allowed.includes(name) || seen.has(name)) refuse(element.name, name);
		seen.add(name);
	}
};

/** `xs:sequence` of optional children: this order, nothing else. A name may stand in the sequence more than once. */
export const requireSequence = (element: XmlElement, sequence: readonly string[], repeatable: readonly string[] = []): void => {
	let at = 0;
	for (const { name } of element.children) {
		const found = sequence.indexOf(name, at);
		if (found < 0) refuse(element.name, name);
		at = repeatable.includes(name) ? found : found + 1;
	}
};

export const requireChild = (element: XmlElement, name: string): XmlElement => {
	const found = element.children.find((candidate) => candidate.name === name);
	if (!found) throw new SchemaViolation(`Error 1871 Element '${element.name}': Missing child element(s). Expected is ( ${name} ).`);
	return found;
};

/** Whole number in a child, within bounds; the default when the child is absent. */
export const integerChild = (
	element: XmlElement,
	name: string,
	fallback: number,
	lowest: number,
	highest = Number.MAX_SAFE_INTEGER,
): number => {
	const found = element.children.find((candidate) => candidate.name === name);
	if (!found) return fallback;
	const text = found.text.trim();
	const value = Number(text);
	if (!/^-?\d+$/.test(text) || value < lowest || value > highest) {
		throw new SchemaViolation(`Error 1824 Element '${name}': '${text}' is not a valid value; it must be from ${lowest} to ${highest}.`);
	}
	return value;
};

export const booleanChild = (element: XmlElement, name: string, fallback: boolean): boolean => {
	const text = element.children.find((candidate) => candidate.name === name)?.text.trim();
	if (text === undefined || text === '') return fallback;
	if (text !== 'true' && text !== 'false')
		throw new SchemaViolation(`Error 1824 Element '${name}': '${text}' is not a valid value of type boolean.`);
	return text === 'true';
};
