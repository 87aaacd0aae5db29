export type Word =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'number'; readonly text: string }
	| { readonly kind: 'name'; readonly text: string }
	| { readonly kind: 'sign'; readonly text: string };

/** What ProvideX says of an expression that it cannot read. */
export class ExpressionFault extends Error {}

const PATTERNS: readonly (readonly [Word['kind'] | 'blank', RegExp])[] = [
	['blank', /\s+/y],
	// A quote inside text is written twice (reference sage-100 3.2).
	['text', /"(?:[^"]|"")*"/y],
	['number', /\d+(?:\.\d*)?|\.\d+/y],
	['name', /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?\$?/y],
	['sign', /<>|><|<=|=<|>=|=>|[-+*/(),=<>]/y],
];

const SAME: Readonly<Record<string, string>> = { '><': '<>', '=<': '<=', '=>': '>=' };

export const wordsIn = (expression: string): readonly Word[] => {
	const words: Word[] = [];
	for (let at = 0; at < expression.length;) {
		const found = PATTERNS.map(([kind, pattern]) => {
			pattern.lastIndex = at;
			return [kind, pattern.exec(expression)?.[0]] as const;
		}).find(([, text]) => text !== undefined);
		const [kind, text] = found ?? [undefined, undefined];
		if (kind === undefined || text === undefined) throw new ExpressionFault(`Error #20: Syntax error at "${expression.slice(at, at + 20)}"`);
		at += text.length;
		if (kind === 'text') words.push({ kind, text: text.slice(1, -1).replaceAll('""', '"') });
		else if (kind !== 'blank') words.push({ kind, text: SAME[text] ?? text });
	}
	return words;
};
