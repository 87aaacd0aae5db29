import { fork, type ChildProcess } from 'node:child_process';
import { builtAgent } from './built-agent';
import type { AgentFacts, FromAgent, Logged, StartAgent, ToAgent } from './messages';

type Start = Omit<StartAgent, 'kind' | 'port' | 'offsetMs' | 'keys'>;

const portOf = (url: string): number => Number(new URL(url).port);

/** The agent in a process of its own, so that it can be killed like one. It keeps its port and its folder from start to start. */
export class AgentProcess {
	private child: ChildProcess | undefined;
	private starting: Promise<AgentFacts> | undefined;
	private port = 0;
	private offsetMs = 0;
	facts: AgentFacts = { url: '', fingerprint: '', certificate: '', keys: {} };
	onLog: (logged: Logged) => void = () => undefined;

	constructor(private readonly begin: Start, private keys: StartAgent['keys']) {}

	get isRunning(): boolean {
		return this.child !== undefined;
	}

	/** Nothing is done when it runs, or starts already. */
	async start(port = this.port): Promise<AgentFacts> {
		if (this.starting === undefined && this.child !== undefined) return this.facts;
		this.starting ??= this.begun(port).finally(() => {
			this.starting = undefined;
		});
		return await this.starting;
	}

	private async begun(port: number): Promise<AgentFacts> {
		const child = fork(await builtAgent(), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [], serialization: 'json' });
		this.child = child;
		child.once('exit', () => {
			if (this.child === child) this.child = undefined;
		});
		const started = await new Promise<AgentFacts>((resolve, reject) => {
			child.on('message', (message: FromAgent) => {
				if (message.kind === 'log') this.onLog(message);
				else if (message.kind === 'failed') reject(new Error(`the agent did not start: ${message.said}`));
				else resolve(message);
			});
			child.once('exit', (code) => reject(new Error(`the agent ended with ${code} at its start`)));
			this.send({ kind: 'start', ...this.begin, port, offsetMs: this.offsetMs, keys: this.keys });
		}).catch(async (error: unknown) => {
			// Not by `kill`, which waits for the end of the start.
			if (this.child === child) {
				child.kill('SIGKILL');
				await new Promise((resolve) => child.once('exit', resolve));
			}
			throw error;
		});
		// It must not keep its parent alive.
		child.unref();
		child.channel?.unref();
		this.keys = [];
		this.port = portOf(started.url);
		this.facts = { ...started, keys: { ...this.facts.keys, ...started.keys } };
		return this.facts;
	}

	get pid(): number | undefined {
		return this.child?.pid;
	}

	/** Its settings, keys, request journal. */
	get folder(): string {
		return this.begin.folder;
	}

	/** As its service would: what runs may end. */
	async stop(): Promise<void> {
		await this.ended(() => this.send({ kind: 'stop' }));
	}

	/** As a power cut would. */
	async kill(): Promise<void> {
		await this.ended((child) => child.kill('SIGKILL'));
	}

	/** Its clock, and so that of the Sage server, is so far ahead of the real one. */
	moveClock(offsetMs: number): void {
		this.offsetMs = offsetMs;
		this.send({ kind: 'clock', offsetMs });
	}

	private send(message: ToAgent): void {
		// One that is going down hears nothing any more, which is no fault of its own.
		if (this.child?.connected) this.child.send(message, () => undefined);
	}

	private async ended(by: (child: ChildProcess) => unknown): Promise<void> {
		await this.starting?.catch(() => undefined);
		const { child } = this;
		if (child === undefined) return;
		child.ref();
		await new Promise<void>((resolve) => {
			child.once('exit', () => resolve());
			by(child);
		});
	}
}
