import type { IExecuteFunctions } from 'n8n-workflow';
import { findingSettings, findJournals } from '../../../shared/journal/find-journals';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { LEDGER_JOURNAL } from '../../resources/ledger-panel';
import { descriptionsHolding } from '../batch-descriptions';
import { journalTarget } from './journal-target';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = journalTarget(context, itemIndex, client, findingSettings(context, itemIndex, LEDGER_JOURNAL));
	const prefix = target.rules.reference.prefix ?? '';
	return await findJournals(context, itemIndex, { target, textsHolding: (words) => descriptionsHolding(client, 'GLJournalBatches', words, prefix) });
};
