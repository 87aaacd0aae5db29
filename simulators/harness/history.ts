import type { SimulatedClock } from './clock';
import type { SimRequest } from './server';

export interface HistoryEntry {
	readonly seq: number;
	/** The simulated clock, milliseconds since 1970. */
	readonly at: number;
	readonly kind: 'request' | 'effect' | 'crash';
	readonly method?: string;
	readonly path?: string;
	readonly query?: string;
	readonly bytes?: number;
	status?: number;
	/** Facts about what happened; an effect has { what, … }. */
	note: Record<string, unknown>;
}

/**
 * What reached the system and what it did, in order. The checker reads its verdict here, so nothing is left out
 * and nothing is summarised. Headers and bodies are not kept: they carry secrets and bulk.
 */
export class History {
	private entries: HistoryEntry[] = [];
	private next = 1;

	constructor(private readonly clock: SimulatedClock) {}

	request(request: SimRequest): HistoryEntry {
		return this.add({ kind: 'request', method: request.method, path: request.path, query: request.query.toString(), bytes: request.body.length, note: {} });
	}

	answer(entry: HistoryEntry, status: number, note: Record<string, unknown> = {}): void {
		entry.status = status;
		Object.assign(entry.note, note);
	}

	annotate(entry: HistoryEntry, note: Record<string, unknown>): void {
		Object.assign(entry.note, note);
	}

	/** Something changed in the system: a session made, a task started, rows applied. */
	effect(what: string, note: Record<string, unknown> = {}): void {
		this.add({ kind: 'effect', note: { what, ...note } });
	}

	crash(message: string): void {
		this.add({ kind: 'crash', note: { message } });
	}

	since(seq: number): readonly HistoryEntry[] {
		return this.entries.filter((entry) => entry.seq > seq);
	}

	clear(): { cleared: number } {
		const cleared = this.entries.length;
		this.entries = [];
		return { cleared };
	}

	private add(entry: Omit<HistoryEntry, 'seq' | 'at'>): HistoryEntry {
		const full = { ...entry, seq: this.next++, at: this.clock.now() };
		this.entries.push(full);
		return full;
	}
}
