import 'reflect-metadata';
import { Container } from '@n8n/di';
import { BinaryDataConfig, BinaryDataService, DataDeduplicationService, ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData, Workflow, type ICredentialDataDecryptedObject, type ICredentialType, type IDataObject,
	type INode, type INodeExecutionData, type INodeType, type IHttpRequestOptions, type IRun, type IWorkflowExecuteAdditionalData, type WorkflowExecuteMode,
} from 'n8n-workflow';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
	/** The workflow's static data column; changed in place as a production run would save it. */
	readonly staticData?: IDataObject;
	readonly startNode: string;
}

/** Never called: n8n only builds addresses from it. */
const HERE = 'http://127.0.0.1/';

let ready: Promise<void> | undefined;

/** Highest value seen per node and workflow, as n8n keeps it in its database; survives one run and is shared by the next. */
const highest = new Map<string, number>();

const rememberHighest = (): void => {
	const unused = async (): Promise<never> => {
		throw new Error('not part of what these nodes use');
	};
	void DataDeduplicationService.init({
		async checkProcessedAndRecord(items, _scope, { node, workflow }, { mode }) {
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
export const forgetHighest = (): void => highest.clear();

/** n8n's binary store in a temporary folder: streams are written and read as in a real n8n. */
const prepareBinaryStore = (): Promise<void> => (ready ??= (async () => {
	const config = Container.get(BinaryDataConfig);
	config.mode = 'filesystem';
	config.availableModes = ['filesystem'];
	config.localStoragePath = mkdtempSync(join(tmpdir(), 'binary-'));
	await Container.get(BinaryDataService).init();
	rememberHighest();
})());

const PLAIN: INodeType = {
	description: { displayName: 'Start', name: 'start', group: ['trigger'], version: [1, 1.1, 1.2], description: '', defaults: {}, inputs: [], outputs: ['main'], properties: [] },
	async execute() {
		return [[{ json: {} }]];
	},
};

/** What n8n's credentials helper does, with the values in memory instead of its database. */
const credentialsHelper = (options: EngineOptions) => ({
	getParentTypes: () => [],
	isCredentialUsableByNode: () => true,
	async getDecrypted(_data: unknown, _reference: unknown, type: string) {
		const values = options.credentials[type];
		if (!values) throw new Error(`no credential of type ${type}`);
		return { ...values };
	},
	async preAuthentication(helpers: unknown, credentials: ICredentialDataDecryptedObject, type: string, _node: INode, expired: boolean) {
		const definition = options.credentialTypes[type];
		const field = definition?.properties.find((property) => property.typeOptions?.expirable === true)?.name;
		if (!definition?.preAuthentication || field === undefined || (credentials[field] !== '' && !expired)) return undefined;
		const output = await definition.preAuthentication.call(helpers as never, credentials);
		Object.assign(options.credentials[type] ?? {}, output);
		return Object.assign(credentials, output);
	},
	async authenticate(credentials: ICredentialDataDecryptedObject, type: string, request: IHttpRequestOptions) {
		const rule = options.credentialTypes[type]?.authenticate;
		if (rule === undefined || typeof rule === 'function') return request;
		const headers = Object.fromEntries(Object.entries(rule.properties.headers ?? {}).map(([name, value]) => [
			name, String(value).replace(/^=/, '').replace(/\{\{\s*\$credentials\.(\w+)\s*\}\}/g, (_match, field: string) => String(credentials[field])),
		]));
		return { ...request, headers: { ...request.headers, ...headers } };
	},
});

/** Runs a workflow through n8n's own engine: its expressions, items, pairing, binary store and HTTP. */
export const runWorkflow = async (definition: EngineWorkflow, options: EngineOptions): Promise<IRun> => {
	await prepareBinaryStore();
	const types: Record<string, INodeType> = { 'n8n-nodes-base.manualTrigger': PLAIN, 'n8n-nodes-base.scheduleTrigger': PLAIN, 'n8n-nodes-base.noOp': { ...PLAIN, description: { ...PLAIN.description, inputs: ['main'] } }, ...options.nodeTypes };
	const workflow = new Workflow({
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
	const mode = options.mode ?? 'trigger';
	const additional = {
		executionId: '1', restApiUrl: HERE, webhookBaseUrl: HERE, webhookWaitingBaseUrl: HERE, webhookTestBaseUrl: HERE, formWaitingBaseUrl: HERE, instanceBaseUrl: HERE,
		currentNodeParameters: undefined, variables: {},
		credentialsHelper: credentialsHelper(options),
		hooks: new ExecutionLifecycleHooks(mode, '1', definition as never),
	} as unknown as IWorkflowExecuteAdditionalData;
	const start = workflow.getNode(options.startNode);
	if (!start) throw new Error(`no node ${options.startNode}`);
	return await new WorkflowExecute(additional, mode, createRunExecutionData()).run({ workflow, startNode: start });
};

/** Items of one output of a node's last run. */
export const outputOf = (run: IRun, node: string, output = 0): INodeExecutionData[] => {
	const runs = run.data.resultData.runData[node];
	return runs?.at(-1)?.data?.main?.[output] ?? [];
};

export const errorOf = (run: IRun, node: string): Error | undefined => run.data.resultData.runData[node]?.at(-1)?.error;
