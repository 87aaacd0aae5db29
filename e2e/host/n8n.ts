import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import path from 'node:path';
import { type CommandResult, run } from './command';
import { type Execution, type ExecutionSummary, readExecution, readSummary } from './executions';
import { ensureN8nInstalled, type N8nInstall } from './install';
import { forgetMemoryPeak, type MemoryPeak, memoryPeak } from './memory';
import { freePort, N8nProcess } from './n8n-process';
import { isRecord, type RestAnswer, type RestCall, RestClient } from './rest';
import { environment } from './settings';

export interface N8nOptions {
	/** Everything this n8n knows lives here; an existing folder is taken up again. */
	readonly userFolder: string;
	/** Default: a free one. */
	readonly port?: number;
	/** Added to n8n's environment. */
	readonly env?: Readonly<Record<string, string>>;
	/** An unpacked tarball (see `tarball.ts`) to be installed as a community package. */
	readonly packageFolder?: string;
}

/** Plain credential data; n8n encrypts it on import. */
export interface CredentialFile {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly data: Readonly<Record<string, unknown>>;
}

/** A workflow as n8n exports it. Ids are kept. */
export interface WorkflowFile {
	readonly id: string;
	readonly name: string;
	readonly nodes: readonly unknown[];
	readonly connections: Readonly<Record<string, unknown>>;
	readonly settings?: Readonly<Record<string, unknown>>;
}

export const OWNER = { email: 'owner@example.com', firstName: 'Demo', lastName: 'Owner', password: 'Owner-of-this-n8n-1' } as const;
const ENCRYPTION_KEY = 'a-key-for-throw-away-instances';
const UP = 120_000;
const ENDED: ReadonlySet<string> = new Set(['success', 'error', 'canceled', 'crashed']);

/** Installs n8n if needed, prepares the user folder, starts n8n and signs in. */
export async function startN8n(options: N8nOptions): Promise<N8n> {
	const n8n = new N8n(await ensureN8nInstalled(), options, options.port ?? (await freePort()), await freePort());
	await n8n.prepare();
	await n8n.start();
	return n8n;
}

/** A real n8n on SQLite, bound to the loopback. */
export class N8n {
	readonly url: string;
	private readonly logFile: string;
	private process: N8nProcess | undefined;
	private rest: RestClient;

	constructor(
		private readonly install: N8nInstall,
		private readonly options: N8nOptions,
		readonly port: number,
		private readonly brokerPort: number,
	) {
		this.url = `http://127.0.0.1:${port}`;
		this.logFile = path.join(options.userFolder, 'n8n.log');
		this.rest = new RestClient(this.url, () => this.log());
	}

	// --- life ---------------------------------------------------------------------------------------------------------------

	/** Makes the database (any command does) and installs the package into the user folder. */
	async prepare(): Promise<void> {
		mkdirSync(this.options.userFolder, { recursive: true });
		if (!existsSync(this.database)) await this.cli(['list:workflow']);
		if (this.options.packageFolder !== undefined) await this.installPackage(this.options.packageFolder);
	}

	/** Starts and signs in; the first time it makes the owner. */
	async start(): Promise<void> {
		const started = new N8nProcess(this.install.node, [this.install.entry, 'start'], this.env(this.brokerPort), this.logFile);
		this.process = started;
		this.rest = new RestClient(this.url, () => this.log());
		const deadline = Date.now() + UP;
		for (;;) {
			if (started.end !== undefined) throw new Error(`n8n ${started.end} while starting.\n${started.tail()}`);
			if (Date.now() > deadline) {
				await started.kill9();
				throw new Error(`n8n was not ready after ${UP / 1000} s.\n${started.tail()}`);
			}
			const ready = await fetch(`${this.url}/healthz/readiness`, { signal: AbortSignal.timeout(5000) }).then((answer) => answer.ok, () => false);
			if (ready && (await this.signIn())) return;
			await sleep(150);
		}
	}

	/** As a power cut would. */
	async kill9(): Promise<void> {
		await this.process?.kill9();
	}

	/** Lets n8n end what it is doing (30 s), then waits for its end. */
	async shutDown(): Promise<void> {
		await this.process?.terminate();
	}

	/** Ends n8n if it still runs and starts it again on the same user folder. */
	async restart(): Promise<void> {
		await this.shutDown();
		await this.start();
	}

	/** The last lines n8n printed. The whole log is `n8n.log` in the user folder. */
	log(lines = 40): string {
		return this.process?.tail(lines) ?? '';
	}

