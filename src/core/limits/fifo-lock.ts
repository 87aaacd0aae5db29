import type { Clock, NamedLock } from '../../contracts';
import { cancellationOf } from '../cancellation';

interface Waiter {
	readonly grant: () => void;
}

/**
 * One holder per name, first come, first served.
 *
 * **One holder.** A name is in `queues` exactly while somebody holds it. `acquire` either puts it there, and is then the
 * only holder, or queues. `release` either hands the name to the first waiter, without taking it out, so that nobody can
 * step in between, or takes it out when nobody waits. All of this is synchronous: no other code runs in the middle.
 *
 * **First come, first served.** Waiters are appended at the end and granted from the front, and whoever comes while
 * somebody waits must queue, because the name is still there.
 *
 * **Nobody waits for ever.** Whatever `work` does, its end releases. A waiter that is cancelled leaves the queue at once
 * and is therefore never granted; one that was granted and cancelled in the same moment releases without working. So
 * each grant is followed by a release, and each release grants the next.
 *
 * The lock is not re-entrant: work that holds a name and asks for the same name again waits for itself.
 */
export class FifoLock implements NamedLock {
	private readonly queues = new Map<string, Waiter[]>();

	constructor(private readonly clock: Pick<Clock, 'now'>) {}

	async hold<T>(name: string, work: (waitedMs: number) => Promise<T>, signal?: AbortSignal): Promise<T> {
		const askedAtMs = this.clock.now();
		await this.acquire(name, signal);
		try {
			if (signal?.aborted) throw cancellationOf(signal, 'This workflow', `wait for its turn on ${name}`);
			return await work(Math.max(0, this.clock.now() - askedAtMs));
		} finally {
			this.release(name);
		}
	}

	private acquire(name: string, signal: AbortSignal | undefined): Promise<void> {
		if (signal?.aborted) return Promise.reject(cancellationOf(signal, 'This workflow', `wait for its turn on ${name}`));
		const queue = this.queues.get(name);
		if (!queue) {
			this.queues.set(name, []);
			return Promise.resolve();
		}
		return new Promise<void>((resolve, reject) => {
			const leave = (): void => {
				queue.splice(queue.indexOf(waiter), 1);
				if (signal) reject(cancellationOf(signal, 'This workflow', `wait for its turn on ${name}`));
			};
			const waiter: Waiter = {
				grant: () => {
					signal?.removeEventListener('abort', leave);
					resolve();
				},
			};
			queue.push(waiter);
			signal?.addEventListener('abort', leave, { once: true });
		});
	}

	private release(name: string): void {
		const next = this.queues.get(name)?.shift();
		if (next) next.grant();
		else this.queues.delete(name);
	}
}
