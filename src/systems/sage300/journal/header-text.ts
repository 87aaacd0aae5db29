import type { Journal } from '../../../contracts';

/** Digits and capitals without those that look alike: searches may pass over the case of letters. */
export const REFERENCE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 32^12 = 2^60 values behind the prefix, and as many marks. */
export const REFERENCE_LENGTH = 12;
export const MARK_LENGTH = 12;
/** Descriptions of batches and entries; what is longer is an error or is cut, so it is cut here (reference sage-300 8.2). */
export const LONGEST_TEXT = 60;

const MARK = new RegExp(`^ ([${REFERENCE_LETTERS}]{${MARK_LENGTH}})(?= |$)`, 'i');

/** What is left of a line's reference behind that of the journal and a blank. */
export const roomBehind = (longestReference: number): number => LONGEST_TEXT - longestReference - 1;

/** The reference of a line: that of its journal, by which the ledger can be searched, and what the user wants there. */
export const lineReference = (reference: string, own: string | undefined): string => (own === undefined || own === '' ? reference : `${reference} ${own}`);

/** The user's own part of it; all of it where it does not begin with the reference of a journal. */
export const ownReference = (text: string, reference: string): string => (beginsWith(text, reference) ? text.slice(reference.length) : text).trim();

/** Not in the middle of a letter that takes two units. */
const cut = (text: string): string => {
	const short = text.slice(0, LONGEST_TEXT);
	return /[\uD800-\uDBFF]$/.test(short) ? short.slice(0, -1) : short;
};

type Told = Pick<Journal, 'reference' | 'mark' | 'title' | 'part'>;

const words = ({ title, part }: Told): string => `${title}${part > 1 ? ` (part ${part})` : ''}`.replace(/\s+/g, ' ').trim();

/**
 * The description of a batch: reference, mark, and the user's words as far as there is room. The reference comes first because a text is
 * searched by its beginning: `startswith` exists in both generations of the API (reference sage-300 2).
 */
export const batchText = (journal: Told): string => cut(`${journal.reference} ${journal.mark} ${words(journal)}`).trimEnd();

/** The description of the entry inside of the batch: for people. */
export const entryText = (journal: Told): string => cut(`${words(journal)} ${journal.reference}`.trim());

export const beginsWith = (text: string, reference: string): boolean => text.slice(0, reference.length).toUpperCase() === reference.toUpperCase();

/** The mark behind the reference; undefined when somebody has rewritten the description. */
export const markIn = (text: string, reference: string): string | undefined =>
	(beginsWith(text, reference) ? MARK.exec(text.slice(reference.length))?.[1]?.toUpperCase() : undefined);
