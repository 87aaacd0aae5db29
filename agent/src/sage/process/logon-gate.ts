import { SageFault } from '../port';

/**
 * Keeps a wrong password from locking the Sage user.
 *
 * **Between two accepted logons Sage sees at most two refused ones.** A refusal that speaks of the password or the user shuts the gate until
 * the agent is started again; one of an unknown kind shuts it for a pause, after which one more try is let through, and a second
 * refusal shuts it for good. Logons go through one behind the other, whatever the company, so the next one knows how the one before
 * ended. A user is locked after more wrong passwords than that (reference sage-100 2.1, INFERRED).
 */
export class LogonGate {
	private refusals = 0;
	private last: Promise<void> = Promise.resolve();
	private shut: { readonly fault: SageFault; readonly until: number } | undefined;

	constructor(private readonly pauseMs: number, private readonly now: () => number) {}

	/** @throws SageFault SAGE_UNAVAILABLE without Sage being asked, or what `open` throws */
	through(open: () => Promise<void>): Promise<void> {
		const outcome = this.last.then(() => {
			this.pass();
			return open();
		});
		this.last = outcome.catch(() => undefined);
		return outcome;
	}

	private pass(): void {
		if (this.shut === undefined) return;
		const waits = this.shut.until - this.now();
		if (waits <= 0) return;
		const forGood = this.shut.until === Infinity;
		const sentence = forGood ? 'The agent does not try again, or the user would be locked. Correct user or password and start the agent again.' : 'The agent waits before it tries once more.';
		throw new SageFault('SAGE_UNAVAILABLE', `${this.shut.fault.message} ${sentence}`, {
			...this.shut.fault.more, stored: 'no', retryAfterSeconds: forGood ? 3_600 : Math.ceil(waits / 1_000),
		});
	}

	accepted(): void {
		this.refusals = 0;
		this.shut = undefined;
	}

	refused(kind: 'final' | 'perhaps', fault: SageFault): void {
		this.refusals += 1;
		this.shut = { fault, until: kind === 'final' || this.refusals > 1 ? Infinity : this.now() + this.pauseMs };
	}
}
