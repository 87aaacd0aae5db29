import { planReading, type EntityChoice } from '../entities/reading-plan';
import type { RecordFields } from '../values/unwrap';
import type { Filter } from '../wire/filter';
import { listPages, type ListParts } from './list-pages';

export interface RecordsRequest extends EntityChoice {
	readonly filter?: Filter;
	/** At most so many records. */
	readonly limit?: number;
	readonly pageSize?: number;
	readonly archived?: boolean;
}

/** Records by filter in the server's order, without a cursor. Ends early when the limit is reached. */
export async function* readRecords(parts: ListParts, request: RecordsRequest): AsyncGenerator<readonly RecordFields[]> {
	const { filter, limit = Number.POSITIVE_INFINITY, pageSize, archived } = request;
	if (limit < 1) return;
	const plan = await planReading(parts.place, request, () => parts.describe(request.entity));
	const size = Number.isFinite(limit) ? Math.min(pageSize ?? limit, limit) : pageSize;
	let given = 0;
	for await (const page of listPages(parts, { plan, ...(filter && { filter }), ...(size !== undefined && { pageSize: size }), ...(archived && { archived }) })) {
		const records = page.slice(0, limit - given);
		given += records.length;
		yield records.map(({ fields }) => fields);
		if (given >= limit) return;
	}
}
