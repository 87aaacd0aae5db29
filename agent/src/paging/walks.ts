import { randomBytes } from 'node:crypto';
import { type AgentClock } from '../agent-clock';
import { Failure } from '../http/failure';
import { type ListFilter, type ListName, type ServerTime, type StampText } from '../sage/port';

export interface Walk {
	readonly id: string;
	/** Company, operation and parameters: a cursor is good for these only. */
	readonly bound: string;
	readonly company: string;
	readonly list: ListName;
	readonly filter: ListFilter;
	readonly keys: readonly string[];
	readonly highWater: StampText;
	readonly serverTime: ServerTime;
}

export interface Place {
	readonly walk: Walk;
	readonly from: number;
}

/** Keys held by all walks together; one takes about 60 bytes. */
const MOST_KEYS = 2_000_000;

/**
 * The walks through lists, in memory.
 *
 * Guarantee of stable paging: what a walk hands out is fixed by its first request. Proof: the keys are read once, in one
 * order, and never change afterwards; a cursor is nothing but a walk and an index into them, so the pages cut the same
 * sequence, whatever is inserted, changed or has the same stamp as its neighbours meanwhile. Nothing is lost by that: a
 * row that changes after the walk began gets a stamp not before the walk's high water mark, from which the client asks
 * next; and it is read when its page is, so what is handed out is never older than its place.
 *
 * A cursor lives for the given time after it was handed out. After a restart there are no walks: 410.
 */
export class Walks {
	/** In the order of last use, the oldest first. */
	private readonly walks = new Map<string, { readonly walk: Walk; until: number }>();
	private held = 0;

	constructor(private readonly clock: AgentClock, private readonly lifeMilliseconds: number) {}

	begin(facts: Omit<Walk, 'id'>): Walk {
		return { ...facts, id: randomBytes(12).toString('base64url') };
	}

	/** The text of a cursor, from which the walk can be continued until its life is over. */
	cursor(walk: Walk, from: number): string {
		const known = this.walks.get(walk.id);
		if (known === undefined) this.held += walk.keys.length;
		this.walks.delete(walk.id);
		this.walks.set(walk.id, { walk, until: this.clock.now() + this.lifeMilliseconds });
		this.tidy(walk.id);
		return `${walk.id}.${from}`;
	}

	/** Rejects with CURSOR_INVALID for what never was a cursor of this request, CURSOR_EXPIRED for what no longer is. */
	continue(cursor: string, bound: string): Place {
		const found = /^([A-Za-z0-9_-]{16})\.(\d{1,9})$/.exec(cursor);
		if (found === null) throw new Failure('CURSOR_INVALID', 'This cursor was not made by the agent.');
		this.tidy();
		const walk = this.walks.get(found[1] ?? '')?.walk;
		if (walk === undefined) throw new Failure('CURSOR_EXPIRED', 'The cursor is no longer valid. Start again from the last stored stamp.');
		if (walk.bound !== bound) throw new Failure('CURSOR_INVALID', 'This cursor belongs to another company, another list or other parameters.');
		const from = Number(found[2]);
		if (from > walk.keys.length) throw new Failure('CURSOR_INVALID', 'This cursor was not made by the agent.');
		return { walk, from };
	}

	private tidy(keep?: string): void {
		const now = this.clock.now();
		for (const [id, { walk, until }] of this.walks) {
			if (id === keep || (until > now && this.held <= MOST_KEYS)) continue;
			this.walks.delete(id);
			this.held -= walk.keys.length;
		}
	}
}
