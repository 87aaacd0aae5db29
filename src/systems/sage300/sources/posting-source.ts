import type { Instant, RecordMark, RecordSource, SourceRecord } from '../../../contracts';
import { jsonText, type JsonObject } from '../../../core/json';
import { allOf, anyOf } from '../../../core/odata/filter';
import { named, propertyOf, styleOf, type PropertyDescription, type ResourceDescription } from '../metadata/module-model';
import { listRecords } from '../reading/list-records';
import { applyNarrowing } from '../reading/narrowing';
import { planReading } from '../resources/reading-plan';
import type { CursorChoice } from '../resources/resource-table';
import { dayAfter } from '../values/days';
import { memberOf, textOf } from '../values/flat-record';
import { compare, type Filter } from '../wire/filter';
import { PostingClock, type LeftOut } from './posting-clock';
import { readPosition, recentFrom, since, type PostingPosition } from './posting-position';
import { readableDay } from './readable-day';
import { streamOf, type SourceOptions, type SourceParts } from './source-options';

const sequenceIn = (row: JsonObject, { name }: PropertyDescription): number => Number(jsonText(memberOf(row, name)) || '0');

export const aboveSequence = (property: PropertyDescription, sequence: number): Filter => compare('gt', property.name, styleOf(property), String(sequence));
export const belowSequence = (property: PropertyDescription, sequence: number): Filter => compare('lt', property.name, styleOf(property), String(sequence));

/** How old the date of a payment may be when it is posted, beside the day that the place has anyway. */
const BACK_DATED_DAYS = 31;

/** What payments make: prepayments, unapplied cash, receipts. */
const OF_PAYMENTS = /pay|cash|receipt/i;

/**
 * Postings of invoices and of payments are counted each by themselves (reference sage-300 8.3 has a sequence for either), and both kinds
 * make documents. The sequence that new documents are known by is that of the invoices: would payments be ahead, every new invoice would
 * stand below the last sequence.
 */
const withoutPayments = ({ properties }: ResourceDescription): LeftOut | undefined => {
	const field = named(properties, 'DocumentType');
	return field && { field, isLeftOut: (text) => OF_PAYMENTS.test(text) };
};

/**
 * What was posted, by the number of the posting run; with a day of activity also what became of it later (reference sage-300 9).
 *
 * A place is a pair (day D, sequence L): L is the last sequence that there is, D the day before the server's own. Records are *recent* when
 * their sequence is L or higher, or their day of activity is at most a month before D or later; these stand among the records without a
 * stamp and are compared by their contents. All others are in the ranges.
 *
 * **Nothing is lost.** A cursor at (D, L) says that everything visible then has been loaded. What comes or changes after it is
 * - a line of a run after L: sequence above L;
 * - a line of L itself, where that run was still going on (INFERRED in the reference): sequence L;
 * - a document that is paid, applied or changed. No source says which day its day of activity is then: the server's day of that moment,
 *   not before D, because a server is behind Greenwich by twelve hours at most, and D is the day before Greenwich's; or the date of the
 *   payment, which somebody has written and posted later, and which is taken to be a month old at most.
 * The next read asks for sequences from L on and days from a month before D on, so all three are in its range or among its recent ones.
 *
 * **Runs that overlap.** A run that was still going on while a later one had already ended shows below L, of which the reference knows
 * nothing. With `overlapRuns` k the same holds with L - k in place of L: what shows late in one of the k runs before the last is recent.
 *
 * Outside of this are such runs beyond k; and, of documents that a day of activity is looked at for, what is dated more than a month before
 * it is posted and has no sequence above L: a payment, and what a payment makes (`withoutPayments`). A full read by night finds it (`cursor: { kind: 'whole' }`).
 *
 * **Back-dated entries are found**, because neither the journal's nor the document's date plays a part.
 *
 * **A range does not move while it is read.** It ends before L, and what is posted then is above it. A document whose activity makes
 * it recent in the middle of the read is left out of the range and comes with the recent ones, which are read afterwards.
 */
export const postingSource = (parts: SourceParts, options: SourceOptions, { sequenceField = 'PostingSequenceNumber', dayField }: CursorChoice): RecordSource => {
	const { resource, pageSize, paging, overlapRuns } = options;
	const stream = streamOf(parts.place, options);
	const clock = new PostingClock(parts, resource, sequenceField, stream, dayField === undefined ? undefined : withoutPayments);
	let boundary: PostingPosition | undefined;

	async function* list(range: (sequence: PropertyDescription, activity: PropertyDescription | undefined) => Filter | undefined,
		wanted: (sequence: number, day: string) => boolean): AsyncGenerator<readonly SourceRecord[]> {
		const description = await parts.catalogue.describe(resource);
		const sequence = propertyOf(description, sequenceField);
		const activity = dayField === undefined ? undefined : propertyOf(description, dayField);
		const { filter, keep, needs } = applyNarrowing(description, options);
		const plan = planReading(description, options, [...needs, sequence.name, ...(activity ? [activity.name] : [])]);
		const whole = allOf(filter, range(sequence, activity));
		const isWanted = (row: JsonObject): boolean =>
			wanted(sequenceIn(row, sequence), activity ? readableDay(textOf(row, activity.name), activity.name, resource) : '') && (keep === undefined || keep(row));
		const read = { plan, keep: isWanted, ...(whole && { filter: whole }), ...(pageSize !== undefined && { pageSize }), ...(paging && { paging }) };
		for await (const page of listRecords(parts, read)) yield page.map(({ key, fields }) => ({ key, stamp: null, fields }));
	}

	const isRecent = (place: PostingPosition, sequence: number, day: string): boolean =>
		sequence >= recentFrom(place.sequence, overlapRuns) || (day !== '' && day >= dayAfter(place.day, -BACK_DATED_DAYS));
	/** Two days more than wanted, because the server may compare with a zone; the exact day is looked at here. */
	const activeSince = (activity: PropertyDescription | undefined, day: string): Filter | undefined =>
		activity && compare('gt', activity.name, styleOf(activity), dayAfter(day, -BACK_DATED_DAYS - 2));

	return {
		stream,

		async now(): Promise<Instant> {
			const { instant, position } = await clock.read();
			boundary = position;
			return instant;
		},

		readAt: () => clock.readAt,

		async *marks(): AsyncGenerator<readonly RecordMark[]> {},

		async *records(from, to): AsyncGenerator<readonly SourceRecord[]> {
			const end = readPosition(to);
			boundary = end;
			const begin = from === null ? undefined : since(from, end.sequence);
			if (begin && begin.sequence >= end.sequence && dayField === undefined) return;
			yield* list(
				(sequence, activity) => {
					const later = begin && anyOf(aboveSequence(sequence, recentFrom(begin.sequence, overlapRuns) - 1), activeSince(activity, begin.day));
					return activity ? later : allOf(later, belowSequence(sequence, recentFrom(end.sequence, overlapRuns)));
				},
				(sequence, day) => !isRecent(end, sequence, day) && (begin === undefined || isRecent(begin, sequence, day)),
			);
		},

		async *unstamped(): AsyncGenerator<readonly SourceRecord[]> {
			const place = boundary ?? (await clock.read()).position;
			boundary = place;
			yield* list(
				(sequence, activity) => anyOf(aboveSequence(sequence, recentFrom(place.sequence, overlapRuns) - 1), activeSince(activity, place.day)),
				(sequence, day) => isRecent(place, sequence, day),
			);
		},
	};
};
