import type { FoundJournal } from '../../../contracts';
import { FatalError, RejectedError } from '../../../core/errors';
import { errorOf } from '../answers/classify-answer';
import { SYSTEM } from '../identity';
import { runRegisterRequest } from '../wire/requests';
import { entriesOf } from './entry-search';
import type { JournalSettings } from './journal-settings';
import { naturalKeyOf } from './natural-key';

/**
 * Whether a release can be offered: the agent may run registers for this key, and a register would post this entry and no others. With
 * batches the agent opens one for each entry; without them, or with a batch that somebody has named, a register posts what others have
 * entered too, which somebody has to want.
 */
export const canRelease = ({ company, batchNo, mayPostOthers }: JournalSettings): boolean =>
	company.canRunRegister && (mayPostOthers || (company.usesJournalBatches && batchNo === undefined));

/**
 * Runs the register of the journal and batch in which the entry stands now, so that it reaches the ledger. What is posted already changes
 * nothing. Sent again only after a refusal that says nothing was begun.
 *
 * @throws RejectedError, FatalError, RetryableError: not posted by this; AmbiguousError, ConnectionLostError: the look-up tells
 */
export const runRegister = async ({ reference, number }: FoundJournal, settings: JournalSettings): Promise<void> => {
	const { client: { lasting, place }, company } = settings;
	const operation = `run the register for the journal entry ${number}`;
	const refuse = (said: string, remedy: string): FatalError => new FatalError({ system: SYSTEM, operation, said, remedy });
	const standing = (await entriesOf(naturalKeyOf(reference), settings, lasting)).filter(({ state }) => state !== 'deleted');
	const [entry] = standing;
	if (entry === undefined || standing.length > 1) {
		throw refuse(`${standing.length} entries stand under ${reference}`, 'Look at them in Sage 100; run the register there.');
	}
	if (entry.state === 'posted') return;
	if (entry.state !== 'entered') throw refuse(`its state is "${entry.state}"`, 'Run it again later: it looks first.');
	if (company.usesJournalBatches && !/^\d{5}$/.test(entry.batchNo)) throw refuse('the agent names no batch of the entry', 'Run the register in Sage 100.');
	const request = runRegisterRequest(place, {
		body: { sourceJournal: entry.sourceJournal, batchNo: company.usesJournalBatches ? entry.batchNo : undefined }, purpose: operation,
	});
	const { verdict } = await lasting.attempt(request);
	if (verdict === undefined) return;
	if (verdict.action === 'reject') {
		throw new RejectedError({ system: SYSTEM, operation, said: verdict.said, remedy: verdict.remedy, status: verdict.status, ...(verdict.code && { code: verdict.code }) }, []);
	}
	throw errorOf(verdict, operation, false);
};
