import { createHash } from 'node:crypto';
import type { Instant, RecordMark, RecordSource, SourceRecord } from '../../../contracts';
import { FatalError } from '../../../core/errors';
import { allOf } from '../../../core/odata/filter';
import { marksOf, planReading, type EntityChoice, type ReadingPlan } from '../entities/reading-plan';
import { realmOf, SYSTEM } from '../identity';
import { listPages, type ListParts, type PlannedRecord } from '../reading/list-pages';
import { readStamp } from '../values/stamps';
import { compare, filterText, namesLinked, type Filter } from '../wire/filter';

export interface SourceOptions extends EntityChoice {
	/** The user's own condition. */
	readonly filter?: Filter;
	readonly archived?: boolean;
	/** Records of the list per request. */
	readonly pageSize?: number;
}

export interface SourceParts extends ListParts {
	readonly serverTime: () => Promise<Instant>;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** Names the stream for ever: system, site, tenant, endpoint, entity, and what narrows it or names its records. */
const streamOf = ({ place }: ListParts, { entity, detail, keyFields, detailKey, filter, archived }: SourceOptions): string => [
	'acumatica', realmOf(place), entity,
	...(detail === undefined ? [] : [detail ?? 'headers']),
	...(keyFields && keyFields.length > 0 ? [`by-${keyFields.join('+')}`] : []), ...(detailKey ? [`rows-by-${detailKey}`] : []),
	...(archived ? ['with-archived'] : []), ...(filter ? [digest(filterText(filter))] : []),
].join('/');

const strangeStamp = ({ entity, stampField }: ReadingPlan, { key, stamp }: PlannedRecord): FatalError => new FatalError({
	system: SYSTEM, operation: `read changes of ${entity}`,
	said: stamp === '' ? `record ${key} has no ${stampField}` : `${stampField} of record ${key} is "${stamp}", which is no moment`,
	remedy: 'Choose another stamp field, or read this entity whole (no stamp field): a record without a moment would never be found as changed.',
});

/**
 * One entity as a stream of changes. Ranges are half open on the stamp of the header; an entity without one has only
 * unstamped records and is compared as a whole (reference acumatica 4.2).
 *
 * **Order.** Pages come as the server orders them, which is by key and not by time: there is no `$orderby`. Marks and
 * records of one range come in the same order, and nothing here moves a cursor with the last record, so the order by
 * time is not missed.
 *
 * **Bounds.** `records` asks for a lower bound alone and leaves out here what is stamped later: with an upper bound
 * every record edited meanwhile would leave the list and shift it (reference acumatica 4.2). `marks` end long before now
 * and cover the tail only, so they ask for both bounds: what leaves them shifts the list, but pages are anchored, so it
 * costs a request and never a record. Both are exact to the second, as bounds are whole seconds and stamps are cut off.
 *
 * **Views.** A filter over fields of two views can be answered with an empty list although records match (reference
 * acumatica 4.1), which would be loss without a word. So a bound on the stamp is never joined to a condition on a linked
 * entity: the server gets the condition alone, and the range is taken here.
 */
export const entitySource = (parts: SourceParts, options: SourceOptions): RecordSource => {
	const { filter, pageSize, archived } = options;
	const more = { readAhead: true, ...(pageSize !== undefined && { pageSize }), ...(archived && { archived }) };
	let planned: Promise<ReadingPlan> | undefined;
	const plan = (): Promise<ReadingPlan> => {
		planned ??= planReading(parts.place, options, () => parts.describe(options.entity)).catch((error: unknown) => {
			planned = undefined;
			throw error;
		});
		return planned;
	};

	const keep = (narrowed: ReadingPlan): void => {
		planned = Promise.resolve(narrowed);
	};

	async function* stamped(
		reading: ReadingPlan, from: Instant | null, to: Instant, rest: { readonly upTo?: Filter; readonly onNarrowed?: (plan: ReadingPlan) => void },
	): AsyncGenerator<readonly SourceRecord[]> {
		const { stampField } = reading;
		if (stampField === null) return;
		const { upTo, onNarrowed } = rest;
		const since = from === null ? undefined : compare('ge', stampField, { type: 'moment', value: from });
		const joinsViews = filter !== undefined && (namesLinked(filter) || stampField.includes('/'));
		const range = joinsViews ? filter : allOf(filter, since, upTo);
		for await (const page of listPages(parts, { plan: reading, ...more, ...(range && { filter: range }), ...(onNarrowed && { onNarrowed }) })) {
			const within = page.flatMap((record): SourceRecord[] => {
				const stamp = readStamp(record.stamp);
				if (stamp === undefined) throw strangeStamp(reading, record);
				return (from === null || stamp >= from) && stamp < to ? [{ key: record.key, stamp, fields: record.fields }] : [];
			});
			if (within.length > 0) yield within;
		}
	}

	return {
		stream: streamOf(parts, options),
		now: parts.serverTime,

		async *marks(from, to): AsyncGenerator<readonly RecordMark[]> {
			const reading = await plan();
			if (reading.stampField === null) return;
			const upTo = compare('lt', reading.stampField, { type: 'moment', value: to });
			for await (const page of stamped(marksOf(reading), from, to, { upTo })) yield page.map(({ key, stamp }) => ({ key, stamp }));
		},

		async *records(from, to): AsyncGenerator<readonly SourceRecord[]> {
			yield* stamped(await plan(), from, to, { onNarrowed: keep });
		},

		async *unstamped(): AsyncGenerator<readonly SourceRecord[]> {
			const reading = await plan();
			if (reading.stampField !== null) return;
			for await (const page of listPages(parts, { plan: reading, ...more, ...(filter && { filter }), onNarrowed: keep })) {
				yield page.map(({ key, fields }) => ({ key, stamp: null, fields }));
			}
		},
	};
};
