import { readRawJson } from '../../harness/raw-json';
import type { Json, JsonObject } from './tree';

/** An own property whatever its name is, `__proto__` too. */
const objectOf = (members: ReadonlyMap<string, Json>): JsonObject => {
	const made: Record<string, Json> = {};
	for (const [name, value] of members) Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true });
	return made;
};

/** JSON text to a tree whose numbers keep the digits they were written with. Throws NoJson. */
export const readJson = (text: string): Json => readRawJson<JsonObject>(text, objectOf);
