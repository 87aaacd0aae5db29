/**
 * Time and order under the control of a test. Everything that waits (a request on its way, a pause, a late effect) is an event; nothing
 * happens until one is chosen. So a test can go through all orders, or through random ones.
 *
 * A pause ends only after every event whose deadline lies before its end: that is all that is assumed about time. Pauses end in the order
 * of their ends; one that wakes late is covered, because what it does next is an event of its own that may come as late.
 */
import type { Clock } from '../../../src/contracts';
import { cancellationOf } from '../../../src/core/cancellation';

export interface Chooser {
	/** Gives one of 0 .. options - 1. */
	choose(options: number): number;
	/** Nothing new can come of going on from here. */
	isKnown(state: string): boolean;
}

/** Always the first that can happen. */
export const FIRST: Chooser = { choose: () => 0, isKnown: () => false };

interface Waiting {
	readonly owner: string;
	readonly label: string;
	/** When a pause ends; undefined for what may happen at any moment. */
	readonly dueMs?: number;
	/** Before when it happens at the latest. */
	readonly deadlineMs?: number;
	readonly fire: () => void;
}

export class Schedule {
	nowMs = 0;
	readonly trace: string[] = [];
	/** The rest of this order was seen before, see `everyOrder`. */
	pruned = false;
	/** What must be added to make a state complete: what the server holds. */
	outerState: () => unknown = () => '';
	private waiting: Waiting[] = [];
	/** Everything each owner was told, in order: being deterministic, it is where this took it. */
	private readonly told = new Map<string, unknown[]>();

	constructor(readonly chooser: Chooser = FIRST) {}

	/** Resolves when it is chosen; `onDeath` runs instead when its owner dies first. */
	arrive<T>(owner: string, label: string, effect: () => T, onDeath: () => void = () => undefined): Promise<T> {
		return new Promise<T>((resolve, reject) => {
			const fire = (): void => {
				try {
					const result = effect();
					this.tell(owner, result);
					resolve(result);
				} catch (error) {
					this.tell(owner, String(error));
					reject(error instanceof Error ? error : new Error(String(error)));
				}
			};
			this.waiting.push({ owner, label, fire });
			this.deaths.set(fire, onDeath);
		});
	}

	private readonly deaths = new Map<() => void, () => void>();

	/** Happens at some moment, `withinMs` from now at the latest. Nobody waits for it, and no death prevents it. */
	later(label: string, withinMs: number | undefined, effect: () => void): void {
		const deadlineMs = withinMs === undefined ? undefined : this.nowMs + withinMs;
		this.waiting.push({ owner: 'server', label, deadlineMs, fire: effect });
	}

	tell(owner: string, what: unknown): void {
		this.told.set(owner, [...(this.told.get(owner) ?? []), what]);
	}

	clock(owner: string): Clock {
		return { now: () => this.nowMs, sleep: (ms, signal) => this.sleep(owner, ms, signal) };
	}

	private sleep(owner: string, ms: number, signal?: AbortSignal): Promise<void> {
		return new Promise<void>((resolve, reject) => {
			const leave = (): void => {
				this.waiting = this.waiting.filter((event) => event !== own);
				if (signal) reject(cancellationOf(signal, 'test', 'wait'));
			};
			const own: Waiting = { owner, label: `pause ${ms}`, dueMs: this.nowMs + ms, fire: () => {
				this.tell(owner, 'awake');
				resolve();
			} };
			if (signal?.aborted) return leave();
			signal?.addEventListener('abort', leave, { once: true });
			this.waiting.push(own);
		});
	}

	/** The owner's process is gone: it neither gets answers nor wakes up. */
	kill(owner: string): void {
		const dead = this.waiting.filter((event) => event.owner === owner);
		this.waiting = this.waiting.filter((event) => event.owner !== owner);
		for (const event of dead) this.deaths.get(event.fire)?.();
	}

	private state(): string {
		const waiting = this.waiting.map(({ owner, label, dueMs, deadlineMs }) => JSON.stringify([owner, label, dueMs, deadlineMs])).sort();
		const told = [...this.told].sort(([a], [b]) => (a < b ? -1 : 1));
		return JSON.stringify([this.nowMs, waiting, told, this.outerState()]);
	}

	private isBlocked(dueMs: number): boolean {
		return this.waiting.some(({ deadlineMs }) => deadlineMs !== undefined && deadlineMs <= dueMs);
	}

	/** Lets one event happen; false when nothing is left that can. */
	async step(): Promise<boolean> {
		await settled();
		const pauses = this.waiting.filter(({ dueMs }) => dueMs !== undefined).sort((a, b) => (a.dueMs ?? 0) - (b.dueMs ?? 0));
		const enabled = this.waiting.filter((event) => event.dueMs === undefined || (event === pauses[0] && !this.isBlocked(event.dueMs)));
		if (enabled.length > 1 && this.chooser.isKnown(this.state())) {
			this.pruned = true;
			return false;
		}
		const event = enabled[enabled.length > 1 ? this.chooser.choose(enabled.length) : 0];
		if (event === undefined) return false;
		this.waiting = this.waiting.filter((one) => one !== event);
		this.nowMs = Math.max(this.nowMs, event.dueMs ?? 0);
		this.trace.push(`${event.owner}: ${event.label}`);
		event.fire();
		return true;
	}
}

/** Every promise that can go on has gone on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Runs `play` for every sequence of choices there is, and gives how often that was. Two orders that lead to the same state (what the server
 * holds, what waits, what each run was told) have the same continuations: the second one is left at that point.
 */
export async function everyOrder(play: (chooser: Chooser) => Promise<void>, most: number): Promise<number> {
	const path: number[] = [];
	const known = new Set<string>();
	for (let runs = 1; runs <= most; runs += 1) {
		const widths: number[] = [];
		await play({
			choose: (options) => {
				const choice = path[widths.length] ?? 0;
				widths.push(options);
				return choice;
			},
			isKnown: (state) => {
				if (widths.length < path.length) return false;
				const before = known.size;
				return known.add(state).size === before;
			},
		});
		while (path.length < widths.length) path.push(0);
		while (path.length > 0 && (path.at(-1) ?? 0) + 1 >= (widths[path.length - 1] ?? 0)) path.pop();
		if (path.length === 0) return runs;
		path[path.length - 1] = (path.at(-1) ?? 0) + 1;
	}
	throw new Error(`more than ${most} orders`);
}
