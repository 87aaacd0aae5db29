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

const pieces = (set: string, separator: Separator | undefined): string[] =>
	separator === undefined ? [] : set.slice(0, -1).split(separator);

/**
 * Pieces put together until each record has all its parts. A value that contains the separator was torn there, so its record begins
 * with too few parts.
 */
const joined = (torn: readonly string[], separator: Separator, width: number): string[][] => {
	const records: string[][] = [];
	let open: string | undefined;
	for (const piece of torn) {
		const text = open === undefined ? piece : `${open}${separator}${piece}`;
		const parts = text.split(GLUE);
		if (parts.length > width) throw new UnclearSet('ambiguous', 'a record has more parts than columns');
		open = parts.length === width ? undefined : text;
		if (open === undefined) records.push(parts);
	}
	if (open !== undefined) throw new UnclearSet('ambiguous', 'the last record has too few parts');
	return records;
};

/**
 * The records of two sets: values glued with `|`, of which the first `keyWidth` are the key, and keys without glue.
 *
 * **A record is never put together from parts of two.** Sage gives no escape, so a value with the separator or the glue in it shifts
 * what follows. Glue in a value makes a record too wide, which fails. A separator in a value leaves the record with too few parts, and
 * it is joined with the next piece; when it stood in the last column, the rest goes in front of the next record's first part instead, and
 * that is a part of its key. So the second set, which Sage made on its own, is written again from the keys found, separators included,
 * and must come out letter by letter. Whatever fails is read singly by the caller.
 *
 * @throws UnclearSet
 */
export const readSets = (values: string, keys: string, width: number, keyWidth: number): string[][] => {
	const separator = separatorOf(values);
	if (separator !== separatorOf(keys)) throw new UnclearSet('cut', 'both sets end differently');
	if (separator === undefined) return [];
	const torn = pieces(values, separator);
	const records = width === 1 ? torn.map((value) => [value]) : joined(torn, separator, width);
	const again = `${records.map((parts) => parts.slice(0, keyWidth).join('')).join(separator)}${separator}`;
	if (again !== keys) throw new UnclearSet('ambiguous', 'values and keys do not belong together');
	return records;
};
