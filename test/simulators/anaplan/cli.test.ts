import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ADMIN } from './driver';

const CLI = join(process.cwd(), 'simulators/cli.ts');
const TSX = require.resolve('tsx/cli');

describe('command line', () => {
	it('starts, says where in one line of JSON, and stays up until it is told to stop', async () => {
		const child = spawn(process.execPath, [TSX, CLI, '--only', 'anaplan', '--seed', 'budget'], { stdio: ['ignore', 'pipe', 'inherit'] });
		const line = await new Promise<string>((resolve) => child.stdout.once('data', (data: Buffer) => resolve(data.toString('utf8'))));
		const said = JSON.parse(line) as Record<string, string>;
		expect(Object.keys(said)).toEqual(['anaplan']);
		const authorization = `Basic ${Buffer.from(ADMIN.join(':')).toString('base64')}`;
		expect((await fetch(`${said.anaplan}/token/authenticate`, { method: 'POST', headers: { authorization } })).status).toBe(201);
		const budget = (await (await fetch(`${said.anaplan}/__sim/cells?module=102000000031`)).json()) as unknown[];
		expect(budget).toHaveLength(2400);
		const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
		child.kill('SIGTERM');
		expect(await ended).toBe(0);
	}, 30_000);

	it('--help explains seeding, faults and history; a wrong option is an error', async () => {
		const run = promisify(execFile);
		const { stdout } = await run(process.execPath, [TSX, CLI, '--help']);
		for (const word of ['--anaplan-port', '--seed-dir', '/__sim/faults', '/__sim/history', '/__sim/switches', '--seed', '/__sim/scale', '/__sim/storm']) expect(stdout).toContain(word);
		await expect(run(process.execPath, [TSX, CLI, '--only', 'nothing'])).rejects.toThrow('--only takes');
		await expect(run(process.execPath, [TSX, CLI, '--only', 'anaplan', '--seed', 'nothing'])).rejects.toThrow('--seed takes budget');
	}, 30_000);
});
