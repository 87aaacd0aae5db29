import { LoadOptionsContext } from 'n8n-core';
import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import type { IDataObject, IExecuteFunctions, ILoadOptionsFunctions, INodeExecutionData, INodeType, IRun, WorkflowExecuteMode } from 'n8n-workflow';
import { AcumaticaApi } from '../../credentials/AcumaticaApi.credentials';
import { AcumaticaOAuth2Api } from '../../credentials/AcumaticaOAuth2Api.credentials';
import { AcumaticaPasswordApi } from '../../credentials/AcumaticaPasswordApi.credentials';
import { AnaplanApi } from '../../credentials/AnaplanApi.credentials';
import { AnaplanCertificateApi } from '../../credentials/AnaplanCertificateApi.credentials';
import { AnaplanDeviceApi } from '../../credentials/AnaplanDeviceApi.credentials';
import { AnaplanOAuth2Api } from '../../credentials/AnaplanOAuth2Api.credentials';
import { SageIntacctApi } from '../../credentials/SageIntacctApi.credentials';
import { Control, type HistoryEntry } from '../../e2e/checker/simulator-control';
import { Acumatica } from '../../nodes/Acumatica/Acumatica.node';
import { Anaplan } from '../../nodes/Anaplan/Anaplan.node';
import { AnaplanMapping } from '../../nodes/AnaplanMapping/AnaplanMapping.node';
import { SageIntacct } from '../../nodes/SageIntacct/SageIntacct.node';
import type { RunningSimulator } from '../../simulators/harness/server';
import { HARBOR_MILLS, startAcumatica } from '../../simulators/acumatica';
import { startAnaplan } from '../../simulators/anaplan';
import { startIntacct } from '../../simulators/intacct';
import { misfitsOfRun } from './engine/output-schemas';
import { portionNode } from './engine/portion-node';
import { resumeNode } from './engine/resume-node';
import { additionalDataFor, runWorkflow, workflowFor, type EngineOptions, type EngineWorkflow } from './engine/run-workflow';

export const exampleWorkflow = (file: string): EngineWorkflow => JSON.parse(readFileSync(join(__dirname, '../../examples/workflows', file), 'utf8')) as EngineWorkflow;

/** Tasks that end at once, and no budget of the tenant to wait for. */
const FAST = { queueMs: 0, taskMs: 1, cancelMs: 1, rateLimit: null };

/** An item that a test feeds in; `files` become binary properties in n8n's own store. */
export interface Supplied {
	readonly json?: IDataObject;
	readonly files?: Readonly<Record<string, string | Buffer>>;
}

type System = 'acumatica' | 'anaplan' | 'intacct';
type SitePorts = { readonly intacct: RunningSimulator; readonly anaplan: RunningSimulator; readonly acumatica?: RunningSimulator };

/** As each test finds it: one user, signed in by cookie, through the oldest endpoint version that the site has. */
const acumaticaCredential = (url: string): IDataObject => ({
	siteUrl: `${url}${HARBOR_MILLS.site}`, tenant: HARBOR_MILLS.tenant, branch: '', endpoint: 'Default', version: '24.200.001',
	user: 'planner-api', password: 'planner-secret', locale: 'en-US', keepSession: false,
});

/** The simulators (Acumatica only where it is asked for), the credentials that fit them, and one workflow's static data between runs. */
export class Site {
	staticData: IDataObject = {};
	readonly intacct: Control;
	readonly anaplan: Control;
	/** Answers nothing unless the site was opened with it. */
	readonly acumatica: Control;
	readonly urls: { readonly intacct: string; readonly anaplan: string; readonly acumatica: string };
	/** `METHOD path scheme` of every request that Anaplan got, in order; its history keeps no headers. */
	readonly schemes: string[] = [];
	/** Called with the headers of every request that Anaplan gets, before a fault is looked for. */
	onRequest: (headers: IncomingHttpHeaders, faults: RunningSimulator['context']['faults']) => unknown = () => undefined;
	private readonly supplies = new Map<string, readonly Supplied[]>();

	private constructor(private readonly ports: SitePorts, readonly credentials: Record<'sageIntacctApi' | 'anaplanApi' | 'anaplanDeviceApi', IDataObject> & Record<string, IDataObject>) {
		this.urls = { intacct: ports.intacct.url, anaplan: ports.anaplan.url, acumatica: ports.acumatica?.url ?? '' };
		this.intacct = new Control(ports.intacct.url);
		this.anaplan = new Control(ports.anaplan.url);
		this.acumatica = new Control(this.urls.acumatica);
		const { faults } = ports.anaplan.context;
		const match = faults.match.bind(faults);
		faults.match = (request) => {
			this.onRequest(request.headers, faults);
			this.schemes.push(`${request.method} ${request.path} ${String(request.headers.authorization ?? '').split(' ')[0] ?? ''}`.trim());
			return match(request);
		};
	}

	static async open(options: { intacct?: Parameters<typeof startIntacct>[0]; anaplan?: Parameters<typeof startAnaplan>[0]; acumatica?: Parameters<typeof startAcumatica>[0] } = {}): Promise<Site> {
		const intacct = await startIntacct(options.intacct ?? {});
		const anaplan = await startAnaplan({ ...options.anaplan, switches: { ...FAST, ...options.anaplan?.switches } });
		const acumatica = options.acumatica && await startAcumatica(options.acumatica);
		return new Site({ intacct, anaplan, acumatica }, {
			sageIntacctApi: {
				senderId: 'bluefin-ws', senderPassword: 'sender-secret', companyId: 'BluefinTools', userId: 'ws_anaplan', userPassword: 'user-secret',
				entityId: '', clientCompanyId: '', gatewayUrl: `${intacct.url}/ia/xml/xmlgw.phtml`, trustedDomain: 'intacct.com', checkedAt: '',
			},
			anaplanApi: { token: '', user: 'integration@example.com', password: 'anaplan-password', apiUrl: anaplan.url, authUrl: anaplan.url },
			anaplanDeviceApi: { token: '', signInSecret: '', clientId: '0de71ce00000000000000000000000d1', apiUrl: anaplan.url, appUrl: anaplan.url },
			...(acumatica ? { acumaticaApi: acumaticaCredential(acumatica.url) } : {}),
		});
	}

