/**
 * Reading what changed since a cursor, with flat memory and without losing what the server shows late.
 *
 * `now` is the server's time, asked once before the first page. `overlap` is the longest time between a record's stamp
 * and the moment the server shows it. The read covers the stream up to `now` in segments:
 *
 *   tail      [to - overlap, to)   looked at as marks (key, stamp); left out when nothing in it has changed
 *   fresh     [to, now)            always read; read together with the tail in one go when the tail has changed
 *   unstamped records that have no stamp; compared as a whole, left out when nothing has changed
 *
 * Without a cursor there is one segment, from the start to `now`, and the unstamped records.
 *
 * Proof that nothing is lost:
 * - *Late visible records.* A record missed by a read at `now` or later becomes visible after `now`, so its stamp is
 *   later than `now - overlap` (definition of overlap), hence in the tail of the next read. There the marks hold one
 *   more pair than the fingerprint kept, they differ, and the whole segment is handed out. The new fingerprint is
 *   computed from what was handed out, or from the very marks that proved a segment unchanged; so what becomes visible
 *   *during* a read, behind its position, is not in it and is found the next time. If the overlap setting was changed,
 *   the larger of both is read once without comparing.
 * - *Equal stamps across pages.* Ranges are half open over whole seconds and the source pages by (stamp, key), so a
 *   thousand records of one second are in exactly one segment, and no page boundary is ever a cursor.
 * - *Null stamps.* No range returns them. Their contents are fingerprinted; equal contents are what the confirmed
 *   cursor has loaded, anything else hands out all of them. They are read twice rather than held in memory.
 * - *Deletions during the read.* The source promises that unchanged records appear exactly once; here nothing counts
 *   positions. A record deleted from the tail changes the fingerprint and costs a re-read. Deletions as such are not
 *   reported: no source has a mark for what is gone.
 * - *Edits during the read* get a stamp of `now` or later: they are in the next fresh segment, whatever was seen here.
 * - *Empty result.* A batch of 0 records is a batch: it says that there is nothing before `now`, and may be confirmed.
 * - *What was left out* on the cursor's word is said in the batch (`reliesOn`), so that it completes no other cursor.
 * - *A source that fails midway*, or a reader that stops early, leaves no batch, so nothing can be confirmed.
 * - A run without changes hands out zero records: both fingerprints are equal, and `[to, now)` is empty.
 * - An order of equal stamps that is not stable on the server costs a re-read, never a record.
 *
 * What it cannot see, therefore an option: two edits of one record within the same second of which the read saw only the
 * first (`tail: 'always'`), and, only if an old state overwrote a newer one, unstamped records edited and edited back in
 * between (`unstamped: 'always'`).
 */
import type { Instant, RecordMark, RecordSource, SourceRecord } from '../contracts';
import { FatalError } from '../core/errors';
import { Fingerprint } from '../core/fingerprint';
import { CoverageTally } from './coverage';
import { batchId, cursorId, UNKNOWN_FINGERPRINT, type Batch, type Cursor } from './cursor';
import { parseInstant, secondsBefore } from './instant';

export type Reread = 'when changed' | 'always';

export interface ReadOptions {
	/** Seconds between a stamp and the moment the server shows the record, at most. */
	readonly overlapSeconds: number;
	readonly generation: string;
	/** Where the generation starts; nothing before it is read. */
	readonly startFrom: Instant | null;
	/** The server's time, if the caller has just asked for it. */
	readonly now?: Instant;
	readonly tail?: Reread;
	readonly unstamped?: Reread;
	/** Where Instants of the stream name places and no times: a place in words. */
	readonly tell?: (place: Instant) => string;
}

export interface ChangeRead {
	/** Can be read once. Never yields an empty page. */
	readonly pages: AsyncIterable<readonly SourceRecord[]>;
	/** The batch of these pages. @throws FatalError before the pages were read to their end. */
	finish(): Batch;
}

