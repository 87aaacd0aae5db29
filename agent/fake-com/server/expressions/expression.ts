import { compared, functionNamed, holds, isComparison, position, type Value } from './functions';
import { ExpressionFault, wordsIn, type Word } from './words';

/** An expression over one row, made once and used for many. */
export interface Expression<Row> {
	readonly kind: 'text' | 'number';
	/** A number as it is stored, so that many digits are not lost: STR(DebitAmount). */
	readonly exact?: (row: Row) => string;
	readonly of: (row: Row) => Value;
}

export interface Names<Row> {
	/** A column, its name with `$` when it is text; undefined when there is none, or none of that kind. */
	column(name: string): Expression<Row> | undefined;
	/** A number as it is printed. */
	printed(value: number): string;
}

const mixed = (): ExpressionFault => new ExpressionFault('Error #26: Variable type invalid');

/**
 * Reads ProvideX expressions (reference sage-100 3.2): columns, text in quotes, numbers, + - * /, comparisons, AND OR NOT, brackets, POS,
 * STR, NUM, MID, LEN, PAD, UCS, LCS, STP. Text and numbers do not mix, as in ProvideX.
 */
class Reader<Row> {
	private at = 0;

	constructor(private readonly words: readonly Word[], private readonly names: Names<Row>) {}

	whole(): Expression<Row> {
		const result = this.either();
		const rest = this.words[this.at];
		if (rest !== undefined) throw new ExpressionFault(`Error #20: Syntax error at "${rest.text}"`);
		return result;
	}

	private either(): Expression<Row> {
		return this.logical('OR', () => this.both(), (a, b) => a !== 0 || b !== 0);
	}

	private both(): Expression<Row> {
		return this.logical('AND', () => this.negated(), (a, b) => a !== 0 && b !== 0);
	}

	private logical(word: string, next: () => Expression<Row>, decide: (a: Value, b: Value) => boolean): Expression<Row> {
		let left = next();
		while (this.isName(word)) {
			this.at += 1;
			const [a, b] = [left, next()];
			if (a.kind !== 'number' || b.kind !== 'number') throw mixed();
			left = { kind: 'number', of: (row) => Number(decide(a.of(row), b.of(row))) };
		}
		return left;
	}

	private negated(): Expression<Row> {
		if (!this.isName('NOT')) return this.comparison();
		this.at += 1;
		const inner = this.negated();
		if (inner.kind !== 'number') throw mixed();
		return { kind: 'number', of: (row) => Number(inner.of(row) === 0) };
	}

	private comparison(): Expression<Row> {
		const left = this.sum();
		const word = this.words[this.at];
		if (word?.kind !== 'sign' || !isComparison(word.text)) return left;
		this.at += 1;
		const right = this.sum();
		if (left.kind !== right.kind) throw mixed();
		return { kind: 'number', of: (row) => Number(holds(compared(left.of(row), right.of(row)), word.text)) };
	}

	private sum(): Expression<Row> {
		let left = this.product();
		for (let sign = this.sign('+', '-'); sign !== undefined; sign = this.sign('+', '-')) {
			const [a, b] = [left, this.product()];
			if (a.kind !== b.kind || (a.kind === 'text' && sign === '-')) throw mixed();
			if (a.kind === 'text') left = { kind: 'text', of: (row) => String(a.of(row)) + String(b.of(row)) };
			else left = { kind: 'number', of: sign === '+' ? (row) => Number(a.of(row)) + Number(b.of(row)) : (row) => Number(a.of(row)) - Number(b.of(row)) };
		}
		return left;
	}

	private product(): Expression<Row> {
		let left = this.operand();
		for (let sign = this.sign('*', '/'); sign !== undefined; sign = this.sign('*', '/')) {
			const [a, b] = [left, this.operand()];
			if (a.kind !== 'number' || b.kind !== 'number') throw mixed();
			left = { kind: 'number', of: sign === '*' ? (row) => Number(a.of(row)) * Number(b.of(row)) : (row) => Number(a.of(row)) / Number(b.of(row)) };
		}
		return left;
	}

	private operand(): Expression<Row> {
		const word = this.words[this.at];
		this.at += 1;
		if (word === undefined) throw new ExpressionFault('Error #20: Syntax error at the end');
		const { text } = word;
		if (word.kind === 'text') return { kind: 'text', of: () => text };
		if (word.kind === 'number') return { kind: 'number', exact: () => text, of: () => Number(text) };
		if (word.kind === 'sign' && text === '-') {
			const inner = this.operand();
			if (inner.kind !== 'number') throw mixed();
			return { kind: 'number', of: (row) => -Number(inner.of(row)) };
		}
		if (word.kind === 'sign' && text === '(') {
			const inner = this.either();
			this.expect(')');
			return inner;
		}
		if (word.kind === 'sign') throw new ExpressionFault(`Error #20: Syntax error at "${text}"`);
		if (this.sign('(') !== undefined) return this.called(text);
		const column = this.names.column(text);
		if (column === undefined) throw new ExpressionFault(`Error #21: ${text} is not a column of this object`);
		return column;
	}

	private called(name: string): Expression<Row> {
		if (/^POS$/i.test(name)) return this.positioned();
		if (/^STR\$?$/i.test(name)) return this.numberText();
		const known = functionNamed(name);
		if (known === undefined) throw new ExpressionFault(`Error #20: ${name} is not a function`);
		const given = [this.either()];
		while (this.sign(',') !== undefined) given.push(this.either());
		this.expect(')');
		if (given.length < known.least || given.length > known.takes.length || given.some(({ kind }, at) => kind !== known.takes[at])) throw mixed();
		return { kind: known.gives, of: (row) => known.of(given.map((one) => one.of(row))) };
	}

	private positioned(): Expression<Row> {
		const needle = this.sum();
		const sign = this.words[this.at];
		this.at += 1;
		if (sign?.kind !== 'sign' || !isComparison(sign.text)) throw new ExpressionFault('Error #20: POS needs a comparison');
		const haystack = this.sum();
		const step = this.sign(',') === undefined ? undefined : this.sum();
		this.expect(')');
		if (needle.kind !== 'text' || haystack.kind !== 'text' || (step !== undefined && step.kind !== 'number')) throw mixed();
		return {
			kind: 'number',
			of: (row) => position(String(needle.of(row)), sign.text, String(haystack.of(row)), step === undefined ? 1 : Number(step.of(row))),
		};
	}

	private numberText(): Expression<Row> {
		const inner = this.either();
		this.expect(')');
		if (inner.kind !== 'number') throw mixed();
		const { exact } = inner;
		return { kind: 'text', of: exact ?? ((row) => this.names.printed(Number(inner.of(row)))) };
	}

	private isName(name: string): boolean {
		const word = this.words[this.at];
		return word?.kind === 'name' && word.text.toUpperCase() === name;
	}

	private sign(...signs: readonly string[]): string | undefined {
		const word = this.words[this.at];
		if (word?.kind !== 'sign' || !signs.includes(word.text)) return undefined;
		this.at += 1;
		return word.text;
	}

	private expect(sign: string): void {
		if (this.sign(sign) === undefined) throw new ExpressionFault(`Error #20: "${sign}" is missing`);
	}
}

export const readExpression = <Row>(text: string, names: Names<Row>): Expression<Row> => new Reader(wordsIn(text), names).whole();
