import type { JournalTarget } from '../../../contracts';
import { checkEntries } from './check-entries';
import { createEntry } from './create-entry';
import { findEntries } from './entry-search';
import { rulesOf, settingsOf, type Sage100JournalOptions } from './journal-settings';
import { canRelease, runRegister } from './run-register';

/**
 * The journal entries of one company as a target for journals: a journal is one entry, stored whole or not at all, so there is nothing to
 * complete. The agent itself keeps a second entry under the same key away (contract), also between processes that share no lock.
 *
 * An entry that was *entered* is not in the ledger until its register is printed and updated; its status says so, and by whom. Releasing
 * runs the register and is offered only where the agent may do that.
 *
 * @throws FatalError for settings that cannot work
 */
export const createSage100JournalTarget = (options: Sage100JournalOptions): JournalTarget => {
	const settings = settingsOf(options);
	return {
		rules: rulesOf(settings),
		find: (references, signal) => findEntries(references, settings, signal),
		check: (journals, signal) => checkEntries(journals, settings, signal),
		create: (journal) => createEntry(journal, settings),
		...(canRelease(settings) && { release: (found) => runRegister(found, settings) }),
	};
};
