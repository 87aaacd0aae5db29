import type { Arguments, Outgoing } from './calls';

export type Method = (args: Arguments) => Outgoing;

/** An object on the ProvideX side. Names of methods are not case sensitive. */
export abstract class ServerObject {
	lastErrorMsg = '';
	lastErrorNum = '';
	dropped = false;

	constructor(readonly id: number, readonly className: string) {}

	protected abstract readonly methods: Readonly<Record<string, Method>>;

	/** Code of the company it works in, for faults and history. */
	companyCode(): string {
		return '';
	}

	/** The reason why every call fails now; a COM fault is thrown instead. */
	unusable(): string | undefined {
		return this.dropped ? 'The object has been dropped.' : undefined;
	}

	method(name: string): Method | undefined {
		const wanted = name.toLowerCase();
		return Object.entries(this.methods).find(([known]) => known.toLowerCase() === wanted)?.[1];
	}

	/** Undefined when there is no such property. */
	property(name: string): Outgoing {
		const known: Readonly<Record<string, string>> = { slasterrormsg: this.lastErrorMsg, slasterrornum: this.lastErrorNum };
		return known[name.toLowerCase()];
	}

	/** A failed call: 0, with a text on the same object (reference sage-100 2). */
	refuse(text: string, number = ''): 0 {
		[this.lastErrorMsg, this.lastErrorNum] = [text, number];
		return 0;
	}

	/** Done, with a warning. */
	warn(text: string, number = ''): -1 {
		[this.lastErrorMsg, this.lastErrorNum] = [text, number];
		return -1;
	}

	/** Everything that it holds is let go. */
	drop(): void {
		this.dropped = true;
	}
}
