const MOST = 10_000;

/**
 * Tasks that runs of this process know to be theirs. Ids are Anaplan's own and never come twice, so what is remembered
 * here can be out of date for nobody; the oldest are forgotten first.
 */
export class ClaimedTasks {
	private readonly ids = new Set<string>();

	add(taskId: string): void {
		this.ids.add(taskId);
		const [oldest] = this.ids;
		if (this.ids.size > MOST && oldest !== undefined) this.ids.delete(oldest);
	}

	has(taskId: string): boolean {
		return this.ids.has(taskId);
	}
}

/** For all runs of a process to share. */
export const processClaims = new ClaimedTasks();
