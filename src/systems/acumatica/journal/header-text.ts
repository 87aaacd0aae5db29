import type { Journal } from '../../../contracts';
import { MARK_LENGTH, REFERENCE_LETTERS } from './target-rules';

const MARK = new RegExp(`^ ([${REFERENCE_LETTERS}]{${MARK_LENGTH}})(?= |$)`, 'i');

/** Not in the middle of a letter that takes two units. */
const cut = (text: string, longest: number): string => {
	const short = text.slice(0, longest);
	return /[\uD800-\uDBFF]$/.test(short) ? short.slice(0, -1) : short;
};

/**
 * The description of a batch: reference, mark, and the user's words as far as there is room. The reference comes first because the
 * description is the one header text that can be searched, by its beginning (reference acumatica 6.3).
 */
export const headerText = ({ reference, mark, title, part }: Pick<Journal, 'reference' | 'mark' | 'title' | 'part'>, longest: number): string => {
	const words = `${title}${part > 1 ? ` (part ${part})` : ''}`.replace(/\s+/g, ' ').trim();
	return cut(`${reference} ${mark} ${words}`, longest).trimEnd();
};

/** Searches of the site ignore the case of letters, so it decides nothing here either. */
export const beginsWith = (text: string, reference: string): boolean => text.slice(0, reference.length).toUpperCase() === reference.toUpperCase();

/** The mark behind the reference; undefined when somebody has rewritten the description. */
export const markIn = (text: string, reference: string): string | undefined =>
	(beginsWith(text, reference) ? MARK.exec(text.slice(reference.length))?.[1]?.toUpperCase() : undefined);
