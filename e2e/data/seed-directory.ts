import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

export type Fields = Readonly<Record<string, string>>;

/** Rows of a published file by the names in its first line. */
export const rowsOf = (text: string): Fields[] => parse(text, { columns: true, bom: true, skip_empty_lines: true });

/** Objects and their records, as the Intacct simulator takes them with `--seed-dir`: a CSV per object, Intacct's field names on top. */
export const writeSeedDirectory = (directory: string, objects: Readonly<Record<string, readonly Fields[]>>): void => {
	rmSync(directory, { recursive: true, force: true });
	mkdirSync(directory, { recursive: true });
	for (const [object, records] of Object.entries(objects)) {
		const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
		writeFileSync(path.join(directory, `${object}.csv`), stringify(records.map((record) => columns.map((column) => record[column] ?? '')), { header: true, columns }));
	}
};
