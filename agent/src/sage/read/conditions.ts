import type { ColumnSet, Column } from './columns';

/**
 * A filter as data. It becomes a ProvideX expression for Sage, or is tested here when a table must be walked record by record; never is a
 * caller's text put into an expression except through `quoted`.
 */
export type Condition =
	| { readonly role: string; readonly is: '=' | '<>' | '>=' | '<=' | '<' | '>'; readonly value: string }
	| { readonly all: readonly Condition[] }
	| { readonly any: readonly Condition[] };

const isControl = (letter: string): boolean => letter < ' ' || letter === '\u007F';

/**
 * A text literal of a ProvideX expression; quotes inside are doubled (reference sage-100 3.2, INFERRED).
 *
 * **Nothing can leave the literal.** Every quote in the value becomes two, so the number of quotes between the outer ones is even
 * and the literal ends where it was meant to. Control characters, line ends above all, are refused.
 *
 * @throws RangeError for a control character
 */
export const quoted = (value: string): string => {
	if ([...value].some(isControl)) throw new RangeError('a value with a control character cannot be looked for in Sage');
	return `"${value.replaceAll('"', '""')}"`;
};

const NUMBER = /^-?\d{1,15}(?:\.\d{1,6})?$/;

const literal = (column: Column, value: string): string => {
	if (column.kind === 'text') return quoted(value);
	if (!NUMBER.test(value)) throw new RangeError(`${JSON.stringify(value)} is not a number`);
	return value;
};

export const ALWAYS: Condition = { all: [] };

/** The expression; empty when everything passes. */
export const expressionOf = (condition: Condition, columns: ColumnSet): string => {
	if ('role' in condition) {
		const column = columns.column(condition.role);
		return `${column.name}${condition.is}${literal(column, condition.value)}`;
	}
	const [parts, word] = 'all' in condition ? [condition.all, ' AND '] : [condition.any, ' OR '];
	const found = parts.map((part) => expressionOf(part, columns));
	// An alternative that always passes makes the others pointless.
	if ('any' in condition && found.includes('')) return '';
	const texts = found.filter((text) => text !== '');
	const only = texts[0];
	return texts.length === 1 && only !== undefined ? only : texts.length === 0 ? '' : `(${texts.join(word)})`;
};

const compare = (left: string, right: string, column: Column): number => {
	if (column.kind === 'number') return Number(left) - Number(right);
	return left < right ? -1 : left > right ? 1 : 0;
};

const OPERATORS: Readonly<Record<string, (order: number) => boolean>> = {
	'=': (order) => order === 0, '<>': (order) => order !== 0, '>=': (order) => order >= 0, '<=': (order) => order <= 0,
	'<': (order) => order < 0, '>': (order) => order > 0,
};

/** The same decision made here. */
export const passes = (condition: Condition, columns: ColumnSet, valueOf: (role: string) => string): boolean => {
	if ('role' in condition) {
		return OPERATORS[condition.is]?.(compare(valueOf(condition.role), condition.value, columns.column(condition.role))) ?? false;
	}
	return 'all' in condition
		? condition.all.every((part) => passes(part, columns, valueOf))
		: condition.any.length === 0 || condition.any.some((part) => passes(part, columns, valueOf));
};

/** Texts that are the word, or begin with the word and a blank: plain comparisons, since a substring of a short text is an error in ProvideX. */
export const startsWithWord = (role: string, word: string): Condition => ({
	any: [
		{ role, is: '=', value: word },
		{ all: [{ role, is: '>=', value: `${word} ` }, { role, is: '<', value: `${word}!` }] },
	],
});

/** These keys and no others; common leading parts are written once. */
export const amongKeys = (roles: readonly string[], keys: ReadonlyArray<readonly string[]>): Condition => {
	const [role, ...rest] = roles;
	if (role === undefined) return ALWAYS;
	return {
		any: [...grouped(keys)].map(([value, group]) => rest.length === 0
			? { role, is: '=' as const, value }
			: { all: [{ role, is: '=' as const, value }, amongKeys(rest, group.map((key) => key.slice(1)))] }),
	};
};

const grouped = (keys: ReadonlyArray<readonly string[]>): Map<string, Array<readonly string[]>> => {
	const groups = new Map<string, Array<readonly string[]>>();
	for (const key of keys) {
		const first = key[0] ?? '';
		const group = groups.get(first);
		if (group === undefined) groups.set(first, [key]);
		else group.push(key);
	}
	return groups;
};

export const rolesOf = (condition: Condition): string[] =>
	'role' in condition ? [condition.role] : ('all' in condition ? condition.all : condition.any).flatMap(rolesOf);
