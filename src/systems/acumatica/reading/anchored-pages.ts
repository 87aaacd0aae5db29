import { RetryableError } from '../../../core/errors';
import { SYSTEM } from '../identity';

/** A row as the server gave it, with what it is called by and what tells two states of it apart. */
export interface ListedRow<T> {
	readonly identity: string;
	/** The record's own id, where the name was chosen by somebody and may belong to several; it is the same throughout a session. */
	readonly id?: string;
	/** '' where there is no stamp. */
	readonly stamp: string;
	readonly row: T;
}

export interface AnchoredRead<T> {
	/** What is read, for errors. */
	readonly what: string;
	/** The rows that stand at `skip` and behind, `top` of them at most, in the server's own order. */
	readonly ask: (skip: number, top: number) => Promise<ReadonlyArray<ListedRow<T>>>;
	/** New rows per request. */
	readonly pageSize: number;
	/** Asks for the next page while the reader still works on this one; for reads to the end only. */
	readonly readAhead?: boolean;
	/** How many rows are remembered, at least four pages. Tests make it small. */
	readonly memory?: number;
}

/** One row in fifty is asked for twice, so that this many rows may leave the list between two pages without another request. */
const overlapOf = (pageSize: number): number => Math.max(1, Math.ceil(pageSize / 50));

const REMEMBERED = 5_000;

const unsteady = (what: string, said: string): RetryableError => new RetryableError({
	system: SYSTEM, operation: `read ${what}`, said,
	remedy: 'Nothing was confirmed, so nothing is lost: run it again, at a time when fewer people work in the system. If it stays, tell us the entity.',
});

interface Remembered {
	/** Counted from the first row given. */
	readonly place: number;
	/** The page it was given in. */
	readonly page: number;
	readonly stamp: string;
	readonly id: string | undefined;
}

/** The last rows that were given, by name, oldest first. */
class Memory {
	private readonly rows = new Map<string, Remembered>();
	private given = 0;

	constructor(private readonly size: number) {}

	get(identity: string): Remembered | undefined {
		return this.rows.get(identity);
	}

	/** Anchors come from the newer half, so that what was given a little before an anchor is still known. */
	get reach(): number {
		return Math.floor(this.size / 2);
	}

	isAnchor(identity: string): boolean {
		const known = this.rows.get(identity);
		return known !== undefined && known.place >= this.given - this.reach;
	}

	get isComplete(): boolean {
		return this.rows.size === this.given;
	}

	add({ identity, stamp, id }: ListedRow<unknown>, page: number): void {
		this.rows.set(identity, { place: this.given, page, stamp, id });
		this.given += 1;
		if (this.rows.size <= this.size) return;
		const oldest = this.rows.keys().next();
		if (!oldest.done) this.rows.delete(oldest.value);
	}
}

