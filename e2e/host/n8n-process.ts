import { randomInt } from 'node:crypto';
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { createServer } from 'node:net';

const KEPT = 200;

/** Processes that must not outlive us, whatever ends us. */
const running = new Set<number>();
process.on('exit', () => running.forEach((pid) => killGroup(pid, 'SIGKILL')));

function killGroup(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(process.platform === 'win32' ? pid : -pid, signal);
	} catch {
		// It is gone already.
	}
}

/** One running n8n: its log, its end. */
export class N8nProcess {
	private readonly lines: string[] = [];
	private readonly file: WriteStream;
	private readonly child: ChildProcess;
	/** Resolves with a phrase when the process has ended. */
	readonly ended: Promise<string>;
	private over: string | undefined;

	constructor(node: string, args: readonly string[], env: NodeJS.ProcessEnv, logFile: string) {
		this.file = createWriteStream(logFile, { flags: 'a' });
		// A group of its own, so that the task runner which n8n starts dies with it.
		this.child = spawn(node, [...args], { env, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' });
		for (const stream of [this.child.stdout, this.child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => this.keep(text));
		if (this.child.pid !== undefined) running.add(this.child.pid);
		this.ended = new Promise((resolve) => {
			const end = (how: string): void => {
				if (this.child.pid !== undefined) running.delete(this.child.pid);
				this.over = how;
				this.file.end();
				resolve(how);
			};
			this.child.on('error', (error) => end(`could not be started: ${error.message}`));
			this.child.on('close', (code, signal) => end(signal === null ? `ended with code ${code}` : `ended by ${signal}`));
		});
	}

	get pid(): number {
		if (this.child.pid === undefined) throw new Error('n8n was not started');
		return this.child.pid;
	}

	/** How it ended, or undefined while it runs. */
	get end(): string | undefined {
		return this.over;
	}

	/** The last lines it printed. */
	tail(lines = 40): string {
		return this.lines.slice(-lines).join('\n');
	}

	/** As a power cut would: no chance to save anything. */
	async kill9(): Promise<void> {
		killGroup(this.pid, 'SIGKILL');
		await this.ended;
	}

	/** SIGTERM, then patience, then SIGKILL. */
	async terminate(patienceMs = 30_000): Promise<void> {
		if (this.over !== undefined) return;
		this.child.kill('SIGTERM');
		const timer = setTimeout(() => killGroup(this.pid, 'SIGKILL'), patienceMs);
		await this.ended;
		clearTimeout(timer);
	}

	private keep(text: string): void {
		if (this.over === undefined) this.file.write(text);
		this.lines.push(...text.split('\n').filter((line) => line.trim() !== ''));
		this.lines.splice(0, Math.max(0, this.lines.length - KEPT));
	}
}

/** Below the ports that a system hands out by itself, so that no connection made meanwhile takes one that was just found free. */
const OWN_PORTS = { from: 12_000, to: 32_000 };

const isFree = async (port: number): Promise<boolean> =>
	await new Promise((resolve) => {
		const probe = createServer();
		probe.on('error', () => resolve(false));
		probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
	});

/** A port of the loopback that nobody uses at this moment. */
export async function freePort(): Promise<number> {
	for (let tries = 0; tries < 100; tries += 1) {
		const port = randomInt(OWN_PORTS.from, OWN_PORTS.to);
		if (await isFree(port)) return port;
	}
	throw new Error('no free port');
}
