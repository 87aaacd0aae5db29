import path from 'node:path';
import { run } from './command';
import { BUILD, ROOT } from './places';

/** Packs the built package as npm would publish it and unpacks it. Returns the folder that holds its package.json. */
export async function unpackedTarball(name = 'package'): Promise<string> {
	const { stdout } = await run(process.execPath, [path.join(ROOT, 'scripts/pack-tarball.mjs'), path.join(BUILD, 'tarball', name)], { cwd: ROOT, timeoutMs: 120_000 });
	return stdout.trim().split('\n').at(-1) ?? '';
}
