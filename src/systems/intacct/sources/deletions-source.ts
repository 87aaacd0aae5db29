import type { Instant, RecordMark, RecordSource, SourceRecord } from '../../../contracts';
import { FatalError } from '../../../core/errors';
import { realmOf } from '../identity';
import { keysetPages, type PlacedRecord } from '../reading/keyset-pages';
import { GMT_STAMPS } from '../stamps/stamp-format';
import { allOf, atLeast, equalTo, lessThan } from '../wire/filter';
import type { SourceParts } from './intacct-source';

export interface DeletionsOptions {
	/** Object whose deletions are wanted: `APBILL`. The trail writes its name in small letters. */
	readonly objectType: string;
	readonly pageSize?: number;
}

const AUDIT = 'AUDITHISTORY';
const FIELDS = ['ID', 'USERID', 'ACCESSTIME', 'ACCESSMODE', 'SOURCE', 'OBJECTTYPE', 'OBJECTKEY'];
const DELETED = 'D';

/** Field that this client adds: the key of the deleted record, without the suffix that OBJECTKEY may carry. */
export const DELETED_KEY = 'DELETEDKEY';

/** `812--REC` → `812` (reference sage-intacct 11.8). Of other keys nothing is cut: a vendor may be called `ACME--EU`. */
export const deletedKeyOf = (objectKey: string): string => objectKey.replace(/--REC$/, '').replace(/^(\d+)--[A-Z]+$/, '$1');

/** The trail is refused without an error number, or with the general one (reference sage-intacct 5, 11.8). */
const isDenial = (error: unknown): error is FatalError =>
	error instanceof FatalError && error.facts.operation === `read ${AUDIT}` && error.facts.status === 200 &&
	[undefined, 'PL04000005', 'DL02000001'].includes(error.facts.code);

const denied = (error: FatalError): FatalError => new FatalError({
	...error.facts, operation: 'read deletions from the audit history',
	remedy: 'Give the Web Services user the permission to view custom reports (Platform Services > Custom reports: View), which opens ' +
		'the audit history; or leave deletions out and compare all keys from time to time.',
	cause: error,
});

/**
 * Deletions of one object as a stream: no object of Intacct keeps a trace of its deleted records, only the audit
 * history does (reference sage-intacct 11.7). Key is the entry's own ID, as the same record key may be deleted,
 * created and deleted again; the deleted record's key is in the field DELETEDKEY: RECORDNO for documents, the natural
 * key for master data. Lines are not audited; they go with their header. ACCESSTIME is GMT whatever the user prefers.
 * Paged by keyset like every read: large offsets on this object fail.
 */
export const deletionsSource = (parts: SourceParts, { objectType, pageSize }: DeletionsOptions): RecordSource => {
	const order = { keyField: 'ID', stamp: { field: 'ACCESSTIME', format: GMT_STAMPS } };

	async function* pages(select: readonly string[], from: Instant | null, to: Instant): AsyncGenerator<readonly PlacedRecord[]> {
		const filter = allOf(
			equalTo('ACCESSMODE', DELETED), equalTo('OBJECTTYPE', objectType.toLowerCase()),
			from === null ? undefined : atLeast('ACCESSTIME', GMT_STAMPS.toLiteral(from)), lessThan('ACCESSTIME', GMT_STAMPS.toLiteral(to)),
		);
		try {
			yield* keysetPages(parts.gateway, { object: AUDIT, select, order, filter, pageSize });
		} catch (error) {
			throw isDenial(error) ? denied(error) : error;
		}
	}

	return {
		stream: `intacct/${realmOf(parts.identity)}/${AUDIT}/${objectType}`,
		now: parts.serverTime,
		async *marks(from, to): AsyncGenerator<readonly RecordMark[]> {
			for await (const page of pages([], from, to)) yield page.map(({ place }) => place);
		},
		async *records(from, to): AsyncGenerator<readonly SourceRecord[]> {
			for await (const page of pages(FIELDS, from, to)) {
				yield page.map(({ place, row }) => ({
					...place,
					fields: { ...Object.fromEntries(FIELDS.map((name) => [name, row[name] ?? ''])), [DELETED_KEY]: deletedKeyOf(row.OBJECTKEY ?? '') },
				}));
			}
		},
		/** Every entry of the trail has its time. */
		async *unstamped(): AsyncGenerator<readonly SourceRecord[]> {},
	};
};
