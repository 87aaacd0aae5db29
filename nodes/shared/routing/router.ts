import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { asNodeError } from '../context/node-errors';
import { tellWaits } from '../context/waits';
import type { Operation, OperationTable, Outputs } from './operation';

const nameOf = (context: IExecuteFunctions): string => {
	const resource = context.getNodeParameter('resource', 0, '') as string;
	const operation = context.getNodeParameter('operation', 0, '') as string;
	return resource ? `${resource}.${operation}` : operation;
};

const append = (into: Outputs, more: Outputs): void => {
	more.forEach((items, output) => (into[output] ??= []).push(...items));
};

/** An operation may set its own lineage (a sum of many items); where it did not, the item it worked on is the origin. */
const paired = (outputs: Outputs, itemIndex: number): Outputs =>
	outputs.map((items) => items.map((item) => (item.pairedItem === undefined ? { ...item, pairedItem: { item: itemIndex } } : item)));

const failureItem = (error: Error & { description?: string | null }, itemIndex: number): INodeExecutionData => ({
	// These two keys and no other: only such an item is moved to the error output where the user chose one (reference n8n-platform 3.4).
	json: { error: error.message, ...(error.description ? { details: error.description } : {}) },
	pairedItem: { item: itemIndex },
});

/**
 * Looks the operation up and runs it: the one place of a node that catches, that knows `continueOnFail`, and that
 * completes `pairedItem`. With `continueOnFail` a failing item leaves an `{ error, details }` item on the first
 * output and the next item goes on.
 */
export const route = async (context: IExecuteFunctions, operations: OperationTable): Promise<Outputs> => {
	const name = nameOf(context);
	const operation: Operation | undefined = operations[name];
	if (!operation) throw new NodeOperationError(context.getNode(), `This node has no operation "${name}"`, { description: 'Choose the resource and the operation again: the workflow may come from another version of this package.' });

	const indexes = operation.scope === 'run' ? [0] : context.getInputData().map((_, index) => index);
	const collected: Outputs = [[]];
	try {
		for (const itemIndex of indexes) {
			try {
				append(collected, paired(await operation.execute(context, itemIndex), itemIndex));
			} catch (caught) {
				const error = asNodeError(context, caught, itemIndex);
				if (!context.continueOnFail()) throw error;
				append(collected, [[failureItem(error, itemIndex)]]);
			}
		}
	} finally {
		tellWaits(context);
	}
	return collected;
};
