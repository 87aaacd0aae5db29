import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { JournalTarget } from '../../../../src/contracts';
import { createAdjustmentJournalTarget, type Sage300Client } from '../../../../src/systems/sage300';
import { nodeClock } from '../../../shared/context/node-clock';
import type { TargetSettings } from '../../../shared/journal/journal-system';
import { batchOptionsOf, numberIn } from '../batch-options';

/** Adjustments of posted documents of the company, as the options of the panel have them. */
export const adjustmentTarget = (context: IExecuteFunctions, itemIndex: number, client: Sage300Client, { referencePrefix, settleMs }: TargetSettings): JournalTarget => {
	const { amounts, creditType, debitType } = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	return createAdjustmentJournalTarget({
		client, clock: nodeClock, referencePrefix, settleMs, ...batchOptionsOf(context, itemIndex),
		amounts: amounts === 'absolute' ? 'absolute' : 'signed', creditType: numberIn(creditType), debitType: numberIn(debitType),
	});
};