/**
 * Reads everything the cursor does not yet confirm. A cursor of another generation counts as none.
 * The pages reject with what the source throws, and with FatalError when the cursor or the start lies after the
 * server's time.
 */
export function readChanges(source: RecordSource, cursor: Cursor | undefined, options: ReadOptions): ChangeRead {
	const known = cursor?.generation === options.generation ? cursor : undefined;
	let started = false;
	let batch: Batch | undefined;

	async function* pages(): AsyncGenerator<readonly SourceRecord[]> {
		if (started) throw refusal(source, 'the pages of one read were asked for twice', 'Start a new read.');
		started = true;
		const now = parseInstant(options.now ?? (await source.now()));
		checkTimes(source, known, options.startFrom, now, options.tell);
		const overlap = checkedOverlap(source, options.overlapSeconds);
		const seen = new Seen(secondsBefore(now, overlap), now);

		const fresh = await lookAtTail(source, known, options, overlap, seen);
		if (fresh.from === null || fresh.from < now) {
			for await (const page of source.records(fresh.from, now)) {
				seen.read(page);
				if (page.length > 0) yield page;
			}
		}
		const kept = await lookAtUnstamped(source, known, options);
		if (kept.changed) {
			for await (const page of source.unstamped()) {
				seen.readUnstamped(page);
				if (page.length > 0) yield page;
			}
		}
		const reliesOn = known !== undefined && (fresh.leftOut || kept.leftOut) ? cursorId(known) : null;
		const unstamped = kept.changed ? seen.unstamped.digest() : kept.digest;
		const read = { stream: source.stream, generation: options.generation, from: known?.to ?? null, to: now, reliesOn };
		const readAt = source.readAt?.();
		batch = seen.batch({ v: 1, ...read, ...(readAt === undefined ? {} : { readAt }), overlapSeconds: overlap, unstamped });
	}

	return {
		pages: { [Symbol.asyncIterator]: pages },
		finish() {
			if (batch !== undefined) return batch;
			throw refusal(source, 'the pages were not read to their end', 'Read all pages before asking for the batch.');
		},
	};
}

/** What the read has seen: the tail of the next cursor, and the contents handed out. */
class Seen {
	private tail = new Fingerprint();
	readonly unstamped = new Fingerprint();
	private readonly contents = new Fingerprint();
	private readonly coverage = new CoverageTally();

	constructor(
		private readonly tailFrom: Instant,
		private readonly to: Instant,
	) {}

	/** Marks that proved a segment unchanged. */
	mark(marks: readonly RecordMark[]): void {
		for (const { key, stamp } of marks) {
			if (stamp !== null && stamp >= this.tailFrom && stamp < this.to) this.tail.add([key, stamp]);
		}
	}

	/** Marks that proved a segment changed: its records will be seen instead. */
	forgetMarks(): void {
		this.tail = new Fingerprint();
	}

	read(page: readonly SourceRecord[]): void {
		this.mark(page);
		this.handOut(page);
	}

	readUnstamped(page: readonly SourceRecord[]): void {
		addContents(this.unstamped, page);
		this.handOut(page);
	}

	batch(read: Omit<Batch, 'id' | 'hash' | 'count' | 'sum' | 'tail'>): Batch {
		const hash = this.contents.digest();
		return { ...read, id: batchId({ ...read, hash }), count: this.coverage.records, sum: this.coverage.sum, hash, tail: this.tail.digest() };
	}

	private handOut(page: readonly SourceRecord[]): void {
		for (const { key } of page) this.coverage.add(key);
		addContents(this.contents, page);
	}
}

interface TailLook {
	/** Where the records have to be read from: the cursor, or the start of its tail when that has changed. */
	readonly from: Instant | null;
	/** Whether records were left out on the cursor's word. */
	readonly leftOut: boolean;
}

