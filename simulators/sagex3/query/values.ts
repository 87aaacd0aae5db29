import type { Field, NodeType } from '../contract/catalogue';
import { TABLES, columnKind } from '../contract/tables';
import type { Folder } from '../data/folder';
import type { Row } from '../data/row';
import type { SwitchValues } from '../switches';

/** For whom values are read: descriptions are in the language of the user (reference sage-x3 3.5). */
export interface Reader {
	readonly folder: Folder;
	readonly language: string;
	readonly values: SwitchValues;
}

/** `_id`: the parts of the key with a bar between them. */
export const idOf = (row: Row, type: NodeType, { lineIdParts }: SwitchValues): string => {
	const [first = '', second = '', line = '', ledger = '', ...rest] = row.key;
	// The table has the ledger in front of the line there; the GraphQL key keeps the order of its parent.
	if (type.table === 'GACCENTRYA' || type.table === 'SLOTS') return [first, second,
		...(lineIdParts === 'line-ledger' ? [ledger, line] : [line, ledger]), ...rest].join('|');
	if (type.table === 'GACCENTRYD' && lineIdParts === 'ledger-line') return [first, second, ledger, line].join('|');
	return row.key.join('|');
};

/** The key that an `_id` has in the table. */
export const keyOf = (id: string, type: NodeType, { lineIdParts }: SwitchValues): readonly string[] => {
	const [first = '', second = '', third = '', fourth = '', ...rest] = id.split('|');
	const swapped = type.table === 'GACCENTRYD' ? lineIdParts === 'ledger-line' : lineIdParts === 'line-ledger';
	if (['GACCENTRYA', 'GACCENTRYD', 'SLOTS'].includes(type.table)) return swapped
		? [first, second, fourth, third, ...rest] : [first, second, third, fourth, ...rest];
	return id.split('|');
};

const textOf = (row: Row, column: string, { language }: Reader): string => row.get(`${column}:${language}`) || row.get(column);

/** Numbers that a value may be written with; `''` when a property has no value at all. */
const EMPTY: Readonly<Partial<Record<Field['kind'], string>>> = { int: '0', decimal: '0', flag: '1' };

/**
 * The value of a property as text that can be compared: digits, dates, stamps with milliseconds, the number of a menu's member, `true` or
 * `false`, an `_id`. Null when there is none; text is never null.
 */
export const valueOf = (row: Row, type: NodeType, field: Field, reader: Reader): string | null => {
	const { kind, columns } = field;
	if (kind === 'id') return idOf(row, type, reader.values);
	if (kind === 'reference') return keyNamed(row, field)?.join('|') ?? null;
	const [column = ''] = columns;
	const raw = (field.name === 'code' && column === '' ? row.key[row.key.length - 1] : textOf(row, column, reader)) ?? '';
	if (kind === 'text') return raw;
	if (kind === 'flag') return String((raw || EMPTY.flag) === '2');
	if (raw !== '') return raw;
	return EMPTY[kind] ?? null;
};

/** The key of the record that a reference names; undefined when it is blank. */
export const keyNamed = (row: Row, { columns }: Field): readonly string[] | undefined => {
	const parts = columns.map((column) => row.get(column));
	return parts.length === 0 || parts[parts.length - 1] === '' ? undefined : parts;
};

export const recordNamed = (row: Row, field: Field, { folder }: Reader): Row | undefined => {
	const key = keyNamed(row, field);
	return key === undefined ? undefined : folder.named(field.table, key);
};

/** Whether each part of the `_id` of a type is a number. */
export const numericParts = (type: NodeType): readonly boolean[] =>
	(TABLES[type.table]?.key ?? []).map((column) => ['int', 'menu'].includes(columnKind(column)));