	/** Highest resident memory of n8n and of what it started, in bytes, since the start or the last `forgetMemoryPeak`. Linux only. */
	memoryPeak(): MemoryPeak {
		return memoryPeak(this.pid);
	}

	/** The next `memoryPeak` counts from now on: loading n8n takes more than most workflows do. Linux only. */
	forgetMemoryPeak(): void {
		forgetMemoryPeak(this.pid);
	}

	get pid(): number {
		if (this.process === undefined) throw new Error('n8n was not started');
		return this.process.pid;
	}

	// --- contents -----------------------------------------------------------------------------------------------------------

	async importCredentials(credentials: readonly CredentialFile[]): Promise<void> {
		await this.importFile('credentials', credentials);
	}

	/** Imports workflows; they are not active afterwards, see `activate`. */
	async importWorkflows(workflows: readonly WorkflowFile[]): Promise<void> {
		await this.importFile('workflow', workflows.map((workflow) => ({ active: false, settings: { executionOrder: 'v1' }, ...workflow })));
	}

	/** Publishes the workflow as it is stored and registers its webhooks and schedules. */
	async activate(workflowId: string): Promise<void> {
		const workflow = await this.workflow(workflowId);
		await this.rest.data(`/rest/workflows/${workflowId}/activate`, { body: { versionId: workflow.versionId } });
	}

	/** Stores changed parts of a workflow, as saving in the editor does. */
	async changeWorkflow(workflowId: string, changes: Partial<WorkflowFile>): Promise<void> {
		const workflow = await this.workflow(workflowId);
		await this.rest.data(`/rest/workflows/${workflowId}`, { method: 'PATCH', body: { ...changes, versionId: workflow.versionId } });
	}

	async workflow(workflowId: string): Promise<Record<string, unknown>> {
		const workflow = await this.rest.data(`/rest/workflows/${workflowId}`);
		if (!isRecord(workflow)) throw new Error(`n8n has no workflow ${workflowId}`);
		return workflow;
	}

	/** The column as it stands: `{ global?, "node:<name>"? }`. */
	async staticData(workflowId: string): Promise<Record<string, unknown>> {
		const { staticData } = await this.workflow(workflowId);
		const value: unknown = typeof staticData === 'string' ? JSON.parse(staticData) : staticData;
		return isRecord(value) ? value : {};
	}

	/** Names of the node types that this package brought, with the package's name. */
	async nodeTypes(packageName: string): Promise<readonly string[]> {
		const types = await this.rest.data('/types/nodes.json', { timeoutMs: 60_000 });
		const names = (Array.isArray(types) ? types : []).map((type) => (isRecord(type) ? String(type.name) : ''));
		return [...new Set(names.filter((name) => name.startsWith(`${packageName}.`)))].sort();
	}

	/** What the credential form's test says. Takes the stored credential unless `data` is given. */
	async testCredential(credential: Pick<CredentialFile, 'id' | 'name' | 'type'> & { readonly data?: CredentialFile['data'] }): Promise<{ readonly status: string; readonly message: string }> {
		const stored = credential.data === undefined ? await this.rest.data(`/rest/credentials/${credential.id}?includeData=true`) : undefined;
		const data = credential.data ?? (isRecord(stored) ? stored.data : {});
		const answer = await this.rest.data('/rest/credentials/test', { body: { credentials: { ...credential, data } }, timeoutMs: 60_000 });
		return { status: isRecord(answer) ? String(answer.status) : 'Error', message: isRecord(answer) ? String(answer.message) : '' };
	}

	// --- runs ---------------------------------------------------------------------------------------------------------------

	/** Calls a production webhook. Any status is an answer. Right after `activate` n8n may not have registered the address yet: its 404 starts nothing, so it is asked again for a while. */
	async runWebhook(webhookPath: string, call: RestCall = {}): Promise<RestAnswer> {
		for (let tries = 1; ; tries += 1) {
			const answer = await this.rest.call(`/webhook/${webhookPath}`, { timeoutMs: 120_000, ...call });
			if (answer.status !== 404 || tries === 30) return answer;
			await sleep(100);
		}
	}

	/** Newest first. */
	async executions(filter: { readonly workflowId?: string; readonly status?: readonly string[] } = {}): Promise<readonly ExecutionSummary[]> {
		const answer = await this.rest.data(`/rest/executions?limit=100&filter=${encodeURIComponent(JSON.stringify(filter))}`);
		const { results = [], current = [] } = isRecord(answer) ? answer : {};
		const rows = [...(Array.isArray(current) ? current : []), ...(Array.isArray(results) ? results : [])].map(readSummary);
		return [...new Map(rows.map((row) => [row.id, row])).values()].sort((a, b) => Number(b.id) - Number(a.id));
	}

