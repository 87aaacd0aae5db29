import type { World } from '../world';
import { Refusal } from './failure';

const MINUTE = 60_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => {
	setTimeout(resolve, ms);
});

/**
 * The web server's application pool: it stops after some idle time, and the first call after that waits for it to start, with all that
 * come meanwhile (reference sage-300 11). One user may have so many calls at once.
 */
export class ApplicationPool {
	private usedAt: number | undefined;
	private starting: Promise<void> | undefined;
	private readonly working = new Map<string, number>();
	private listsAsked = 0;

	constructor(private readonly world: World) {}

	/** Waits for a pool that was stopped; the time it took, in milliseconds. */
	async wake(): Promise<number> {
		const { coldStartMs, idleMinutes } = this.world.switches.values;
		const now = this.world.now();
		const cold = this.usedAt === undefined || now - this.usedAt > idleMinutes * MINUTE;
		this.usedAt = now;
		if (!cold) {
			await this.starting;
			return 0;
		}
		this.world.sessions.end();
		if (coldStartMs === 0) return 0;
		this.world.effect('pool-started', { coldStartMs });
		this.starting = pause(coldStartMs);
		await this.starting;
		this.usedAt = this.world.now();
		return coldStartMs;
	}

	/** Runs the work unless this user has too many calls at once. Throws Refusal. */
	async run<T>(user: string, work: () => T): Promise<T> {
		const { parallelPerUser, processingMs, retryAfterSeconds } = this.world.switches.values;
		const others = this.working.get(user) ?? 0;
		if (parallelPerUser > 0 && others >= parallelPerUser) {
			throw new Refusal('TooManyRequests', 'Too many requests.',
				retryAfterSeconds === 0 ? {} : { headers: { 'retry-after': String(retryAfterSeconds) } });
		}
		this.working.set(user, others + 1);
		try {
			if (processingMs > 0) await pause(processingMs);
			return work();
		} finally {
			this.working.set(user, (this.working.get(user) ?? 1) - 1);
		}
	}

	/** Whether this list request is one of those that the proxy spoils. */
	spoilsList(): boolean {
		const { badGatewayEvery } = this.world.switches.values;
		this.listsAsked += 1;
		return badGatewayEvery > 0 && this.listsAsked % badGatewayEvery === 0;
	}

	/** As recycling does: sessions are gone and the next call is a first one. */
	stop(): void {
		this.usedAt = undefined;
		this.starting = undefined;
		this.listsAsked = 0;
	}
}
