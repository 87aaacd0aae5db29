export type Kind = 'string' | 'boolean' | 'number' | 'time' | 'date' | 'guid' | 'null';

export type Word =
	| { readonly is: 'literal'; readonly kind: Kind; readonly text: string }
	| { readonly is: 'name'; readonly text: string }
	| { readonly is: 'sign'; readonly text: '(' | ')' | ',' | '=' };

/** A filter that cannot be read; the whole request fails with 500. */
export class BadFilter extends Error {}

const STRING = String.raw`'((?:[^']|'')*)'`;
const PATTERNS: readonly (readonly [pattern: RegExp, make: (match: RegExpExecArray) => Word])[] = [
	[new RegExp(`(datetimeoffset|datetime|date|guid)${STRING}`, 'y'), ([, type = '', text = '']) =>
		({ is: 'literal', kind: type === 'guid' ? 'guid' : type === 'date' ? 'date' : 'time', text })],
	[new RegExp(STRING, 'y'), ([, text = '']) => ({ is: 'literal', kind: 'string', text: text.replaceAll('\'\'', '\'') })],
	[/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})/y, ([text]) => ({ is: 'literal', kind: 'time', text })],
	[/(-?\d+(?:\.\d+)?)[MmDdFfLl]?(?![\w.])/y, ([, text = '']) => ({ is: 'literal', kind: 'number', text })],
	[/(true|false)\b/y, ([text]) => ({ is: 'literal', kind: 'boolean', text })],
	[/null\b/y, ([text]) => ({ is: 'literal', kind: 'null', text })],
	[/[A-Za-z_][\w.]*(?:\/[A-Za-z_]\w*)*/y, ([text]) => ({ is: 'name', text })],
	[/[(),=]/y, ([text]) => ({ is: 'sign', text: text as '(' })],
];

/** `$filter` in words, as OData 3 writes them (reference acumatica 4). */
export const wordsOf = (text: string): readonly Word[] => {
	const words: Word[] = [];
	let at = 0;
	while (at < text.length) {
		if (/\s/.test(text[at] ?? '')) {
			at += 1;
			continue;
		}
		const before = at;
		for (const [pattern, make] of PATTERNS) {
			pattern.lastIndex = at;
			const match = pattern.exec(text);
			if (match === null) continue;
			words.push(make(match));
			at += match[0].length;
			break;
		}
		if (at === before) throw new BadFilter(`Syntax error at position ${at} in '${text}'.`);
	}
	return words;
};
