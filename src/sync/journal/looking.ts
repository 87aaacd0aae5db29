/**
 * The look before anything is created.
 *
 * **The list first, then what counts.** Where the list shows none that counts, the target is asked for what has left the list and counts all
 * the same. In this order nothing is passed over: what is neither in the list at the one moment nor in the ledger at a later one was in
 * neither at the first, because a journal reaches the ledger before it can be cleared from the list.
 */
import type { FoundJournal, Journal, JournalTarget } from '../../contracts';
import { countingAmong, type Deletions } from './deleted';

/** All that is there of these journals, those that are passed over included (deleted.ts). */
export async function lookBeforeCreating(
	journals: readonly Journal[], target: Pick<JournalTarget, 'find' | 'findCounted'>, deletions: Deletions, signal?: AbortSignal,
): Promise<readonly FoundJournal[]> {
	const listed = await target.find(journals.map(({ reference }) => reference), signal);
	const ofJournal = (journal: Journal): FoundJournal[] => listed.filter(({ reference }) => reference === journal.reference);
	const missing = journals.filter((journal) => countingAmong(journal, ofJournal(journal), deletions).length === 0);
	if (missing.length === 0 || target.findCounted === undefined) return listed;
	return [...listed, ...await target.findCounted(missing, signal)];
}
