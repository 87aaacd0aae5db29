import { createHash } from 'node:crypto';
import type { Instant, RecordMark, RecordSource, SourceRecord } from '../../../contracts';
import { FatalError } from '../../../core/errors';
import { realmOf, SYSTEM, type IntacctIdentity } from '../identity';
import type { IntacctGateway } from '../gateway';
import type { ObjectDescription } from '../objects/discovery';
import { RECORD_NUMBER } from '../objects/object-table';
import { planReading, type FieldChoice, type ReadingPlan } from '../objects/reading-plan';
import { keysetPages, type PlacedRecord } from '../reading/keyset-pages';
import type { KeyOrder } from '../reading/place';
import type { StampFormat } from '../stamps/stamp-format';
import { allOf, atLeast, filterMarkup, isNull, lessThan, type Filter } from '../wire/filter';

export interface SourceOptions {
	/** Integration name, in capitals for standard objects: `APBILL`. */
	readonly object: string;
	/** `planning` unless set. */
	readonly fields?: FieldChoice;
	/** The user's own condition, in the server's literals. */
	readonly filter?: Filter;
	/** What `key` of a record is; RECORDNO (`id` on custom objects) unless set. Has to be unique within the object. */
	readonly keyField?: string;
	/** Also records private to entities, at the top level. True unless set. */
	readonly showPrivate?: boolean;
	readonly pageSize?: number;
}

/** What a source needs from the client. */
export interface SourceParts {
	readonly identity: IntacctIdentity;
	readonly gateway: IntacctGateway;
	readonly describe: (object: string) => Promise<ObjectDescription>;
	readonly stamps: () => Promise<StampFormat>;
	readonly serverTime: () => Promise<Instant>;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** Names the stream for ever: system, company, entity, object, and what narrows it. */
export const streamName = (identity: IntacctIdentity, { object, filter, keyField, showPrivate }: SourceOptions): string => [
	'intacct', realmOf(identity), object,
	...(showPrivate === false ? ['shared-only'] : []),
	...(keyField && keyField !== RECORD_NUMBER ? [`by-${keyField}`] : []),
	...(filter ? [digest(filterMarkup(filter).markup)] : []),
].join('/');

/** Fields come back in the letters of the server; a field that an answer leaves out is empty (reference sage-intacct 7). */
const completed = (row: Readonly<Record<string, string>>, select: readonly string[]): Record<string, string> => {
	const fields: Record<string, string> = {};
	for (const name of select) fields[name] = row[name] ?? '';
	return fields;
};

/** Every field of a record: what was chosen, its key and its stamp. */
export const columnsOf = ({ orderKey, select, stampField }: ReadingPlan, keyField = orderKey): readonly string[] =>
	[...new Set([orderKey, keyField, ...select, ...(stampField ? [stampField] : [])])];

const noKey = (object: string, keyField: string, orderKey: string): FatalError => new FatalError({
	system: SYSTEM, operation: `read ${object}`, said: `record ${orderKey} has no ${keyField}`,
	remedy: `Choose another key field: ${RECORD_NUMBER} is always filled.`,
});

/**
 * One object as a stream of changes. Ranges are half open on WHENMODIFIED; `unstamped` gives what has no stamp, which
 * no comparison ever finds (reference sage-intacct 11.2). An object without a stamp field has only unstamped records.
 */
export const intacctSource = (parts: SourceParts, options: SourceOptions): RecordSource => {
	const { object, filter, showPrivate, pageSize } = options;
	let planned: Promise<ReadingPlan> | undefined;
	const plan = (): Promise<ReadingPlan> => {
		planned ??= planReading(object, options.fields ?? 'planning', () => parts.describe(object)).catch((error: unknown) => {
			planned = undefined;
			throw error;
		});
		return planned;
	};

	const keyOf = ({ row, place }: PlacedRecord, keyField: string): string => {
		const key = row[keyField] ?? '';
		if (key === '') throw noKey(object, keyField, place.key);
		return key;
	};

	async function* pages(select: readonly string[], order: KeyOrder, range: Filter | undefined): AsyncGenerator<readonly PlacedRecord[]> {
		yield* keysetPages(parts.gateway, { object, select, order, filter: allOf(range, filter), showPrivate, pageSize, readAhead: true });
	}

	async function* stamped(
		fields: (planned: ReadingPlan) => readonly string[], from: Instant | null, to: Instant,
	): AsyncGenerator<readonly PlacedRecord[]> {
		const { orderKey, stampField, ...rest } = await plan();
		if (stampField === null) return;
		const format = await parts.stamps();
		const range = allOf(from === null ? undefined : atLeast(stampField, format.toLiteral(from)), lessThan(stampField, format.toLiteral(to)));
		yield* pages(fields({ orderKey, stampField, ...rest }), { keyField: orderKey, stamp: { field: stampField, format } }, range);
	}

	const keyField = (planned: ReadingPlan): string => options.keyField ?? planned.orderKey;
	const record = (placed: PlacedRecord, planned: ReadingPlan): SourceRecord =>
		({ key: keyOf(placed, keyField(planned)), stamp: placed.place.stamp, fields: completed(placed.row, withKeys(planned)) });
	/** Asked for every record, so it is made once. */
	let columns: { readonly of: ReadingPlan; readonly names: readonly string[] } | undefined;
	const withKeys = (planned: ReadingPlan): readonly string[] => {
		if (columns?.of !== planned) columns = { of: planned, names: columnsOf(planned, options.keyField) };
		return columns.names;
	};

	return {
		stream: streamName(parts.identity, options),
		now: parts.serverTime,

		/** Key and stamp alone: the cheapest columns there are. */
		async *marks(from, to): AsyncGenerator<readonly RecordMark[]> {
			for await (const page of stamped((planned) => [keyField(planned)], from, to)) {
				const planned = await plan();
				yield page.map((placed) => ({ key: keyOf(placed, keyField(planned)), stamp: placed.place.stamp }));
			}
		},

		async *records(from, to): AsyncGenerator<readonly SourceRecord[]> {
			for await (const page of stamped(withKeys, from, to)) {
				const planned = await plan();
				yield page.map((placed) => record(placed, planned));
			}
		},

		async *unstamped(): AsyncGenerator<readonly SourceRecord[]> {
			const planned = await plan();
			const { orderKey, stampField } = planned;
			const range = stampField === null ? undefined : isNull(stampField);
			for await (const page of pages(withKeys(planned), { keyField: orderKey }, range)) yield page.map((placed) => record(placed, planned));
		},
	};
};
