import { RetryableError } from '../../../core/errors';
import { errorOf } from '../answers/classify-answer';
import type { Sage100Gateway } from '../gateway';
import { SYSTEM, type CompletePlace } from '../identity';
import type { ReadingPlan } from '../lists/reading-plan';
import type { QueryParts } from '../wire/query-text';
import { listRequest } from '../wire/requests';
import { readListPage, type ListPage } from './list-page';
import type { WalkProgress } from './walk-progress';

export interface ListParts {
	readonly place: CompletePlace;
	readonly gateway: Sage100Gateway;
}

export interface ListRead {
	readonly plan: ReadingPlan;
	/** Beside that of the plan. */
	readonly query?: QueryParts;
}

/** Walks that were lost one after another without a new row; one that comes forward may be lost as often as it likes. */
const MOST_IN_VAIN = 3;

/** The pages of one walk, empty ones too: a page whose rows have all vanished says nothing of those behind it. */
async function* pagesOf({ place, gateway }: ListParts, { plan, query = [] }: ListRead, updatedSince: string | undefined): AsyncGenerator<ListPage, 'over' | 'expired'> {
	const { path, pageSize, facts: { label, isPaged } } = plan;
	for (let cursor: string | undefined; ;) {
		const request = listRequest(place, {
			path, label, query: [...plan.query, ...query], ...(updatedSince !== undefined && { updatedSince }), ...(pageSize !== undefined && { pageSize }),
			...(cursor !== undefined && { cursor }),
		});
		const { verdict, json, response } = await gateway.attempt(request);
		if (verdict?.action === 'restart') return 'expired';
		if (verdict) throw errorOf(verdict, request.purpose, true);
		const page = readListPage(json, isPaged, response.status, request.purpose);
		yield page;
		if (page.next === undefined) return 'over';
		if (page.next === cursor) {
			throw new RetryableError({ system: SYSTEM, operation: request.purpose, said: 'the next page is the same page again', remedy: 'Run it again; if it stays, update the agent.' });
		}
		cursor = page.next;
	}
}

/**
 * A list from its start to its end, begun again when the agent has lost the walk. Pages are never empty.
 *
 * @throws RetryableError when the agent loses walk after walk; what `Sage100Gateway.call` throws
 */
export async function* walk(parts: ListParts, read: ListRead, progress: WalkProgress): AsyncGenerator<ListPage> {
	for (let inVain = 0; inVain < MOST_IN_VAIN; inVain += 1) {
		progress.begin();
		const pages = pagesOf(parts, read, progress.updatedSince);
		let step = await pages.next();
		while (!step.done) {
			const rows = progress.take(step.value);
			if (rows.length > 0) {
				inVain = -1;
				yield { ...step.value, rows };
			}
			step = await pages.next();
		}
		if (step.value === 'over') return progress.end();
	}
	throw new RetryableError({
		system: SYSTEM, operation: `read ${read.plan.facts.label}`, said: 'the agent lost the place in the list again and again',
		remedy: 'Run it again later. If it stays, the agent may be restarted by its service, or short of memory.',
	});
}
