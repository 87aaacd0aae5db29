/** Numbering of one company: what was given once is never given again. */
export class Numbers {
	private readonly last = new Map<string, number>();

	peek(sequence: string): number {
		return this.last.get(sequence) ?? 0;
	}

	next(sequence: string): number {
		const number = this.peek(sequence) + 1;
		this.last.set(sequence, number);
		return number;
	}

	/** Continues behind this number at least. */
	reserve(sequence: string, upTo: number): void {
		this.last.set(sequence, Math.max(upTo, this.peek(sequence)));
	}
}
