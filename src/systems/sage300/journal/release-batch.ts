import type { FoundJournal } from '../../../contracts';
import { FatalError, RejectedError } from '../../../core/errors';
import { SYSTEM } from '../identity';
import { changeRequest, processRequest, templateRequest } from '../wire/requests';
import type { BatchKind, StoredBatch } from './batch-kind';
import type { BatchSearch } from './batch-search';
import { isInProgress, isReady, stageOf } from './found-batch';
import { postParameters } from './post-parameters';
import type { JournalSettings } from './journal-settings';

const refused = (operation: string, said: string, remedy: string): RejectedError => new RejectedError({ system: SYSTEM, operation, said, remedy }, []);

/**
 * The release of one batch: marked as ready to post, and posted where that is wanted.
 *
 * **The batch has the last word.** Answers carry no body and a process that ran has not posted everything (reference sage-300 8.3). So the
 * batch is read before and after each step: what is done already is not done again, and nothing is believed that the batch does not show.
 * Marking it twice changes nothing. Posting is sent once, for this one batch (post-parameters.ts), and its outcome is read: `Posted`
 * without an error batch is released, entries in an error batch are refused, and a posting that outlasts `longestPostMs` is left to a
 * later look.
 *
 * @throws RejectedError when it was refused; FatalError when it cannot be posted from here; AmbiguousError or ConnectionLostError when
 *   posting was sent and nobody knows
 */
export const releaseBatch = async ({ number }: FoundJournal, settings: JournalSettings, kind: BatchKind, search: BatchSearch): Promise<void> => {
	const operation = `release the ${kind.label} ${number}`;
	const now = (): Promise<StoredBatch> => search.whole(number, settings.client.lasting);
	let batch = await now();
	if (stageOf(batch, settings.releaseAs) === 'released' && !isInProgress(batch)) return;
	if (stageOf(batch, 'ready to post') === 'entered') {
		await markReady(number, settings, kind, now, operation);
		batch = await now();
	}
	if (settings.releaseAs === 'post' && stageOf(batch, 'post') === 'entered') {
		await post(number, settings, kind);
		batch = await now();
	}
	const startedAtMs = settings.clock.now();
	while (isInProgress(batch) && settings.clock.now() - startedAtMs < settings.longestPostMs) {
		await settings.clock.sleep(settings.pollMs);
		batch = await now();
	}
	if (stageOf(batch, settings.releaseAs) === 'released') return;
	if (batch.errorBatches.length > 0) {
		throw refused(
			operation, `posting moved its entries to error batch ${batch.errorBatches.join(', ')}`,
			'Open the error batch in Sage 300: it says what is wrong. Correct and post it there.',
		);
	}
	throw refused(operation, `its status is still "${batch.status}"`, 'Look at the batch in Sage 300. The user may lack the right to change or post batches.');
};

/** Each way is tried until the batch shows it (reference sage-300 8.3: which field it is for G/L is not confirmed). */
const markReady = async (
	number: string, { client: { lasting, place } }: JournalSettings, kind: BatchKind, now: () => Promise<StoredBatch>, operation: string,
): Promise<void> => {
	let refusal: unknown;
	for (const body of kind.readyBodies) {
		try {
			await lasting.call(changeRequest(place, { ...kind.name, keys: kind.keyOf(number), body: body(number), purpose: `set the ${kind.label} ${number} ready to post` }));
		} catch (error) {
			if (!(error instanceof FatalError)) throw error;
			refusal ??= error;
		}
		if (isReady(await now())) return;
	}
	throw refusal ?? refused(operation, 'it was not set ready to post', 'Set it ready to post in Sage 300. The user may lack the right to change batches.');
};

const post = async (number: string, { client: { lasting, place, catalogue }, postParameters: own }: JournalSettings, kind: BatchKind): Promise<void> => {
	const { process } = kind;
	const { response } = await lasting.call(templateRequest(place, process));
	// The texts of enumerations stand in the metadata; without them the template and the settings have to do.
	const description = await catalogue.describe(process.resource).catch(() => undefined);
	const body = postParameters(response.body, number, kind.processValues, own, description, process.resource);
	await lasting.call(processRequest(place, { ...process, body, purpose: `post the ${kind.label} ${number}` }));
};
