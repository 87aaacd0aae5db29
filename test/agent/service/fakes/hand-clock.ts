import { type AgentClock } from '../../../../agent/src/index';

/** Time that stands still until a test moves it. */
export class HandClock implements AgentClock {
	private time = Date.UTC(2025, 3, 2, 15, 15, 1);
	private readonly due = new Map<object, { readonly at: number; readonly then: () => void }>();

	now(): number {
		return this.time;
	}

	after(milliseconds: number, then: () => void): () => void {
		const mark = {};
		this.due.set(mark, { at: this.time + milliseconds, then });
		return () => this.due.delete(mark);
	}

	advance(milliseconds: number): void {
		this.time += milliseconds;
		for (const [mark, { at, then }] of [...this.due]) {
			if (at > this.time) continue;
			this.due.delete(mark);
			then();
		}
	}
}
