export interface HistoryEntry {
	readonly seq: number;
	/** The simulated clock, milliseconds since 1970. */
	readonly at: number;
	readonly kind: 'call' | 'effect' | 'crash';
	readonly note: Record<string, unknown>;
}

/** Calls that only move or read one value are counted, not kept. */
const KEPT_CALLS = 5000;

/**
 * What was called and what it did, in order. The checker reads its verdict here: effects are never left out; of calls the newest are kept
 * and all are counted. Values are not kept with calls, because a password is one.
 */
export class History {
	private effects: HistoryEntry[] = [];
	private calls: HistoryEntry[] = [];
	private counts = new Map<string, number>();
	private next = 1;

	constructor(private readonly now: () => number) {}

	call(name: string, company: string, note: Record<string, unknown> = {}): HistoryEntry {
		this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
		const entry = this.entry('call', { call: name, company, ...note });
		this.calls.push(entry);
		if (this.calls.length >= 2 * KEPT_CALLS) this.calls = this.calls.slice(-KEPT_CALLS);
		return entry;
	}

	count(name: string): void {
		this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
	}

	/** Something changed: a session begun, an entry stored, lines posted. */
	effect(what: string, note: Record<string, unknown> = {}): void {
		this.effects.push(this.entry('effect', { what, ...note }));
	}

	crash(message: string): void {
		this.effects.push(this.entry('crash', { message }));
	}

	since(seq: number): readonly HistoryEntry[] {
		return [...this.effects, ...this.calls].filter((entry) => entry.seq > seq).sort((a, b) => a.seq - b.seq);
	}

	/** How often each method was called, by class and method. */
	counted(): Readonly<Record<string, number>> {
		return Object.fromEntries([...this.counts].sort(([a], [b]) => (a < b ? -1 : 1)));
	}

	clear(): { cleared: number } {
		const cleared = this.effects.length + this.calls.length;
		[this.effects, this.calls, this.counts] = [[], [], new Map()];
		return { cleared };
	}

	private entry(kind: HistoryEntry['kind'], note: Record<string, unknown>): HistoryEntry {
		return { seq: this.next++, at: this.now(), kind, note };
	}
}
