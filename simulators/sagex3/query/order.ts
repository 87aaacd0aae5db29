import type { NodeType } from '../contract/catalogue';
import { NESTED_ORDER } from '../contract/bindings';
import { columnKind } from '../contract/tables';
import type { Row } from '../data/row';
import { comparatorOf, nullsFirst } from './compare';
import type { Asking } from './filter';
import { QueryRefused } from './refused';
import { Digits, isObject, relaxedJson, type Relaxed } from './relaxed-json';
import { idOf, numericParts, recordNamed, valueOf } from './values';

/** One property to sort by. */
export interface SortKey {
	readonly path: string;
	read(row: Row): string | null;
	compare(a: string | null, b: string | null): number;
}

const numericIds = (type: NodeType, { reader }: Asking): readonly boolean[] | undefined => (reader.values.idOrder === 'text'
	? undefined : numericParts(type));

const directed = (compare: SortKey['compare'], direction: 1 | -1): SortKey['compare'] => (direction === 1 ? compare : (a, b) => -compare(a, b));

const keyFor = (type: NodeType, path: readonly string[], direction: 1 | -1, asking: Asking): SortKey => {
	const [name = '', ...rest] = path;
	const field = type.fields.get(name);
	if (field === undefined) throw new QueryRefused(`${type.name}: unknown property ${name}`);
	if (field.kind === 'rows') throw new QueryRefused(`${name}: a collection cannot be sorted by`);
	if (name === '_updateStamp'
		&& asking.reader.values.stampOrder === 'refuse') throw new QueryRefused('_updateStamp: this property cannot be sorted by');
	if (rest.length > 0) {
		if (field.kind !== 'reference') throw new QueryRefused(`${name}: unknown property ${rest[0] ?? ''}`);
		const target = asking.catalogue.type(field.type);
		const inner = keyFor(target, rest, direction, asking);
		return {
			path: `${name}.${inner.path}`, compare: inner.compare, read: (row) => {
				const named = recordNamed(row, field, asking.reader);
				return named === undefined ? null : inner.read(named);
			},
		};
	}
	const keyed = field.kind === 'id' ? type : field.kind === 'reference' ? asking.catalogue.type(field.type) : undefined;
	const compare = comparatorOf(field.kind, keyed === undefined ? undefined : numericIds(keyed, asking));
	return { path: `${direction === -1 ? '-' : ''}${name}`, compare: directed(nullsFirst(compare), direction),
		read: (row) => valueOf(row, type, field, asking.reader) };
};

const keysIn = (type: NodeType, source: Relaxed, path: readonly string[], asking: Asking): readonly SortKey[] => {
	if (source instanceof Digits) {
		if (source.text !== '1' && source.text !== '-1') throw new QueryRefused(`orderBy: ${source.text} is neither 1 nor -1`);
		return [keyFor(type, path, source.text === '1' ? 1 : -1, asking)];
	}
	if (!isObject(source)) throw new QueryRefused('orderBy must be an object of 1 and -1');
	return [...source].flatMap(([name, inner]) => keysIn(type, inner, [...path, name], asking));
};

export const idKey = (type: NodeType, asking: Asking): SortKey => keyFor(type, ['_id'], 1, asking);

/** Lines stand by their numbers. */
const nestedKeys = (type: NodeType): readonly SortKey[] => (NESTED_ORDER[type.table] ?? []).map((column) =>
	({ path: column, read: (row) => row.get(column), compare: nullsFirst(comparatorOf(columnKind(column))) }));

/**
 * What an order's text means; without one, records stand by their `_id` and lines of a record by their number. An order without a unique
 * last key loses ties between pages, unless the switch says otherwise: the cursor knows the values of these keys only. Throws QueryRefused.
 */
export const orderFrom = (text: string | undefined, type: NodeType, nested: boolean, asking: Asking): readonly SortKey[] => {
	if (text === undefined || text.trim() === '') {
		const lines = nested ? nestedKeys(type) : [];
		return lines.length > 0 ? lines : [idKey(type, asking)];
	}
	const keys = keysIn(type, relaxedJson(text), [], asking);
	if (keys.length === 0) return [idKey(type, asking)];
	return asking.reader.values.ties === 'kept' && !keys.some(({ path }) => path.endsWith('_id')) ? [...keys, idKey(type, asking)] : keys;
};

export const comparing = (keys: readonly SortKey[]) => (a: readonly (string | null)[], b: readonly (string | null)[]): number => {
	for (let at = 0; at < keys.length; at += 1) {
		const found = keys[at]!.compare(a[at] ?? null, b[at] ?? null);
		if (found !== 0) return found;
	}
	return 0;
};

/** Sorted by the keys, and where they are equal by `_id`, so that an answer is the same every time. */
export const sorted = (rows: readonly Row[], keys: readonly SortKey[], type: NodeType, asking: Asking): readonly Row[] => {
	const compare = comparing(keys);
	const last = comparatorOf('id', numericIds(type, asking));
	const places = rows.map((row) => ({ row, values: keys.map((key) => key.read(row)) }));
	const id = ({ row }: { readonly row: Row }): string => idOf(row, type, asking.reader.values);
	return places.sort((a, b) => compare(a.values, b.values) || last(id(a), id(b))).map(({ row }) => row);
};
