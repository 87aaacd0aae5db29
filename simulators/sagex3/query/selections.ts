import type { Row } from '../data/row';

interface Held {
	readonly version: string;
	readonly rows: readonly Row[];
}

const KEPT = 6;

/** The last few answers to filter and order: page after page of one question is computed once, until the data change. */
export class Selections {
	private readonly held = new Map<string, Held>();

	get(question: string, version: string, compute: () => readonly Row[]): readonly Row[] {
		const known = this.held.get(question);
		this.held.delete(question);
		const one = known?.version === version ? known : { version, rows: compute() };
		this.held.set(question, one);
		for (const oldest of this.held.keys()) {
			if (this.held.size <= KEPT) break;
			this.held.delete(oldest);
		}
		return one.rows;
	}
}
