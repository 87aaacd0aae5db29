import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/** Items per output of the node, in the order of its outputs. */
export type Outputs = INodeExecutionData[][];

/**
 * One operation of a node. `run` operations see all items at once (rows of one load); the others are called item
 * by item. Either way they only work and return: the router owns errors, `continueOnFail` and paired items.
 */
export interface Operation {
	readonly scope: 'item' | 'run';
	execute(context: IExecuteFunctions, itemIndex: number): Promise<Outputs>;
}

/** `resource.operation` → what it does. */
export type OperationTable = Readonly<Record<string, Operation>>;

/** The operations of each resource as one table, by the names that workflows hold. */
export const operationsOf = (resources: Readonly<Record<string, OperationTable>>): OperationTable =>
	Object.fromEntries(Object.entries(resources).flatMap(([resource, table]) => Object.entries(table).map(([name, operation]) => [`${resource}.${name}`, operation])));
