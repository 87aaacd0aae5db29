import { guidOf } from '../data/guid';
import type { World } from '../world';

export type Outcome = { readonly ok: true } | { readonly ok: false; readonly message: string };

interface Operation {
	readonly id: string;
	readonly entity: string;
	readonly session: string;
	readonly endsAt: number;
	asked: number;
	outcome?: Outcome;
	finish(): Outcome;
}

/** As long as nobody asks, an operation that waits for questions ends by itself. */
const PATIENCE = 30_000;

/**
 * Long-running work behind a 202 (reference acumatica 6.2). It ends by the clock whether or not anybody asks; its status is known to the
 * session that started it and to no other.
 */
export class Operations {
	private readonly all = new Map<string, Operation>();

	constructor(private readonly world: World) {}

	start(entity: string, session: string, finish: () => Outcome): string {
		const id = guidOf('operation', String(this.all.size), String(this.world.now()));
		this.all.set(id, { id, entity, session, endsAt: this.world.now() + this.world.switches.values.releaseMs, asked: 0, finish });
		return id;
	}

	/** Ends what is due. Called before every request, so that state never depends on who looks. */
	settle(): void {
		for (const one of this.all.values()) if (one.outcome === undefined && !this.isRunning(one)) one.outcome = one.finish();
	}

	/** Undefined when there is no such operation in this session. */
	status(id: string, session: string): Outcome | 'running' | undefined {
		const one = this.all.get(id);
		if (one === undefined || one.session !== session) return undefined;
		const running = this.isRunning(one);
		one.asked += 1;
		if (running) return 'running';
		one.outcome ??= one.finish();
		return one.outcome;
	}

	/** Whether this form works for this session. */
	occupies(entity: string, session: string): boolean {
		return [...this.all.values()].some((one) => one.entity === entity && one.session === session && one.outcome === undefined);
	}

	private isRunning(one: Operation): boolean {
		const now = this.world.now();
		return now < one.endsAt || (one.asked < this.world.switches.values.releasePolls && now < one.endsAt + PATIENCE);
	}
}
