import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HARBOR_MILLS } from '../../../simulators/acumatica';
import { simulatedSystems } from '../../../simulators/systems';

const CLI = join(process.cwd(), 'simulators/cli.ts');
const TSX = require.resolve('tsx/cli');

describe('command line', () => {
	it('finds every system by its folder', async () => {
		const systems = await simulatedSystems();
		expect(systems.map(({ name }) => name)).toEqual(expect.arrayContaining(['acumatica', 'anaplan', 'intacct']));
		const options = systems.flatMap(({ options: own }) => Object.keys(own));
		expect(new Set(options).size).toBe(options.length);
	});

	it('starts the chosen ones, with a tenant from a file and generated lines', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'tenant-'));
		const model = join(folder, 'tenant.json');
		writeFileSync(model, JSON.stringify({ ...HARBOR_MILLS, tenant: 'Other', site: '' }));
		const args = [TSX, CLI, '--only', 'acumatica,intacct', '--acumatica-model', model, '--acumatica-lines', '40'];
		const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
		const line = await new Promise<string>((resolve) => child.stdout.once('data', (data: Buffer) => resolve(data.toString('utf8'))));
		const said = JSON.parse(line) as Record<string, string>;
		expect(Object.keys(said)).toEqual(['acumatica', 'intacct']);
		const company = (await (await fetch(`${said.acumatica}/__sim/company`)).json()) as Record<string, unknown>;
		expect(company).toMatchObject({ tenant: 'Other', address: said.acumatica, generated: { lines: 40, batches: 2 } });
		expect((await fetch(`${said.acumatica}/entity`)).status).toBe(200);
		const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
		child.kill('SIGTERM');
		expect(await ended).toBe(0);
		rmSync(folder, { recursive: true, force: true });
	}, 60_000);

	it('--help tells every option and the control routes; a wrong value is an error', async () => {
		const run = promisify(execFile);
		const { stdout } = await run(process.execPath, [TSX, CLI, '--help']);
		for (const word of ['--acumatica-port', '--acumatica-lines', '/__sim/disturb', '/__sim/later', 'answer-after', '--seed-dir']) expect(stdout).toContain(word);
		await expect(run(process.execPath, [TSX, CLI, '--only', 'acumatica', '--acumatica-lines', 'many'])).rejects.toThrow('--acumatica-lines takes');
		await expect(run(process.execPath, [TSX, CLI, '--acumatica-port', 'x'])).rejects.toThrow('not a port');
	}, 60_000);
});
