const pause = (ms: number): Promise<void> => new Promise((resolve) => {
	setTimeout(resolve, ms);
});

type Stage = 'Open' | 'Loading' | 'Closing' | 'Closed';

/** Whether a model is in memory. Loading and closing take their time; a call that needs the model waits for it (reference anaplan 5). */
export class Presence {
	private aim: 'Open' | 'Closed' = 'Open';
	private since = 0;
	private takesMs = 0;

	get stage(): Stage {
		if (Date.now() - this.since >= this.takesMs) return this.aim;
		return this.aim === 'Open' ? 'Loading' : 'Closing';
	}

	/** 0 to 1 while it loads or closes. */
	get progress(): number {
		return this.takesMs === 0 ? 1 : Math.min(1, (Date.now() - this.since) / this.takesMs);
	}

	open(ms: number): void {
		if (this.aim !== 'Open') this.begin('Open', ms);
	}

	close(ms: number): void {
		if (this.aim !== 'Closed') this.begin('Closed', ms);
	}

	/** Wakes the model if need be and ends when it is there. */
	async awake(ms: number): Promise<void> {
		this.open(ms);
		while (this.stage === 'Loading') await pause(Math.max(1, this.since + this.takesMs - Date.now()));
	}

	private begin(aim: 'Open' | 'Closed', ms: number): void {
		Object.assign(this, { aim, since: Date.now(), takesMs: ms });
	}
}
