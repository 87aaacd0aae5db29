import { RetryableError } from '../../../core/errors';
import type { JsonObject } from '../../../core/json';
import { SYSTEM } from '../identity';
import { PageEnd, type ListPage } from './list-page';

export interface PositionRead {
	readonly what: string;
	readonly top?: number;
	readonly identityOf: (row: JsonObject) => string;
	readonly ask: (skip: number) => Promise<ListPage>;
}

/** Rows that are asked for twice at each border: so many may leave the list between two pages without another request. */
const OVERLAP = 2;
/** Pages in a row without a new row, after which a list is taken to change faster than it can be read. */
const MOST_IDLE = 25;
/** Rows that are remembered. */
const REMEMBERED = 4_000;

const unsteady = (what: string): RetryableError => new RetryableError({
	system: SYSTEM, operation: `read ${what}`, said: 'the list changed so much during the read that the place in it was lost',
	remedy: 'Nothing was confirmed, so nothing is lost: run it again, at a time when fewer people work in the system.',
});

/** The identities that were given last, oldest first. */
class Memory {
	private readonly known = new Set<string>();

	has(identity: string): boolean {
		return this.known.has(identity);
	}

	add(identity: string): void {
		this.known.add(identity);
		if (this.known.size <= REMEMBERED) return;
		const oldest = this.known.values().next();
		if (!oldest.done) this.known.delete(oldest.value);
	}
}

/**
 * Reads a list by `$skip`, for resources whose key cannot be compared or whose order is not that of the key.
 *
 * **A row that stays unchanged appears exactly once**, given that rows keep their order. Every page but the first begins with rows that
 * were given already, and has to prove it: the last row given is looked for in it, and what follows that row is what follows in the list,
 * however far inserts or deletions have shifted it. Where it is not found, the window goes back until it is; rows that were given are
 * known by their identity and left out. Where it is found nowhere, the last row itself is gone together with all that are remembered,
 * and the read ends with an error; so it does when page after page brings nothing new, because the list changes faster than it is read.
 */
export async function* positionPages({ what, top, identityOf, ask }: PositionRead): AsyncGenerator<readonly JsonObject[]> {
	const [memory, end] = [new Memory(), new PageEnd()];
	let skip = 0;
	let stepBack = 0;
	let isFirst = true;
	let idle = 0;
	for (;;) {
		if (idle > MOST_IDLE) throw unsteady(what);
		idle += 1;
		const page = await ask(skip);
		const known = page.rows.map((row) => memory.has(identityOf(row)));
		const anchor = known.lastIndexOf(true);
		if (!isFirst && anchor < 0) {
			if (skip === 0) throw unsteady(what);
			stepBack = Math.max(10, stepBack * 4);
			skip = Math.max(0, skip - stepBack);
			continue;
		}
		const fresh = page.rows.slice(anchor + 1);
		for (const row of fresh) memory.add(identityOf(row));
		const isLast = end.isLast(page, top, what);
		skip = Math.max(skip + 1, skip + page.rows.length - OVERLAP);
		if (fresh.length > 0) [stepBack, idle] = [0, 0];
		isFirst = false;
		if (fresh.length > 0) yield fresh;
		if (isLast) return;
	}
}
