/**
 * Adds up what the suites left in .build/results and prints one line. A suite that left nothing, or a test file that could
 * not even be loaded, counts as one failure; so does a run in which nothing passed.
 *
 *     node scripts/sum-results.mjs lint types unit e2e scan
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const results = fileURLToPath(new URL('../.build/results', import.meta.url));

let passed = 0;
let failed = 0;
for (const suite of process.argv.slice(2)) {
	const file = join(results, `${suite}.json`);
	if (!existsSync(file)) {
		failed += 1;
		continue;
	}
	const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites = 0 } = JSON.parse(readFileSync(file, 'utf8'));
	passed += numPassedTests;
	failed += numFailedTests + numRuntimeErrorTestSuites;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
