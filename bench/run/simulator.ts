import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../../e2e/host/places';

/** A simulated system in a process of its own, so that its work and memory are not counted as ours. */
export interface SimulatorProcess {
	readonly url: string;
	stop(): Promise<void>;
}

export async function startSimulator(name: string, args: readonly string[] = []): Promise<SimulatorProcess> {
	const child = spawn(process.execPath, ['--import', 'tsx', path.join(ROOT, 'simulators/cli.ts'), '--only', name, ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
	const atOurEnd = (): void => void child.kill('SIGKILL');
	process.on('exit', atOurEnd);
	const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
	const failed = ended.then(() => {
		throw new Error(`The ${name} simulator did not start.`);
	});
	const lines = createInterface({ input: child.stdout });
	const ready = new Promise<string>((resolve) => lines.once('line', resolve));
	const line = await Promise.race([ready, failed]);
	failed.catch(() => undefined);
	const url = (JSON.parse(line) as Record<string, string>)[name] ?? '';
	return {
		url,
		async stop() {
			process.off('exit', atOurEnd);
			child.kill('SIGTERM');
			await ended;
		},
	};
}
