import { unitsOf } from '../data/amount';
import { BadFilter, wordsOf, type Kind, type Word } from './filter-words';

/** Where a field's text comes from. */
export interface Field<R> {
	readonly kind: Kind;
	read(row: R): string | undefined;
	/** Milliseconds of a text of kind time. */
	instant(text: string): number;
	/** Fields of different views cannot always be joined. */
	readonly view?: string;
}

export interface Fields<R> {
	/** Throws when there is no such field. */
	field(path: string): Field<R>;
	custom(type: string, path: string): Field<R>;
}

type Value = string | bigint | number | boolean;
type Test<R> = (row: R) => boolean;

interface Operand<R> {
	readonly kind: Kind;
	value(row: R): Value | undefined;
}

const EDM: Readonly<Record<Kind, string>> = {
	string: 'Edm.String', boolean: 'Edm.Boolean', number: 'Edm.Decimal', time: 'Edm.DateTimeOffset', date: 'Edm.Date', guid: 'Edm.Guid', null: 'null',
};
const OPERATORS: Readonly<Record<string, { readonly name: string; readonly holds: (order: number) => boolean }>> = {
	eq: { name: 'Equal', holds: (order) => order === 0 }, ne: { name: 'NotEqual', holds: (order) => order !== 0 },
	gt: { name: 'GreaterThan', holds: (order) => order > 0 }, ge: { name: 'GreaterThanOrEqual', holds: (order) => order >= 0 },
	lt: { name: 'LessThan', holds: (order) => order < 0 }, le: { name: 'LessThanOrEqual', holds: (order) => order <= 0 },
};
/** The argument that is searched comes second in substringof. */
const FUNCTIONS: Readonly<Record<string, (first: string, second: string) => boolean>> = {
	substringof: (part, whole) => whole.includes(part),
	startswith: (whole, part) => whole.startsWith(part),
	endswith: (whole, part) => whole.endsWith(part),
};

const ISO = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/;

/** An offset whose plus sign arrived as a blank is no time at all (reference acumatica 4). */
const literalTime = (text: string): number => {
	const ms = ISO.test(text) ? Date.parse(/T/.test(text) && !/(Z|[+-]\d{2}:\d{2})$/.test(text) ? `${text}Z` : text) : Number.NaN;
	if (Number.isNaN(ms)) throw new BadFilter(`Unrecognized 'Edm.DateTimeOffset' literal 'datetimeoffset'${text}''.`);
	return ms;
};

const comparable = (kind: Kind, text: string, instant: (text: string) => number): Value => {
	if (kind === 'number') return unitsOf(text);
	if (kind === 'time') return instant(text);
	return kind === 'string' || kind === 'guid' ? text.toUpperCase() : text;
};

/** Blanks at the end do not count when whole texts are compared; they do inside of functions. */
const trimmed = (value: Value): Value => (typeof value === 'string' ? value.trimEnd() : value);

const order = (left: Value, right: Value): number => {
	const [a, b] = [trimmed(left), trimmed(right)];
	return a < b ? -1 : a > b ? 1 : 0;
};

/** Reads a filter into a test of rows. Throws BadFilter, or what `fields` throws for a name that is not there. */
export class FilterReader<R> {
	private words: readonly Word[] = [];
	private at = 0;
	readonly views = new Set<string>();

	constructor(private readonly fields: Fields<R>) {}

	read(text: string): Test<R> {
		this.words = wordsOf(text);
		this.at = 0;
		const test = this.either();
		if (this.at < this.words.length) throw new BadFilter(`Syntax error at word ${this.at + 1} of '${text}'.`);
		return test;
	}

	private either(): Test<R> {
		let left = this.both();
		while (this.takes('or')) {
			const [a, b] = [left, this.both()];
			left = (row) => a(row) || b(row);
		}
		return left;
	}

	private both(): Test<R> {
		let left = this.single();
		while (this.takes('and')) {
			const [a, b] = [left, this.single()];
			left = (row) => a(row) && b(row);
		}
		return left;
	}

