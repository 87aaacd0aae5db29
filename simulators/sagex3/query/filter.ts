import type { Catalogue, Field, NodeType } from '../contract/catalogue';
import type { Row } from '../data/row';
import { comparatorOf } from './compare';
import { operandOf } from './operand';
import { QueryRefused } from './refused';
import { Digits, isList, isObject, relaxedJson, type Relaxed } from './relaxed-json';
import { numericParts, recordNamed, valueOf, type Reader } from './values';

export type Test = (row: Row) => boolean;

export interface Asking {
	readonly catalogue: Catalogue;
	readonly reader: Reader;
}

const ALL: Test = () => true;
const every = (tests: readonly Test[]): Test => (tests.length === 1 ? tests[0]! : (row) => tests.every((test) => test(row)));
const some = (tests: readonly Test[]): Test => (row) => tests.some((test) => test(row));

/** Operators on one value: from the operand to a test of the value (reference sage-x3 3.3). */
type Operator = (field: Field, operand: Relaxed, compare: (a: string, b: string) => number) => (value: string | null) => boolean;

const ordered = (holds: (difference: number) => boolean): Operator => (field, operand, compare) => {
	const wanted = operandOf(field, operand);
	return (value) => value !== null && wanted !== null && holds(compare(value, wanted));
};

const equal: Operator = (field, operand, compare) => {
	const wanted = operandOf(field, operand);
	return (value) => (value === null || wanted === null ? value === wanted : compare(value, wanted) === 0);
};

const among: Operator = (field, operand, compare) => {
	if (!isList(operand)) throw new QueryRefused(`${field.name}: a list is expected`);
	const tests = operand.map((one) => equal(field, one, compare));
	return (value) => tests.some((test) => test(value));
};

const not = (operator: Operator): Operator => (...all) => {
	const test = operator(...all);
	return (value) => !test(value);
};

const OPERATORS: Readonly<Record<string, Operator>> = {
	_eq: equal, _ne: not(equal), _in: among, _nin: not(among), _gt: ordered((difference) => difference > 0),
		_gte: ordered((difference) => difference >= 0),
	_lt: ordered((difference) => difference < 0), _lte: ordered((difference) => difference <= 0),
};

const QUANTIFIERS = ['_atLeast', '_atMost', '_every', '_none'];

/** Compiles filters of one question. In the 2019 generation operators begin with a dollar. */
class Compiler {
	constructor(private readonly asking: Asking) {}

	object(type: NodeType, source: Relaxed): Test {
		if (isList(source)) return source.length === 0 ? ALL : every(source.map((one) => this.object(type, one)));
		if (!isObject(source)) throw new QueryRefused('A filter must be an object');
		const tests = [...source].map(([key, value]) => this.member(type, key, value));
		return tests.length === 0 ? ALL : every(tests);
	}

	private operator(key: string): string | undefined {
		const mark = this.asking.reader.values.generation === 'sage2019' ? '$' : '_';
		return key.startsWith(mark) ? `_${key.slice(1)}` : undefined;
	}

	private member(type: NodeType, key: string, value: Relaxed): Test {
		const field = type.fields.get(key);
		if (field !== undefined) return this.property(type, field, value);
		const operator = this.operator(key);
		if (operator === '_and' || operator === '_or') {
			if (!isList(value)) throw new QueryRefused(`${key}: a list is expected`);
			const tests = value.map((one) => this.object(type, one));
			return operator === '_and' ? every(tests) : some(tests);
		}
		throw new QueryRefused(operator === undefined ? `${type.name}: unknown property ${key}` : `Unknown operator ${key}`);
	}

	private property(type: NodeType, field: Field, value: Relaxed): Test {
		if (field.kind === 'rows') return this.collection(field, value);
		if (!isObject(value)) return this.scalar(type, field, new Map([[this.spelled('_eq'), value]]));
		if (field.kind === 'reference') {
			// `_id` and `_updateStamp` begin like operators and are properties of the record that is named.
			const { fields } = this.asking.catalogue.type(field.type);
			if (![...value.keys()].every((key) => this.operator(key) !== undefined && !fields.has(key))) return this.through(field, value);
		}
		return this.scalar(type, field, value);
	}

