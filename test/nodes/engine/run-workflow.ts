import './quiet';
import 'reflect-metadata';
import { Container } from '@n8n/di';
import { BinaryDataConfig, BinaryDataService, DataDeduplicationService, ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData, Workflow, type ExecutionError, type ICredentialDataDecryptedObject, type ICredentialType, type IDataObject,
	type INode, type INodeExecutionData, type INodeType, type IRun, type IWorkflowExecuteAdditionalData, type WorkflowExecuteMode,
} from 'n8n-workflow';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentialsHelper } from './stored-credentials';

export interface EngineWorkflow {
	readonly id: string;
	readonly name: string;
	readonly nodes: ReadonlyArray<Omit<INode, 'position'> & { position: readonly number[] }>;
	readonly connections: Record<string, unknown>;
	readonly settings?: Record<string, unknown>;
}

export interface EngineOptions {
	readonly nodeTypes: Readonly<Record<string, INodeType>>;
	readonly credentialTypes: Readonly<Record<string, ICredentialType>>;
	/** Decrypted values by credential type; `preAuthentication` writes into them as n8n writes into its database. */
	readonly credentials: Record<string, ICredentialDataDecryptedObject>;
	readonly mode?: WorkflowExecuteMode;
	/** What the run finds as the workflow's static data; changed in place. */
	readonly staticData?: IDataObject;
	readonly startNode: string;
	/** Given the way to stop the execution as a user does; what the nodes do after that goes on by itself. */
	readonly onStarted?: (stop: () => void) => void;
}

/** Never called: n8n only builds addresses from it. */
const HERE = 'http://127.0.0.1/';

let ready: Promise<void> | undefined;

/** Highest value seen per node and workflow, as n8n keeps it in its database; survives one run and is shared by the next. */
const highest = new Map<string, number>();
/** Values seen, likewise. */
const entries = new Map<string, string[]>();
/** What the register fails with from now on, while a test says so. */
let registerFailure: Error | undefined;

export const breakRegister = (error?: Error): void => {
	registerFailure = error;
};

/** As n8n does it: read, and written a moment later, so that overlapping callers overwrite one another. */
const recordEntries = async (key: string, items: readonly unknown[], most = Number.POSITIVE_INFINITY): Promise<{ new: never[]; processed: never[] }> => {
	const seen = [...(entries.get(key) ?? [])];
	await new Promise((resolve) => setTimeout(resolve, 1));
	const fresh = items.filter((item) => !seen.includes(String(item)));
	entries.set(key, [...seen, ...fresh.map(String)].slice(-most));
	return { new: fresh as never[], processed: items.filter((item) => !fresh.includes(item)) as never[] };
};

const rememberHighest = (): void => {
	const unused = async (): Promise<never> => {
		throw new Error('not part of what these nodes use');
	};
	void DataDeduplicationService.init({
		async checkProcessedAndRecord(items, scope, { node, workflow }, { mode, maxEntries }) {
			if (registerFailure) throw registerFailure;
			if (mode === 'entries') return await recordEntries(scope === 'node' ? `${workflow.id}/${node?.id}` : workflow.id, items, maxEntries);
			if (mode !== 'latestIncrementalKey') return await unused();
			const key = `${workflow.id}/${node?.id}`;
			const seen = highest.get(key) ?? Number.NEGATIVE_INFINITY;
			const fresh = items.filter((item) => Number(item) > seen);
			highest.set(key, Math.max(seen, ...items.map(Number)));
			return { new: fresh, processed: items.filter((item) => !fresh.includes(item)) };
		},
		removeProcessed: unused,
		clearAllProcessedItems: unused,
		getProcessedDataCount: unused,
	});
};

/** Between tests: a fresh database. */
export const forgetHighest = (): void => {
	highest.clear();
	entries.clear();
	registerFailure = undefined;
};

/** n8n's binary store in a temporary folder: streams are written and read as in a real n8n. */
export const prepareBinaryStore = (): Promise<void> => (ready ??= (async () => {
	const config = Container.get(BinaryDataConfig);
	config.mode = 'filesystem';
	config.availableModes = ['filesystem'];
	config.localStoragePath = mkdtempSync(join(tmpdir(), 'binary-'));
	await Container.get(BinaryDataService).init();
	rememberHighest();
})());

