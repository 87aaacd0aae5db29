import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Outputs } from '../../../shared/routing/operation';

/** How the user wants to poll; the outputs of the node follow from it (see `outputs.ts`). */
export interface PollForm {
	/** One look, with an output for what has not ended yet. */
	readonly looksOnce: boolean;
	/** A failed task leaves by an output of its own instead of stopping the workflow. */
	readonly failedLeaves: boolean;
}

export const pollFormOf = (context: IExecuteFunctions, itemIndex: number): PollForm => ({
	looksOnce: context.getNodeParameter('look', itemIndex, 'wait') === 'once',
	failedLeaves: context.getNodeParameter('failedTasks', itemIndex, 'stop') === 'output',
});

export interface PollItems {
	readonly done?: INodeExecutionData;
	readonly notYet?: INodeExecutionData;
	readonly rejected?: readonly INodeExecutionData[];
	readonly failed?: INodeExecutionData;
}

/** Done, then Not Yet where one look is taken, then Rejected, then Failed where it has an output. */
export const arranged = ({ looksOnce, failedLeaves }: PollForm, { done, notYet, rejected = [], failed }: PollItems): Outputs => [
	done ? [done] : [],
	...(looksOnce ? [notYet ? [notYet] : []] : []),
	[...rejected],
	...(failedLeaves ? [failed ? [failed] : []] : []),
];
