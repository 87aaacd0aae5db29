import { createHash } from 'node:crypto';

/** 128 bits: two different contents with one fingerprint are not to be expected in the lifetime of this product. */
const HEX_CHARACTERS = 32;

/** `n` for null, `s<length>:<text>` for text, as netstrings do. */
const frame = (part: string | null): string => (part === null ? 'n' : `s${part.length}:${part}`);

/**
 * SHA-256 over records in order, to see whether a content has changed.
 *
 * **Different records, different fingerprint.** Before a record stands how many parts it has, before each text how long
 * it is, and null has a letter of its own. Reading from the left therefore gives back the records in one way only:
 * `['a','b']` is not `['ab']`, `['a'],['b']` is not `['a','b']`, null is not the empty text. Hashed are the UTF-16
 * units and not UTF-8, in which two different broken surrogates would become the same replacement character.
 *
 * **Stable.** Nothing but the records goes in: no time, no process, no order of object keys.
 */
export class Fingerprint {
	private readonly hash = createHash('sha256');

	add(parts: ReadonlyArray<string | null>): void {
		this.hash.update(`${parts.length};${parts.map(frame).join('')}`, 'utf16le');
	}

	/** The same as `add` for each of them, in fewer calls. */
	addAll(records: Iterable<ReadonlyArray<string | null>>): void {
		let text = '';
		for (const parts of records) {
			text += `${parts.length};`;
			for (const part of parts) text += frame(part);
		}
		this.hash.update(text, 'utf16le');
	}

	/** 32 hex characters for what was added so far; more may be added afterwards. */
	digest(): string {
		return this.hash.copy().digest('hex').slice(0, HEX_CHARACTERS);
	}
}
