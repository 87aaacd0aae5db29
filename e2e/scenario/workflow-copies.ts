import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { WorkflowFile } from '../host/n8n';
import { ROOT } from '../host/places';

interface ExampleNode {
	readonly name: string;
	readonly type: string;
}

type Connections = Record<string, { readonly main: ReadonlyArray<ReadonlyArray<{ readonly node: string; readonly type: 'main'; readonly index: number }>> }>;

interface ExampleFile extends WorkflowFile {
	readonly nodes: readonly ExampleNode[];
	readonly connections: Connections;
}

/** The example as it is delivered. */
export const actualsExample = (): ExampleFile =>
	JSON.parse(readFileSync(path.join(ROOT, 'examples/workflows/intacct-actuals-to-anaplan.json'), 'utf8')) as ExampleFile;

const START = 'Start';
const TRIGGERS: ReadonlySet<string> = new Set(['n8n-nodes-base.scheduleTrigger', 'n8n-nodes-base.manualTrigger']);

export const webhookPath = (workflowId: string): string => `run-${workflowId}`;

/** What a node of a branch is called after: `bills` for "Get changed bills", "Map bills", "Load bills". Other nodes serve all. */
const branchOf = (name: string): string | undefined => /^(?:Get changed|Map|Load) (.+)$/.exec(name)?.[1];

/**
 * The example under another id, started by a webhook as production would start it, with all of its branches or with
 * some of them. Everything else is as delivered.
 */
export const actualsByWebhook = (id: string, branches?: readonly string[]): WorkflowFile => {
	const example = actualsExample();
	const isKept = ({ name, type }: ExampleNode): boolean => !TRIGGERS.has(type) && (branches === undefined || branches.includes(branchOf(name) ?? '') || branchOf(name) === undefined);
	const kept = example.nodes.filter(isKept);
	const names = new Set(kept.map(({ name }) => name));
	const first = (example.connections['Test this workflow']?.main[0] ?? []).filter(({ node }) => names.has(node));
	const webhook = {
		id: `${id}-start`, name: START, type: 'n8n-nodes-base.webhook', typeVersion: 2, position: [0, 0], webhookId: id,
		parameters: { path: webhookPath(id), httpMethod: 'POST', responseMode: 'onReceived' },
	};
	return {
		...example,
		id,
		name: `Actuals ${id}`,
		nodes: [webhook, ...kept],
		connections: { ...Object.fromEntries(Object.entries(example.connections).filter(([name]) => names.has(name))), [START]: { main: [first] } },
	};
};
