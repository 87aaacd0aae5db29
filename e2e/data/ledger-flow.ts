import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { WorkflowFile } from '../host/n8n';
import { ROOT } from '../host/places';

interface Column {
	readonly column: string;
}

interface FlowNode {
	readonly name: string;
	readonly type: string;
	readonly parameters: { readonly columns?: { readonly column: readonly Column[] } };
}

interface Flow extends WorkflowFile {
	readonly nodes: readonly FlowNode[];
}

export interface Changes {
	/** `accounts`, `departments` … as the nodes of the example are called; the others are left out. */
	readonly branches: readonly string[];
	/** Settings of single columns, by node and column, on top of those of the example. */
	readonly columns?: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

const SCHEDULE = 'n8n-nodes-base.scheduleTrigger';
const branchOf = (name: string): string | undefined => /^(?:Get changed|Map|Load) (.+)$/.exec(name)?.[1];

/** The delivered example with fewer branches, for an ERP that does not have them all, and with what its codes need. */
export const ledgerFlow = (id: string, { branches, columns = {} }: Changes): WorkflowFile => {
	const example = JSON.parse(readFileSync(path.join(ROOT, 'examples/workflows/intacct-actuals-to-anaplan.json'), 'utf8')) as Flow;
	const belongs = (branch: string | undefined): boolean => branch === undefined || branches.includes(branch);
	const kept = example.nodes.filter(({ name, type }) => type !== SCHEDULE && belongs(branchOf(name)));
	const names = new Set(kept.map(({ name }) => name));
	const nodes = kept.map((node) => {
		const changed = columns[node.name];
		if (changed === undefined) return node;
		const column = (node.parameters.columns?.column ?? []).map((one) => ({ ...one, ...changed[one.column] }));
		return { ...node, parameters: { ...node.parameters, columns: { column } } };
	});
	const connections = Object.fromEntries(Object.entries(example.connections as Record<string, { main: Array<Array<{ node: string }>> }>)
		.filter(([from]) => names.has(from))
		.map(([from, { main }]) => [from, { main: main.map((targets) => targets.filter(({ node }) => names.has(node))) }]));
	return { ...example, id, name: `Ledger ${id}`, nodes, connections };
};
