import { FatalError } from '../../../core/errors';
import { SYSTEM } from '../identity';
import { COMPARISONS, JUNCTIONS, MEMBERSHIPS, NULL_TESTS, type Filter } from './filter';

const wrong = (said: string): FatalError => new FatalError({
	system: SYSTEM, operation: 'read the filter', said,
	remedy: 'Give { "operator": "equalto", "field": "STATE", "value": "Posted" }, "values" for in and notin, "from" and "to" for between, ' +
		'or { "operator": "and", "filters": […] }.',
});

const textIn = (raw: Record<string, unknown>, name: string): string => {
	const value = raw[name];
	if (typeof value !== 'string') throw wrong(`"${name}" of "${String(raw.operator)}" has to be text`);
	return value;
};
const fieldIn = (raw: Record<string, unknown>): string => {
	const field = textIn(raw, 'field');
	if (!/^[A-Za-z_][\w.]*$/.test(field)) throw wrong(`"${field}" is not the name of a field`);
	return field;
};
const listIn = (raw: Record<string, unknown>, name: string, least: number): readonly unknown[] => {
	const value = raw[name];
	if (!Array.isArray(value) || value.length < least) throw wrong(`"${name}" of "${String(raw.operator)}" has to be a list of ${least} or more`);
	return value;
};

type Reader = (raw: Record<string, unknown>) => Filter;
const reader = <O extends string>(
	operators: readonly O[], read: (operator: O, raw: Record<string, unknown>) => Filter,
): Array<[string, Reader]> =>
	operators.map((operator) => [operator, (raw) => read(operator, raw)]);

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
	...reader(COMPARISONS, (operator, raw) => ({ operator, field: fieldIn(raw), value: textIn(raw, 'value') })),
	...reader(NULL_TESTS, (operator, raw) => ({ operator, field: fieldIn(raw) })),
	...reader(['between'], (operator, raw) => ({ operator, field: fieldIn(raw), from: textIn(raw, 'from'), to: textIn(raw, 'to') })),
	...reader(MEMBERSHIPS, (operator, raw) => ({
		operator, field: fieldIn(raw),
		values: listIn(raw, 'values', 1).map((value) => textIn({ operator, values: value }, 'values')),
	})),
	...reader(JUNCTIONS, (operator, raw) => ({ operator, filters: listIn(raw, 'filters', 2).map(readFilter) })),
]);

/** A filter tree that came in as JSON. Throws `FatalError` that says which part is wrong. */
export const readFilter = (value: unknown): Filter => {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong('a filter has to be an object');
	const raw = Object.fromEntries(Object.entries(value));
	const read = READERS.get(String(raw.operator));
	if (!read) throw wrong(`"${String(raw.operator)}" is not an operator; there are ${[...READERS.keys()].join(', ')}`);
	return read(raw);
};
