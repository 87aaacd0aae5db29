import path from 'node:path';
import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { run } from './command';

/**
 * n8n keeps its data in SQLite through the native addon `sqlite3`, and install scripts are off, so the addon is made here.
 * The addon speaks Node-API, hence any way of getting it will do: the ready-made binary of its project where that can be
 * downloaded, else a build from source with the headers that ship with the Node package. On a machine without a compiler and
 * without a way to that download, a stand-in on Node's own SQLite serves.
 */
export async function ensureSqliteBinding(modules: string, node: string, report: (line: string) => void): Promise<void> {
	const folder = path.join(modules, 'sqlite3');
	const works = async (): Promise<boolean> =>
		await run(node, ['-e', `require(${JSON.stringify(folder)})`], { timeoutMs: 30_000 }).then(() => true, () => false);
	if (await works()) return;

	const attempts: ReadonlyArray<readonly [string, () => Promise<unknown>]> = [
		['fetching the ready-made SQLite', async () => await fetchReadyMade(modules, folder, node)],
		['building SQLite from source', async () => await buildFromSource(modules, folder, node)],
		['taking the SQLite of Node itself', async () => await copyFile(path.join(__dirname, 'sqlite-of-node.cjs'), path.join(folder, 'lib/sqlite3.js'))],
	];
	const failures: string[] = [];
	for (const [what, attempt] of attempts) {
		report(`n8n: ${what} ...`);
		try {
			await attempt();
			if (await works()) return;
			failures.push(`${what}: the result does not load`);
		} catch (error) {
			failures.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
		}
	}
	throw new Error(`n8n needs the native addon sqlite3, and no way gave one that loads. Install a C++ compiler, make and Python 3, or allow downloads from GitHub.\n${failures.join('\n')}`);
}

async function fetchReadyMade(modules: string, folder: string, node: string): Promise<void> {
	await run(node, [path.join(modules, 'prebuild-install/bin.js'), '-r', 'napi'], { cwd: folder, timeoutMs: 30_000 });
}

async function buildFromSource(modules: string, folder: string, node: string): Promise<void> {
	const prefix = path.resolve(path.dirname(node), '..');
	const headers = existsSync(path.join(prefix, 'include/node/node_api.h')) ? { npm_config_nodedir: prefix } : {};
	await run(node, [path.join(modules, 'node-gyp/bin/node-gyp.js'), 'rebuild', '--jobs', 'max'], {
		cwd: folder,
		env: { ...process.env, ...headers, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}` },
		timeoutMs: 600_000,
	});
}
