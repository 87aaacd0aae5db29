import type { Instant, RecordMark, RecordSource, SourceRecord } from '../../../contracts';
import type { JsonObject } from '../../../core/json';
import { allOf } from '../../../core/odata/filter';
import { named, propertyOf, styleOf } from '../metadata/module-model';
import { listRecords } from '../reading/list-records';
import { applyNarrowing } from '../reading/narrowing';
import { planReading } from '../resources/reading-plan';
import { dayAfter, dayOf, instantOf, isDay } from '../values/days';
import { textOf } from '../values/flat-record';
import { compare, type Filter } from '../wire/filter';
import { readableDay } from './readable-day';
import type { SourceOptions, SourceParts } from './source-options';
import { wholeSource } from './whole-source';

/** A day counts when it is over: its stamp is its last second. */
const stampOf = (day: string): Instant => `${day}T23:59:59Z`;

const DAY_MS = 86_400_000;

/** Days that every record gets when it is made, and again by each edit. */
const OF_EDITS = /^(?:date)?last(?:edited|maintained|maintenance)(?:date)?$/i;

const after = (from: Instant | null): { readonly after?: string } => (from === null ? {} : { after: from.slice(0, 10) });

/**
 * A resource whose records carry the *day* of their last edit.
 *
 * **No edit is lost although a day is as fine as it gets.** `now` is the server's time less one day. What was edited on a day that ended
 * before it lies in the ranges, by the last second of its day; what was edited later is among the records without a stamp, which are
 * compared by their contents at every read. Suppose a record is edited after a read at the server's time t. Its day is the server's
 * own, which is behind Greenwich by twelve hours at most, so it is not before the day of t - 24 h; its last second is therefore at or
 * after `now` of that read. So the record, as edited, was not in the ranges before that cursor: it is either in a later range, or among
 * those that are compared. Days ahead of Greenwich only come later. The server compares days with or without a zone of its own, so
 * it is asked for two days more, and the exact day is looked at here.
 *
 * Records without any day come with the first read and never by themselves afterwards: an edit gives them one. That holds for a day of edit.
 * **A day of one's own choice that is empty hides nothing**: an order that was never posted to has no day of posting, and is new all the
 * same. No filter for empty days is documented, so the list is read whole then, and what has no day is among the records without a stamp at
 * every read. A text that is no day is an error and not none (readable-day.ts).
 */
export const daySource = (parts: SourceParts, options: SourceOptions, dayField: string, isOwnChoice: boolean): RecordSource => {
	const whole = wholeSource(parts, options);
	const mayBeEmpty = isOwnChoice && !OF_EDITS.test(dayField);
	let boundary: Instant | undefined;
	let time: Instant | undefined;

	const now = async (): Promise<Instant> => {
		time = await parts.serverTime(options.resource);
		boundary = instantOf(Date.parse(time) - DAY_MS);
		return boundary;
	};

	/** The name of the field as this release spells it; undefined where it has none and nobody has insisted: it is read whole then. */
	const fieldName = async (): Promise<string | undefined> => {
		const description = await parts.catalogue.describe(options.resource);
		return isOwnChoice ? propertyOf(description, dayField).name : named(description.properties, dayField)?.name;
	};

	/** Stamps are given to what lies before `limit`; the rest is compared by its contents. */
	async function* list(
		field: string, limit: Instant, bounds: { readonly after?: string; readonly before?: string }, wanted: (day: string) => boolean,
	): AsyncGenerator<readonly SourceRecord[]> {
		const description = await parts.catalogue.describe(options.resource);
		const property = propertyOf(description, field);
		const { filter, keep, needs } = applyNarrowing(description, options);
		const plan = planReading(description, options, [...needs, field]);
		const bound = (operator: 'gt' | 'lt', day: string | undefined): Filter | undefined =>
			(day === undefined ? undefined : compare(operator, property.name, styleOf(property), day));
		const range = allOf(filter, bound('gt', bounds.after && dayAfter(bounds.after, -2)), bound('lt', bounds.before && dayAfter(bounds.before, 2)));
		const { pageSize, paging } = options;
		const days = (row: JsonObject): boolean => wanted(readableDay(textOf(row, property.name), property.name, options.resource)) && (keep === undefined || keep(row));
		const read = { plan, keep: days, ...(range && { filter: range }), ...(pageSize !== undefined && { pageSize }), ...(paging && { paging }) };
		for await (const page of listRecords(parts, read)) {
			yield page.map(({ key, fields }) => {
				const day = dayOf(fields[columnOf(plan, property.name)] ?? '');
				return { key, stamp: isDay(day) && stampOf(day) < limit ? stampOf(day) : null, fields };
			});
		}
	}

	return {
		stream: whole.stream,
		now,
		/** A day later than `now` says: batches of other kinds that go through the same load are told apart by it. */
		readAt: () => time,

		async *marks(from, to): AsyncGenerator<readonly RecordMark[]> {
			const field = await fieldName();
			if (field === undefined) return;
			const isIn = (day: string): boolean => isDay(day) && (from === null || stampOf(day) >= from) && stampOf(day) < to;
			for await (const page of list(field, to, { ...after(from), before: to.slice(0, 10) }, isIn)) yield page.map(({ key, stamp }) => ({ key, stamp }));
		},

		async *records(from, to): AsyncGenerator<readonly SourceRecord[]> {
			boundary = to;
			const field = await fieldName();
			if (field === undefined) return;
			const isIn = (day: string): boolean => (isDay(day) ? (from === null || stampOf(day) >= from) && stampOf(day) < to : from === null && !mayBeEmpty);
			yield* list(field, to, after(from), isIn);
		},

		async *unstamped(): AsyncGenerator<readonly SourceRecord[]> {
			const field = await fieldName();
			if (field === undefined) return yield* whole.unstamped();
			const least = boundary ?? await now();
			yield* list(field, least, mayBeEmpty ? {} : after(least), (day) => (isDay(day) ? stampOf(day) >= least : mayBeEmpty));
		},
	};
};

const columnOf = (plan: ReturnType<typeof planReading>, name: string): string => plan.take.find(({ path }) => path === name.toLowerCase())?.column ?? name;
