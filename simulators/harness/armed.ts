import { ControlProblem, numberIn, textIn, type ControlBody, type ControlCall } from './control-call';

/**
 * Disturbances: what shall go wrong inside a system, not between it and the client (that is faults.ts). Each system says its kinds as a
 * union told apart by `kind`, and with a table how to read one of each; the code that may be disturbed asks `take` whether it is its turn.
 * Each armed disturbance is spent by the documents that it matches: it lets `skip` of them pass and then spoils `times` of them, -1 for all.
 */
export interface AnyDisturbance {
	readonly kind: string;
}

export interface ArmedDisturbance<Disturbance extends AnyDisturbance> {
	readonly what: Disturbance;
	/** Regular expression over what tells a document: its description, its number, its key. */
	readonly match: string;
	skip: number;
	times: number;
}

/** How the members of each kind are read from the body of POST disturb. */
export type DisturbanceReaders<Disturbance extends AnyDisturbance> = Readonly<Record<Disturbance['kind'], (body: ControlBody) => Disturbance>>;

export class Armed<Disturbance extends AnyDisturbance> {
	private readonly waiting: ArmedDisturbance<Disturbance>[] = [];

	add(one: ArmedDisturbance<Disturbance>): void {
		this.waiting.push(one);
	}

	list(): readonly ArmedDisturbance<Disturbance>[] {
		return this.waiting;
	}

	clear(): number {
		return this.waiting.splice(0).length;
	}

	/** The first that is due for a document with one of these texts. */
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

/** The act of POST disturb {"kind":"refuse-line","line":250,"match":"PLAN-","skip":0,"times":1}. */
export const disturbWith = <Disturbance extends AnyDisturbance>(readers: DisturbanceReaders<Disturbance>) =>
	({ world, body }: ControlCall<{ readonly armed: Armed<Disturbance> }>): ArmedDisturbance<Disturbance> => {
		const kind = textIn(body, 'kind');
		if (!Object.hasOwn(readers, kind)) throw new ControlProblem(`kind takes ${Object.keys(readers).join(', ')}`);
		const one = {
			what: readers[kind as Disturbance['kind']](body), match: textIn(body, 'match', ''), skip: numberIn(body, 'skip', 0),
			times: numberIn(body, 'times', 1),
		};
		// A wrong expression is refused here, and not when a document comes.
		new RegExp(one.match);
		world.armed.add(one);
		return one;
	};
