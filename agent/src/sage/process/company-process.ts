import { fork, type ChildProcess } from 'node:child_process';
import type { Answer, Task } from '../engine';
import { withStored } from '../journal/create';
import { SageFault } from '../port';
import type { SageSettings } from '../settings';
import { faultFrom, isMessage, type FromWorker, type ToWorker } from './messages';

export interface ProcessOptions {
	readonly workerPath: string;
	readonly settings: SageSettings;
	readonly company: string | null;
	/** Told when Sage refused the logon, and when it was accepted. */
	readonly onLogon: (outcome: 'accepted' | 'final' | 'perhaps', fault?: SageFault) => void;
}

interface Running {
	readonly id: number;
	readonly task: Task;
	/** The worker may have begun to write; it goes on only after this was set. */
	mayHaveStored: boolean;
	readonly settle: (outcome: Answer | SageFault) => void;
}

/** It makes much that is soon forgotten, texts of whole tables above all, and shall not grow by what it could have thrown away. */
const SMALL = ['--max-semi-space-size=2', '--optimize-for-size'];
const GRACE_MS = 5_000;
const KEPT_OUTPUT = 2_000;

const SCANS = new Set<Task['do']>(['scan', 'findEntries']);
/** Asked to let one session be opened, by calling what it is given. */
export type Opening = (open: () => Promise<void>) => Promise<void>;

const WRITES = new Set<Task['do']>(['createEntry', 'runRegister']);

/**
 * One worker process for one company, started when it is needed.
 *
 * **One request at a time.** `run` chains every task behind the one before, so the business objects never see two callers.
 *
 * **Nothing waits for ever.** Each task has a time limit measured here; when it is over the process is killed, which a blocked COM call cannot
 * prevent, and the next task starts another. A process whose session was lost is ended as well.
 *
 * **"Not stored" is only said when it is certain.** The worker asks before it writes the first line and goes on when told to. The answer is sent
 * after `mayHaveStored` is set, so a process that dies or is killed with it unset has not written.
 */
export class CompanyProcess {
	private child: ChildProcess | undefined;
	private running: Running | undefined;
	private last: Promise<unknown> = Promise.resolve();
	private nextId = 1;
	private idle: NodeJS.Timeout | undefined;
	private output = '';
	private ended = false;
	/** Tasks that run or wait. */
	depth = 0;

	constructor(private readonly options: ProcessOptions) {}

	/** @param opening let through when a new session is to be opened; what it throws is the answer */
	run(task: Task, opening: Opening = (open) => open()): Promise<Answer> {
		this.depth += 1;
		const outcome = this.last.then(async () => {
			clearTimeout(this.idle);
			if (this.child === undefined) await this.openFor(task, opening);
			return await this.perform(task);
		});
		this.last = outcome.catch(() => undefined).finally(() => {
			this.depth -= 1;
			if (this.depth === 0) this.restSoon();
		});
		return outcome;
	}

	/** The same for a question after which nothing else is wanted: a session that was opened for it gives its licence seat back at once. */
	async visit(task: Task, opening?: Opening): Promise<Answer> {
		const opens = this.child === undefined && this.depth === 0;
		try {
			return await this.run(task, opening);
		} finally {
			await this.last;
			if (opens && this.depth === 0) {
				clearTimeout(this.idle);
				// Whoever comes meanwhile waits for its end, so that a company never has two.
				this.last = this.part();
				await this.last;
			}
		}
	}

	/** What fails while a session is opened has not stored anything. */
	private async openFor(task: Task, opening: Opening): Promise<void> {
		try {
			await opening(async () => {
				await this.perform({ do: 'open' });
				// Only here: what a session answers that was opened earlier says nothing of the password of today.
				this.options.onLogon('accepted');
			});
		} catch (error) {
			throw error instanceof SageFault && task.do === 'createEntry' ? withStored(error, 'no') : error;
		}
	}

	get isOpen(): boolean {
		return this.child !== undefined;
	}

	private limitSeconds({ do: name }: Task): number {
		const { open, read, scan, write } = this.options.settings.seconds;
		return name === 'open' ? open : WRITES.has(name) ? write : SCANS.has(name) ? scan : read;
	}