	/** What the supply node of this name puts out from now on. */
	supply(node: string, items: readonly Supplied[]): void {
		this.supplies.set(node, items);
	}

	/**
	 * One execution. Static data is kept as n8n keeps it (reference n8n-platform 3.8): the run works on a copy, and the whole
	 * column is written back if anything in it has changed, unless the run is a manual one. `staticData` is what a run finds
	 * that is not given what is kept: a retry with the original workflow, say.
	 */
	async run(workflow: EngineWorkflow, options: { mode?: WorkflowExecuteMode; startNode?: string; staticData?: IDataObject; onStarted?: EngineOptions['onStarted'] } = {}): Promise<IRun> {
		const copy = JSON.parse(JSON.stringify(options.staticData ?? this.staticData)) as IDataObject;
		const run = await runWorkflow(workflow, { ...this.parts(), mode: options.mode, staticData: copy, startNode: options.startNode ?? 'Test this workflow', onStarted: options.onStarted });
		const misfits = misfitsOfRun(workflow, run);
		if (misfits.length > 0) throw new Error(`outputs that their schema does not describe:\n${[...new Set(misfits)].slice(0, 20).join('\n')}`);
		if (options.mode !== 'manual' && Reflect.get(copy, '__dataChanged') === true) this.staticData = JSON.parse(JSON.stringify(copy)) as IDataObject;
		return run;
	}

	/** What the editor calls for a pick list: a search or an option list of the node, with its parameters as they are. */
	async ask<T>(workflow: EngineWorkflow, node: string, call: (type: INodeType, context: ILoadOptionsFunctions) => Promise<T>): Promise<T> {
		const options: EngineOptions = { ...this.parts(), startNode: node, staticData: this.staticData };
		const built = workflowFor(workflow, options);
		const found = built.getNode(node);
		const type = found && options.nodeTypes[found.type];
		if (!found || !type) throw new Error(`no node ${node}`);
		const additional = { ...additionalDataFor(workflow, options), currentNodeParameters: found.parameters };
		return await call(type, new LoadOptionsContext(built, found, additional, ''));
	}

	/** Requests and effects that reached a system since a history number. */
	async history(system: System, since = 0): Promise<HistoryEntry[]> {
		return await this[system].get<HistoryEntry[]>(`history?since=${since}`);
	}

	async effects(system: System, since = 0): Promise<string[]> {
		return (await this.history(system, since)).filter(({ kind }) => kind === 'effect').map(({ note }) => String(note.what));
	}

	/** The number up to which the history of a system has come. */
	async mark(system: System): Promise<number> {
		return (await this.history(system)).at(-1)?.seq ?? 0;
	}

	/** Everything a cursor could be kept in; sealed sessions, which lie elsewhere, are left out. */
	cursors(): string {
		return JSON.stringify(this.staticData.global ?? {});
	}

	async close(): Promise<void> {
		await Promise.all([this.ports.intacct.close(), this.ports.anaplan.close(), this.ports.acumatica?.close()]);
	}

	private parts(): Pick<EngineOptions, 'nodeTypes' | 'credentialTypes' | 'credentials'> {
		return {
			nodeTypes: {
				'n8n-nodes-erp-anaplan.acumatica': new Acumatica(), 'n8n-nodes-erp-anaplan.sageIntacct': new SageIntacct(), 'n8n-nodes-erp-anaplan.anaplan': new Anaplan(),
				'n8n-nodes-erp-anaplan.anaplanMapping': new AnaplanMapping(), 'test.supply': this.supplyNode(), 'test.portion': portionNode, 'test.resume': resumeNode,
			},
			credentialTypes: {
				acumaticaApi: new AcumaticaApi(), acumaticaOAuth2Api: new AcumaticaOAuth2Api(), acumaticaPasswordApi: new AcumaticaPasswordApi(),
				sageIntacctApi: new SageIntacctApi(), anaplanApi: new AnaplanApi(), anaplanCertificateApi: new AnaplanCertificateApi(),
				anaplanDeviceApi: new AnaplanDeviceApi(), anaplanOAuth2Api: new AnaplanOAuth2Api(),
			},
			credentials: this.credentials as never,
		};
	}

	private supplyNode(): INodeType {
		const { supplies } = this;
		return {
			description: { displayName: 'Supply', name: 'supply', group: ['input'], version: 1, description: '', defaults: {}, inputs: ['main'], outputs: ['main'], properties: [] },
			async execute(this: IExecuteFunctions) {
				const items: INodeExecutionData[] = [];
				for (const { json = {}, files = {} } of supplies.get(this.getNode().name) ?? []) {
					const binary: INodeExecutionData['binary'] = {};
					for (const [name, content] of Object.entries(files)) {
						binary[name] = await this.helpers.prepareBinaryData(Buffer.from(content as string), `${name}.csv`, 'text/csv');
					}
					items.push({ json: structuredClone(json), ...(Object.keys(files).length > 0 ? { binary } : {}) });
				}
				return [items];
			},
		};
	}
}
