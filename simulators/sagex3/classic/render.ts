import { createHash } from 'node:crypto';
import { columnKind, NAMINGS } from '../contract/tables';
import type { Row } from '../data/row';
import type { Reader } from '../query/values';
import { classOf, titleColumn, type ClassicClass } from './classes';
import { NumberText, type Json } from './json-text';

type Members = Record<string, Json>;

export const classicKey = (row: Row): string => row.key.join('~');

const uuid = (...parts: readonly string[]): string =>
	createHash('sha256').update(parts.join('\u0001')).digest('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

const seconds = (stamp: string): string => stamp.replace(/\.\d+Z$/, 'Z');

const valueOf = (text: string, column: string, { values }: Reader): Json => {
	const kind = columnKind(column);
	if (kind === 'int' || kind === 'menu') return new NumberText(text === '' ? '0' : text);
	if (kind === 'decimal') return values.classicDecimals === 'text' ? (text || '0') : new NumberText(text === '' ? '0' : text);
	if (kind === 'stamp') return text === '' ? null : seconds(text);
	if (kind === 'date') return text === '' ? null : text;
	return text;
};

const textIn = (row: Row, column: string, { language }: Reader): string => row.get(`${column}:${language}`) || row.get(column);

/** Title of the record that a column names, when there is one. */
const titleIn = (row: Row, column: string, reader: Reader): string => {
	const naming = NAMINGS[column];
	if (naming === undefined || row.get(column) === '') return '';
	const key = naming.columns.map((one) => row.get(one));
	return textIn(reader.folder.named(naming.table, key), titleColumn(naming.table), reader);
};

const slots = (row: Row, reader: Reader): Members => {
	const pairs = row.rows('SLOTS');
	const form = reader.values.slotForm;
	if (form === 'array') return { DIE: pairs.map((one) => one.get('DIE')), CCE: pairs.map((one) => one.get('CCE')) };
	if (form === 'columns') return Object.fromEntries(pairs.flatMap((one, at) => [[`DIE_${at}`, one.get('DIE')], [`CCE_${at}`, one.get('CCE')]]));
	return { SLOTS: pairs.map((one) => ({ $uuid: uuid('SLOTS', ...one.key), DIE: one.get('DIE'), CCE: one.get('CCE') })) };
};

/** One record of a facet: columns by their names, references with their titles beside them (reference sage-x3 8.2). */
export const rendered = (row: Row, one: ClassicClass, reader: Reader, detailed: boolean): Members => {
	const stamp = row.get('UPDDATTIM');
	const members: Members = { $uuid: uuid(one.table, ...row.key), ...(stamp === '' ? {} : { $etag: seconds(stamp) }), $key: classicKey(row) };
	for (const column of one.columns) {
		members[column] = valueOf(textIn(row, column, reader), column, reader);
		// A column of the key names the record itself, or the one above it.
		const title = one.definition.key.includes(column) && NAMINGS[column]?.table === one.table ? '' : titleIn(row, column, reader);
		if (title !== '') members[`${column}_REF`] = { $title: title };
	}
	if (one.table === 'GACCENTRYA') Object.assign(members, slots(row, reader));
	if (!detailed) return members;
	for (const child of one.definition.children ?? []) {
		if (child === 'SLOTS') continue;
		const shown = classOf(child, reader.folder.definition, reader.values);
		members[shown.name] = row.rows(child).map((line) => rendered(line, shown, reader, true));
	}
	return members;
};
