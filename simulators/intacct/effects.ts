import type { History } from '../harness/history';

/** Effects of one request, held back while a transaction may still be rolled back. */
export class Effects {
	private held: { readonly what: string; readonly note: Record<string, unknown> }[] | undefined;

	constructor(private readonly history: History) {}

	add(what: string, note: Record<string, unknown> = {}): void {
		if (this.held) this.held.push({ what, note });
		else this.history.effect(what, note);
	}

	hold(): void {
		this.held = [];
	}

	release(): void {
		const held = this.held ?? [];
		this.held = undefined;
		for (const { what, note } of held) this.history.effect(what, note);
	}

	forget(): void {
		this.held = undefined;
		this.history.effect('transaction-rolled-back');
	}
}
