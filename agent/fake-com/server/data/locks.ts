export interface Lock {
	/** `batch`, `number`, or a table. */
	readonly resource: string;
	/** Key as text; `*` for every one. */
	readonly key: string;
	/** Who edits it: a name for people, a number for the object that holds it. */
	readonly holder: string | number;
	/** Refusals until it clears by itself; undefined stays. */
	refusals: number | undefined;
	/** The process of the holder is gone (reference sage-100 10: until a master console action). */
	orphan?: boolean;
}

/** Who edits which record. */
export class Locks {
	private locks: Lock[] = [];

	/** Takes the lock; false when somebody else has it. */
	take(resource: string, key: string, holder: number): boolean {
		if (this.refuses(resource, key, holder)) return false;
		if (!this.locks.some((lock) => lock.holder === holder && lock.resource === resource && lock.key === key)) {
			this.locks.push({ resource, key, holder, refusals: undefined });
		}
		return true;
	}

	/** Whether somebody else has it; counts as a try. */
	refuses(resource: string, key: string, holder: number | undefined): boolean {
		const lock = this.locks.find((one) => one.resource === resource && (one.key === key || one.key === '*') && one.holder !== holder);
		if (lock === undefined) return false;
		if (lock.refusals === undefined) return true;
		if (lock.refusals > 0) {
			lock.refusals -= 1;
			return true;
		}
		this.locks = this.locks.filter((one) => one !== lock);
		return false;
	}

	put(lock: Lock): Lock {
		this.locks.push(lock);
		return lock;
	}

	release(matches: (lock: Lock) => boolean): number {
		const before = this.locks.length;
		this.locks = this.locks.filter((lock) => !matches(lock));
		return before - this.locks.length;
	}

	orphan(holder: number): void {
		for (const lock of this.locks) if (lock.holder === holder) lock.orphan = true;
	}

	list(): readonly Lock[] {
		return this.locks;
	}
}
