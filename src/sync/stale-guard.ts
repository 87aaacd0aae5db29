/**
 * The stale-replay guard: a retry of an old execution cannot overwrite what a newer one has loaded.
 *
 * All there is to stand on is a durable register with one verb, `isNewHighest(value)`: true when `value` is higher than
 * everything seen, which it then becomes; false otherwise. It cannot be read. A plain "is batch.to new?" would refuse
 * the second attempt of the same batch, which must be allowed: the first may have failed.
 *
 * So each batch owns a *band* of 2^21 values, from `base = seconds(batch.to) * 2^21` up to the next band, and an attempt
 * probes base + 2^0, base + 2^1, ... base + 2^20 until the register says true. Let H be the highest value seen.
 *
 * - *Older or nothing*: H lies below the band, so the first probe is true: fresh. Afterwards H is in the band.
 * - *Same batch, attempt n + 1*: H = base + 2^(n-1). The probes up to 2^(n-1) are not higher: false, without effect. The
 *   probe 2^n is higher: fresh. Each attempt uses one more value, so 21 attempts are let through.
 * - *Newer*: a later batch has a later second, so its band begins at base + 2^21 or above, and its first attempt
 *   put H above that. No probe of this batch exceeds base + 2^20: all false, and none of them changed H: stale.
 * - *Used up*: after 21 attempts H = base + 2^20. All 21 probes are false as well. The upper half of the band tells it
 *   from stale: base + 2^20 + 2^j (j = 0..19) is below the next band, so one of them is true while no newer batch was
 *   seen. It is refused all the same, in its own words. (After 20 such refusals it is called stale.)
 *
 * Values stay exact: seconds < 2^32 until the year 2106, so every value is below 2^53.
 *
 * What it does not do: the register has no lock, so two attempts at the same moment may both pass; batches whose `to` is
 * the same second are not told apart. It is a safeguard on top of idempotent loads, never the only one. One register
 * serves one load: if several batches go through a load in one run, guard the run once, with the latest `to`.
 */
import type { Instant } from '../contracts';
import { FatalError } from '../core/errors';
import { parseInstant, toSeconds } from './instant';

const BAND = 2 ** 21;
const ATTEMPTS = Array.from({ length: 21 }, (_, k) => 2 ** k);
const BEYOND = Array.from({ length: 20 }, (_, j) => 2 ** 20 + 2 ** j);
const LAST_SECOND = 2 ** 32 - 1;

/** True when `value` is higher than every value seen before; then it is kept. */
export type IsNewHighest = (value: number) => Promise<boolean>;

export interface GuardVerdict {
	/** `fresh` may be loaded; the others must not, unless the user overrides it. */
	readonly verdict: 'fresh' | 'stale' | 'used up';
	/** Which attempt of this batch this is, from 1; 0 when it is not fresh. */
	readonly attempt: number;
	readonly said: string;
	readonly remedy: string;
}

/**
 * Asks whether a batch read up to `to` may still be loaded. Call it once per attempt, right before the first effect.
 * @throws FatalError when `to` lies outside 1970..2106; and whatever the register throws.
 */
export async function guardAgainstStale(to: Instant, isNewHighest: IsNewHighest): Promise<GuardVerdict> {
	const base = bandOf(to);
	for (const [index, offset] of ATTEMPTS.entries()) {
		if (await isNewHighest(base + offset)) {
			return { verdict: 'fresh', attempt: index + 1, said: `attempt ${index + 1} of the batch up to ${to}`, remedy: '' };
		}
	}
	for (const offset of BEYOND) {
		if (await isNewHighest(base + offset)) return usedUp(to);
	}
	return stale(to);
}

/**
 * The moment to guard when several batches pass one load in one run; undefined without batches. A batch whose end does not tell when it was
 * read, a place or a day before, is guarded by the moment at which it was: a newer one was read later, and a retry carries the same.
 */
export function latestEnd(batches: readonly { readonly to: Instant; readonly readAt?: Instant }[]): Instant | undefined {
	return batches.map(({ to, readAt }) => readAt ?? to).sort().at(-1);
}

function bandOf(to: Instant): number {
	const seconds = parseInstant(to) === undefined ? Number.NaN : toSeconds(to);
	if (seconds >= 0 && seconds <= LAST_SECOND) return seconds * BAND;
	throw new FatalError({
		system: 'Stale-replay guard',
		operation: 'compare the batch with what was loaded before',
		said: `the batch ends at "${to}", which is no moment between 1970 and 2106`,
		remedy: 'Read the batch again, and check the clock of the source server.',
	});
}

function stale(to: Instant): GuardVerdict {
	return {
		verdict: 'stale',
		attempt: 0,
		said: `a batch that was read later than ${to} has already been begun here`,
		remedy:
			'The newer batch holds what this one held, unless it came from another reading node; if its load failed, run that one again. To load the older data all the same, ' +
			'let older batches be loaded for this run.',
	};
}

function usedUp(to: Instant): GuardVerdict {
	return {
		verdict: 'used up',
		attempt: 0,
		said: `the batch up to ${to} has already been tried ${ATTEMPTS.length} times here`,
		remedy:
			'Run the workflow from its start to read a new batch, or let older batches be loaded for this run. If the load node ' +
			'stands in a loop over one batch, switch the guard off for the node.',
	};
}
