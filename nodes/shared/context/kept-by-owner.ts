import type { Clock } from '../../../src/contracts';
import { Fingerprint } from '../../../src/core/fingerprint';

export interface Keeping {
	/** Somebody who changes what is kept sees the change after this time. */
	readonly keptMs: number;
	readonly mostOwners: number;
}

/**
 * What one identity has read lately, for all runs and pick lists of this process, and shown to no other. Of the owners kept the
 * longest the first goes when there are too many.
 */
export class KeptByOwner<T> {
	private readonly kept = new Map<string, { readonly untilMs: number; readonly value: T }>();

	constructor(private readonly clock: Pick<Clock, 'now'>, private readonly make: () => T, private readonly keeping: Keeping) {}

	/** @param owner everything that tells an identity from another; kept as a fingerprint */
	of(owner: ReadonlyArray<string | null>): T {
		const fingerprint = new Fingerprint();
		fingerprint.add(owner);
		const key = fingerprint.digest();
		const known = this.kept.get(key);
		if (known && this.clock.now() < known.untilMs) return known.value;
		const value = this.make();
		this.kept.delete(key);
		this.kept.set(key, { untilMs: this.clock.now() + this.keeping.keptMs, value });
		for (const oldest of this.kept.keys()) {
			if (this.kept.size <= this.keeping.mostOwners) break;
			this.kept.delete(oldest);
		}
		return value;
	}
}
