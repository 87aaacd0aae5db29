import { isNumber, type EntityType, type Property } from '../contract/types';
import { Refusal } from '../http/failure';

const PART = /\s*(?:([A-Za-z_]\w*)\s*=\s*)?(?:'((?:[^']|'')*)'|([^,'\s]+))\s*(,|$)/y;

interface KeyPart {
	readonly name: string | undefined;
	readonly value: string;
	readonly quoted: boolean;
}

const wrong = (message: string): Refusal => new Refusal('InvalidEntityKey', message);

const partsOf = (text: string): readonly KeyPart[] => {
	const parts: KeyPart[] = [];
	let at = 0;
	for (;;) {
		PART.lastIndex = at;
		const match = PART.exec(text);
		if (match === null) throw wrong(`The key '${text}' is not valid.`);
		const [whole, name, quoted, bare, end] = match;
		parts.push({ name, value: quoted?.replace(/''/g, '\'') ?? bare ?? '', quoted: quoted !== undefined });
		at += whole.length;
		if (end !== ',') return parts;
	}
};

/** Text may come without quotes when it has no blank; numbers may not have any (reference sage-300 5.2). */
const valueFor = (property: Property, { value, quoted }: KeyPart): string => {
	if (!isNumber(property)) return value;
	if (quoted || !/^\d{1,15}$/.test(value)) throw wrong(`The value of '${property.name}' must be a number.`);
	return String(Number(value));
};

/** Parts of the key in the order of the type's: all named in any order, or all unnamed in just that order. Throws Refusal. */
export const keyFrom = (text: string, { key }: EntityType): readonly string[] => {
	const parts = partsOf(text);
	const named = parts.some(({ name }) => name !== undefined);
	if (parts.length !== key.length) throw wrong(`The key has ${parts.length} of ${key.length} parts.`);
	return key.map((property, at) => {
		const part = named ? parts.find(({ name }) => name === property.name) : parts[at];
		if (part === undefined) throw wrong(`The key has no '${property.name}'.`);
		return valueFor(property, part);
	});
};

/** `GLJournalBatches('$process')` runs something instead of naming a record. */
export const actionIn = (text: string): string | undefined => /^'(\$\w*)'$/.exec(text.trim())?.[1];
