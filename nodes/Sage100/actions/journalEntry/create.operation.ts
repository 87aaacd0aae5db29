import type { IExecuteFunctions } from 'n8n-workflow';
import { createJournals } from '../../../shared/journal/create-journals';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { ENTRY_JOURNAL } from '../../resources/entry-panel';
import { journalTarget } from './journal-target';

export const scope = 'run';

export const execute = async (context: IExecuteFunctions): Promise<Outputs> =>
	await createJournals(context, ENTRY_JOURNAL, async (settings) => await journalTarget(context, 0, await executionClient(context), settings));
