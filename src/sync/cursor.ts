/**
 * Cursors: what is confirmed, and when a batch may move it.
 *
 * Words. A *read* collects everything of a stream up to the server's `now`. Its product is a *batch*. A *load* is one
 * place that the batch is written to. A *confirmation* is the cursor of one load: the statement
 *
 *     "every record version that was visible when this cursor's batch was read, and whose stamp lies before `to`,
 *      has been loaded by this load, in this batch or in an earlier one."
 *
 * The proof that no record is lost, whatever subset of the states is lost, stale or overwritten:
 *
 * 1. *A confirmation is a fact about the past.* It is made only from a batch whose load ended well (outcome-policy), and
 *    what has been loaded stays "has been loaded". So an old copy of a cursor is not wrong, it only says less. An empty
 *    state says nothing at all. Reading from a smaller fact reads more.
 * 2. *A batch that continues a fact makes a larger fact.* A batch with `from` holds every record from `from` on, and
 *    builds on a cursor at `from`. If the load's own cursor is at `from` or later, both together reach to `batch.to`
 *    without a hole: the batch is *contiguous*. If the load's cursor is before `from`, or there is none, nothing says
 *    that this load ever saw what lies between: a *gap never advances*. A batch with `from: null` starts its generation,
 *    has no hole by construction and needs no current cursor.
 * 3. *It never moves back.* A batch whose `to` is older or equal says nothing new; keeping the cursor is always allowed
 *    by 1. So the same batch twice is idempotent and the order of confirmations does not matter.
 * 4. *Generations do not mix.* Starting over means that older facts no longer count (the target was emptied, say). A
 *    batch of another generation neither moves nor replaces a cursor, however late it is retried.
 * 5. *What was left out.* A read may leave out what its cursor's fingerprints prove unchanged. This completes a fact only
 *    for a load that has confirmed exactly this cursor. So such a batch says which cursor it *relies on*, and moves no
 *    other one. Nothing has to be assumed about how the cursor was found, or which loads existed then.
 * 6. *Several loads.* The merged cursor takes the smallest `to` of all that are required: a fact for each of them. If
 *    their confirmations are not identical, its fingerprints are *unknown*: the next read leaves nothing out, relies on
 *    nothing, and moves all of them, after which they are identical. In mode `any` the largest `to` is taken: what lies
 *    before it was confirmed by at least one load, which is what the user asked for. The facts of each load stay
 *    true on their own, so the mode and the set of loads may change at any time.
 *
 * What is lost with a state is therefore only time: the records between the older and the newer fact are read and
 * loaded again, and loading the same rows again changes nothing.
 */
import type { Instant } from '../contracts';
import { Fingerprint } from '../core/fingerprint';
import { parseInstant } from './instant';
import { isSum } from './coverage';
import { asCount, asFields, asText } from './unknown-fields';

/** A fingerprint that equals no real one: nothing may be left out on its word. */
export const UNKNOWN_FINGERPRINT = '';

/** Confirmed up to `to`, exclusive. */
export interface Cursor {
	readonly v: 1;
	readonly generation: string;
	readonly to: Instant;
	readonly overlapSeconds: number;
	/** Fingerprint of (key, stamp) in `[to - overlapSeconds, to)`, in server order. */
	readonly tail: string;
	/** Fingerprint of the full contents of the records without a stamp. */
	readonly unstamped: string;
}

/** What one read produced. Travels with the items, so it survives in the execution log. */
export interface Batch {
	readonly v: 1;
	readonly id: string;
	readonly stream: string;
	readonly generation: string;
	/** The cursor's `to` this read continued from; `null` when the read started its generation. */
	readonly from: Instant | null;
	readonly to: Instant;
	/** When it was read, by the server's clock, where `to` does not tell it. No part of the id: it says nothing about the contents. */
	readonly readAt?: Instant;
	readonly overlapSeconds: number;
	/** Records handed out. */
	readonly count: number;
	/** Which records those are, see coverage.ts: a load confirms the batch only if all of them have reached it. */
	readonly sum: string;
	/** Fingerprint of everything handed out, contents included. */
	readonly hash: string;
	readonly tail: string;
	readonly unstamped: string;
	/** `cursorId` of the cursor on whose word something was left out; `null` when nothing was. */
	readonly reliesOn: string | null;
}

export interface Confirmation {
	readonly cursor: Cursor | undefined;
	readonly moved: boolean;
	/** A sentence for the execution log. */
	readonly because: string;
}

/** The same read of the same contents has the same id, in whatever execution it happens. */
export function batchId(batch: Pick<Batch, 'stream' | 'generation' | 'from' | 'to' | 'hash' | 'reliesOn'>): string {
	return fingerprintOf([batch.stream, batch.generation, batch.from, batch.to, batch.hash, batch.reliesOn]);
}

/** Identifies a cursor by everything it says. */
export function cursorId({ generation, to, overlapSeconds, tail, unstamped }: Cursor): string {
	return fingerprintOf([generation, to, String(overlapSeconds), tail, unstamped]);
}

function fingerprintOf(parts: ReadonlyArray<string | null>): string {
	const fingerprint = new Fingerprint();
	fingerprint.add(parts);
	return fingerprint.digest();
}

