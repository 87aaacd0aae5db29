import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../host/places';

/**
 * The empty database of an n8n, kept from one demo to the next: to make it n8n starts once and carries out all of its migrations, which takes
 * longer than anything else before the first run. It is that of one recipe of n8n; another recipe makes another.
 */
const FOLDER = path.join(ROOT, '.cache/n8n-database');

const kept = (): string => path.join(FOLDER, `${createHash('sha256').update(readFileSync(path.join(ROOT, 'e2e/host/n8n/package-lock.json'))).digest('hex').slice(0, 16)}.sqlite`);

const databaseIn = (userFolder: string): string => path.join(userFolder, '.n8n/database.sqlite');

/** Puts a kept database in place, if there is one. */
export const takeDatabase = (userFolder: string): void => {
	if (!existsSync(kept())) return;
	mkdirSync(path.dirname(databaseIn(userFolder)), { recursive: true });
	copyFileSync(kept(), databaseIn(userFolder));
};

/** Keeps a database that nobody has open; whole or not at all. */
export const keepDatabase = (userFolder: string): void => {
	const made = databaseIn(userFolder);
	// A log beside it means that a part of it is not in the file.
	if (existsSync(kept()) || !existsSync(made) || existsSync(`${made}-wal`)) return;
	rmSync(FOLDER, { recursive: true, force: true });
	mkdirSync(FOLDER, { recursive: true });
	const whole = `${kept()}.${process.pid}`;
	copyFileSync(made, whole);
	renameSync(whole, kept());
};
