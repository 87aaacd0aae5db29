import { fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { connect, type ComModule } from './com/objects';
import type { ServerOptions } from './server/main';

export type { ServerOptions } from './server/main';

/** A Sage server that runs in a process of its own. */
export interface FakeSage extends ComModule {
	readonly url: string;
	readonly port: number;
	/** A plain module for another process: its `createObject` and `variant` reach this server. */
	readonly modulePath: string;
	/** Control below /__sim: GET without a body, POST with one. A refusal is an error with the reason. */
	control<T = unknown>(route: string, body?: Readonly<Record<string, unknown>>, method?: string): Promise<T>;
	/** A second process, so to speak: objects of its own. */
	connect(): ComModule;
	stop(): Promise<void>;
}

interface Built {
	readonly server: string;
	readonly module: string;
}

/** Of the sources as they stand: two trees with the same sources have the same build. */
const fingerprint = (): string => {
	const hash = createHash('sha256');
	const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).sort();
	for (const file of files) hash.update(file).update(readFileSync(join(__dirname, file)));
	return hash.digest('hex').slice(0, 16);
};

const made = async (): Promise<Built> => {
	const home = join(__dirname, '../.build');
	const folder = join(home, `fake-com-${fingerprint()}`);
	const files = { server: join(folder, 'server.js'), module: join(folder, 'module.js') };
	if (existsSync(files.server)) return files;
	const { build } = await import('esbuild');
	mkdirSync(home, { recursive: true });
	const fresh = mkdtempSync(join(home, 'making-'));
	await build({
		entryPoints: { server: join(__dirname, 'server/main.ts'), module: join(__dirname, 'com/module.ts') },
		bundle: true, platform: 'node', target: 'node20', format: 'cjs', outdir: fresh, logLevel: 'silent',
	});
	try {
		renameSync(fresh, folder);
	} catch (error) {
		// Another process was quicker; its build has the same sources.
		rmSync(fresh, { recursive: true, force: true });
		if (!existsSync(files.server)) throw error;
	}
	return files;
};

let fromSources: Promise<Built> | undefined;

/** Built files lie beside this one; from the sources they are made once. */
const built = async (): Promise<Built> => {
	if (extname(__filename) !== '.ts') return { server: join(__dirname, 'server/main.js'), module: join(__dirname, 'com/module.js') };
	return await (fromSources ??= made());
};

const started = (child: ChildProcess, options: ServerOptions): Promise<{ url: string; port: number }> => new Promise((resolve, reject) => {
	child.once('message', (message: { url?: string; port?: number; failed?: string }) => {
		if (message.url === undefined || message.port === undefined) reject(new Error(`the Sage server did not start: ${message.failed}`));
		else resolve({ url: message.url, port: message.port });
	});
	child.once('exit', (code) => reject(new Error(`the Sage server ended with ${code}`)));
	child.send(options);
});

const control = async (url: string, route: string, body: Readonly<Record<string, unknown>> | undefined, method: string): Promise<unknown> => {
	const response = await fetch(`${url}/__sim/${route}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
	const answer: unknown = await response.json();
	if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${JSON.stringify(answer)}`);
	return answer;
};

/**
 * Starts a Sage server in a child process and gives what reaches it. Its data outlive every process that uses COM. It ends with `stop`,
 * or with the process that started it.
 */
export const startFakeSage = async (options: ServerOptions = {}): Promise<FakeSage> => {
	const folder = await mkdtemp(join(tmpdir(), 'fake-sage-'));
	const { server, module } = await built();
	const child = fork(server, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
	const { url, port } = await started(child, options).catch(async (error: unknown) => {
		child.kill('SIGKILL');
		await rm(folder, { recursive: true, force: true });
		throw error;
	});
	const modulePath = join(folder, 'com.cjs');
	await writeFile(modulePath, `module.exports = require(${JSON.stringify(module)}).connect(${JSON.stringify(url)});\n`);
	// The server must not keep its parent alive.
	child.unref();
	child.channel?.unref();
	const made: ComModule[] = [];
	const own = connect(url);
	return {
		...own, url, port, modulePath,
		control: <T>(route: string, body?: Readonly<Record<string, unknown>>, method = body === undefined ? 'GET' : 'POST') =>
			control(url, route, body, method) as Promise<T>,
		connect: () => {
			made.push(connect(url));
			return made.at(-1)!;
		},
		stop: async () => {
			await Promise.all([own, ...made].map(({ disconnect }) => disconnect()));
			await new Promise<void>((resolve) => {
				child.once('exit', () => resolve());
				child.ref();
				child.kill('SIGKILL');
			});
			await rm(folder, { recursive: true, force: true });
		},
	};
};
