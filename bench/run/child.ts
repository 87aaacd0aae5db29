import { spawn } from 'node:child_process';
import path from 'node:path';
import { build } from 'esbuild';
import { BUILD, ROOT } from '../../e2e/host/places';

/** Bundled as the published package is, so that the process holds what a user's process holds, and no compiler. */
async function bundled(source: string): Promise<string> {
	const outfile = path.join(BUILD, 'bench', `${source.replaceAll('/', '-')}.cjs`);
	await build({
		absWorkingDir: ROOT, entryPoints: [path.join(ROOT, 'bench', `${source}.ts`)], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20',
		logLevel: 'warning',
	});
	return outfile;
}

/**
 * Runs a file of the bench in a process of its own, without any flag of Node. The last line it prints is its result as JSON.
 * @param source below bench/, without .ts
 * @param more variables of its environment
 */
export async function runChild<T>(source: string, args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<T> {
	const file = await bundled(source);
	return await new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '', ...more } });
		let printed = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
		child.on('error', reject);
		child.on('close', (code) => {
			if (code === 0) resolve(JSON.parse(printed.trim().split('\n').at(-1) ?? '') as T);
			else reject(new Error(`${source} ended with code ${code}.`));
		});
	});
}
