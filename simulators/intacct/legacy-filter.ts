import type { Comparison, Condition } from './condition';
import { processingError } from './failures';

interface Token {
	readonly kind: 'word' | 'text' | 'number' | 'sign';
	readonly value: string;
}

const TOKEN = /\s*(?:'((?:[^'\\]|\\.)*)'|([A-Za-z_][\w.]*)|(-?\d+(?:\.\d+)?)|(<=|>=|<|>|=|\(|\)|,))/y;

const unescape = (text: string): string => text.replace(/\\(.)/gs, '$1');

const tokenise = (text: string): Token[] => {
	const tokens: Token[] = [];
	let at = 0;
	while (text.slice(at).trim() !== '') {
		TOKEN.lastIndex = at;
		const match = TOKEN.exec(text);
		if (!match) throw processingError(`Syntax error in query near '${text.slice(at, at + 20)}'.`);
		at = TOKEN.lastIndex;
		const [, quoted, word, number, sign] = match;
		if (quoted !== undefined) tokens.push({ kind: 'text', value: unescape(quoted) });
		else if (word !== undefined) tokens.push({ kind: 'word', value: word });
		else if (number !== undefined) tokens.push({ kind: 'number', value: number });
		else tokens.push({ kind: 'sign', value: sign ?? '' });
	}
	return tokens;
};

const SIGNS: Readonly<Record<string, Comparison>> = {
	'=': 'equalto',
	'<': 'lessthan',
	'<=': 'lessthanorequalto',
	'>': 'greaterthan',
	'>=': 'greaterthanorequalto',
};

class Reader {
	private at = 0;

	constructor(private readonly tokens: readonly Token[]) {}

	whole(): Condition {
		const condition = this.alternatives();
		const rest = this.tokens[this.at];
		// ORDER BY ends here as well: the language knows no order (reference 9).
		if (rest) throw processingError(`Syntax error in query near '${rest.value}'.`);
		return condition;
	}

	private alternatives(): Condition {
		const parts = [this.conjunction()];
		while (this.takeWord('OR')) parts.push(this.conjunction());
		return parts.length === 1 ? parts[0]! : { kind: 'or', parts };
	}

	private conjunction(): Condition {
		const parts = [this.negation()];
		while (this.takeWord('AND')) parts.push(this.negation());
		return parts.length === 1 ? parts[0]! : { kind: 'and', parts };
	}

	private negation(): Condition {
		if (this.takeWord('NOT')) return { kind: 'not', part: this.negation() };
		if (this.takeSign('(')) {
			const inner = this.alternatives();
			this.needSign(')');
			return inner;
		}
		return this.test();
	}

	private test(): Condition {
		const field = this.take('word').value;
		const sign = this.tokens[this.at];
		if (sign?.kind === 'sign' && Object.hasOwn(SIGNS, sign.value)) {
			this.at += 1;
			return { kind: 'test', comparison: SIGNS[sign.value]!, field, values: [this.literal()] };
		}
		if (this.takeWord('IS')) {
			const negated = this.takeWord('NOT');
			this.needWord('NULL');
			return { kind: 'test', comparison: negated ? 'isnotnull' : 'isnull', field, values: [] };
		}
		const negated = this.takeWord('NOT');
		if (this.takeWord('LIKE')) return { kind: 'test', comparison: negated ? 'notlike' : 'like', field, values: [this.literal()] };
		this.needWord('IN');
		return { kind: 'test', comparison: negated ? 'notin' : 'in', field, values: this.list() };
	}

	private list(): string[] {
		this.needSign('(');
		const values = [this.literal()];
		while (this.takeSign(',')) values.push(this.literal());
		this.needSign(')');
		return values;
	}

	private literal(): string {
		const token = this.tokens[this.at];
		if (token?.kind !== 'text' && token?.kind !== 'number') throw processingError('Syntax error in query: a value is missing.');
		this.at += 1;
		return token.value;
	}

	private take(kind: Token['kind']): Token {
		const token = this.tokens[this.at];
		if (token?.kind !== kind) throw processingError(`Syntax error in query near '${token?.value ?? 'the end'}'.`);
		this.at += 1;
		return token;
	}

	private takeWord(word: string): boolean {
		const token = this.tokens[this.at];
		const matches = token?.kind === 'word' && token.value.toUpperCase() === word;
		if (matches) this.at += 1;
		return matches;
	}

	private takeSign(sign: string): boolean {
		const token = this.tokens[this.at];
		const matches = token?.kind === 'sign' && token.value === sign;
		if (matches) this.at += 1;
		return matches;
	}

	private needWord(word: string): void {
		if (!this.takeWord(word)) throw processingError(`Syntax error in query: ${word} is missing.`);
	}

	private needSign(sign: string): void {
		if (!this.takeSign(sign)) throw processingError(`Syntax error in query: ${sign} is missing.`);
	}
}

export interface LegacyFilter {
	readonly condition?: Condition;
	/** From `rownum`: at most so many rows. */
	readonly limit: number;
}

const isRowNumber = (part: Condition): part is Condition & { kind: 'test' } =>
	part.kind === 'test' && part.field.toLowerCase() === 'rownum';

const LIMITS: Readonly<Partial<Record<Comparison, (value: number) => number>>> = {
	lessthan: (value) => Math.max(0, Math.ceil(value) - 1),
	lessthanorequalto: (value) => Math.max(0, Math.floor(value)),
	equalto: (value) => (value === 1 ? 1 : 0),
	greaterthan: (value) => (value < 1 ? Number.POSITIVE_INFINITY : 0),
	greaterthanorequalto: (value) => (value <= 1 ? Number.POSITIVE_INFINITY : 0),
};

const limitOf = (part: Condition & { kind: 'test' }): number => {
	const limit = LIMITS[part.comparison];
	if (!limit) throw processingError('rownum cannot be compared like that.');
	return limit(Number(part.values[0]));
};

/** The filter language of readByQuery (reference 9). Empty text selects everything. */
export const readLegacyFilter = (text: string): LegacyFilter => {
	if (text.trim() === '') return { limit: Number.POSITIVE_INFINITY };
	const whole = new Reader(tokenise(text)).whole();
	const parts = whole.kind === 'and' ? whole.parts : [whole];
	const limit = Math.min(Number.POSITIVE_INFINITY, ...parts.filter(isRowNumber).map(limitOf));
	const others = parts.filter((part) => !isRowNumber(part));
	if (others.length === 0) return { limit };
	return { condition: others.length === 1 ? others[0]! : { kind: 'and', parts: others }, limit };
};
