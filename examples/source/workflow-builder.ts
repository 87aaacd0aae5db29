import { createHash } from 'node:crypto';

export interface WorkflowNode {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly typeVersion: number;
	readonly position: readonly [number, number];
	readonly parameters: Record<string, unknown>;
	readonly credentials?: Record<string, { id: string; name: string }>;
	readonly disabled?: true;
	readonly onError?: 'continueRegularOutput';
}

export interface Workflow {
	readonly id: string;
	readonly name: string;
	readonly nodes: WorkflowNode[];
	readonly connections: Record<string, { main: Array<Array<{ node: string; type: 'main'; index: number }>> }>;
	readonly settings: Record<string, unknown>;
}

const PACKAGE = 'n8n-nodes-erp-anaplan';

/** Stable ids, so that writing the examples again changes nothing. */
const idOf = (text: string): string => {
	const hex = createHash('sha256').update(text).digest('hex');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

export const ownType = (name: string): string => `${PACKAGE}.${name}`;

/** A picker that holds a name: every site has its own ids, names can be agreed on. */
export const byName = (value: string): Record<string, unknown> => ({ __rl: true, mode: 'name', value });

/** What few nodes have. */
type More = Partial<Pick<WorkflowNode, 'typeVersion' | 'credentials' | 'disabled' | 'onError'>>;

/** Collects nodes and connections of one workflow. */
export class WorkflowBuilder {
	private readonly nodes: WorkflowNode[] = [];
	private readonly connections: Workflow['connections'] = {};

	constructor(private readonly id: string, private readonly name: string) {}

	node(name: string, type: string, position: readonly [number, number], parameters: Record<string, unknown>, { typeVersion = 1, ...more }: More = {}): string {
		this.nodes.push({ parameters, type, typeVersion, position, id: idOf(`${this.id}/${name}`), name, ...more });
		return name;
	}

	/** A sticky note: Markdown beside the nodes that it explains. */
	note(name: string, position: readonly [number, number], content: string, { width = 400, height = 260, color = 7 } = {}): void {
		this.node(name, 'n8n-nodes-base.stickyNote', position, { content, width, height, color });
	}

	connect(from: string, output: number, to: string, input = 0): void {
		const outputs = (this.connections[from] ??= { main: [] }).main;
		while (outputs.length <= output) outputs.push([]);
		outputs[output]?.push({ node: to, type: 'main', index: input });
	}

	build(): Workflow {
		return {
			id: this.id,
			name: this.name,
			nodes: this.nodes,
			connections: this.connections,
			// Progress is saved after every node: a killed execution then resumes at the node in progress, not at the trigger.
			settings: { executionOrder: 'v1', saveExecutionProgress: true, saveDataSuccessExecution: 'all', saveDataErrorExecution: 'all' },
		};
	}
}
