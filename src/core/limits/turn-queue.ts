import type { Urgency } from '../../contracts';

/** So many interactive ones may pass a bulk one that waits; the next turn is then a bulk one's. */
export const MOST_OVERTAKINGS = 20;

/**
 * Who waits, and whose turn is next. It holds no time and grants nothing itself: whoever owns the thing that is waited
 * for asks `next()` each time there is one to give.
 *
 * **First come, first served within a class.** Each class is a list of its own, filled at the end and emptied from the
 * front; leaving takes one out and moves nobody past another.
 *
 * **Interactive before bulk.** While both wait, an interactive one is given the turn, unless twenty have been given
 * theirs since a bulk one could last go. A person who waits for a pick list is passed by one bulk request at most, and
 * by one more for every twenty of their kind before them.
 *
 * **A bulk one is never starved.** `overtakings` counts the interactive turns given while a bulk one waited. At twenty
 * the next turn is bulk and the count begins again. So between two bulk turns lie at most twenty interactive ones as
 * long as any bulk one waits, and the bulk one that has k before it in its class is served with the 21 · (k + 1)th turn
 * at the latest, however many interactive ones come. Leaving only shortens that.
 */
export class TurnQueue<T> {
	private readonly interactive: T[] = [];
	private readonly bulk: T[] = [];
	private overtakings = 0;

	get size(): number {
		return this.interactive.length + this.bulk.length;
	}

	add(waiter: T, urgency: Urgency): void {
		this[urgency].push(waiter);
	}

	/** Says whether it was waiting. */
	leave(waiter: T): boolean {
		const left = [this.interactive, this.bulk].some((line) => {
			const at = line.indexOf(waiter);
			if (at >= 0) line.splice(at, 1);
			return at >= 0;
		});
		if (this.bulk.length === 0) this.overtakings = 0;
		return left;
	}

	/** Takes out whose turn it is; `undefined` when nobody waits. */
	next(): T | undefined {
		const overtakes = this.interactive.length > 0 && this.bulk.length > 0 && this.overtakings < MOST_OVERTAKINGS;
		if (overtakes) {
			this.overtakings += 1;
			return this.interactive.shift();
		}
		this.overtakings = 0;
		return this.bulk.shift() ?? this.interactive.shift();
	}
}
