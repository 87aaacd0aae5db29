import type { IExecuteFunctions } from 'n8n-workflow';
import { createJournals } from '../../../shared/journal/create-journals';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { LEDGER_JOURNAL } from '../../resources/ledger-panel';
import { journalTarget } from './journal-target';

export const scope = 'run';

export const execute = async (context: IExecuteFunctions): Promise<Outputs> =>
	await createJournals(context, LEDGER_JOURNAL, async (settings) => journalTarget(context, 0, await executionClient(context), settings));
