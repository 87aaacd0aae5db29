import type { FoundJournal } from '../../../contracts';
import { FatalError } from '../../../core/errors';
import { isJsonObject, jsonList } from '../../../core/json';
import { errorOf, unreadable } from '../answers/classify-answer';
import type { Sage100Gateway } from '../gateway';
import { SYSTEM } from '../identity';
import { findEntriesRequest } from '../wire/requests';
import { foundJournal, readEntry, type StoredEntry } from './entry-answers';
import type { JournalSettings } from './journal-settings';
import { naturalKeyOf } from './natural-key';

/** While a register is updated an entry is in neither place for some seconds (contract, look-up). */
const SECOND_LOOK_MS = 15_000;

const doubtful = (said: string): FatalError => new FatalError({
	system: SYSTEM, operation: 'look up the journal entries', said, remedy: 'Nothing was posted. Check what stands between n8n and the agent, and update the agent.',
});

/** All entries under one key. @throws for an answer that may be incomplete; "none" is an empty list of the agent and nothing else */
export const entriesOf = async (naturalKey: string, { client: { place } }: Pick<JournalSettings, 'client'>, gateway: Sage100Gateway): Promise<readonly StoredEntry[]> => {
	const request = findEntriesRequest(place, naturalKey);
	const { json, response } = await gateway.call(request);
	const rows = jsonList(json.items).filter(isJsonObject);
	if (!Array.isArray(json.items) || rows.length !== json.items.length) throw errorOf(unreadable(response.status, 'the answer is no list of entries'), request.purpose, true);
	const entries = rows.map(readEntry);
	const strange = entries.find((entry) => entry.naturalKey.toUpperCase() !== naturalKey.toUpperCase());
	if (strange) throw doubtful(`an entry under ${strange.naturalKey || 'no key'} came, which was not asked for`);
	if (entries.some(({ state }) => state === '')) throw doubtful('an entry came without its state');
	return entries;
};

/**
 * The search for entries by reference.
 *
 * **None is overlooked.** The agent looks in its own record of requests, in the entries of the journal and in the ledger, and settles what
 * it is in doubt about (contract). Each reference is a question of its own, asked afresh.
 *
 * **Deleted is looked at twice.** In the seconds of a register update an entry is in no place, and would be told as deleted; so it is looked up
 * once more before it is told.
 */
export const findEntries = async (references: readonly string[], settings: JournalSettings, signal?: AbortSignal): Promise<FoundJournal[]> => {
	const gateway = settings.client.lasting.stoppedBy(signal);
	const found: FoundJournal[] = [];
	for (const reference of new Set(references)) {
		const key = naturalKeyOf(reference);
		let entries = await entriesOf(key, settings, gateway);
		if (entries.some(({ state }) => state === 'deleted')) {
			await settings.clock.sleep(SECOND_LOOK_MS, signal);
			entries = await entriesOf(key, settings, gateway);
		}
		found.push(...entries.map((entry) => foundJournal(entry, reference)));
	}
	return found;
};
