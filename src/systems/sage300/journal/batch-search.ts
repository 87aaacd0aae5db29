import type { FoundJournal } from '../../../contracts';
import { FatalError, RetryableError } from '../../../core/errors';
import { isJsonObject } from '../../../core/json';
import { allOf, anyOf, startsWith } from '../../../core/odata/filter';
import { errorOf, unreadable } from '../answers/classify-answer';
import type { Sage300Gateway } from '../gateway';
import { SYSTEM } from '../identity';
import { readListPage, PageEnd } from '../reading/list-page';
import { rowsOf } from '../values/flat-record';
import { filterText } from '../wire/filter';
import { listRequest, recordRequest, type Sage300Request } from '../wire/requests';
import type { BatchKind, StoredBatch } from './batch-kind';
import { foundBatches } from './found-batch';
import { beginsWith } from './header-text';
import type { JournalSettings } from './journal-settings';

const portions = <T>(all: readonly T[], size: number): T[][] => Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

/** All batches under these references, of every status and date: whoever posts must not overlook one. */
export const searchRequest = ({ client: { place } }: Pick<JournalSettings, 'client'>, kind: BatchKind, references: readonly string[], skip: number): Sage300Request => {
	const filter = allOf(kind.within, anyOf(...references.map((reference) => startsWith('Description', reference))));
	return listRequest(place, { ...kind.name, select: kind.select, ...(filter && { filter: filterText(filter) }), skip });
};

/** One batch with its whole tree. */
export const batchRequest = ({ client: { place } }: Pick<JournalSettings, 'client'>, kind: BatchKind, number: string): Sage300Request =>
	recordRequest(place, { ...kind.name, keys: kind.keyOf(number) });

const doubtful = (said: string): FatalError => new FatalError({
	system: SYSTEM, operation: 'look for the batches', said,
	remedy: 'Nothing was sent. Check what stands between n8n and the server, and that the user may see all batches.',
});

/**
 * The search for batches by reference.
 *
 * **None is overlooked.** Nothing is asked for but what the references say: no status, date, source or number of records limits it, and
 * deleted batches stay in the list (reference sage-300 7.7). Lists carry whole trees, so the header is asked for first and each hit is
 * read by its key (5.1). Pages are read to the last one, by position, and whatever an insert shifts in between is given twice and counted
 * once. An answer that may be incomplete is an error and never "none": one that is no list, that broke off, that holds a batch without
 * number or status, or a batch that no reference fits, which shows that the filter was passed over.
 */
export class BatchSearch {
	constructor(private readonly settings: JournalSettings, private readonly kind: BatchKind) {}

	async find(references: readonly string[], signal?: AbortSignal): Promise<FoundJournal[]> {
		const gateway = this.settings.client.lasting.stoppedBy(signal);
		const found: FoundJournal[] = [];
		for (const asked of portions([...new Set(references)], this.settings.referencesPerSearch)) {
			const hits = await this.hits(asked, gateway);
			const batches: StoredBatch[] = [];
			for (const { number } of hits) batches.push(await this.whole(number, gateway));
			for (const reference of asked) {
				found.push(...foundBatches(batches.filter(({ description }) => beginsWith(description, reference)), reference, this.settings.releaseAs));
			}
		}
		return found;
	}

	/** Fresh, with all its lines. @throws RetryableError when it has vanished since the list came */
	async whole(number: string, gateway: Sage300Gateway): Promise<StoredBatch> {
		const request = batchRequest(this.settings, this.kind, number);
		const { verdict, json, response } = await gateway.attempt(request);
		if (verdict?.meaning === 'no-record') {
			throw new RetryableError({
				system: SYSTEM, operation: request.purpose, said: `batch ${number} was found, but it could not be read`, remedy: 'Somebody may be working on it. Run it again.',
			});
		}
		if (verdict) throw errorOf(verdict, request.purpose, true);
		const row = isJsonObject(json) ? rowsOf(json, 'value')[0] ?? json : undefined;
		const batch = row && this.kind.read(row);
		if (!batch || batch.number === '' || batch.status === '') throw errorOf(unreadable(response.status, 'the answer is no batch'), request.purpose, true);
		return batch;
	}

	private async hits(references: readonly string[], gateway: Sage300Gateway): Promise<readonly StoredBatch[]> {
		const batches = new Map<string, StoredBatch>();
		const end = new PageEnd();
		for (let skip = 0; ;) {
			const request = searchRequest(this.settings, this.kind, references, skip);
			const { json, response } = await gateway.call(request);
			const page = readListPage(json, response.status, request.purpose);
			for (const batch of page.rows.map(this.kind.read)) {
				if (batch.number === '' || batch.status === '') throw doubtful('a batch came without its number or status');
				if (!references.some((reference) => beginsWith(batch.description, reference))) throw doubtful(`batch ${batch.number} came, which was not asked for`);
				batches.set(batch.number, batch);
			}
			if (end.isLast(page, undefined, this.kind.label)) return [...batches.values()];
			// One row is asked for twice, so that a batch that leaves the list in between hides no other.
			skip += Math.max(1, page.rows.length - 1);
		}
	}
}
