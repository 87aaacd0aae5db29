import { readFileSync } from 'node:fs';
import { tableNamed } from '../contract/tables';
import type { Folder } from '../data/folder';
import { Stored } from '../data/row';
import { Entry } from '../ledger/entry';
import { DEFAULT_SERVER } from './default';
import type { FolderDefinition, OrderDefinition, PlainRecord, SeedEntry, ServerDefinition } from './types';

export const loadServer = (model: ServerDefinition | string | undefined): ServerDefinition =>
	(typeof model === 'string' ? (JSON.parse(readFileSync(model, 'utf8')) as ServerDefinition) : (model ?? DEFAULT_SERVER));

const FIRST_STAMP = Date.UTC(2025, 10, 3, 8);
const MINUTE = 60_000;

/** What the table does not have is a mistake in the model, not something to drop; `Y…` and the like are the customer's own. */
export const checked = (table: string, record: PlainRecord): PlainRecord => {
	const { columns } = tableNamed(table);
	const wrong = Object.keys(record).map((name) => name.split(':')[0] ?? '').find((name) => !columns.includes(name) && !/^[XYZ]/.test(name));
	if (wrong !== undefined) throw new TypeError(`${table} has no column ${wrong}`);
	return record;
};

const stamped = (record: PlainRecord, at: number): PlainRecord => {
	const stamp = new Date(FIRST_STAMP + at * MINUTE).toISOString();
	return { CREDATTIM: stamp, UPDDATTIM: stamp, CREUSR: 'ADMIN', UPDUSR: 'ADMIN', ...record };
};

export const entryFrom = (folder: FolderDefinition, { lines, ...head }: SeedEntry): Entry => new Entry(folder, head,
	{ count: lines.length, at: (index) => lines[index]! });

const order = (folder: Folder, { header, lines }: OrderDefinition, at: number): void => {
	const values = stamped(checked('PORDER', header), at);
	const key = tableNamed('PORDERQ').key;
	const rows = lines.map((line) => {
		const own = { ...values, ...stamped(checked('PORDERQ', { POHNUM: header.POHNUM ?? '', ...line }), at) };
		return new Stored(key.map((column) => own[column as keyof typeof own] ?? ''), own);
	});
	folder.table('PORDER')?.put({ ...values, LINNBR: String(rows.length) }, { PORDERQ: rows });
};

/** Everything that the folder begins with; the same after every reset. */
export const fill = (folder: Folder): Folder => {
	const { records, orders, entries } = folder.definition;
	let at = 0;
	for (const [table, all] of Object.entries(records)) {
		for (const record of all) {
			folder.table(table)?.put(stamped(checked(table, record), at));
			at += 1;
		}
	}
	orders.forEach((one, place) => order(folder, one, at + place));
	for (const entry of entries) folder.journal.put(entryFrom(folder.definition, entry));
	return folder;
};
