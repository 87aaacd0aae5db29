import { columnKind, NAMINGS, tableNamed } from '../contract/tables';
import type { Row } from '../data/row';
import { comparatorOf } from '../query/compare';
import { stampFrom } from '../query/operand';
import { QueryRefused } from '../query/refused';
import type { Reader } from '../query/values';
import type { ClassicClass } from './classes';
import { wordsOf, type Word } from './where-words';

type Test = (row: Row) => boolean;

/** A value of a record or of the predicate, with what it is compared as. */
interface Operand {
	readonly kind: string;
	read(row: Row): string;
}

/** An unknown property: 500 on X3 endpoints (reference sage-x3 8.3). */
export class UnknownProperty extends Error {}

const COMPARISONS: Readonly<Record<string, (difference: number) => boolean>> = {
	eq: (difference) => difference === 0, ne: (difference) => difference !== 0, lt: (difference) => difference < 0,
		le: (difference) => difference <= 0,
	gt: (difference) => difference > 0, ge: (difference) => difference >= 0,
};

const FUNCTIONS: Readonly<Record<string, (text: string, ...more: readonly number[]) => string>> = {
	left: (text, count = 0) => text.slice(0, count), right: (text, count = 0) => (count === 0 ? '' : text.slice(-count)),
	substring: (text, from = 1, count = text.length) => text.slice(from - 1, from - 1 + count), lower: (text) => text.toLowerCase(),
		upper: (text) => text.toUpperCase(),
};

/** Words that the vendor documents for X3; the others are those of the SData grammar. */
const DOCUMENTED = new Set(['eq', 'left']);

const likeForm = (pattern: string): RegExp =>
	new RegExp(`^${pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('%', '.*').replaceAll('_', '.')}$`, 's');

class Parser {
	private at = 0;

	constructor(private readonly words: readonly Word[], private readonly shown: ClassicClass, private readonly reader: Reader) {}

	whole(): Test {
		const test = this.either();
		if (this.at < this.words.length) this.refuse();
		return test;
	}

	private refuse(): never {
		throw new QueryRefused(`where: unexpected ${this.words[this.at]?.text ?? 'end'}`);
	}

	private is(text: string): boolean {
		const word = this.words[this.at];
		return word?.text === text && (word.kind === 'sign' || word.kind === 'name');
	}

	private skip(text: string): boolean {
		const found = this.is(text);
		if (found) {
			this.allowed(text);
			this.at += 1;
		}
		return found;
	}

	private allowed(word: string): void {
		if (this.reader.values.whereGrammar === 'documented' && /^\w+$/.test(word)
			&& !DOCUMENTED.has(word)) throw new QueryRefused(`where: ${word} is not supported`);
	}

	private either(): Test {
		let test = this.both();
		while (this.skip('or')) {
			const [left, right] = [test, this.both()];
			test = (row) => left(row) || right(row);
		}
		return test;
	}

	private both(): Test {
		let test = this.one();
		while (this.skip('and')) {
			const [left, right] = [test, this.one()];
			test = (row) => left(row) && right(row);
		}
		return test;
	}

	private one(): Test {
		if (this.skip('not')) {
			const inner = this.one();
			return (row) => !inner(row);
		}
		if (this.skip('(')) {
			const inner = this.either();
			if (!this.skip(')')) this.refuse();
			return inner;
		}
		return this.comparison();
	}

	private comparison(): Test {
		const left = this.operand();
		const word = this.words[this.at];
		if (word?.kind !== 'name') this.refuse();
		const name = word!.text;
		this.allowed(name);
		this.at += 1;
		if (name === 'between') {
			const low = this.operand();
			if (!this.skip('and')) this.refuse();
			return this.together(this.compared(left, low, 'ge'), this.compared(left, this.operand(), 'le'));
		}
		if (name === 'in') return this.among(left);
		if (name === 'like') {
			const pattern = this.operand();
			return (row) => likeForm(pattern.read(row)).test(left.read(row));
		}
		if (!Object.hasOwn(COMPARISONS, name)) {
			this.at -= 1;
			this.refuse();
		}
		return this.compared(left, this.operand(), name);
	}

	private together(left: Test, right: Test): Test {
		return (row) => left(row) && right(row);
	}

	private among(left: Operand): Test {
		if (!this.skip('(')) this.refuse();
		const tests: Test[] = [];
		do tests.push(this.compared(left, this.operand(), 'eq')); while (this.skip(','));
		if (!this.skip(')')) this.refuse();
		return (row) => tests.some((test) => test(row));
	}

	private compared(left: Operand, right: Operand, name: string): Test {
		const holds = COMPARISONS[name]!;
		const compare = comparatorOf(left.kind);
		return (row) => {
			const [value, other] = [left.read(row), right.read(row)];
			// What is not there is neither before nor after anything.
			if ((value === '') !== (other === '') && left.kind !== 'text') return name === 'ne';
			return holds(compare(value, other));
		};
	}

	private operand(): Operand {
		const word = this.words[this.at];
		if (word === undefined || word.kind === 'sign') this.refuse();
		this.at += 1;
		const { kind, text } = word!;
		if (kind === 'text') return { kind: 'text', read: () => text };
		if (kind === 'number') return { kind: 'decimal', read: () => text };
		if (kind === 'instant') {
			this.allowed('instant');
			const stamp = stampFrom(text);
			if (stamp === undefined) throw new QueryRefused(`where: ${text} is no date`);
			return { kind: 'date', read: () => (text.includes('T') ? stamp : text) };
		}
		return this.is('(') && Object.hasOwn(FUNCTIONS, text) ? this.called(text) : this.property(text);
	}

	private called(name: string): Operand {
		this.allowed(name);
		this.at += 1;
		const inner = this.operand();
		const more: number[] = [];
		while (this.skip(',')) {
			const word = this.words[this.at];
			if (word?.kind !== 'number') this.refuse();
			more.push(Number(word!.text));
			this.at += 1;
		}
		if (!this.skip(')')) this.refuse();
		return { kind: 'text', read: (row) => FUNCTIONS[name]!(inner.read(row), ...more) };
	}

	/** `BPSNAM`, or `BPSNUM.CRY` through the record that is named. */
	private property(path: string): Operand {
		const [name = '', next, ...rest] = path.split('.');
		if (!this.shown.columns.includes(name) || rest.length > 0) throw new UnknownProperty(path);
		if (next === undefined) return { kind: columnKind(name), read: (row) => row.get(name) };
		const naming = NAMINGS[name];
		if (naming === undefined || !tableNamed(naming.table).columns.includes(next)) throw new UnknownProperty(path);
		return {
			kind: columnKind(next),
			read: (row) => this.reader.folder.named(naming.table, naming.columns.map((column) => row.get(column))).get(next),
		};
	}
}

/** The test that a predicate means; stamps compare by the second. Throws QueryRefused and UnknownProperty. */
export const whereFrom = (source: string | undefined, shown: ClassicClass, reader: Reader): Test =>
	(source === undefined || source.trim() === '' ? () => true : new Parser(wordsOf(source), shown, reader).whole());
