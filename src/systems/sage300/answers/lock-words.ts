/**
 * Words by which a lock that another user holds is known. No code stands for it (reference sage-300 10); these are the English texts of
 * the product's own catalogue, and an administrator whose server speaks another language adds its phrases.
 */
const ENGLISH: readonly string[] = [
	'locked by another',
	'modified by another',
	'because another user has modified it',
	'another task has locked',
];

/** Says whether a message tells of such a lock. Blank phrases are left out: they would fit everything. */
export const lockWords = (phrases: readonly string[] = []): ((said: string) => boolean) => {
	const known = [...ENGLISH, ...phrases.map((phrase) => phrase.trim().toLowerCase()).filter((phrase) => phrase !== '')];
	return (said) => known.some((phrase) => said.toLowerCase().includes(phrase));
};
