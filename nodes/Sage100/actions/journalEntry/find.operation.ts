import type { IExecuteFunctions } from 'n8n-workflow';
import { findingSettings, findJournals } from '../../../shared/journal/find-journals';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { ENTRY_JOURNAL } from '../../resources/entry-panel';
import { journalTarget } from './journal-target';

export const scope = 'item';

/** By reference alone: the agent looks entries up by their key, and has no list of them. */
export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> =>
	await findJournals(context, itemIndex, { called: 'journal entry', target: await journalTarget(context, itemIndex, await executionClient(context), findingSettings(context, itemIndex, ENTRY_JOURNAL)) });
