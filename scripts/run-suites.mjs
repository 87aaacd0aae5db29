/**
 * Runs the named suites one after the other, all of them even when one fails (a failed build ends it), leaves a count
 * per suite in .build/results/, and ends with 1 when anything failed.
 *
 *     node scripts/run-suites.mjs build lint types unit
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = join(root, '.build/results');

/** The JavaScript file behind a command of a package, so that no shell and no search path is involved. */
function binary(packageName, command = packageName) {
	const folder = join(root, 'node_modules', packageName);
	const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

const jest = (name, ...args) => [binary('jest'), ...args, '--ci', '--json', `--outputFile=${join(results, `${name}.json`)}`];

/** `counted`: the whole suite counts as one test; jest writes its own numbers. */
const SUITES = {
	build: { command: () => [binary('gulp'), 'build', '--silent'] },
	lint: { command: () => [binary('eslint'), '.', '--max-warnings', '0'], counted: true },
	types: { command: () => [binary('typescript', 'tsc'), '-p', '.', '--noEmit'], counted: true },
	unit: { command: () => jest('unit') },
	e2e: { command: () => jest('e2e', '--config', 'e2e/jest.config.js') },
	scan: { command: () => [join(root, 'scripts/scan-tarball.mjs')], counted: true },
};

mkdirSync(results, { recursive: true });
const failed = [];
for (const name of process.argv.slice(2)) {
	const suite = SUITES[name];
	if (suite === undefined) {
		console.error(`There is no suite called ${name}; known are ${Object.keys(SUITES).join(', ')}.`);
		process.exit(2);
	}
	const file = join(results, `${name}.json`);
	rmSync(file, { force: true });
	console.log(`\n=== ${name} ===`);
	const { status } = spawnSync(process.execPath, suite.command(), { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
	const ok = status === 0;
	if (!ok) failed.push(name);
	if (suite.counted) writeFileSync(file, JSON.stringify({ numPassedTests: ok ? 1 : 0, numFailedTests: ok ? 0 : 1 }));
	if (!ok && name === 'build') break;
}
console.log(failed.length === 0 ? '\nAll suites passed.' : `\nNot passed: ${failed.join(', ')}.`);
process.exit(failed.length === 0 ? 0 : 1);