	async execution(id: string): Promise<Execution> {
		return readExecution(await this.rest.data(`/rest/executions/${id}`, { timeoutMs: 120_000 }), this.install.modules);
	}

	/** Waits until an execution has come to an end of any kind. */
	async finished(id: string, timeoutMs = 120_000): Promise<Execution> {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const execution = await this.execution(id);
			if (ENDED.has(execution.status)) return execution;
			if (Date.now() > deadline) throw new Error(`Execution ${id} is still ${execution.status} after ${timeoutMs / 1000} s.\n${this.log()}`);
			await sleep(100);
		}
	}

	/** Retries from the history: with the workflow as it was (`loadWorkflow: false`) or as it is now. Returns the new execution, ended. */
	async retry(id: string, { loadWorkflow }: { readonly loadWorkflow: boolean }, timeoutMs = 120_000): Promise<Execution> {
		const answer = await this.rest.data(`/rest/executions/${id}/retry`, { body: { loadWorkflow }, timeoutMs });
		const { id: newId } = isRecord(answer) ? answer : {};
		if (newId !== undefined && newId !== id) return await this.finished(String(newId), timeoutMs);
		const latest = (await this.executions()).find((execution) => execution.retryOf === id);
		if (latest === undefined) throw new Error(`n8n did not say which execution retries ${id}: ${JSON.stringify(answer).slice(0, 500)}`);
		return await this.finished(latest.id, timeoutMs);
	}

	/** What the stop button does. */
	async stopExecution(id: string): Promise<void> {
		await this.rest.data(`/rest/executions/${id}/stop`, { method: 'POST', body: {} });
	}

	/**
	 * One run in a process of its own (`n8n execute`): no server needed, starts from the manual trigger. What came of it stands in
	 * the history: of a large result n8n may print a part only.
	 */
	async executeOnce(workflowId: string, timeoutMs = 300_000): Promise<{ readonly ok: boolean }> {
		const { code } = await this.cli(['execute', `--id=${workflowId}`], timeoutMs, [0, 1]);
		return { ok: code === 0 };
	}

	/** For anything the methods above do not offer: n8n's web API, signed in. */
	async api(apiPath: string, call: RestCall = {}): Promise<unknown> {
		return await this.rest.data(apiPath, call);
	}

	// --- inside -------------------------------------------------------------------------------------------------------------

	private get database(): string {
		return path.join(this.options.userFolder, '.n8n/database.sqlite');
	}

	private env(brokerPort: number): NodeJS.ProcessEnv {
		const { userFolder, env } = this.options;
		return environment({ userFolder, env, encryptionKey: ENCRYPTION_KEY, port: this.port, brokerPort });
	}

	/** A command of n8n in a process of its own; it may run beside the server. */
	private async cli(args: readonly string[], timeoutMs = 120_000, accept: readonly number[] = [0]): Promise<CommandResult> {
		return await run(this.install.node, [this.install.entry, ...args], { env: this.env(await freePort()), timeoutMs, accept });
	}

	private async importFile(kind: 'credentials' | 'workflow', rows: readonly unknown[]): Promise<void> {
		const file = path.join(this.options.userFolder, `import-${kind}.json`);
		writeFileSync(file, JSON.stringify(rows));
		try {
			await this.cli([`import:${kind}`, `--input=${file}`]);
		} finally {
			rmSync(file);
		}
	}

	private async installPackage(folder: string): Promise<void> {
		const { name } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { name: string };
		const target = path.join(this.options.userFolder, '.n8n/nodes/node_modules', name);
		rmSync(target, { recursive: true, force: true });
		cpSync(folder, target, { recursive: true });
		const env = { ...this.env(this.brokerPort), NODE_PATH: this.install.modules };
		await run(this.install.node, [path.join(__dirname, 'install-package.mjs'), this.database, target], { env, timeoutMs: 60_000 });
	}

	/** False while n8n still says that it is starting. */
	private async signIn(): Promise<boolean> {
		const settings = await this.rest.call('/rest/settings');
		if (settings.status !== 200 || !isRecord(settings.body)) return false;
		const { userManagement } = isRecord(settings.body.data) ? settings.body.data : {};
		const isNew = isRecord(userManagement) && userManagement.showSetupOnFirstLoad === true;
		if (isNew) await this.rest.data('/rest/owner/setup', { body: OWNER });
		else await this.rest.data('/rest/login', { body: { emailOrLdapLoginId: OWNER.email, password: OWNER.password } });
		return true;
	}
}