/** The bytes of a binary property as the next node would read them. */
export const binaryText = async (item: INodeExecutionData | undefined, property: string): Promise<string> => {
	const id = item?.binary?.[property]?.id;
	if (id === undefined) throw new Error(`no file in ${property}`);
	const parts: Buffer[] = [];
	for await (const part of await Container.get(BinaryDataService).getAsStream(id)) parts.push(part as Buffer);
	return Buffer.concat(parts).toString('utf8');
};

const PLAIN: INodeType = {
	description: { displayName: 'Start', name: 'start', group: ['trigger'], version: [1, 1.1, 1.2], description: '', defaults: {}, inputs: [], outputs: ['main'], properties: [] },
	async execute() {
		return [[{ json: {} }]];
	},
};

/** Hands on what it gets, as a node that only marks a place. */
const PASSING: INodeType = {
	description: { ...PLAIN.description, inputs: ['main'] },
	async execute() {
		return [this.getInputData()];
	},
};

export const workflowFor = (definition: EngineWorkflow, options: Pick<EngineOptions, 'nodeTypes' | 'staticData'>): Workflow => {
	const types: Record<string, INodeType> = { 'n8n-nodes-base.manualTrigger': PLAIN, 'n8n-nodes-base.scheduleTrigger': PLAIN, 'n8n-nodes-base.noOp': PASSING, ...options.nodeTypes };
	return new Workflow({
		id: definition.id, name: definition.name, active: false,
		nodes: definition.nodes as unknown as INode[],
		connections: definition.connections as never,
		nodeTypes: {
			getByName: (name: string) => types[name] as INodeType,
			getByNameAndVersion: (name: string) => types[name] as INodeType,
			getKnownTypes: () => ({}),
		},
		staticData: options.staticData,
		settings: { executionOrder: 'v1', ...definition.settings },
	});
};

let executions = 0;

export const additionalDataFor = (definition: EngineWorkflow, options: EngineOptions): IWorkflowExecuteAdditionalData => ({
	executionId: String(executions), restApiUrl: HERE, webhookBaseUrl: HERE, webhookWaitingBaseUrl: HERE, webhookTestBaseUrl: HERE, formWaitingBaseUrl: HERE, instanceBaseUrl: HERE,
	currentNodeParameters: undefined, variables: {},
	credentialsHelper: credentialsHelper(options),
	hooks: new ExecutionLifecycleHooks(options.mode ?? 'trigger', String(executions), definition as never),
}) as unknown as IWorkflowExecuteAdditionalData;

/** Runs a workflow through n8n's own engine: its expressions, items, pairing, binary store and HTTP. */
export const runWorkflow = async (definition: EngineWorkflow, options: EngineOptions): Promise<IRun> => {
	await prepareBinaryStore();
	executions += 1;
	const workflow = workflowFor(definition, options);
	const start = workflow.getNode(options.startNode);
	if (!start) throw new Error(`no node ${options.startNode}`);
	const mode = options.mode ?? 'trigger';
	const running = new WorkflowExecute(additionalDataFor(definition, options), mode, createRunExecutionData()).run({ workflow, startNode: start });
	options.onStarted?.(() => running.cancel());
	return await running;
};

/** Items of one output of a node's last run. */
export const outputOf = (run: IRun, node: string, output = 0): INodeExecutionData[] => {
	const runs = run.data.resultData.runData[node];
	return runs?.at(-1)?.data?.main?.[output] ?? [];
};

export const errorOf = (run: IRun, node: string): ExecutionError | undefined => run.data.resultData.runData[node]?.at(-1)?.error;

/** What the node told beside its output. */
export const hintsOf = (run: IRun, node: string): string[] => (run.data.resultData.runData[node]?.at(-1)?.hints ?? []).map(({ message }) => message);

/** Message of every node that failed, by its name. */
export const errorsOf = (run: IRun): Record<string, string> =>
	Object.fromEntries(Object.entries(run.data.resultData.runData).flatMap(([node, runs]) => (runs.at(-1)?.error ? [[node, runs.at(-1)?.error?.message ?? '']] : [])));
