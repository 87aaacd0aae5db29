import { QueryRefused } from './refused';

/** A number by its digits: an amount may have more of them than a JavaScript number. */
export class Digits {
	constructor(readonly text: string) {}
}

export type Relaxed = string | Digits | boolean | null | readonly Relaxed[] | ReadonlyMap<string, Relaxed>;

const TOKENS = /\s*(?:([{}[\]:,])|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w$])|([\w$]+))/sy;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

const unescaped = (text: string): string =>
	text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_all, code: string | undefined, char: string | undefined) =>
		(code === undefined ? (ESCAPES[char ?? ''] ?? char ?? '') : String.fromCharCode(Number.parseInt(code, 16))));

interface Token {
	readonly kind: 'sign' | 'text' | 'number' | 'word';
	readonly text: string;
}

const tokensOf = (source: string): readonly Token[] => {
	const tokens: Token[] = [];
	const form = new RegExp(TOKENS);
	let at = 0;
	while (source.slice(at).trim() !== '') {
		form.lastIndex = at;
		const match = form.exec(source);
		if (match === null) throw new QueryRefused(`Unexpected character at position ${at} of ${source}`);
		const [all, sign, double, single, number, word] = match;
		if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
		else if (double !== undefined || single !== undefined) tokens.push({ kind: 'text', text: unescaped(double ?? single ?? '') });
		else if (number !== undefined) tokens.push({ kind: 'number', text: number });
		else tokens.push({ kind: 'word', text: word ?? '' });
		at += all.length;
	}
	return tokens;
};

const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

/** JSON whose keys may stand without quotes and whose quotes may be single (reference sage-x3 3.3). Throws QueryRefused. */
export const relaxedJson = (source: string): Relaxed => {
	const tokens = tokensOf(source);
	let at = 0;
	const refuse = (): never => {
		throw new QueryRefused(`Cannot parse ${source}`);
	};
	const take = (): Token => tokens[at++] ?? refuse();
	const isSign = (text: string): boolean => tokens[at]?.kind === 'sign' && tokens[at]?.text === text;
	const list = <T>(end: string, member: () => T): T[] => {
		const members: T[] = [];
		while (!isSign(end)) {
			if (members.length > 0 && take().text !== ',') refuse();
			members.push(member());
		}
		at += 1;
		return members;
	};
	const value = (): Relaxed => {
		const { kind, text } = take();
		if (kind === 'text') return text;
		if (kind === 'number') return new Digits(text);
		if (kind === 'word') return Object.hasOwn(WORDS, text) ? (WORDS[text] ?? null) : refuse();
		if (text === '[') return list(']', value);
		if (text !== '{') refuse();
		return new Map(list('}', () => {
			const key = take();
			if (key.kind === 'sign' || take().text !== ':') refuse();
			return [key.text, value()] as const;
		}));
	};
	const whole = value();
	if (at < tokens.length) refuse();
	return whole;
};

export const isObject = (value: Relaxed): value is ReadonlyMap<string, Relaxed> => value instanceof Map;
export const isList = (value: Relaxed): value is readonly Relaxed[] => Array.isArray(value);
