/**
 * Packs the built package as npm would publish it, unpacks it into a folder, prints where its package.json is.
 *
 *     node scripts/pack-tarball.mjs .build/tarball/scan
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Returns the folder that holds the unpacked package. What was in `place` before is gone. */
export function packInto(place) {
	rmSync(place, { recursive: true, force: true });
	mkdirSync(place, { recursive: true });
	const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
	const [command, ...args] = [...npm, 'pack', '--json', '--ignore-scripts', '--pack-destination', place];
	const printed = execFileSync(command, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
	// npm prints a list of packages, newer versions an object keyed by name.
	const [packed] = Object.values(JSON.parse(printed.slice(printed.search(/^[[{]/m))));
	execFileSync('tar', ['-xzf', packed.filename], { cwd: place });
	return join(place, 'package');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(packInto(resolve(process.argv[2])));
