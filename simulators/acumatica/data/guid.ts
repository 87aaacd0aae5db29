import { createHash } from 'node:crypto';

/** The same GUID for the same words, so that a generated ledger needs no memory for its ids. */
export const guidOf = (...words: readonly (string | number)[]): string => {
	const hex = createHash('md5').update(words.join('\u0000')).digest('hex');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

export const isGuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