/** Reads a kept cursor; anything odd gives undefined, which costs a re-read. Never throws. */
export function parseCursor(value: unknown): Cursor | undefined {
	const fields = asFields(value);
	if (fields === undefined || fields.v !== 1) return undefined;
	const generation = asText(fields.generation, 200);
	const to = parseInstant(fields.to);
	const overlapSeconds = asCount(fields.overlapSeconds);
	const tail = asText(fields.tail, 200);
	const unstamped = asText(fields.unstamped, 200);
	if (!generation || to === undefined || overlapSeconds === undefined) return undefined;
	if (tail === undefined || unstamped === undefined) return undefined;
	return { v: 1, generation, to, overlapSeconds, tail, unstamped };
}

/**
 * Reads a batch that travelled through items, and checks that its id still fits its contents: a batch that somebody
 * edited on the way confirms nothing. Anything odd gives undefined. Never throws.
 */
export function parseBatch(value: unknown): Batch | undefined {
	const cursor = parseCursor(value);
	const fields = asFields(value);
	if (cursor === undefined || fields === undefined) return undefined;
	const from = fields.from === null ? null : parseInstant(fields.from);
	const id = asText(fields.id, 200);
	const stream = asText(fields.stream, 2000);
	const hash = asText(fields.hash, 200);
	const count = asCount(fields.count);
	const sum = asText(fields.sum, 16);
	const reliesOn = fields.reliesOn === null ? null : asText(fields.reliesOn, 200);
	if (from === undefined || id === undefined || !stream || !hash || count === undefined || reliesOn === undefined || !isSum(sum)) return undefined;
	if (from !== null && from > cursor.to) return undefined;
	const readAt = parseInstant(fields.readAt);
	const batch: Batch = { ...cursor, id, stream, from, ...(readAt === undefined ? {} : { readAt }), count, sum, hash, reliesOn };
	return batchId(batch) === id ? batch : undefined;
}

/** Moves one load's cursor by one loaded batch, or says why not. See the proof above, 2 to 5. */
export function confirm(current: Cursor | undefined, batch: Batch): Confirmation {
	const stay = (because: string): Confirmation => ({ cursor: current, moved: false, because });

	if (current !== undefined && current.generation !== batch.generation) {
		return stay(`the batch belongs to generation "${batch.generation}", the cursor to "${current.generation}"`);
	}
	if (current === undefined && batch.from !== null) {
		return stay(`gap: the batch starts at ${batch.from} and nothing is confirmed before it`);
	}
	if (current !== undefined && batch.from !== null && batch.from > current.to) {
		return stay(`gap: the batch starts at ${batch.from} and only what lies before ${current.to} is confirmed`);
	}
	if (current !== undefined && batch.to <= current.to) {
		return stay(`already confirmed up to ${current.to}`);
	}
	if (batch.reliesOn !== null && (current === undefined || cursorId(current) !== batch.reliesOn)) {
		return stay(`the batch left out what another confirmation up to ${batch.from} covers, and this one differs from it; it will be read`);
	}
	return { cursor: cursorOf(batch), moved: true, because: `confirmed up to ${batch.to}` };
}

function cursorOf(batch: Batch): Cursor {
	const { generation, to, overlapSeconds, tail, unstamped } = batch;
	return { v: 1, generation, to, overlapSeconds, tail, unstamped };
}

/** `every`: a record counts when all required loads have it. `any`: when one of them has it. */
export type LoadMode = 'every' | 'any';

/**
 * The cursor to read from, given what each load has confirmed (by load id). `every`: the smallest `to`; a required load
 * without a confirmation gives undefined, a read from the start. `any`: the largest `to`. See the proof above, 6.
 * Confirmations of different generations do not belong together and give undefined.
 */
export function mergeConfirmations(
	confirmations: Readonly<Record<string, Cursor | undefined>>,
	required: readonly string[],
	mode: LoadMode,
): Cursor | undefined {
	const found = required.map((load) => (Object.hasOwn(confirmations, load) ? confirmations[load] : undefined));
	const present = found.filter((cursor) => cursor !== undefined);
	if (mode === 'every' && present.length < required.length) return undefined;
	const first = present[0];
	if (first === undefined || present.some((cursor) => cursor.generation !== first.generation)) return undefined;
	return mode === 'any' ? present.reduce((a, b) => (b.to > a.to ? b : a)) : smallest(present, first);
}

function smallest(cursors: readonly Cursor[], first: Cursor): Cursor {
	const least = cursors.reduce((a, b) => (b.to < a.to ? b : a), first);
	const overlapSeconds = Math.max(...cursors.map((cursor) => cursor.overlapSeconds));
	const identical = cursors.every(
		(cursor) =>
			cursor.to === least.to &&
			cursor.overlapSeconds === least.overlapSeconds &&
			cursor.tail === least.tail &&
			cursor.unstamped === least.unstamped,
	);
	return identical ? least : { ...least, overlapSeconds, tail: UNKNOWN_FINGERPRINT, unstamped: UNKNOWN_FINGERPRINT };
}