/**
 * Reads a list by `$skip` and `$top` so that a row that stays unchanged during the read is given exactly once.
 *
 * There is no cursor, no count and no `$orderby` (reference acumatica 4). Rows that leave the list (deleted, or edited out
 * of an upper bound) shift all later ones to the left, and a plain `$skip` misses as many; rows that enter shift them to
 * the right, and it repeats as many (reference acumatica 4.2). Paging by `key gt 'last'` would need to know how the server
 * compares keys: their collation, and drop-downs such as the type of a bill, which are sorted by a code that nobody shows.
 * So positions are used, and every page has to prove where it stands: it begins with some of the rows already given, and
 * counts only if its first row is one of them, the *anchor*.
 *
 * Proof. Assume that the server lists in some fixed total order, by whatever key. Let U be a row that is in the list and
 * unchanged from the first request to the last. The frontier is the place of the last row given. Invariant: every U at or
 * before the frontier has been given.
 * - *First page.* It begins at the very first row, so it needs no anchor: all up to its last row are in it.
 * - *At least once.* A later page begins with its anchor A, a row given before, so A stands at or before the frontier.
 *   A page is an unbroken run of the order: every U behind A and up to the page's last row is in it, every U before A was
 *   given by the invariant. So the invariant holds for the new frontier. A page whose first row is not known proves
 *   nothing, nor does an empty one: it is thrown away and asked for again from further back, in growing steps, until it
 *   is anchored or begins at the first row. Further back than the memory reaches, the read ends with an error instead.
 * - *At most once.* Rows known by name are not given again, so only a forgotten U could be. A U behind the anchor in the
 *   order was given after it, and is remembered; or, when the anchor had entered the list late and was given late, at most
 *   half a memory before it (that page had an anchor too). Anchors are of the newer half, so U is in the memory either way.
 *   The first row of the list serves without an anchor only as long as nothing was forgotten.
 * - *It ends.* A page with fewer rows than asked for is the last; a full one moves the frontier on by a page at least.
 * - *Names are watched.* Two rows named by the key of the list stand side by side, so they come in one page, and that is an
 *   error. Where the name is somebody's choice, its rows may stand anywhere, and the second would be taken for the first and
 *   be lost; so the ids are compared as well, and another id under a known name is the same error.
 * - *The order is watched.* Unchanged rows that came in one page and come again must come in the same order; a server
 *   whose order is not fixed is found out by that, as a rule, and the read ends with an error, because silence would be loss.
 *
 * Requests: for N rows that nobody touches, one per page of N / page size, rounded up: the row behind a full page comes as
 * part of the overlap, so no request is spent on learning that there is no more (property `asks as often as it must`).
 */
export async function* anchoredPages<T>(read: AnchoredRead<T>): AsyncGenerator<readonly T[]> {
	const { what, pageSize, readAhead = false } = read;
	const overlap = overlapOf(pageSize);
	const memory = new Memory(Math.max(read.memory ?? REMEMBERED, 4 * (pageSize + overlap)));
	let frontier = 0;

	const anchored = async (): Promise<{ readonly rows: ReadonlyArray<ListedRow<T>>; readonly skip: number; readonly isLast: boolean }> => {
		for (let back = overlap; ; back *= 4) {
			const skip = Math.max(0, frontier - back);
			const top = pageSize + frontier - skip + (frontier === 0 ? overlap : 0);
			const rows = await read.ask(skip, top);
			const [first] = rows;
			if ((skip === 0 && memory.isComplete) || (first && memory.isAnchor(first.identity))) return { rows, skip, isLast: rows.length < top };
			if (skip === 0 || back > memory.reach) throw unsteady(what, 'so many records came or went while they were read that the place in the list was lost');
		}
	};

	let page = 0;
	const fresh = (rows: ReadonlyArray<ListedRow<T>>): T[] => {
		const given: T[] = [];
		const here = new Set<string>();
		const lastOfPage = new Map<number, number>();
		page += 1;
		for (const listed of rows) {
			const { identity, stamp, id, row } = listed;
			if (here.has(identity)) throw unsteady(what, `${identity} came twice at once: its key fields do not tell records apart`);
			here.add(identity);
			const known = memory.get(identity);
			if (known === undefined) {
				given.push(row);
				memory.add(listed, page);
			} else if (known.id !== id) {
				throw unsteady(what, `${identity} is the name of two records: its key fields do not tell records apart`);
			} else if (known.stamp === stamp) {
				if (known.place < (lastOfPage.get(known.page) ?? 0)) throw unsteady(what, `the records came in another order than before (at ${identity})`);
				lastOfPage.set(known.page, known.place);
			}
		}
		return given;
	};

	let coming: ReturnType<typeof anchored> | undefined;
	for (;;) {
		const { rows, skip, isLast } = await (coming ?? anchored());
		const given = fresh(rows);
		frontier = skip + rows.length;
		coming = readAhead && !isLast ? anchored() : undefined;
		// A reader that stops here never looks at it; whoever goes on gets its error above.
		coming?.catch(() => undefined);
		if (given.length > 0) yield given;
		if (isLast) return;
	}
}
