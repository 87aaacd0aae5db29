import type { Clock } from '../../src/contracts';

/** Time passes only when somebody sleeps or a test says so. */
export class PassingClock implements Clock {
	readonly slept: number[] = [];

	constructor(private ms = 1_000_000) {}

	now(): number {
		return this.ms;
	}

	pass(ms: number): void {
		this.ms += ms;
	}

	async sleep(ms: number): Promise<void> {
		this.slept.push(ms);
		this.ms += ms;
	}
}