async function lookAtTail(
	source: RecordSource,
	known: Cursor | undefined,
	options: ReadOptions,
	overlap: number,
	seen: Seen,
): Promise<TailLook> {
	if (known === undefined) return { from: options.startFrom, leftOut: false };
	const tailFrom = later(secondsBefore(known.to, Math.max(overlap, known.overlapSeconds)), options.startFrom);
	if (tailFrom >= known.to) return { from: known.to, leftOut: false };
	const comparable = known.tail !== UNKNOWN_FINGERPRINT && overlap === known.overlapSeconds;
	if (options.tail === 'always' || !comparable) return { from: tailFrom, leftOut: false };
	const marks = new Fingerprint();
	let leftOut = false;
	for await (const page of source.marks(tailFrom, known.to)) {
		for (const { key, stamp } of page) marks.add([key, stamp]);
		seen.mark(page);
		leftOut ||= page.length > 0;
	}
	if (marks.digest() === known.tail) return { from: known.to, leftOut };
	seen.forgetMarks();
	return { from: tailFrom, leftOut: false };
}

interface UnstampedLook {
	readonly changed: boolean;
	readonly leftOut: boolean;
	readonly digest: string;
}

async function lookAtUnstamped(source: RecordSource, known: Cursor | undefined, options: ReadOptions): Promise<UnstampedLook> {
	const unknown = known === undefined || known.unstamped === UNKNOWN_FINGERPRINT;
	if (unknown || options.unstamped === 'always') return { changed: true, leftOut: false, digest: UNKNOWN_FINGERPRINT };
	const contents = new Fingerprint();
	let any = false;
	for await (const page of source.unstamped()) {
		addContents(contents, page);
		any ||= page.length > 0;
	}
	const digest = contents.digest();
	const changed = digest !== known.unstamped;
	return { changed, leftOut: any && !changed, digest };
}

function partsOf({ key, stamp, fields }: SourceRecord): Array<string | null> {
	const parts: Array<string | null> = [key, stamp];
	for (const name of Object.keys(fields)) parts.push(name, fields[name] ?? '');
	return parts;
}

function addContents(fingerprint: Fingerprint, page: readonly SourceRecord[]): void {
	fingerprint.addAll(page.map(partsOf));
}

function later(instant: Instant, startFrom: Instant | null): Instant {
	return startFrom !== null && startFrom > instant ? startFrom : instant;
}

function checkedOverlap(source: RecordSource, overlap: number): number {
	if (Number.isSafeInteger(overlap) && overlap >= 0) return overlap;
	throw refusal(source, `an overlap of ${overlap} seconds was asked for`, 'Set the overlap to 0 or a whole number of seconds.');
}

function checkTimes(
	source: RecordSource,
	known: Cursor | undefined,
	startFrom: Instant | null,
	now: Instant | undefined,
	tell: ReadOptions['tell'],
): asserts now is Instant {
	if (now === undefined) {
		throw refusal(source, 'the server told no time that can be read', 'Check the time of the server and its time zone setting.');
	}
	if (known !== undefined && known.to > now && tell !== undefined) {
		throw refusal(
			source, `the cursor stands at ${tell(known.to)}, the server at ${tell(now)}`,
			'It stands before a place that was read: it was restored from a backup, or its clock was set back. Write a new text into "Start Over From". The cursor was not moved.',
		);
	}
	if (known !== undefined && known.to > now) {
		throw refusal(
			source,
			`the cursor stands at ${known.to}, the server's clock says ${now}`,
			'Check the clock of the server. If it was wrong before and is right now, write a new text into "Start Over From". ' +
				'The cursor was not moved.',
		);
	}
	if (startFrom !== null && startFrom > now) {
		throw refusal(source, `the start ("Start Over From" or "Changed Since") is ${startFrom}, the server's clock says ${now}`, 'Start from a moment in the past.');
	}
}

function refusal(source: RecordSource, said: string, remedy: string): FatalError {
	return new FatalError({ system: source.stream, operation: 'read the changes', said, remedy });
}
