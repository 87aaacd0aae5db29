/** The simulated system's own clock: real time plus an offset that tests move. */
export class SimulatedClock {
	private offsetMs = 0;

	now(): number {
		return Date.now() + this.offsetMs;
	}

	state(): { now: string; nowMs: number; offsetMs: number } {
		return { now: new Date(this.now()).toISOString(), nowMs: this.now(), offsetMs: this.offsetMs };
	}

	adjust(change: Record<string, unknown>): ReturnType<SimulatedClock['state']> {
		if (typeof change.setMs === 'number') this.offsetMs = change.setMs - Date.now();
		if (typeof change.advanceMs === 'number') this.offsetMs += change.advanceMs;
		return this.state();
	}
}
