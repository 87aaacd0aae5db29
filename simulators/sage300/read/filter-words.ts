import { Refusal } from '../http/failure';

export type Token =
	| { readonly kind: 'text'; readonly value: string }
	| { readonly kind: 'number'; readonly value: string }
	| { readonly kind: 'date'; readonly value: string }
	/** `datetime'…'` and `99.99m` of the older manual. */
	| { readonly kind: 'old'; readonly value: string; readonly as: 'date' | 'number' }
	| { readonly kind: 'word'; readonly value: string }
	| { readonly kind: 'sign'; readonly value: '(' | ')' | ',' }
	| { readonly kind: 'end' };

export const badFilter = (message: string): Refusal => new Refusal('InvalidParameters', `The $filter option is not valid: ${message}`);

type Make = (text: string) => Token;

const unquoted = (text: string): string => text.slice(1, -1).replace(/''/g, '\'');

const PATTERNS: readonly (readonly [RegExp, Make])[] = [
	[/datetime(?:offset)?'[^']*'/y, (text) => ({ kind: 'old', value: text.slice(text.indexOf('\'') + 1, -1), as: 'date' })],
	[/'(?:[^']|'')*'/y, (text) => ({ kind: 'text', value: unquoted(text) })],
	[/\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?/y, (text) => ({ kind: 'date', value: text })],
	[/-?\d+(?:\.\d+)?[mM]/y, (text) => ({ kind: 'old', value: text.slice(0, -1), as: 'number' })],
	[/-?\d+(?:\.\d+)?/y, (text) => ({ kind: 'number', value: text })],
	[/[A-Za-z_]\w*/y, (text) => ({ kind: 'word', value: text })],
	[/[(),]/y, (text) => ({ kind: 'sign', value: text as '(' | ')' | ',' })],
];

/** The words of a filter. Throws Refusal. */
export const wordsOf = (text: string): readonly Token[] => {
	const found: Token[] = [];
	let at = 0;
	while (at < text.length) {
		if (text[at] === ' ') {
			at += 1;
			continue;
		}
		const hit = PATTERNS.map(([pattern, make]) => {
			pattern.lastIndex = at;
			const match = pattern.exec(text)?.[0];
			return match === undefined ? undefined : { match, make };
		}).find((one) => one !== undefined);
		if (hit === undefined) throw badFilter(`unexpected character at ${at}`);
		found.push(hit.make(hit.match));
		at += hit.match.length;
	}
	return [...found, { kind: 'end' }];
};
