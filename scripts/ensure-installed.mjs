/**
 * Installs node_modules when they are missing or older than package-lock.json, so that every npm script works in a
 * fresh clone. Uses nothing but Node: it runs before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'node_modules', '.installed-for');
const wanted = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
	console.error(`Node ${process.versions.node} is too old: this package needs Node 20.19 or newer.`);
	process.exit(1);
}

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
	console.log('Installing development dependencies (npm ci) ...');
	const npm = process.env.npm_execpath;
	const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
	const result = spawnSync(command, [...first, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
	if (result.status !== 0) {
		console.error('npm ci did not succeed; the messages above say why. Check the connection to the npm registry and try again.');
		process.exit(result.status ?? 1);
	}
	writeFileSync(stamp, wanted);
}
