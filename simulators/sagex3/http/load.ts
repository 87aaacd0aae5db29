import type { SimResponse } from '../../harness/server';
import type { World } from '../world';
import { jsonAnswer } from './failure';

const pause = (ms: number): Promise<void> => new Promise((resolve) => {
	setTimeout(resolve, ms);
});

/** The server works on so many requests at once, and the first of all waits for it to start. */
export class Load {
	private working = 0;
	private started: Promise<void> | undefined;

	constructor(private readonly world: World) {}

	/** The answer of the work, or 429 when there is too much of it. */
	async run(work: () => Promise<SimResponse>): Promise<SimResponse> {
		const { parallel, processingMs, retryAfterSeconds, coldStartMs } = this.world.switches.values;
		if (parallel > 0 && this.working >= parallel) {
			const answer = jsonAnswer(429, { message: 'Too many requests' });
			return retryAfterSeconds === 0 ? answer : { ...answer, headers: { ...answer.headers, 'retry-after': String(retryAfterSeconds) } };
		}
		this.working += 1;
		try {
			this.started ??= coldStartMs > 0 ? pause(coldStartMs) : Promise.resolve();
			await this.started;
			if (processingMs > 0) await pause(processingMs);
			return await work();
		} finally {
			this.working -= 1;
		}
	}
}
