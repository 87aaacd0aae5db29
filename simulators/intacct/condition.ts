import { accessor, column, lowerCaseColumn, renderer, type Accessor, type Column } from './field-access';
import { processingError } from './failures';
import { likePattern, literalNumber, literalText, type Dialect } from './literal';
import type { Table } from './table';
import type { World } from './world';

export type Comparison =
	| 'equalto'
	| 'notequalto'
	| 'lessthan'
	| 'lessthanorequalto'
	| 'greaterthan'
	| 'greaterthanorequalto'
	| 'between'
	| 'notbetween'
	| 'in'
	| 'notin'
	| 'like'
	| 'notlike'
	| 'isnull'
	| 'isnotnull';

export type Condition =
	| { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
	| { readonly kind: 'not'; readonly part: Condition }
	| { readonly kind: 'test'; readonly comparison: Comparison; readonly field: string; readonly values: readonly string[] };

/** Says whether the row at a position of the table matches. */
export type Predicate = (position: number) => boolean;

const OPPOSITE: Readonly<Record<Comparison, Comparison>> = {
	equalto: 'notequalto',
	notequalto: 'equalto',
	lessthan: 'greaterthanorequalto',
	greaterthanorequalto: 'lessthan',
	greaterthan: 'lessthanorequalto',
	lessthanorequalto: 'greaterthan',
	between: 'notbetween',
	notbetween: 'between',
	in: 'notin',
	notin: 'in',
	like: 'notlike',
	notlike: 'like',
	isnull: 'isnotnull',
	isnotnull: 'isnull',
};

interface Scope {
	readonly world: World;
	readonly table: Table;
	readonly dialect: Dialect;
	readonly ignoreCase: boolean;
}

type Maker<T> = (values: ArrayLike<T>, wanted: readonly T[]) => Predicate;

/** Null never satisfies a comparison: for numbers NaN does it (`notequalto` looks), for text the empty string is checked. */
const NUMBER_TESTS: Readonly<Partial<Record<Comparison, Maker<number>>>> = {
	equalto:
		(values, [a = Number.NaN]) =>
		(at) =>
			values[at] === a,
	notequalto:
		(values, [a = Number.NaN]) =>
		(at) => {
			const value = values[at]!;
			return value !== a && value === value;
		},
	lessthan:
		(values, [a = Number.NaN]) =>
		(at) =>
			values[at]! < a,
	lessthanorequalto:
		(values, [a = Number.NaN]) =>
		(at) =>
			values[at]! <= a,
	greaterthan:
		(values, [a = Number.NaN]) =>
		(at) =>
			values[at]! > a,
	greaterthanorequalto:
		(values, [a = Number.NaN]) =>
		(at) =>
			values[at]! >= a,
	between:
		(values, [a = Number.NaN, b = Number.NaN]) =>
		(at) =>
			values[at]! >= a && values[at]! <= b,
	notbetween:
		(values, [a = Number.NaN, b = Number.NaN]) =>
		(at) =>
			values[at]! < a || values[at]! > b,
	in: (values, wanted) => {
		const set = new Set(wanted);
		return (at) => set.has(values[at]!);
	},
	notin: (values, wanted) => {
		const set = new Set(wanted);
		return (at) => {
			const value = values[at]!;
			return value === value && !set.has(value);
		};
	},
	isnull: (values) => (at) => Number.isNaN(values[at]),
	isnotnull: (values) => (at) => !Number.isNaN(values[at]),
};

const TEXT_TESTS: Readonly<Partial<Record<Comparison, Maker<string>>>> = {
	equalto:
		(values, [a = '']) =>
		(at) =>
			values[at] === a && a !== '',
	notequalto:
		(values, [a = '']) =>
		(at) =>
			values[at] !== a && values[at] !== '',
	lessthan:
		(values, [a = '']) =>
		(at) =>
			values[at]! < a && values[at] !== '',
	lessthanorequalto:
		(values, [a = '']) =>
		(at) =>
			values[at]! <= a && values[at] !== '',
	greaterthan:
		(values, [a = '']) =>
		(at) =>
			values[at]! > a,
	greaterthanorequalto:
		(values, [a = '']) =>
		(at) =>
			values[at]! >= a && values[at] !== '',
	between:
		(values, [a = '', b = '']) =>
		(at) =>
			values[at]! >= a && values[at]! <= b && values[at] !== '',
	notbetween:
		(values, [a = '', b = '']) =>
		(at) =>
			(values[at]! < a || values[at]! > b) && values[at] !== '',
	in: (values, wanted) => {
		const set = new Set(wanted);
		return (at) => values[at] !== '' && set.has(values[at]!);
	},
	notin: (values, wanted) => {
		const set = new Set(wanted);
		return (at) => values[at] !== '' && !set.has(values[at]!);
	},
	isnull: (values) => (at) => values[at] === '',
	isnotnull: (values) => (at) => values[at] !== '',
};

const likeTest = (scope: Scope, access: Accessor, comparison: Comparison, [pattern = '']: readonly string[]): Predicate => {
	const matcher = likePattern(literalText(access.field, pattern, scope.dialect), scope.ignoreCase);
	const render = renderer(scope.world, access);
	const texts = scope.table.list().map(render);
	return (at) => texts[at] !== '' && matcher.test(texts[at]!) === (comparison === 'like');
};

const textColumn = (scope: Scope, access: Accessor, plain: Column & { kind: 'text' }): readonly string[] =>
	scope.ignoreCase ? lowerCaseColumn(scope.table, access) : plain.values;

const test = (scope: Scope, comparison: Comparison, path: string, values: readonly string[]): Predicate => {
	const access = accessor(scope.world, scope.table.object, path);
	if (!access) throw processingError(`Field ${path} of object ${scope.table.object} does not exist.`);
	if (comparison === 'like' || comparison === 'notlike') return likeTest(scope, access, comparison, values);
	const found = column(scope.table, access);
	if (found.kind === 'number') {
		const make = NUMBER_TESTS[comparison]!;
		return make(
			found.values,
			values.map((value) => literalNumber(scope.world, access.field, value)),
		);
	}
	const fold = (value: string): string => (scope.ignoreCase ? value.toLowerCase() : value);
	const wanted = values.map((value) => fold(literalText(access.field, value, scope.dialect)));
	return TEXT_TESTS[comparison]!(textColumn(scope, access, found), wanted);
};

const all = (parts: readonly Predicate[]): Predicate => {
	const [first, second, ...rest] = parts;
	if (!first) return () => true;
	if (!second) return first;
	const tail = rest.length > 0 ? all([second, ...rest]) : second;
	return (at) => first(at) && tail(at);
};

const some = (parts: readonly Predicate[]): Predicate => {
	const [first, second, ...rest] = parts;
	if (!first) return () => false;
	if (!second) return first;
	const tail = rest.length > 0 ? some([second, ...rest]) : second;
	return (at) => first(at) || tail(at);
};

/** NOT is pushed down to the tests, because NOT of a comparison with null is as unknown as the comparison. */
const compileNegated = (scope: Scope, condition: Condition, negated: boolean): Predicate => {
	if (condition.kind === 'not') return compileNegated(scope, condition.part, !negated);
	if (condition.kind === 'test')
		return test(scope, negated ? OPPOSITE[condition.comparison] : condition.comparison, condition.field, condition.values);
	const parts = condition.parts.map((part) => compileNegated(scope, part, negated));
	return (condition.kind === 'and') === negated ? some(parts) : all(parts);
};

/** A filter over the table's present rows; valid until the next change. */
export const compile = (world: World, table: Table, condition: Condition | undefined, dialect: Dialect, ignoreCase: boolean): Predicate =>
	condition ? compileNegated({ world, table, dialect, ignoreCase }, condition, false) : () => true;
