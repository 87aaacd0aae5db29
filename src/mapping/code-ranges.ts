/**
 * Codes as an accountant groups them: `4*` all that begin with 4, `2000..2999` from one to the other, `3900` just this one.
 *
 * **A code is a text.** In a range is what has as many characters as both ends and stands between them, character by
 * character; so `20000` is not in `2000..2999`, and `0400` is not `400`. A hyphen is part of a code and never a range:
 * `100-400` may be an account with a subaccount.
 */
export interface CodeRanges {
	has(code: string): boolean;
}

type Matches = (code: string) => boolean;

const RANGE = /^(.+?)\s*\.\.\s*(.+)$/;

const between = (text: string, first: string, last: string): Matches | string => {
	if (first.length !== last.length) return `the ends of ${JSON.stringify(text)} have not the same number of characters; a prefix is written ${first.slice(0, 1)}*`;
	if (first > last) return `${JSON.stringify(text)} ends before it begins`;
	return (code) => code.length === first.length && code >= first && code <= last;
};

/** Where it is not of one of the three forms: why. */
const matcherOf = (text: string): Matches | string => {
	const [, first, last] = RANGE.exec(text) ?? [];
	if (first !== undefined && last !== undefined) return /\*/.test(text) ? `${JSON.stringify(text)} is a range with a star` : between(text, first, last);
	if (!text.includes('*')) return (code) => code === text;
	const prefix = text.slice(0, -1);
	if (!text.endsWith('*') || prefix.includes('*') || prefix === '') return `in ${JSON.stringify(text)} a star may only stand behind a beginning`;
	return (code) => code.startsWith(prefix);
};

/** @returns a sentence instead where one of the texts cannot be understood, or where there is none */
export const codeRanges = (texts: readonly string[]): CodeRanges | { readonly problem: string } => {
	const matchers: Matches[] = [];
	for (const text of texts.map((each) => each.trim())) {
		const matcher = matcherOf(text);
		if (typeof matcher === 'string') return { problem: matcher };
		matchers.push(matcher);
	}
	if (matchers.length === 0) return { problem: 'no codes are given; write them like 4*, 2000..2999, 3900' };
	return { has: (code) => matchers.some((matches) => matches(code)) };
};
