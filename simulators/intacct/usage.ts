/**
 * API transactions as they are billed (reference 16): one per read call, each readMore included, one per record written;
 * every other function counts as one as well (reference 3).
 */
export class Usage {
	private counts = new Map<string, number>();

	count(name: string, transactions = 1): void {
		this.counts.set(name, (this.counts.get(name) ?? 0) + transactions);
	}

	reset(): void {
		this.counts.clear();
	}

	summary(): { total: number; byFunction: Record<string, number> } {
		return { total: [...this.counts.values()].reduce((sum, value) => sum + value, 0), byFunction: Object.fromEntries(this.counts) };
	}
}
