import type { CreatedJournal, Journal } from '../../../contracts';
import { AmbiguousError, FatalError } from '../../../core/errors';
import { errorOf } from '../answers/classify-answer';
import { SYSTEM } from '../identity';
import { createEntryRequest } from '../wire/requests';
import { numberOf, readEntry, statusOf } from './entry-answers';
import { entryBody } from './entry-body';
import type { JournalSettings } from './journal-settings';
import { naturalKeyOf } from './natural-key';
import { refusalOf } from './refusal';

const FIND_OUT = 'Look in Sage 100 for an entry whose comment begins with the reference, in the journal and in the ledger.';

const STORED: ReadonlySet<string> = new Set(['entered', 'posted']);

/**
 * One POST, sent once, whatever comes back; tries after a lock are the posting's own, with a look before each.
 *
 * What is known of its end:
 * - 201, or 200 with an entry that is entered or posted: stored, under the number that is told.
 * - 422 and 400: looked at and refused, nothing stored.
 * - 423, 429, an exclusive task, a key that another request has in progress or in doubt, and whatever the agent calls `retryable`, which
 *   it does only when it knows that nothing was stored: nothing of *this* request is begun. The posting looks before it sends another.
 * - Sage 100 not available (a user that is locked, no licence): the same for any journal, so the run stops instead of trying on.
 * - everything else, an entry that was deleted, or a key of other content: nobody knows, the look-up tells.
 *
 * @throws RejectedError, RetryableError, FatalError as `JournalTarget.create` says; AmbiguousError, ConnectionLostError
 */
export const createEntry = async (journal: Journal, settings: JournalSettings): Promise<CreatedJournal> => {
	const { client: { lasting, place } } = settings;
	const operation = `create the journal entry ${journal.reference}`;
	const request = createEntryRequest(place, { naturalKey: naturalKeyOf(journal.reference), body: entryBody(journal, settings), purpose: operation });
	const { verdict, json } = await lasting.attempt(request);
	if (verdict?.action === 'reject' || verdict?.meaning === 'wrong-request') throw refusalOf(verdict, journal, operation);
	if (verdict?.action === 'once') {
		const { said, remedy, status, code } = verdict;
		throw new FatalError({ system: SYSTEM, operation, said, remedy, status, ...(code && { code }) });
	}
	if (verdict) throw errorOf(verdict, operation, false);
	const entry = readEntry(json);
	if (entry.state === 'deleted') {
		throw new AmbiguousError({
			system: SYSTEM, operation, said: `the entry ${numberOf(entry)} was made before under this reference, and a person has deleted it`,
			remedy: 'If it shall be posted all the same, give the posting another name: a key is never used twice.',
		}, FIND_OUT);
	}
	if (!STORED.has(entry.state) || numberOf(entry) === '') {
		throw new AmbiguousError(
			{ system: SYSTEM, operation, said: `the answer names no entry (state "${entry.state}")`, remedy: 'Look the entry up before you send it again.' }, FIND_OUT,
		);
	}
	return { number: numberOf(entry), status: statusOf(entry), ...(entry.warnings.length > 0 && { warnings: entry.warnings }) };
};
