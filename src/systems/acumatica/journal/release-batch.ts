import type { FoundJournal } from '../../../contracts';
import { AmbiguousError, FatalError, RejectedError } from '../../../core/errors';
import { errorOf } from '../answers/classify-answer';
import type { Meaning } from '../answers/error-table';
import { SYSTEM } from '../identity';
import { stageOf } from './found-batch';
import { readJournal, readReleaseStart, readReleaseStatus, type Progress } from './journal-answers';
import { readJournalRequest, releaseJournalRequest } from './journal-requests';
import type { JournalSettings } from './journal-settings';

const FIND_OUT = 'Look at the status of the batch in Acumatica (GL301000): Posted or Unposted means released.';

const unknown = (operation: string, said: string, cause?: unknown): AmbiguousError =>
	new AmbiguousError({ system: SYSTEM, operation, said, remedy: 'Look at the batch before you release it again.', cause }, FIND_OUT);

/** Answers to the question how it goes that are about the question, and not about the release: it may still be going on. */
const NO_VERDICT: ReadonlySet<Meaning> = new Set<Meaning>([
	'no-seat', 'busy', 'operation-running', 'signed-out', 'no-record', 'not-there', 'no-permission', 'redirected', 'wrong-address', 'passing',
	'gateway-trouble', 'unreadable',
]);

/**
 * The release of one batch, followed to its end.
 *
 * **A release is refused only by its own words.** The request is sent once. What it answers, or what the question how it goes answers
 * about the release itself, is the verdict. The status is known to the session that has started it and to no other (reference
 * acumatica 6.2); an answer that says no more than that the question could not be answered decides nothing, nor does a release that
 * outlasts `longestReleaseMs`: these end as *nobody knows*, and a later look at the batch tells.
 *
 * **The batch has the last word.** After a verdict it is read: `Posted` or `Unposted` is released, whatever the verdict was, because a
 * second release of a released batch is refused and changes nothing. If it is not released although the operation has ended well,
 * that is a failure. If it cannot be read, the verdict stands.
 */
export const releaseBatch = async ({ number }: FoundJournal, settings: JournalSettings): Promise<void> => {
	const operation = `release batch ${number}`;
	let refusal: Error | undefined;
	try {
		await follow(await start(number, operation, settings), operation, settings);
	} catch (error) {
		if (!(error instanceof FatalError || error instanceof RejectedError)) throw error;
		refusal = error;
	}
	const batch = await batchNow(number, operation, settings);
	if (batch === undefined ? refusal === undefined : stageOf(batch) === 'released') return;
	throw refusal ?? new RejectedError({
		system: SYSTEM, operation, said: `the release has ended, but the batch is still "${batch?.status}"`,
		remedy: 'Release it in Acumatica (GL301000): the form says what is in the way.',
	}, []);
};

const start = async (number: string, operation: string, { client: { lasting, place } }: JournalSettings): Promise<Progress> => {
	const { response, verdict } = await lasting.attempt(releaseJournalRequest(place, number));
	// The product's own exception about this release; other errors of a server leave open whether it was begun.
	if (verdict?.meaning === 'server-error' && verdict.code?.startsWith('PX')) throw errorOf(verdict, operation, true);
	try {
		return readReleaseStart(place, response, operation);
	} catch (error) {
		// It runs, but where to ask cannot be used.
		throw response.status === 202 ? unknown(operation, 'it was started, but how it goes cannot be asked', error) : error;
	}
};

const follow = async (started: Progress, operation: string, { client: { lasting }, clock, pollMs, longestReleaseMs }: JournalSettings): Promise<void> => {
	const endMs = clock.now() + longestReleaseMs;
	let progress = started;
	let asked = 0;
	while (progress.state === 'running') {
		if (clock.now() >= endMs || asked * pollMs >= longestReleaseMs) throw unknown(operation, `it has not ended after ${Math.round(longestReleaseMs / 60_000)} minutes`);
		await clock.sleep(pollMs);
		asked += 1;
		const { response, verdict } = await lasting.attempt(progress.status).catch((error: unknown) => {
			throw unknown(operation, 'how it goes could not be asked', error);
		});
		if (verdict && NO_VERDICT.has(verdict.meaning)) throw unknown(operation, verdict.said, errorOf(verdict, operation, true));
		progress = readReleaseStatus(response, progress.status);
	}
};

const batchNow = async (number: string, operation: string, { client: { lasting, place } }: JournalSettings) => {
	const { verdict, json } = await lasting.attempt(readJournalRequest(place, number)).catch((error: unknown) => ({ verdict: error, json: null }));
	return verdict === undefined ? readJournal(json, operation) : undefined;
};
