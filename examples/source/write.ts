import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Workflow } from './workflow-builder';

const buildsExample = (value: unknown): value is { example: () => Workflow } =>
	typeof value === 'object' && value !== null && 'example' in value && typeof value.example === 'function';

/** Name and text of every example: each file of this folder that exports `example` writes the workflow of its own name. */
export const examples = async (): Promise<ReadonlyMap<string, string>> => {
	const found = new Map<string, string>();
	const own = basename(__filename);
	for (const file of readdirSync(__dirname).filter((name) => name.endsWith('.ts') && name !== own).sort()) {
		const source: unknown = await import(`./${file}`);
		if (buildsExample(source)) found.set(file.replace(/\.ts$/, '.json'), `${JSON.stringify(source.example(), null, 2)}\n`);
	}
	return found;
};

/** `npx tsx examples/source/write.ts` writes every example anew. A test fails when a file and its source differ. */
const writeAll = async (): Promise<void> => {
	for (const [file, text] of await examples()) writeFileSync(join(__dirname, '..', 'workflows', file), text);
};

if (require.main === module) void writeAll();
