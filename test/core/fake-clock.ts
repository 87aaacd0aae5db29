import type { Clock } from '../../src/contracts';
import { CancelledError } from '../../src/core/errors';

interface Timer {
	readonly atMs: number;
	readonly order: number;
	readonly fire: () => void;
}

const settle = async (): Promise<void> => {
	for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** Time that stands still until a test moves it. */
export class FakeClock implements Clock {
	/** Every pause that was asked for, in order. */
	readonly slept: number[] = [];
	private timers: Timer[] = [];
	private order = 0;

	constructor(public nowMs = 1_000_000) {}

	now(): number {
		return this.nowMs;
	}

	sleep(ms: number, signal?: AbortSignal): Promise<void> {
		this.slept.push(ms);
		return new Promise<void>((resolve, reject) => {
			const cancel = (): void => {
				this.timers = this.timers.filter((timer) => timer !== own);
				reject(new CancelledError({ system: 'test', operation: 'sleep', said: 'stopped', remedy: '-' }));
			};
			const own: Timer = {
				atMs: this.nowMs + ms, order: this.order++,
				fire: () => {
					signal?.removeEventListener('abort', cancel);
					resolve();
				},
			};
			if (signal?.aborted) return cancel();
			signal?.addEventListener('abort', cancel, { once: true });
			this.timers.push(own);
		});
	}

	/** Moves on by `ms`, firing every timer on the way at its own moment. */
	async advance(ms: number): Promise<void> {
		const untilMs = this.nowMs + ms;
		await settle();
		for (let next = this.next(untilMs); next; next = this.next(untilMs)) {
			this.nowMs = Math.max(this.nowMs, next.atMs);
			this.timers = this.timers.filter((timer) => timer !== next);
			next.fire();
			await settle();
		}
		this.nowMs = untilMs;
		await settle();
	}

	/** Moves on from timer to timer until `work` is done. */
	async runUntil<T>(work: Promise<T>): Promise<T> {
		let done = false;
		const finish = (): void => {
			done = true;
		};
		work.then(finish, finish);
		await settle();
		while (!done) {
			const next = this.next(Number.POSITIVE_INFINITY);
			if (!next) throw new Error('nothing is waiting for time, and the work is not done');
			await this.advance(Math.max(0, next.atMs - this.nowMs));
		}
		return work;
	}

	private next(untilMs: number): Timer | undefined {
		return this.timers.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs || a.order - b.order)[0];
	}
}
