import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { parse } from 'yaml';

const AGENT = path.resolve(__dirname, '../../agent');
const CONTRACT = path.resolve(AGENT, '../docs/sage-100-agent.openapi.yaml');
const ENTRY = path.join(__dirname, 'agent-entry.ts');

const sources = (): readonly string[] => [
	...readdirSync(path.join(AGENT, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).sort().map((file) => path.join(AGENT, 'src', file)),
	ENTRY, CONTRACT, path.join(AGENT, 'package.json'),
];

/** Two trees with the same sources have the same build. */
const fingerprint = (): string => {
	const hash = createHash('sha256');
	for (const file of sources()) hash.update(file).update(readFileSync(file));
	return hash.digest('hex').slice(0, 16);
};

let built: Promise<string> | undefined;

const make = async (): Promise<string> => {
	const home = path.join(AGENT, '.build');
	const folder = path.join(home, `simulator-${fingerprint()}`);
	const entry = path.join(folder, 'dist', 'agent-entry.js');
	if (existsSync(entry)) return entry;
	mkdirSync(home, { recursive: true });
	const fresh = mkdtempSync(path.join(home, 'making-'));
	await build({
		entryPoints: { 'agent-entry': ENTRY, worker: path.join(AGENT, 'src/sage/process/worker.ts') },
		outdir: path.join(fresh, 'dist'), bundle: true, packages: 'external', format: 'cjs', platform: 'node', target: 'node20', logLevel: 'silent',
	});
	cpSync(path.join(AGENT, 'package.json'), path.join(fresh, 'package.json'));
	// As JSON, which is YAML: an agent is started many times in a test.
	writeFileSync(path.join(fresh, 'dist', path.basename(CONTRACT)), JSON.stringify(parse(readFileSync(CONTRACT, 'utf8'))));
	try {
		renameSync(fresh, folder);
	} catch (error) {
		// Another process was quicker; its build has the same sources.
		rmSync(fresh, { recursive: true, force: true });
		if (!existsSync(entry)) throw error;
	}
	return entry;
};

/** Path of the program that runs the agent: its sources as they stand, below agent/ so that it finds the agent's packages. Made once. */
export const builtAgent = (): Promise<string> => (built ??= make());
