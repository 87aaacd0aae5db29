/**
 * What n8n's community scanner would say about this package, without publishing it: the files of the tarball, then the
 * sources (reference n8n-platform 2.3). Ends with 1 when it found anything that counts as an error.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';
import { packInto } from './pack-tarball.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const legs = [
	{ name: 'published files', folder: packInto(join(root, '.build/tarball/scan')), patterns: ['**/*.js', 'package.json'] },
	{ name: 'sources', folder: root, patterns: SOURCE_FILE_PATTERNS },
];

let passed = true;
for (const { name, folder, patterns } of legs) {
	const verdict = await analyzePackage(folder, patterns);
	console.log(`${verdict.passed ? 'passed' : 'FAILED'}: ${name}`);
	if (!verdict.passed) console.log(verdict.details ?? verdict.message);
	passed &&= verdict.passed && verdict.message === undefined;
}
process.exit(passed ? 0 : 1);
