import { spawn, type ChildProcess } from 'node:child_process';

export interface CommandOptions {
	readonly cwd?: string;
	readonly env?: NodeJS.ProcessEnv;
	/** Milliseconds; the command is killed when they have passed. */
	readonly timeoutMs: number;
	/** Exit codes that are answers, not failures. Default: 0 only. */
	readonly accept?: readonly number[];
}

export interface CommandResult {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** Commands that must not outlive us, whatever ends us. */
const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

const TAIL = 4000;
const tail = (text: string): string => (text.length > TAIL ? `…${text.slice(-TAIL)}` : text).trim();

/** Runs a command to its end. Rejects with the tail of what it printed when it fails or takes too long. */
export async function run(command: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
	return await new Promise((resolve, reject) => {
		const child = spawn(command, [...args], { cwd: options.cwd, env: options.env, stdio: ['ignore', 'pipe', 'pipe'] });
		running.add(child);
		let stdout = '';
		let stderr = '';
		let late = false;
		const timer = setTimeout(() => {
			late = true;
			child.kill('SIGKILL');
		}, options.timeoutMs);
		child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
		child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
		const line = `${command.split('/').at(-1)} ${args.join(' ').slice(0, 200)}`;
		child.on('error', (error) => {
			running.delete(child);
			clearTimeout(timer);
			reject(new Error(`${line} could not be started: ${error.message}`));
		});
		child.on('close', (code) => {
			running.delete(child);
			clearTimeout(timer);
			if (late) reject(new Error(`${line} was not done after ${options.timeoutMs / 1000} s and was killed.\n${tail(`${stdout}\n${stderr}`)}`));
			else if (!(options.accept ?? [0]).includes(code ?? -1)) reject(new Error(`${line} ended with code ${code}.\n${tail(`${stdout}\n${stderr}`)}`));
			else resolve({ code: code ?? -1, stdout, stderr });
		});
	});
}
