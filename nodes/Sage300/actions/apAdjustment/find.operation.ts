import type { IExecuteFunctions } from 'n8n-workflow';
import { equalTo } from '../../../../src/systems/sage300';
import { findingSettings, findJournals } from '../../../shared/journal/find-journals';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { ADJUSTMENT_JOURNAL } from '../../resources/adjustment-panel';
import { descriptionsHolding } from '../batch-descriptions';
import { adjustmentTarget } from './adjustment-target';

export const scope = 'item';

/** Adjustments live among the payments (reference sage-300 8.4). */
const ADJUSTMENTS = equalTo('BatchSelector', 'AD');

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = adjustmentTarget(context, itemIndex, client, findingSettings(context, itemIndex, ADJUSTMENT_JOURNAL));
	const prefix = target.rules.reference.prefix ?? '';
	return await findJournals(context, itemIndex, { target, textsHolding: (words) => descriptionsHolding(client, 'APPaymentAndAdjustmentBatches', words, prefix, ADJUSTMENTS) });
};
