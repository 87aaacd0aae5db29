/**
 * A place in a stream of postings, written as an `Instant`.
 *
 * Cursors are Instants, and the ledger has no stamp but a number that grows with every posting run (reference sage-300 7.3). So the pair
 * (day of the server, posting sequence) is counted as seconds since the year 0: ten million seconds for each day since 2020, plus the
 * sequence. Later days and, within a day, higher sequences are later Instants, and the pair can be read back, because a sequence has
 * seven digits at most. The days last until the year 2106. These Instants name places and no times: only this file reads or writes them.
 *
 * The day is in it for two reasons: documents that are paid later are found by their day of activity (reference sage-300 9), and the place
 * moves on although nothing is posted, so that a read of the same last sequence with new lines in it can be confirmed.
 *
 * **A place that was moved back is read as an earlier one.** A read may begin some seconds, its overlap, before a confirmed place. Within a
 * day this means as many sequences earlier. Beyond its beginning, the day before comes out with a sequence near ten million: higher than the
 * last one there is, so it is read as "from the first sequence" (`since`). This holds while the overlap is below ten million seconds
 * less the sequences posted since: 90 days, and two million sequences between two reads.
 */
import type { Instant } from '../../../contracts';
import { FatalError } from '../../../core/errors';
import { SYSTEM } from '../identity';
import { dayAfter, instantOf } from '../values/days';

const FIRST_DAY = '2020-01-01';
const YEAR_0_MS = Date.parse('0000-01-01T00:00:00Z');
const DAY_MS = 86_400_000;
/** Seconds, and therefore sequences, per day. */
const SEQUENCES = 10_000_000;

export interface PostingPosition {
	/** A day of the server in Greenwich. */
	readonly day: string;
	readonly sequence: number;
}

/** @throws FatalError for a sequence beyond seven digits, or a server whose clock stands before 2020 */
export const positionInstant = ({ day, sequence }: PostingPosition): Instant => {
	const days = Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${FIRST_DAY}T00:00:00Z`)) / DAY_MS);
	if (!(days >= 0) || !Number.isSafeInteger(sequence) || sequence < 0 || sequence >= SEQUENCES) {
		throw new FatalError({
			system: SYSTEM, operation: 'keep the place in the postings', said: `posting sequence ${sequence} on ${day} cannot be a place`,
			remedy: 'Check the clock of the server. Sequences of more than seven digits are not known of Sage 300.',
		});
	}
	return instantOf(YEAR_0_MS + (days * SEQUENCES + sequence) * 1000);
};

export const readPosition = (instant: Instant): PostingPosition => {
	const seconds = Math.floor((Date.parse(instant) - YEAR_0_MS) / 1000);
	const days = Math.floor(seconds / SEQUENCES);
	return { day: dayAfter(FIRST_DAY, days), sequence: seconds - days * SEQUENCES };
};

/**
 * What a read that continues at `from` has to begin with, when `last` is the last sequence there is. A sequence above that is none that
 * was ever confirmed here: the place was moved back, or the company was restored from a backup and counts again. Both mean: all of them.
 * A start that somebody has chosen was never confirmed and may lie ahead, at the sequence that is to come: nothing is in the range then.
 */
export const since = (from: Instant, last: number): PostingPosition => {
	const position = readPosition(from);
	return position.sequence > last && position.day !== FIRST_DAY ? { day: position.day, sequence: 0 } : position;
};

/** The first sequence that is compared by its contents, when `last` is the last one there is. */
export const recentFrom = (last: number, overlapRuns = 0): number => Math.max(0, last - overlapRuns);

/** A start at a posting sequence, for whoever does not want the whole history; also at one that is still to come. */
export const startAtSequence = (sequence: number): Instant => positionInstant({ day: FIRST_DAY, sequence });
