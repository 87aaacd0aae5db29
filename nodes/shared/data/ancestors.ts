import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { Coverages, type Batch, type KeptEntries } from '../../../src/sync';
import { batchOf, rejectedCountOf } from './origin';
import { rejectedCoverage } from './row-coverage';
import { isReadingNode, nodesBefore, type PathNode } from './workflow-paths';

type Seeing = Pick<IExecuteFunctions, 'getNode' | 'getParentNodes' | 'getWorkflowDataProxy'>;

/** What one reading node before this one put out in its latest run of this execution. */
export interface Ancestor {
	readonly node: string;
	readonly items: readonly INodeExecutionData[];
	readonly batches: readonly Batch[];
	/** What was confirmed when the node read. */
	readonly kept: readonly KeptEntries[];
}

/** Items of one output of a node; of its latest run unless `run` is given. Empty when the node did not run. */
export const outputOf = (context: Pick<Seeing, 'getWorkflowDataProxy'>, node: string, output: number, run?: number): readonly INodeExecutionData[] => {
	try {
		const items: unknown = context.getWorkflowDataProxy(0).$items(node, output, run);
		return Array.isArray(items) ? (items as INodeExecutionData[]) : [];
	} catch {
		// n8n throws for a node, a run or an output that is not there: nothing was put out.
		return [];
	}
};

/** Every run of a node in this execution: one in a loop has several. */
export const outputsOf = (context: Pick<Seeing, 'getWorkflowDataProxy'>, node: string, output: number): readonly INodeExecutionData[] => {
	const all: INodeExecutionData[] = [];
	for (let run = 0; ; run += 1) {
		if (!hasRun(context, node, run)) return all;
		all.push(...outputOf(context, node, output, run));
	}
};

const hasRun = (context: Pick<Seeing, 'getWorkflowDataProxy'>, node: string, run: number): boolean => {
	try {
		context.getWorkflowDataProxy(0).$items(node, 0, run);
		return true;
	} catch {
		return false;
	}
};

const pathOf = (context: Seeing): PathNode[] => {
	const { name, type } = context.getNode();
	return nodesBefore(context, name, isReadingNode(type));
};

/** Where rejected rows leave: by the second output, and where Poll Task also has one for "not yet", by the third. */
const rejectingOutputs = ({ type }: PathNode): readonly number[] => (type.endsWith('.anaplan') ? [1, 2] : [1]);

/**
 * The reading nodes before this one, found by the batch that they announce under their own name (nodes that pass items
 * on pass the announcement on too). Visible in a retry with the original workflow as well, where static data is empty
 * (reference n8n-platform, appendix A.16). What lies before another reading node is none of ours.
 */
export const sourcesBefore = (context: Seeing): Ancestor[] =>
	pathOf(context)
		.map(({ name: node }) => {
			const items = outputOf(context, node, 0);
			const own = items.flatMap((item) => batchOf(item) ?? []).filter((announced) => announced.node === node);
			return { node, items, batches: own.map(({ batch }) => batch), kept: own.map(({ kept }) => kept) };
		})
		.filter(({ batches }) => batches.length > 0);

export interface RejectedBefore {
	/** Rows, over all batches. */
	readonly rows: number;
	readonly covers: Coverages;
}

/** What nodes between the sources and this one have rejected, over all their runs: it left by an output of their own. */
export const rejectedBefore = (context: Seeing): RejectedBefore => {
	const covers = new Coverages();
	let rows = 0;
	for (const node of pathOf(context)) {
		const items = rejectingOutputs(node).flatMap((output) => outputsOf(context, node.name, output));
		for (const item of items) rows += rejectedCountOf(item);
		covers.plus(rejectedCoverage(items));
	}
	return { rows, covers };
};
