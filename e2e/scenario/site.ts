import { rmSync } from 'node:fs';
import path from 'node:path';
import { startAnaplan, type SeedName } from '../../simulators/anaplan';
import type { RunningSimulator } from '../../simulators/harness/server';
import { Control } from '../checker/simulator-control';
import type { Verdict } from '../checker/verdict';
import type { Execution } from '../host/executions';
import { type N8n, startN8n, type WorkflowFile } from '../host/n8n';
import { BUILD } from '../host/places';
import { erpSystem, type ErpName, type ErpOptions, type PersonIn } from './erp-systems';
import { HistoryWatch } from './history-watch';
import { SecretsSeen } from './secrets-seen';
import { ANAPLAN_SECRETS, anaplanCredential } from './simulated-credentials';
import { webhookPath } from './workflow-copies';

/** Tasks are quick, so that the first look after a second finds them ended. */
const QUICK_TASKS = { queueMs: 10, taskMs: 50, cancelMs: 20 };

interface RunningSystem {
	readonly title: string;
	readonly simulator: RunningSimulator;
	readonly control: Control;
	readonly watch: HistoryWatch;
}

const running = (title: string, simulator: RunningSimulator): RunningSystem => {
	const control = new Control(simulator.url);
	return { title, simulator, control, watch: new HistoryWatch(control) };
};

export interface SiteOptions {
	/** Whether the workflows are published and their webhooks answer. */
	readonly activate: boolean;
	/** Of the Anaplan simulator, on top of quick tasks. */
	readonly switches?: Readonly<Record<string, unknown>>;
	/** What the Anaplan model holds from the start. */
	readonly seeds?: readonly SeedName[];
}

/** Which ERP stands on the other side; Sage Intacct when nothing is said. */
export interface ErpChoice<E extends ErpName> {
	readonly erp: E;
	/** What its simulator is started with. */
	readonly erpOptions?: ErpOptions<E>;
}

/** Both systems by name. */
type BothOf<E extends ErpName, T> = Readonly<Record<E | 'anaplan', T>>;

/** What is the same at every site, whatever its ERP. */
export interface AnySite {
	readonly n8n: N8n;
	readonly userFolder: string;
	readonly urls: { readonly anaplan: string };
	/** Both histories, with the names of their systems. */
	histories(): ReadonlyArray<{ readonly title: string; readonly watch: HistoryWatch }>;
}

/** A real n8n with the package installed, its credentials, its workflows, and the two systems that it stands between. */
export class Site<E extends ErpName = 'intacct'> implements AnySite {
	/** Somebody who works in the ERP while the workflow runs. */
	readonly erp: PersonIn<E>;
	/** The control surfaces of both. */
	readonly erpControl: Control;
	readonly anaplan: Control;
	readonly watch: BothOf<E, HistoryWatch>;
	readonly urls: BothOf<E, string>;
	/** Secrets of the credentials, each by what it is. */
	readonly passwords: Readonly<Record<string, string>>;

	private constructor(
		readonly n8n: N8n, readonly userFolder: string, readonly secrets: SecretsSeen,
		private readonly erpName: E, private readonly systems: { readonly erp: RunningSystem; readonly anaplan: RunningSystem },
	) {
		const { person, passwords } = erpSystem(erpName);
		const both = <T>(of: (system: RunningSystem) => T): BothOf<E, T> => ({ [erpName]: of(systems.erp), anaplan: of(systems.anaplan) }) as BothOf<E, T>;
		this.erpControl = systems.erp.control;
		this.anaplan = systems.anaplan.control;
		this.erp = person(this.erpControl);
		this.watch = both(({ watch }) => watch);
		this.urls = both(({ simulator }) => simulator.url);
		this.passwords = { ...passwords, ...ANAPLAN_SECRETS };
	}

	/** `name` is the folder below `.build/e2e`; what an earlier run left there is gone. */
	static async open<E extends ErpName = 'intacct'>(
		name: string, workflows: readonly WorkflowFile[], { activate, switches = {}, seeds = [], erp = 'intacct' as E, erpOptions }: SiteOptions & Partial<ErpChoice<E>>,
	): Promise<Site<E>> {
		const userFolder = path.join(BUILD, 'e2e', name);
		rmSync(userFolder, { recursive: true, force: true });
		const { title, start, credentials, passwords, anaplanTenant } = erpSystem(erp);
		const systems = {
			erp: running(title, await start(erpOptions)),
			anaplan: running('Anaplan', await startAnaplan({ model: anaplanTenant, switches: { ...QUICK_TASKS, ...switches }, seeds })),
		};
		const secrets = new SecretsSeen({ ...passwords, ...ANAPLAN_SECRETS });
		for (const one of Object.values(systems)) secrets.watch(one.simulator, one.title);
		const n8n = await startN8n({ userFolder, packageFolder: String(process.env.E2E_PACKAGE) });
		await n8n.importCredentials([...credentials(systems.erp.simulator.url), anaplanCredential(systems.anaplan.simulator.url)]);
		await n8n.importWorkflows(workflows);
		if (activate) for (const { id } of workflows) await n8n.activate(id);
		return new Site(n8n, userFolder, secrets, erp, systems);
	}

	histories(): ReadonlyArray<{ readonly title: string; readonly watch: HistoryWatch }> {
		return Object.values(this.systems);
	}

	/** The checker's word on model against truth. `rejected` holds `OBJECT/key` of records that must be absent. */
	async verdict({ rejected = [], only }: { readonly rejected?: readonly string[]; readonly only?: readonly string[] } = {}): Promise<Verdict> {
		const { erp, anaplan } = this.systems;
		return await erpSystem(this.erpName).verdict(erp.simulator.url, anaplan.simulator.url, { rejected: new Set(rejected), ...(only && { only }) });
	}

	/** Starts a production run by its webhook, with this body, and says which execution it is. */
	async start(workflowId: string, body: Readonly<Record<string, unknown>> = {}): Promise<string> {
		const before = new Set((await this.n8n.executions({ workflowId })).map(({ id }) => id));
		// After publishing and after a start n8n registers webhooks in the background; until then it knows none and does nothing.
		const answer = await eventually(`the webhook of ${workflowId}`, async () => {
			const called = await this.n8n.runWebhook(webhookPath(workflowId), { body });
			return called.status === 404 ? undefined : called;
		});
		if (answer.status !== 200) throw new Error(`webhook of ${workflowId}: ${answer.status} ${JSON.stringify(answer.body)}`);
		return await eventually(`an execution of ${workflowId}`, async () => (await this.n8n.executions({ workflowId })).find(({ id }) => !before.has(id))?.id);
	}

	/** A production run from start to end. */
	async run(workflowId: string, body: Readonly<Record<string, unknown>> = {}): Promise<Execution> {
		return await this.n8n.finished(await this.start(workflowId, body));
	}

	/** A run in a fresh process of its own. */
	async runInOwnProcess(workflowId: string): Promise<Execution> {
		await this.n8n.executeOnce(workflowId);
		const [latest] = await this.n8n.executions({ workflowId });
		return await this.n8n.execution(String(latest?.id));
	}

	async close(): Promise<void> {
		await this.n8n.shutDown();
		await Promise.all(Object.values(this.systems).map(({ simulator }) => simulator.close()));
	}
}

/** Looks again and again until there is an answer. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined>, timeoutMs = 30_000): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const found = await look();
		if (found !== undefined) return found;
		if (Date.now() > deadline) throw new Error(`${what}: not seen within ${timeoutMs / 1000} s`);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}
