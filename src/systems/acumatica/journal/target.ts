import type { JournalTarget } from '../../../contracts';
import { BatchSearch } from './batch-search';
import { checkJournals } from './checks/check-journals';
import { createBatch } from './create-batch';
import { settingsOf, type AcumaticaJournalOptions } from './journal-settings';
import { releaseBatch } from './release-batch';
import { rulesOf } from './target-rules';

/**
 * The general ledger of one Acumatica tenant as a target for journals: a journal is a batch of module GL (GL301000). A batch is stored
 * by one PUT, whole or not at all, so there is nothing to complete.
 *
 * Nothing in Acumatica keeps a second batch with the same reference away (reference acumatica 6.3): two processes without a common lock
 * can make one each, and the posting says so.
 *
 * @throws FatalError for settings that cannot work
 */
export const createAcumaticaJournalTarget = (options: AcumaticaJournalOptions): JournalTarget => {
	const settings = settingsOf(options);
	const search = new BatchSearch(settings);
	return {
		rules: rulesOf(settings),
		find: (references, signal) => search.find(references, signal),
		check: (journals, signal) => checkJournals(journals, settings, signal),
		create: (journal) => createBatch(journal, settings),
		release: (found) => releaseBatch(found, settings),
	};
};
