import { rmSync } from 'node:fs';
import path from 'node:path';
import { startAnaplan, type SeedName } from '../../simulators/anaplan';
import type { RunningSimulator } from '../../simulators/harness/server';
import { startIntacct } from '../../simulators/intacct';
import { checkActuals, simulatedTruth, type Verdict } from '../checker/intacct-actuals';
import { Control } from '../checker/simulator-control';
import type { Execution } from '../host/executions';
import { type CredentialFile, type N8n, startN8n, type WorkflowFile } from '../host/n8n';
import { BUILD } from '../host/places';
import { Erp } from './erp';
import { HistoryWatch } from './history-watch';
import { SecretsSeen } from './secrets-seen';
import { webhookPath } from './workflow-copies';

/** Tasks are quick, so that the first look after a second finds them ended. */
const QUICK_TASKS = { queueMs: 10, taskMs: 50, cancelMs: 20 };

export const PASSWORDS = { 'the sender password': 'sender-secret', 'the user password': 'user-secret', 'the Anaplan password': 'anaplan-password' } as const;

const credentialsFor = (intacct: RunningSimulator, anaplan: RunningSimulator): CredentialFile[] => [
	{
		id: 'erpSageIntacct01', name: 'Sage Intacct', type: 'sageIntacctApi',
		data: {
			senderId: 'bluefin-ws', senderPassword: PASSWORDS['the sender password'], companyId: 'BluefinTools', userId: 'ws_anaplan',
			userPassword: PASSWORDS['the user password'], entityId: '', clientCompanyId: '',
			gatewayUrl: `${intacct.url}/ia/xml/xmlgw.phtml`, trustedDomain: 'intacct.com', checkedAt: '',
		},
	},
	{
		id: 'erpAnaplanBasic1', name: 'Anaplan', type: 'anaplanApi',
		data: { token: '', user: 'integration@example.com', password: PASSWORDS['the Anaplan password'], apiUrl: anaplan.url, authUrl: anaplan.url },
	},
];

export interface SiteOptions {
	/** Whether the workflows are published and their webhooks answer. */
	readonly activate: boolean;
	/** Of the Anaplan simulator, on top of quick tasks. */
	readonly switches?: Readonly<Record<string, unknown>>;
	/** What the Anaplan model holds from the start. */
	readonly seeds?: readonly SeedName[];
}

/** A real n8n with the package installed, its credentials, its workflows, and the two systems that it stands between. */
export class Site {
	readonly erp: Erp;
	readonly anaplan: Control;
	readonly watch: { readonly intacct: HistoryWatch; readonly anaplan: HistoryWatch };

	private constructor(
		readonly n8n: N8n, readonly userFolder: string, readonly secrets: SecretsSeen,
		private readonly simulators: { readonly intacct: RunningSimulator; readonly anaplan: RunningSimulator },
	) {
		const intacct = new Control(simulators.intacct.url);
		this.erp = new Erp(intacct);
		this.anaplan = new Control(simulators.anaplan.url);
		this.watch = { intacct: new HistoryWatch(intacct), anaplan: new HistoryWatch(this.anaplan) };
	}

	/** `name` is the folder below `.build/e2e`; what an earlier run left there is gone. */
	static async open(name: string, workflows: readonly WorkflowFile[], { activate, switches = {}, seeds = [] }: SiteOptions): Promise<Site> {
		const userFolder = path.join(BUILD, 'e2e', name);
		rmSync(userFolder, { recursive: true, force: true });
		const intacct = await startIntacct();
		const anaplan = await startAnaplan({ switches: { ...QUICK_TASKS, ...switches }, seeds });
		const secrets = new SecretsSeen(PASSWORDS);
		for (const simulator of [intacct, anaplan]) secrets.watch(simulator);
		const n8n = await startN8n({ userFolder, packageFolder: String(process.env.E2E_PACKAGE) });
		await n8n.importCredentials(credentialsFor(intacct, anaplan));
		await n8n.importWorkflows(workflows);
		if (activate) for (const { id } of workflows) await n8n.activate(id);
		return new Site(n8n, userFolder, secrets, { intacct, anaplan });
	}

	/** Addresses of the two systems. */
	get urls(): { readonly intacct: string; readonly anaplan: string } {
		return { intacct: this.simulators.intacct.url, anaplan: this.simulators.anaplan.url };
	}

	/** The checker's word on model against truth. `rejected` holds `OBJECT/key` of records that must be absent. */
	async verdict({ rejected = [], only }: { readonly rejected?: readonly string[]; readonly only?: readonly string[] } = {}): Promise<Verdict> {
		return await checkActuals(simulatedTruth(this.simulators.intacct.url), this.simulators.anaplan.url, new Set(rejected), only);
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
		await Promise.all([this.simulators.intacct.close(), this.simulators.anaplan.close()]);
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
