/** Something that shall go wrong inside the system, not between it and the client. */
export type Disturbance =
	/** Line number `line` of a new batch is refused; nothing is stored. */
	| { readonly kind: 'refuse-line'; readonly line: number; readonly message: string; readonly field: string }
	/** Only the first lines of a new batch are stored, and the answer is an error. */
	| { readonly kind: 'keep-lines'; readonly lines: number }
	/** Somebody else saved the record meanwhile. */
	| { readonly kind: 'updated-by-other' }
	/** The release starts and then fails. */
	| { readonly kind: 'release-fails'; readonly message: string };

export interface ArmedDisturbance {
	readonly what: Disturbance;
	/** Regular expression over description or batch number. */
	readonly match: string;
	skip: number;
	times: number;
}

/** Disturbances armed from outside; each is spent by the documents that it matches. */
export class Armed {
	private readonly waiting: ArmedDisturbance[] = [];

	add(one: ArmedDisturbance): void {
		this.waiting.push(one);
	}

	list(): readonly ArmedDisturbance[] {
		return this.waiting;
	}

	clear(): number {
		return this.waiting.splice(0).length;
	}

	take<K extends Disturbance['kind']>(kind: K, ...texts: readonly string[]): Extract<Disturbance, { kind: K }> | undefined {
		for (const one of this.waiting) {
			if (one.what.kind !== kind || one.times === 0 || !texts.some((text) => new RegExp(one.match).test(text))) continue;
			if (one.skip > 0) {
				one.skip -= 1;
				continue;
			}
			if (one.times > 0) one.times -= 1;
			return one.what as Extract<Disturbance, { kind: K }>;
		}
		return undefined;
	}
}