	private spelled(operator: string): string {
		return this.asking.reader.values.generation === 'sage2019' ? `$${operator.slice(1)}` : operator;
	}

	/** The properties of the record that is named. */
	private through(field: Field, value: ReadonlyMap<string, Relaxed>): Test {
		const test = this.object(this.asking.catalogue.type(field.type), value);
		return (row) => {
			const named = recordNamed(row, field, this.asking.reader);
			return named !== undefined && test(named);
		};
	}

	private scalar(type: NodeType, field: Field, operators: ReadonlyMap<string, Relaxed>): Test {
		const { reader, catalogue } = this.asking;
		const keyed = field.kind === 'id' ? type : field.kind === 'reference' ? catalogue.type(field.type) : undefined;
		const compare = comparatorOf(field.kind, keyed === undefined || reader.values.idOrder === 'text' ? undefined : numericParts(keyed));
		const tests = [...operators].filter(([key]) => this.operator(key) !== '_options').map(([key, operand]) => {
			const name = this.operator(key);
			if (name === '_regex') return this.pattern(field, operand, operators.get(this.spelled('_options')));
			const operator = name !== undefined && Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
			if (operator === undefined) throw new QueryRefused(name === undefined
				? `${field.name}: unknown property ${key}` : `Unknown operator ${key}`);
			return operator(field, operand, compare);
		});
		return (row) => {
			const value = valueOf(row, type, field, reader);
			return tests.every((test) => test(value));
		};
	}

	private pattern(field: Field, operand: Relaxed, options: Relaxed | undefined): (value: string | null) => boolean {
		if (typeof operand !== 'string' || (field.kind !== 'text'
			&& field.kind !== 'id')) throw new QueryRefused(`${field.name}: _regex takes a text`);
		try {
			const form = new RegExp(operand, typeof options === 'string' ? options : '');
			return (value) => value !== null && form.test(value);
		} catch {
			throw new QueryRefused(`${field.name}: invalid regular expression`);
		}
	}

	/** Lines that fit, counted; the indexed columns of a record cannot be asked for (reference sage-x3 3.3). */
	private collection(field: Field, value: Relaxed): Test {
		if (field.table === 'SLOTS' || field.table === '') throw new QueryRefused(`${field.name}: a denormalized collection cannot be filtered`);
		if (!isObject(value)) throw new QueryRefused(`${field.name}: an object is expected`);
		const quantifier = [...value.keys()].find((key) => QUANTIFIERS.includes(this.operator(key) ?? ''));
		if (quantifier === undefined) throw new QueryRefused(`${field.name}: one of ${QUANTIFIERS.join(', ')} is expected`);
		const count = value.get(quantifier);
		const rest = new Map([...value].filter(([key]) => key !== quantifier));
		const test = this.object(this.asking.catalogue.type(field.type), rest);
		const wanted = count instanceof Digits ? Number(count.text) : count === true ? 1 : Number.NaN;
		if (Number.isNaN(wanted)) throw new QueryRefused(`${quantifier}: a number is expected`);
		const holds: Readonly<Record<string, (fitting: number, all: number) => boolean>> = {
			_atLeast: (fitting) => fitting >= wanted, _atMost: (fitting) => fitting <= wanted, _every: (fitting, all) => fitting === all,
				_none: (fitting) => fitting === 0,
		};
		const decide = holds[this.operator(quantifier) ?? '']!;
		return (row) => {
			const rows = row.rows(field.table);
			return decide(rows.filter(test).length, rows.length);
		};
	}
}

/** The test that a filter's text means. Throws QueryRefused. */
export const filterFrom = (text: string | undefined, type: NodeType, asking: Asking): Test =>
	(text === undefined || text.trim() === '' ? ALL : new Compiler(asking).object(type, relaxedJson(text)));
