import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { builtAgent } from './fakes/built-agent';
import { callAgent } from './fakes/call-agent';
import { endAll, errorOf, newFolder, until } from './fakes/running';

let agent: Awaited<ReturnType<typeof builtAgent>>;
const children: ChildProcess[] = [];
beforeAll(async () => {
	agent = await builtAgent();
});
afterAll(() => agent.remove());
afterEach(async () => {
	for (const child of children.splice(0)) child.kill('SIGKILL');
	await endAll();
});

const command = async (...words: string[]): Promise<string> => (await promisify(execFile)(process.execPath, [agent.main, ...words])).stdout;

const started = async (folder: string): Promise<{ child: ChildProcess; url: string; certificate: string; fingerprint: string; ended: Promise<number | null> }> => {
	const child = spawn(process.execPath, [agent.main, 'start', '--config', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
	children.push(child);
	let said = '';
	child.stdout?.on('data', (part: Buffer) => {
		said += part.toString('utf8');
	});
	const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
	await until(() => said.includes('SHA-256 fingerprint') || child.exitCode !== null);
	return {
		child,
		ended,
		url: /listens at (\S+)/.exec(said)?.[1] ?? '',
		fingerprint: /SHA-256 fingerprint (\S+)/.exec(said)?.[1] ?? '',
		certificate: readFileSync(path.join(folder, 'tls', 'certificate.pem'), 'utf8'),
	};
};

describe('the agent as a process of its own', () => {
	it('runs where there is no Sage, says so, stops when it is told, and is the same after a kill', async () => {
		const folder = newFolder();
		writeFileSync(path.join(folder, 'agent.json'), JSON.stringify({ port: 0, listen: '127.0.0.1', sage: { home: 'C:\\Sage\\Home', com: 'module', comModule: 'no-such-module.js', companies: ['ABC'] } }));
		const [key = ''] = /s100_\S+/.exec(await command('key', 'add', '--config', folder, '--name', 'n8n', '--companies', 'all')) ?? [];

		const first = await started(folder);
		expect((await callAgent(first, '/v1/health', { key })).body).toMatchObject({ status: 'ok', contractVersion: '1.1.0' });
		const ready = await callAgent(first, '/v1/health/ready', { key, company: 'ABC' });
		expect([ready.status, errorOf(ready).code]).toEqual([503, 'SAGE_UNAVAILABLE']);
		first.child.kill('SIGKILL');
		await first.ended;
		expect(existsSync(path.join(folder, 'agent.lock'))).toBe(true);

		const second = await started(folder);
		expect(second.fingerprint).toBe(first.fingerprint);
		expect((await callAgent(second, '/v1/health', { key })).status).toBe(200);
		second.child.kill('SIGTERM');
		expect(await second.ended).toBe(0);
		expect(existsSync(path.join(folder, 'agent.lock'))).toBe(false);
		expect(readFileSync(path.join(folder, 'log', 'agent.jsonl'), 'utf8')).not.toContain(key);
	});
});
