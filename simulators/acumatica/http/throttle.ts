import type { World } from '../world';

const MINUTE = 60_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => {
	setTimeout(resolve, ms);
});

interface Waiting {
	readonly since: number;
	go(): void;
}

/**
 * The licence's limits (reference acumatica 7). So many requests are worked on at once and the rest wait in a queue; one too many in the
 * queue, or one that waited too long, is declined. From half of the requests per minute on each request is delayed by
 * remaining seconds of the minute ÷ remaining requests. Declined ones do not count.
 */
export class Throttle {
	private working = 0;
	private queue: Waiting[] = [];
	private minute = { from: Number.NEGATIVE_INFINITY, count: 0 };
	private storm = 0;

	constructor(private readonly world: World) {}

	/** The next so many requests are declined, whatever the limits say. */
	refuse(requests: number): void {
		this.storm = requests;
	}

	/** Runs the request when its turn comes; undefined when it is declined. `noted` gets the delay. */
	async run<T>(work: () => Promise<T>, noted: (delayedMs: number) => void): Promise<T | undefined> {
		if (this.storm > 0) {
			this.storm -= 1;
			return undefined;
		}
		if (!(await this.admitted())) return undefined;
		try {
			const delayed = this.delay();
			if (delayed > 0) {
				noted(delayed);
				await pause(delayed * this.world.switches.values.delayShare);
			}
			const { processingMs } = this.world.switches.values;
			if (processingMs > 0) await pause(processingMs);
			return await work();
		} finally {
			this.working -= 1;
			this.queue.shift()?.go();
		}
	}

	forget(): void {
		this.minute = { from: Number.NEGATIVE_INFINITY, count: 0 };
		this.storm = 0;
	}

	private async admitted(): Promise<boolean> {
		const { processingCores, queueLimit, queueMinutes } = this.world.switches.values;
		if (processingCores > 0 && this.working >= processingCores) {
			if (this.queue.length >= queueLimit) return false;
			const since = this.world.now();
			await new Promise<void>((resolve) => {
				this.queue.push({ since, go: resolve });
			});
			if (this.world.now() - since > queueMinutes * MINUTE) {
				this.queue.shift()?.go();
				return false;
			}
		}
		this.working += 1;
		return true;
	}

	private delay(): number {
		const { requestsPerMinute: limit } = this.world.switches.values;
		const now = this.world.now();
		if (now - this.minute.from >= MINUTE) this.minute = { from: now, count: 0 };
		const done = this.minute.count;
		this.minute.count += 1;
		if (limit === 0 || done < limit / 2) return 0;
		const left = MINUTE - (now - this.minute.from);
		return left / Math.max(1, limit - done);
	}
}
