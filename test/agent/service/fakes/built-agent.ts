import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const AGENT = path.resolve(__dirname, '../../../../agent');

/**
 * The agent as plain JavaScript, file by file as its own build makes it, below agent/ so that it finds the packages of
 * the agent. Types are checked elsewhere.
 */
export const builtAgent = async (): Promise<{ readonly main: string; remove(): void }> => {
	mkdirSync(path.join(AGENT, '.build'), { recursive: true });
	const folder = mkdtempSync(path.join(AGENT, '.build', 'test-'));
	const source = path.join(AGENT, 'src');
	const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
	await build({ entryPoints: files.map((file) => path.join(source, file)), outbase: source, outdir: path.join(folder, 'dist'), format: 'cjs', platform: 'node', target: 'node20', logLevel: 'silent' });
	cpSync(path.join(AGENT, 'package.json'), path.join(folder, 'package.json'));
	cpSync(path.join(AGENT, '../docs/sage-100-agent.openapi.yaml'), path.join(folder, 'dist', 'sage-100-agent.openapi.yaml'));
	return { main: path.join(folder, 'dist', 'main.js'), remove: () => rmSync(folder, { recursive: true, force: true }) };
};
