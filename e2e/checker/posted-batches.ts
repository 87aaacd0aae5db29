import { groupsOf } from './approved-lines';
import { plain, units } from './decimal-text';

/** What the batches of every system have that a posting is checked by. */
interface Described {
	readonly Description: string;
}

export interface PostedVerdict {
	readonly batches: number;
	readonly lines: number;
	/** Exact sum of all debits. */
	readonly debit: string;
	readonly differences: readonly string[];
}

/** The reference is what the description begins with, up to the first blank. */
export const referenceOf = ({ Description }: Described): string => Description.split(' ')[0] ?? '';

/** References that more than one batch carries, with their numbers: what must never be there. */
export const referencesTwice = <Batch extends Described>(batches: readonly Batch[], numberOf: (batch: Batch) => string): readonly string[] =>
	groupsOf(batches, referenceOf).filter(({ length }) => length !== 1).map((same) => `${referenceOf(same[0] as Batch)}: ${same.map(numberOf).join(', ')}`);

export const exact = (text: string): string => plain(units(text));

export const sumOfDebits = (batches: readonly { readonly debit: string }[]): string => plain(batches.reduce((total, { debit }) => total + units(debit), 0n));
