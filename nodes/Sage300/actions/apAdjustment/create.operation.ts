import type { IExecuteFunctions } from 'n8n-workflow';
import { createJournals } from '../../../shared/journal/create-journals';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { ADJUSTMENT_JOURNAL } from '../../resources/adjustment-panel';
import { adjustmentTarget } from './adjustment-target';

export const scope = 'run';

export const execute = async (context: IExecuteFunctions): Promise<Outputs> =>
	await createJournals(context, ADJUSTMENT_JOURNAL, async (settings) => adjustmentTarget(context, 0, await executionClient(context), settings));
