import type { Journal, JournalProblem, JournalRules, JournalTarget } from '../../../contracts';
import type { BatchKind } from './batch-kind';
import { BatchSearch } from './batch-search';
import { createBatch } from './create-batch';
import type { JournalSettings } from './journal-settings';
import { releaseBatch } from './release-batch';

/**
 * Batches of one kind as a target for journals: one journal is one batch, stored by one POST.
 *
 * `complete` is left out. A batch of which only a part was stored could be filled by a PATCH whose lines say `Insert`, but in a POST the
 * server gives lines numbers of its own, and nothing says that a PATCH keeps those that are sent (reference sage-300 8.1). If it does not,
 * two runs that complete the same batch add its lines twice. So such a batch is found, reported and left to a person.
 */
export const targetOfKind = (
	rules: JournalRules, settings: JournalSettings, kind: BatchKind,
	check: (journals: readonly Journal[], signal?: AbortSignal) => Promise<readonly JournalProblem[]>,
): JournalTarget => {
	const search = new BatchSearch(settings, kind);
	return {
		rules,
		find: (references, signal) => search.find(references, signal),
		check,
		create: (journal) => createBatch(journal, settings, kind),
		release: (found) => releaseBatch(found, settings, kind, search),
	};
};
