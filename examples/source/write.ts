import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { intacctActuals } from './intacct-actuals-to-anaplan';

/** `npx tsx examples/source/write.ts` writes every example anew. A test fails when a file and its source differ. */
export const EXAMPLES = { 'intacct-actuals-to-anaplan.json': intacctActuals };

export const textOf = (build: () => unknown): string => `${JSON.stringify(build(), null, 2)}\n`;

if (require.main === module) {
	for (const [file, build] of Object.entries(EXAMPLES)) writeFileSync(join(__dirname, '..', 'workflows', file), textOf(build));
}
