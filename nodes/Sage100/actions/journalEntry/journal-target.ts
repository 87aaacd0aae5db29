import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { JournalTarget } from '../../../../src/contracts';
import { createSage100JournalTarget, type Sage100Client } from '../../../../src/systems/sage100';
import { nodeClock } from '../../../shared/context/node-clock';
import type { TargetSettings } from '../../../shared/journal/journal-system';

const textOf = (value: unknown): string => String(value ?? '').trim();

/** An expression may give a text, or nothing. */
const numberIn = (value: unknown): number | undefined => (textOf(value) === '' ? undefined : Number(value));

/** The journal of the company, as the options of the panel have it. */
export const journalTarget = async (
	context: IExecuteFunctions, itemIndex: number, client: Sage100Client, { referencePrefix, settleMs }: TargetSettings,
): Promise<JournalTarget> => {
	const { sourceJournal, batchNo, longDescriptions, mostLines, postOthers } = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	return createSage100JournalTarget({
		client, clock: nodeClock, company: await client.company(), referencePrefix, settleMs, sourceJournal: textOf(sourceJournal), batchNo: textOf(batchNo),
		longDescriptions: longDescriptions === 'reject' ? 'reject' : 'cut', mostLines: numberIn(mostLines), mayPostOthers: postOthers === true,
	});
};
