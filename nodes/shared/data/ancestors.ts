import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Batch } from '../../../src/sync/cursor';
import { batchOf, rejectedCountOf } from './origin';

type Seeing = Pick<IExecuteFunctions, 'getNode' | 'getParentNodes' | 'getWorkflowDataProxy'>;

/** What one node before this one put out in its latest run of this execution. */
export interface Ancestor {
	readonly node: string;
	readonly items: readonly INodeExecutionData[];
	readonly batches: readonly Batch[];
}

const outputOf = (context: Seeing, node: string, output: number): readonly INodeExecutionData[] => {
	try {
		const items: unknown = context.getWorkflowDataProxy(0).$items(node, output);
		return Array.isArray(items) ? (items as INodeExecutionData[]) : [];
	} catch {
		// n8n throws for a node that did not run or has no such output: it put out nothing.
		return [];
	}
};

const names = (context: Seeing): string[] => [...new Set(context.getParentNodes(context.getNode().name).map(({ name }) => name))];

/**
 * The reading nodes before this one, found by what they put out (a batch) and not by their type: they are visible
 * in a retry with the original workflow too, where static data is empty (reference n8n-platform, appendix A.16).
 */
export const sourcesBefore = (context: Seeing): Ancestor[] =>
	names(context)
		.map((node) => {
			const items = outputOf(context, node, 0);
			return { node, items, batches: items.map(batchOf).filter((batch): batch is Batch => batch !== undefined) };
		})
		.filter(({ batches }) => batches.length > 0);

/**
 * Rows that nodes between the source and this one have rejected: they left by an output of their own. Nodes that the
 * source does not reach reject rows of other sources, which are none of its business.
 */
export const rejectedBetween = (context: Seeing, source: string): number =>
	names(context)
		.filter((node) => context.getParentNodes(node).some(({ name }) => name === source))
		.reduce((sum, node) => sum + outputOf(context, node, 1).reduce((own, item) => own + rejectedCountOf(item), 0), 0);
