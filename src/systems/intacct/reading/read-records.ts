import type { IntacctGateway } from '../gateway';
import type { ObjectDescription } from '../objects/discovery';
import { planReading, type FieldChoice } from '../objects/reading-plan';
import type { Filter } from '../wire/filter';
import { LARGEST_QUERY_PAGE } from '../wire/functions';
import { keysetPages } from './keyset-pages';
import type { RecordFields } from './record-page';

export interface RecordsRequest {
	readonly object: string;
	/** `planning` unless set. */
	readonly fields?: FieldChoice;
	readonly filter?: Filter;
	readonly showPrivate?: boolean;
	/** At most so many records. */
	readonly limit?: number;
	readonly pageSize?: number;
}

/** Records by filter in the order of their key, each once (see keyset-pages). Ends early when the limit is reached. */
export async function* readRecords(
	gateway: IntacctGateway, describe: (object: string) => Promise<ObjectDescription>, request: RecordsRequest,
): AsyncGenerator<readonly RecordFields[]> {
	const { object, filter, showPrivate, limit = Number.POSITIVE_INFINITY } = request;
	if (limit < 1) return;
	const { select, orderKey } = await planReading(object, request.fields ?? 'planning', () => describe(object));
	const pageSize = Math.min(request.pageSize ?? LARGEST_QUERY_PAGE, limit);
	let given = 0;
	for await (const page of keysetPages(gateway, { object, select, filter, showPrivate, pageSize, order: { keyField: orderKey } })) {
		yield page.slice(0, limit - given).map(({ row }) => row);
		given += page.length;
		if (given >= limit) return;
	}
}
