import type { AgentClock } from './agent-clock';
import { Failure } from './http/failure';

interface Waiter {
	admit(): void;
	turnAway(): void;
}

export interface GateLimits {
	readonly waitMilliseconds: number;
	readonly waitersPerCompany: number;
}

/** Kept free of letters that a company code can have: calls that concern no single company share one place. */
export const NO_COMPANY = '*';

/**
 * One request at a time per company (checklist 42). A second one waits shortly and is then turned away with 429.
 *
 * Guarantee: between `enter` being resolved and its release being called, no other `enter` of the same company is
 * resolved. Proof: `busy` gets the company before the promise is resolved and loses it only in `release`, where either
 * the next waiter takes it over in the same step or nobody does; both happen without a pause in between, and a second
 * call of the same release does nothing.
 */
export class CompanyGate {
	private readonly busy = new Map<string, Waiter[]>();

	constructor(private readonly clock: AgentClock, private readonly limits: GateLimits) {}

	/** Runs the work alone; rejects with RATE_LIMITED, without having run it, when its turn does not come in time. */
	async alone<T>(company: string, work: () => Promise<T>): Promise<T> {
		const release = await this.enter(company);
		try {
			return await work();
		} finally {
			release();
		}
	}

	private enter(company: string): Promise<() => void> {
		const waiters = this.busy.get(company);
		if (waiters === undefined) {
			this.busy.set(company, []);
			return Promise.resolve(this.releaseOnce(company));
		}
		if (waiters.length >= this.limits.waitersPerCompany) return Promise.reject(this.tooMany(company));
		return new Promise((resolve, reject) => {
			const giveUp = this.clock.after(this.limits.waitMilliseconds, () => waiter.turnAway());
			const waiter: Waiter = {
				admit: () => {
					giveUp();
					resolve(this.releaseOnce(company));
				},
				turnAway: () => {
					waiters.splice(waiters.indexOf(waiter), 1);
					reject(this.tooMany(company));
				},
			};
			waiters.push(waiter);
		});
	}

	private releaseOnce(company: string): () => void {
		let released = false;
		return () => {
			if (released) return;
			released = true;
			const next = this.busy.get(company)?.shift();
			if (next === undefined) this.busy.delete(company);
			else next.admit();
		};
	}

	private tooMany(company: string): Failure {
		const whose = company === NO_COMPANY ? 'The agent' : `Company ${company}`;
		return new Failure('RATE_LIMITED', `${whose} is busy with another request; Sage 100 serves one at a time.`, { retryAfterSeconds: 2 });
	}
}
