/**
 * Installs node_modules when they are missing or older than package-lock.json, so that every npm script works in a
 * fresh clone. Uses nothing but Node: it runs before anything is installed.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import troubles from './machine-troubles.js';
import installation from './npm-ci.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'node_modules', '.installed-for');
const wanted = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');

/** What the development dependencies take, and what every script writes at least: the build, a packed tarball, databases. */
const INSTALLED_MB = 550;
const WORKING_MB = 100;

const end = (sentence) => {
	console.error(sentence);
	process.exit(1);
};

const tooOld = troubles.oldNode(process.versions.node);
if (tooOld !== undefined) end(tooOld);

const isThere = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
try {
	const tooFull = troubles.fullDisk(root, installation.freeMegabytes(root), isThere ? WORKING_MB : INSTALLED_MB + WORKING_MB);
	if (tooFull !== undefined) end(tooFull);
	if (!isThere) {
		await installation.npmCi({ folder: root, what: 'development dependencies', megabytes: INSTALLED_MB, say: (line) => console.log(line) });
		writeFileSync(stamp, wanted);
	}
} catch (error) {
	if (error.said !== undefined && error.known !== true) console.error(error.said);
	const sentence = error.known === undefined ? troubles.sentenceFor(String(error.message), { place: root, needed: INSTALLED_MB }) : undefined;
	end(sentence === undefined ? error.message : sentence);
}
