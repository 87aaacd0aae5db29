import type { SourceRecord } from '../../../contracts';
import { planReading, type ResourceChoice } from '../resources/reading-plan';
import type { RecordFields } from '../values/flat-record';
import { listRecords, type ListParts, type Paging } from './list-records';
import { applyNarrowing, type Narrowing } from './narrowing';

export interface RecordsRequest extends ResourceChoice, Narrowing {
	/** At most so many records. */
	readonly limit?: number;
	readonly pageSize?: number;
	readonly paging?: Paging;
}

/** Records by filter under their keys, without a cursor. Ends early when the limit is reached. */
export async function* readKeyedRecords(parts: ListParts, request: RecordsRequest): AsyncGenerator<readonly SourceRecord[]> {
	const { limit = Number.POSITIVE_INFINITY, pageSize, paging } = request;
	if (limit < 1) return;
	const description = await parts.catalogue.describe(request.resource);
	const { filter, keep, needs, check } = applyNarrowing(description, request);
	const plan = planReading(description, request, needs);
	// A small limit spares the server a whole page; a record may have no row at all, so the size is no promise.
	const size = limit < 100 && plan.detail.length === 0 && !keep ? Math.min(pageSize ?? limit, limit) : pageSize;
	let given = 0;
	const read = { plan, ...(filter && { filter }), ...(keep && { keep }), ...(size !== undefined && { pageSize: size }), ...(paging && { paging }) };
	for await (const page of listRecords(parts, read)) {
		const records = page.slice(0, limit - given);
		given += records.length;
		yield records.map(({ key, fields }) => ({ key, stamp: null, fields }));
		if (given >= limit) return;
	}
	check();
}

/** The same without the keys. */
export async function* readRecords(parts: ListParts, request: RecordsRequest): AsyncGenerator<readonly RecordFields[]> {
	for await (const page of readKeyedRecords(parts, request)) yield page.map(({ fields }) => fields);
}
