import type { Clock, NamedLock, Urgency } from '../../contracts';
import { cancellationOf } from '../cancellation';
import { TurnQueue } from './turn-queue';

interface Waiter {
	readonly grant: () => void;
}

/**
 * One holder per name; of those who wait the interactive ones first, otherwise first come, first served.
 *
 * **One holder.** A name is in `queues` exactly while somebody holds it. `acquire` either puts it there, and is then the
 * only holder, or queues. `release` either hands the name to the next waiter, without taking it out, so that nobody can
 * step in between, or takes it out when nobody waits. All of this is synchronous: no other code runs in the middle.
 *
 * **First come, first served within a class; interactive before bulk; no bulk one starved.** Whoever comes while somebody
 * holds or waits must queue, because the name is still there, and `TurnQueue` says who is next (its proof is above it).
 * The choice falls at the release, so one that comes later can still be first. Whoever holds the name is never
 * interrupted: it stays with the holder until its work has ended.
 *
 * **Nobody waits for ever.** Whatever `work` does, its end releases. A waiter that is cancelled leaves the queue at once
 * and is therefore never granted; one that was granted and cancelled in the same moment releases without working. So
 * each grant is followed by a release, and each release grants the next.
 *
 * The lock is not re-entrant: work that holds a name and asks for the same name again waits for itself.
 */
export class FifoLock implements NamedLock {
	private readonly queues = new Map<string, TurnQueue<Waiter>>();

	constructor(private readonly clock: Pick<Clock, 'now'>) {}

	async hold<T>(name: string, work: (waitedMs: number) => Promise<T>, signal?: AbortSignal, urgency: Urgency = 'bulk'): Promise<T> {
		const askedAtMs = this.clock.now();
		await this.acquire(name, signal, urgency);
		try {
			if (signal?.aborted) throw cancellationOf(signal, 'This workflow', `wait for its turn on ${name}`);
			return await work(Math.max(0, this.clock.now() - askedAtMs));
		} finally {
			this.release(name);
		}
	}

	private acquire(name: string, signal: AbortSignal | undefined, urgency: Urgency): Promise<void> {
		if (signal?.aborted) return Promise.reject(cancellationOf(signal, 'This workflow', `wait for its turn on ${name}`));
		const queue = this.queues.get(name);
		if (!queue) {
			this.queues.set(name, new TurnQueue());
			return Promise.resolve();
		}
		return new Promise<void>((resolve, reject) => {
			const leave = (): void => {
				queue.leave(waiter);
				if (signal) reject(cancellationOf(signal, 'This workflow', `wait for its turn on ${name}`));
			};
			const waiter: Waiter = {
				grant: () => {
					signal?.removeEventListener('abort', leave);
					resolve();
				},
			};
			queue.add(waiter, urgency);
			signal?.addEventListener('abort', leave, { once: true });
		});
	}

	private release(name: string): void {
		const next = this.queues.get(name)?.next();
		if (next) next.grant();
		else this.queues.delete(name);
	}
}