	private single(): Test<R> {
		if (this.takes('not')) {
			const inner = this.single();
			return (row) => !inner(row);
		}
		if (this.sign('(')) {
			const inner = this.either();
			this.need(')');
			return this.compared(inner);
		}
		const word = this.words[this.at];
		const search = word?.is === 'name' ? FUNCTIONS[word.text] : undefined;
		if (search !== undefined) {
			this.at += 1;
			return this.compared(this.found(search));
		}
		return this.comparison();
	}

	private found(search: (first: string, second: string) => boolean): Test<R> {
		this.need('(');
		const first = this.operand();
		this.need(',');
		const second = this.operand();
		this.need(')');
		for (const { kind } of [first, second]) if (kind !== 'string') throw new BadFilter(`No function signature matches the argument of type '${EDM[kind]}'.`);
		return (row) => {
			const [a, b] = [first.value(row), second.value(row)];
			return typeof a === 'string' && typeof b === 'string' && search(a, b);
		};
	}

	/** `startswith(...) eq true` is the same as without. */
	private compared(test: Test<R>): Test<R> {
		const negated = this.takes('ne');
		if (!negated && !this.takes('eq')) return test;
		const word = this.words[this.at];
		if (word?.is !== 'literal' || word.kind !== 'boolean') throw new BadFilter('true or false expected.');
		this.at += 1;
		const wanted = (word.text === 'true') !== negated;
		return (row) => test(row) === wanted;
	}

	private comparison(): Test<R> {
		const left = this.operand();
		const word = this.words[this.at];
		const operator = word?.is === 'name' ? OPERATORS[word.text] : undefined;
		if (operator === undefined) {
			if (left.kind !== 'boolean') throw new BadFilter('The filter expression must evaluate to a single boolean value.');
			return (row) => left.value(row) === 'true';
		}
		this.at += 1;
		const right = this.operand();
		if (left.kind !== right.kind && left.kind !== 'null' && right.kind !== 'null') {
			throw new BadFilter('A binary operator with incompatible types was detected. Found operand types '
				+ `'${EDM[left.kind]}' and '${EDM[right.kind]}' for operator kind '${operator.name}'.`);
		}
		if (left.kind === 'null' || right.kind === 'null') {
			const empty = (row: R): boolean => (left.kind === 'null' ? right : left).value(row) === undefined;
			return operator.name === 'Equal' ? empty : (row) => !empty(row);
		}
		return (row) => {
			const [a, b] = [left.value(row), right.value(row)];
			return a !== undefined && b !== undefined && operator.holds(order(a, b));
		};
	}

	private operand(): Operand<R> {
		const word = this.words[this.at];
		this.at += 1;
		if (word?.is === 'literal') {
			const value = comparable(word.kind, word.text, literalTime);
			return { kind: word.kind, value: () => (word.kind === 'null' ? undefined : value) };
		}
		if (word?.is !== 'name') throw new BadFilter('Syntax error: a field or a value expected.');
		const field = word.text.startsWith('cf.') ? this.customField(word.text.slice(3)) : this.fields.field(word.text);
		if (field.view !== undefined) this.views.add(field.view);
		return {
			kind: field.kind,
			value: (row) => {
				const text = field.read(row);
				return text === undefined || text === '' ? undefined : comparable(field.kind, text, (one) => field.instant(one));
			},
		};
	}

	/** `cf.String(f='BatchModule.AttributePLANREF')`. */
	private customField(type: string): Field<R> {
		this.need('(');
		const name = this.words[this.at];
		this.at += 1;
		this.need('=');
		const path = this.words[this.at];
		this.at += 1;
		this.need(')');
		if (name?.is !== 'name' || name.text !== 'f' || path?.is !== 'literal') throw new BadFilter('cf takes (f=\'View.Field\').');
		return this.fields.custom(type, path.text);
	}

	private takes(name: string): boolean {
		const word = this.words[this.at];
		if (word?.is !== 'name' || word.text !== name) return false;
		this.at += 1;
		return true;
	}

	private sign(text: string): boolean {
		const word = this.words[this.at];
		if (word?.is !== 'sign' || word.text !== text) return false;
		this.at += 1;
		return true;
	}

	private need(text: string): void {
		if (!this.sign(text)) throw new BadFilter(`Syntax error: '${text}' expected.`);
	}
}
