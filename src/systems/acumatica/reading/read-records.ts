import type { SourceRecord } from '../../../contracts';
import { planReading, type EntityChoice } from '../entities/reading-plan';
import type { RecordFields } from '../values/unwrap';
import type { Filter } from '../wire/filter';
import { listPages, usualPageSize, type ListParts } from './list-pages';

export interface RecordsRequest extends EntityChoice {
	readonly filter?: Filter;
	/** At most so many records. */
	readonly limit?: number;
	readonly pageSize?: number;
	readonly archived?: boolean;
}

/** Records by filter in the server's order under their keys, without a cursor. Ends early when the limit is reached. */
export async function* readKeyedRecords(parts: ListParts, request: RecordsRequest): AsyncGenerator<readonly SourceRecord[]> {
	const { filter, limit = Number.POSITIVE_INFINITY, pageSize, archived } = request;
	if (limit < 1) return;
	const plan = await planReading(parts.place, request, () => parts.describe(request.entity));
	const size = Math.min(pageSize ?? usualPageSize(plan), limit);
	let given = 0;
	for await (const page of listPages(parts, { plan, ...(filter && { filter }), pageSize: size, ...(archived && { archived }) })) {
		const records = page.slice(0, limit - given);
		given += records.length;
		yield records.map(({ key, fields }) => ({ key, stamp: null, fields }));
		if (given >= limit) return;
	}
}

/** The same without the keys. */
export async function* readRecords(parts: ListParts, request: RecordsRequest): AsyncGenerator<readonly RecordFields[]> {
	for await (const page of readKeyedRecords(parts, request)) yield page.map(({ fields }) => fields);
}
