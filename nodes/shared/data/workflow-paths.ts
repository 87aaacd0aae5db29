import type { IExecuteFunctions } from 'n8n-workflow';

type Seeing = Pick<IExecuteFunctions, 'getNode' | 'getParentNodes'>;

export interface PathNode {
	readonly name: string;
	readonly type: string;
	/** As they are saved. */
	readonly parameters: Readonly<Record<string, unknown>>;
}

const parametersOf = (node: object): Readonly<Record<string, unknown>> => ('parameters' in node ? (node.parameters as Record<string, unknown>) : {});

/**
 * Nodes from which rows can reach `from`, found by walking the connections backwards. The walk does not go past a node
 * at which `isStop` holds (that node itself is included): what lies behind it belongs to somebody else.
 */
export const nodesBefore = (context: Seeing, from: string, isStop: (node: Pick<PathNode, 'type'>) => boolean): PathNode[] => {
	const found = new Map<string, PathNode>();
	const open = [from];
	for (let name = open.pop(); name !== undefined; name = open.pop()) {
		for (const parent of context.getParentNodes(name, { depth: 1, includeNodeParameters: true })) {
			if (found.has(parent.name) || parent.name === name) continue;
			const node = { name: parent.name, type: parent.type, parameters: parametersOf(parent) };
			found.set(node.name, node);
			if (!isStop(node)) open.push(node.name);
		}
	}
	found.delete(from);
	return [...found.values()];
};

const PACKAGE = /^(.*)\./;
const packageOf = (type: string): string => PACKAGE.exec(type)?.[1] ?? '';

/** Nodes of this package that do not read: they pass on or take in what an ERP node has read. */
const TARGET_SIDE = ['anaplan', 'anaplanMapping'];

/** A node of this package that reads an ERP: where a batch begins, and a batch of somebody else ends. */
export const isReadingNode = (ownType: string): ((node: Pick<PathNode, 'type'>) => boolean) => {
	const own = packageOf(ownType);
	return ({ type }) => packageOf(type) === own && !TARGET_SIDE.includes(type.slice(own.length + 1));
};