	private async perform(task: Task): Promise<Answer> {
		if (this.ended) throw new SageFault('SAGE_UNAVAILABLE', 'The agent is stopping.', { stored: 'no', retryAfterSeconds: 30 });
		const child = this.child ?? this.start();
		const id = this.nextId;
		this.nextId += 1;
		const seconds = this.limitSeconds(task);
		const outcome = await new Promise<Answer | SageFault>((settle) => {
			const running: Running = { id, task, mayHaveStored: false, settle };
			const timer = setTimeout(() => {
				this.abandon(child);
				this.finish(running, this.storedFault(running, new SageFault('SAGE_TIMEOUT', `Sage 100 did not answer within ${seconds} seconds; its process was ended.`, { retryAfterSeconds: 5 })));
			}, seconds * 1_000);
			this.running = { ...running, settle: (result) => {
				clearTimeout(timer);
				settle(result);
			} };
			this.send(child, { kind: 'task', id, task });
		});
		if (outcome instanceof SageFault) throw outcome;
		return outcome;
	}

	/** Called while the task is still the running one. */
	private storedFault({ task }: Pick<Running, 'task'>, fault: SageFault): SageFault {
		if (task.do !== 'createEntry') return fault;
		return withStored(fault, this.running?.mayHaveStored === true ? 'unknown' : 'no');
	}

	private finish({ id }: Pick<Running, 'id'>, outcome: Answer | SageFault): void {
		const { running } = this;
		if (running?.id !== id) return;
		this.running = undefined;
		running.settle(outcome);
	}

	private start(): ChildProcess {
		const { workerPath, settings, company } = this.options;
		this.output = '';
		const child = fork(workerPath, [], { execArgv: [...process.execArgv, ...SMALL], stdio: ['ignore', 'ignore', 'pipe', 'ipc'], serialization: 'json' });
		child.stderr?.setEncoding('utf8').on('data', (text: string) => {
			this.output = (this.output + text).slice(-KEPT_OUTPUT);
		});
		child.on('message', (message: unknown) => {
			if (isMessage(message)) this.receive(child, message as FromWorker);
		});
		child.on('error', (error) => this.lost(child, error.message));
		child.on('exit', (code, signal) => this.lost(child, signal === null ? `exit code ${code}` : `signal ${signal}`));
		this.child = child;
		this.send(child, { kind: 'begin', settings, company });
		return child;
	}

	private send(child: ChildProcess, message: ToWorker): void {
		// A failed send shows as the exit of the process.
		child.send(message, () => undefined);
	}

	private receive(child: ChildProcess, message: FromWorker): void {
		if (child !== this.child || message.kind === 'ready' || this.running?.id !== message.id) return;
		if (message.kind === 'reached') {
			this.running.mayHaveStored = true;
			this.send(child, { kind: 'goOn', id: message.id });
		} else if (message.kind === 'answer') {
			this.finish(message, message.answer);
		} else {
			const fault = faultFrom(message.fault);
			if (message.logonRefused !== undefined) this.options.onLogon(message.logonRefused, fault);
			if (message.sessionLost) this.abandon(child);
			this.finish(message, fault);
		}
	}

	private lost(child: ChildProcess, how: string): void {
		if (child !== this.child) return;
		this.child = undefined;
		const { running } = this;
		if (running === undefined) return;
		const detail = this.output.trim() === '' ? '' : ` Its last words: ${this.withoutSecret(this.output.trim())}`;
		this.finish(running, this.storedFault(running, new SageFault('SAGE_ERROR', `The process that talks to Sage 100 ended (${how}).${detail}`, { retryAfterSeconds: 5 })));
	}

	private withoutSecret(text: string): string {
		const { password } = this.options.settings;
		return password === '' ? text : text.replaceAll(password, '***');
	}

	private abandon(child: ChildProcess): void {
		if (this.child === child) this.child = undefined;
		child.kill('SIGKILL');
	}

	private restSoon(): void {
		if (this.child === undefined) return;
		this.idle = setTimeout(() => {
			if (this.depth === 0) void this.part();
		}, this.options.settings.seconds.idle * 1_000);
		this.idle.unref();
	}

	/** Lets the worker give session and licence back, and ends it when it does not. */
	private async part(): Promise<void> {
		const { child } = this;
		if (child === undefined) return;
		this.child = undefined;
		await new Promise<void>((resolve) => {
			const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
			child.once('exit', () => {
				clearTimeout(timer);
				resolve();
			});
			if (child.exitCode !== null || child.signalCode !== null) resolve();
			this.send(child, { kind: 'end' });
		});
	}

	/** After the task that runs now. */
	async close(): Promise<void> {
		this.ended = true;
		clearTimeout(this.idle);
		await this.last;
		await this.part();
	}
}
