import { LoadOptionsContext } from 'n8n-core';
import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import type { IDataObject, IExecuteFunctions, ILoadOptionsFunctions, INodeExecutionData, INodeType, IRun, WorkflowExecuteMode } from 'n8n-workflow';
import { Control, type HistoryEntry } from '../../e2e/checker/simulator-control';
import type { RunningSimulator } from '../../simulators/harness/server';
import { startAnaplan } from '../../simulators/anaplan';
import { misfitsOfRun } from './engine/output-schemas';
import { OWN_CREDENTIALS, OWN_NODES } from './engine/own-classes';
import { portionNode } from './engine/portion-node';
import { resumeNode } from './engine/resume-node';
import { additionalDataFor, runWorkflow, workflowFor, type EngineOptions, type EngineWorkflow } from './engine/run-workflow';
import { ERPS, type ErpName, type ErpOptions } from './simulated-erps';

export const exampleWorkflow = (file: string): EngineWorkflow => JSON.parse(readFileSync(join(__dirname, '../../examples/workflows', file), 'utf8')) as EngineWorkflow;

/** Tasks that end at once, and no budget of the tenant to wait for. */
const FAST = { queueMs: 0, taskMs: 1, cancelMs: 1, rateLimit: null };

/** An item that a test feeds in; `files` become binary properties in n8n's own store. */
export interface Supplied {
	readonly json?: IDataObject;
	readonly files?: Readonly<Record<string, string | Buffer>>;
}

type System = ErpName | 'anaplan';
type Ports = Readonly<Record<System, RunningSimulator | undefined>>;

const NAMES = [...Object.keys(ERPS), 'anaplan'] as readonly System[];

const ofEach = <T>(of: (name: System) => T): Record<System, T> => Object.fromEntries(NAMES.map((name) => [name, of(name)])) as Record<System, T>;

/** The simulators, the credentials that fit them, and one workflow's static data between runs. */
class OpenSite {
	staticData: IDataObject = {};
	/** Those that the site was not opened with answer nothing. */
	readonly controls: Readonly<Record<System, Control>>;
	readonly urls: Readonly<Record<System, string>>;
	/** `METHOD path scheme` of every request that Anaplan got, in order; its history keeps no headers. */
	readonly schemes: string[] = [];
	/** Called with the headers of every request that Anaplan gets, before a fault is looked for. */
	onRequest: (headers: IncomingHttpHeaders, faults: RunningSimulator['context']['faults']) => unknown = () => undefined;
	private readonly supplies = new Map<string, readonly Supplied[]>();

	constructor(private readonly ports: Ports & { readonly anaplan: RunningSimulator }, readonly credentials: Record<'sageIntacctApi' | 'anaplanApi' | 'anaplanDeviceApi', IDataObject> & Record<string, IDataObject>) {
		this.urls = ofEach((name) => ports[name]?.url ?? '');
		this.controls = ofEach((name) => new Control(this.urls[name]));
		const { faults } = ports.anaplan.context;
		const match = faults.match.bind(faults);
		faults.match = (request) => {
			this.onRequest(request.headers, faults);
			this.schemes.push(`${request.method} ${request.path} ${String(request.headers.authorization ?? '').split(' ')[0] ?? ''}`.trim());
			return match(request);
		};
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
		return await this.controls[system].get<HistoryEntry[]>(`history?since=${since}`);
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
		await Promise.all(Object.values(this.ports).map(async (port) => await port?.close()));
	}

	private parts(): Pick<EngineOptions, 'nodeTypes' | 'credentialTypes' | 'credentials'> {
		return {
			nodeTypes: {
				...Object.fromEntries(OWN_NODES.map(({ type, node }) => [type, node])),
				'test.supply': this.supplyNode(), 'test.portion': portionNode, 'test.resume': resumeNode,
			},
			credentialTypes: Object.fromEntries(OWN_CREDENTIALS.map((credential) => [credential.name, credential])),
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

/** A site, with the control surface of each system by its name. */
export type Site = OpenSite & Readonly<Record<System, Control>>;

/** Of Anaplan always with these; Sage Intacct stands there unless a test says otherwise, every other ERP where it is asked for. */
const openSite = async ({ anaplan: own, intacct = {}, ...others }: ErpOptions & { readonly anaplan?: Parameters<typeof startAnaplan>[0] } = {}): Promise<Site> => {
	const wanted: ErpOptions = { intacct, ...others };
	const anaplan = await startAnaplan({ ...own, switches: { ...FAST, ...own?.switches } });
	const ports: Record<string, RunningSimulator | undefined> = { anaplan };
	const credentials: Record<string, IDataObject> = {
		anaplanApi: { token: '', user: 'integration@example.com', password: 'anaplan-password', apiUrl: anaplan.url, authUrl: anaplan.url },
		anaplanDeviceApi: { token: '', signInSecret: '', clientId: '0de71ce00000000000000000000000d1', apiUrl: anaplan.url, appUrl: anaplan.url },
	};
	for (const [name, options] of Object.entries(wanted) as Array<[ErpName, object | undefined]>) {
		if (options === undefined) continue;
		const { start, credentials: fitting } = ERPS[name];
		const port = await (start as (options: object) => Promise<RunningSimulator>)(options);
		ports[name] = port;
		for (const { type, data } of fitting.map((of) => of(port.url))) credentials[type] = { ...data } as IDataObject;
	}
	const site = new OpenSite(ports as ConstructorParameters<typeof OpenSite>[0], credentials as OpenSite['credentials']);
	return Object.assign(site, site.controls);
};

export const Site = { open: openSite };
