import type { SageFault } from '../port';

/** One character that ends every value of a set: U+0160 on a PC with code page 1252, another letter elsewhere (reference sage-100 3.1). */
export type Separator = string;

/** Between the columns of one record; glued by us, so it is ours to choose. */
export const GLUE = '|';

export type SetFault = 'cut' | 'ambiguous';

/** A set that cannot be had. The rows are there, so they are read in smaller sets or one by one. */
export class UnreadableSet extends Error {}

/** A set that cannot be taken apart with certainty. `cut`: it does not end with a separator, so Sage left something out. */
export class UnclearSet extends UnreadableSet {
	constructor(readonly reason: SetFault, detail: string) {
		super(detail);
		this.name = 'UnclearSet';
	}
}

/** A set that Sage refused to make: perhaps it is too long (reference sage-100 3.2), perhaps nothing works any more. */
export class RefusedSet extends UnreadableSet {
	constructor(readonly fault: SageFault) {
		super(fault.message);
		this.name = 'RefusedSet';
	}
}

/** The separator is whatever ends the set; a letter of plain text there means that the set was cut off. */
export const separatorOf = (set: string): Separator | undefined => {
	const last = set.slice(-1);
	if (last === '') return undefined;
	if (last.charCodeAt(0) < 128) throw new UnclearSet('cut', 'the set does not end with a separator');
	return last;
};

/**
 * Each record of two sets in turn: values glued with `|`, of which the first `keyWidth` are the key, and keys without glue. A set has as many
 * records as its table, so they are never all in memory but in the two texts; and what was taken counts only when this has returned.
 *
 * **A record is never put together from parts of two.** Sage gives no escape, so a value with the separator or the glue in it shifts
 * what follows. Glue in a value makes a record too wide, which fails. A separator in a value leaves the record with too few parts, and
 * it is joined with the next piece; so it does in the last column of a value, because whoever asks puts glue behind that one as well and reads one
 * empty part more. And the second set, which Sage made on its own, is compared with the keys found, separators included, and must be the
 * same letter by letter: without glue at the end it finds a separator in a last column that is no part of the key. Whatever fails is read singly by the caller.
 *
 * @throws UnclearSet
 */
export const eachOfSets = (values: string, keys: string, width: number, keyWidth: number, take: (parts: string[]) => void): void => {
	const separator = separatorOf(values);
	if (separator !== separatorOf(keys)) throw new UnclearSet('cut', 'both sets end differently');
	if (separator === undefined) return;
	let compared = 0;
	/** Pieces put together until the record has all its parts. */
	let open: string | undefined;
	for (let from = 0; from < values.length;) {
		const to = values.indexOf(separator, from);
		const piece = values.slice(from, to);
		from = to + separator.length;
		const text = open === undefined ? piece : `${open}${separator}${piece}`;
		const parts = width === 1 ? [text] : text.split(GLUE);
		if (parts.length > width) throw new UnclearSet('ambiguous', 'a record has more parts than columns');
		open = parts.length === width ? undefined : text;
		if (open !== undefined) continue;
		const key = `${parts.slice(0, keyWidth).join('')}${separator}`;
		if (!keys.startsWith(key, compared)) throw new UnclearSet('ambiguous', 'values and keys do not belong together');
		compared += key.length;
		take(parts);
	}
	if (open !== undefined) throw new UnclearSet('ambiguous', 'the last record has too few parts');
	if (compared !== keys.length) throw new UnclearSet('ambiguous', 'values and keys do not belong together');
};

/** All of them. @throws UnclearSet */
export const readSets = (values: string, keys: string, width: number, keyWidth: number): string[][] => {
	const records: string[][] = [];
	eachOfSets(values, keys, width, keyWidth, (parts) => records.push(parts));
	return records;
};
