import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { WorkflowFile } from '../host/n8n';
import { ROOT } from '../host/places';

export interface ExampleNode {
	readonly name: string;
	readonly type: string;
	readonly parameters?: Readonly<Record<string, unknown>>;
	readonly credentials?: Readonly<Record<string, { readonly id: string; readonly name: string }>>;
}

type Connections = Record<string, { readonly main: ReadonlyArray<ReadonlyArray<{ readonly node: string; readonly type: 'main'; readonly index: number }>> }>;

export interface ExampleFile extends WorkflowFile {
	readonly nodes: readonly ExampleNode[];
	readonly connections: Connections;
}

/** An example as it is delivered. */
export const deliveredExample = (file: string): ExampleFile => JSON.parse(readFileSync(path.join(ROOT, 'examples/workflows', file), 'utf8')) as ExampleFile;

export const actualsExample = (): ExampleFile => deliveredExample('intacct-actuals-to-anaplan.json');

const START = 'Start';
const SCHEDULE = 'n8n-nodes-base.scheduleTrigger';
const BY_HAND = 'Test this workflow';
const TRIGGERS: ReadonlySet<string> = new Set([SCHEDULE, 'n8n-nodes-base.manualTrigger']);

export const webhookPath = (workflowId: string): string => `run-${workflowId}`;

const webhookNode = (id: string): ExampleNode & Record<string, unknown> => ({
	id: `${id}-start`, name: START, type: 'n8n-nodes-base.webhook', typeVersion: 2, position: [0, 0], webhookId: id,
	parameters: { path: webhookPath(id), httpMethod: 'POST', responseMode: 'onReceived' },
});

/**
 * An example under another id whose schedule is a webhook, so that a test can set it off in the running n8n; by hand, and so
 * in a process of its own, it starts as delivered. `changes` are settings of single nodes, by their names.
 */
export const exampleByWebhook = (id: string, file: string, changes: Readonly<Record<string, object>> = {}): ExampleFile => {
	const example = deliveredExample(file);
	const unknown = Object.keys(changes).filter((changed) => !example.nodes.some(({ name }) => name === changed));
	if (unknown.length > 0) throw new Error(`${file} has no node ${unknown.join(', ')}`);
	const kept = example.nodes.filter(({ type }) => type !== SCHEDULE);
	const names = new Set(kept.map(({ name }) => name));
	return {
		...example, id, name: `${example.name} (${id})`,
		nodes: [webhookNode(id), ...kept.map((node) => ({ ...node, parameters: { ...node.parameters, ...changes[node.name] } }))],
		connections: {
			...Object.fromEntries(Object.entries(example.connections).filter(([name]) => names.has(name))),
			[START]: example.connections[BY_HAND] ?? { main: [] },
		},
	};
};

/** What a node of a branch is called after: `bills` for "Get changed bills", "Map bills", "Load bills". Other nodes serve all. */
const branchOf = (name: string): string | undefined => /^(?:Get changed|Map|Load) (.+)$/.exec(name)?.[1];

/**
 * An example of actuals (that of Sage Intacct unless said) under another id, started by a webhook as production would start it, with
 * all of its branches or with some of them. Everything else is as delivered.
 */
export const actualsByWebhook = (id: string, branches?: readonly string[], example = actualsExample()): ExampleFile => {
	const isKept = ({ name, type }: ExampleNode): boolean => !TRIGGERS.has(type) && (branches === undefined || branches.includes(branchOf(name) ?? '') || branchOf(name) === undefined);
	const kept = example.nodes.filter(isKept);
	const names = new Set(kept.map(({ name }) => name));
	const first = (example.connections[BY_HAND]?.main[0] ?? []).filter(({ node }) => names.has(node));
	return {
		...example,
		id,
		name: `Actuals ${id}`,
		nodes: [webhookNode(id), ...kept],
		connections: { ...Object.fromEntries(Object.entries(example.connections).filter(([name]) => names.has(name))), [START]: { main: [first] } },
	};
};
