import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { JournalTarget } from '../../../../src/contracts';
import { createLedgerJournalTarget, type Sage300Client } from '../../../../src/systems/sage300';
import { nodeClock } from '../../../shared/context/node-clock';
import type { TargetSettings } from '../../../shared/journal/journal-system';
import { batchOptionsOf } from '../batch-options';

/** The general ledger of the company, as the options of the panel have it. */
export const journalTarget = (context: IExecuteFunctions, itemIndex: number, client: Sage300Client, { referencePrefix, settleMs }: TargetSettings): JournalTarget => {
	const { sourceCode, searchLedger } = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const source = String(sourceCode ?? '').trim();
	return createLedgerJournalTarget({ client, clock: nodeClock, referencePrefix, settleMs, ...batchOptionsOf(context, itemIndex), ...(source !== '' && { sourceCode: source }), searchLedger: searchLedger !== false });
};
