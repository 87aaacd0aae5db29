import type { Journal } from '../../../contracts';

/** Digits and capitals without those that look alike: searches may pass over the case of letters. */
export const REFERENCE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 32^10 = 2^50 values behind the prefix. Two less than elsewhere: the key stands in front of every line comment, and those are short. */
export const REFERENCE_LENGTH = 10;
/** 32^12 = 2^60 marks. */
export const MARK_LENGTH = 12;

const MARK = new RegExp(`^ ?([${REFERENCE_LETTERS}]{${MARK_LENGTH}})(?= |$)`, 'i');

/** Not in the middle of a letter that takes two units. */
export const cutText = (text: string, longest: number): string => {
	const short = text.slice(0, Math.max(0, longest));
	return (/[\uD800-\uDBFF]$/.test(short) ? short.slice(0, -1) : short).trimEnd();
};

const words = ({ title, part }: Pick<Journal, 'title' | 'part'>): string => `${title}${part > 1 ? ` (part ${part})` : ''}`.replace(/\s+/g, ' ').trim();

/** The comment of an entry: mark, and the user's words as far as there is room. The agent writes the key in front of it. */
export const entryComment = (journal: Pick<Journal, 'mark' | 'title' | 'part'>, longest: number): string => cutText(`${journal.mark} ${words(journal)}`, longest);

/** The mark behind the key; undefined when somebody has rewritten the comment, or where it does not reach the ledger. */
export const markIn = (comment: string, naturalKey: string): string | undefined => {
	const begins = comment.slice(0, naturalKey.length).toUpperCase() === naturalKey.toUpperCase();
	return begins ? MARK.exec(comment.slice(naturalKey.length))?.[1]?.toUpperCase() : undefined;
};
