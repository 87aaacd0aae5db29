import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

export interface SeedFile {
	readonly object: string;
	readonly header: readonly string[];
	readonly records: readonly (readonly string[])[];
}

const SEED_NAME = /^(.+?)\.csv(\.gz)?$/i;

const contentOf = (path: string): Buffer => (path.toLowerCase().endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path));

const readSeedFile = (path: string, object: string): SeedFile => {
	const [header = [], ...records] = parse(contentOf(path), { bom: true, skip_empty_lines: true, relax_column_count: true });
	return { object, header: header.map((name) => name.trim()), records };
};

/** One CSV per object, file name = object in any case, plain or gzip. */
export const readSeedDirectory = (directory: string): readonly SeedFile[] =>
	readdirSync(directory)
		.sort()
		.flatMap((name) => {
			const match = SEED_NAME.exec(name);
			return match?.[1] ? [readSeedFile(join(directory, name), match[1])] : [];
		});

/** A file named EMPTY says that objects without a file are to be empty. */
export const saysEmpty = (directory: string): boolean => existsSync(join(directory, 'EMPTY'));
