/** Something that shall go wrong inside the system, not between it and the client. */
export type Disturbance =
	/** A POST is interrupted: the connection is cut; switch storedAtReset says what is stored. `lines` are the details that a part keeps. */
	| { readonly kind: 'interrupt'; readonly lines: number }
	/** The business layer refuses with its own message. */
	| { readonly kind: 'refuse'; readonly code: string; readonly message: string }
	/** Somebody else saved the record meanwhile: PATCH and PUT are refused. */
	| { readonly kind: 'modified-by-other' }
	/** The step that makes a new batch ready to post fails: the batch exists, and is open. */
	| { readonly kind: 'ready-fails' }
	/** Posting shows so many lines, the others when `finish-posting` comes. */
	| { readonly kind: 'slow-posting'; readonly lines: number };

export interface ArmedDisturbance {
	readonly what: Disturbance;
	/** Regular expression over description or key. */
	readonly match: string;
	skip: number;
	times: number;
}

/** Disturbances armed from outside; each is spent by the records that it matches. */
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
