interface Matching {
	readonly name: string;
	/** Regular expression over "COMPANY Class.Method(first argument)". */
	readonly match: string;
	/** Let this many matching calls through first. */
	skip: number;
	/** Then spoil this many; -1 for all. */
	times: number;
}

/** How one armed fault spoils the calls that it matches. */
export type Fault = Matching & (
	/** A COM exception before the call does anything. */
	| { readonly kind: 'exception'; readonly hresult: number; readonly message: string }
	/** The call does its work, then a COM exception comes. */
	| { readonly kind: 'exception-after'; readonly hresult: number; readonly message: string }
	/** Returns 0 with this text. */
	| { readonly kind: 'refuse'; readonly text: string; readonly number: string }
	/** Does its work and returns -1 with this text. */
	| { readonly kind: 'warn'; readonly text: string; readonly number: string }
	| { readonly kind: 'slow'; readonly delayMs: number }
	/** A dialogue opens on the server: no answer until it is closed (POST /__sim/release); then the call does its work. */
	| { readonly kind: 'hang' }
	/** The call does its work; the answer is lost, nothing comes back until POST /__sim/release. */
	| { readonly kind: 'hang-after' }
	/** The session is gone, this and every later call raises. */
	| { readonly kind: 'session-lost' }
	/** The process that called is killed in the middle of the call: before it has reached Sage, or behind it. */
	| { readonly kind: 'killed' | 'killed-after' }
);

/** The RPC server is unavailable. */
export const SERVER_UNAVAILABLE = 0x800706ba - 0x1_0000_0000;

const text = (value: unknown, fallback = ''): string => (typeof value === 'string' ? value : fallback);
const count = (value: unknown, fallback: number): number => (typeof value === 'number' ? value : fallback);

const parse = (raw: Readonly<Record<string, unknown>>, index: number): Fault => {
	const base = { name: text(raw.name, `fault-${index}`), match: text(raw.match, '.*'), skip: count(raw.skip, 0), times: count(raw.times, 1) };
	const kind = text(raw.kind);
	const said = { text: text(raw.text, 'The operation is not possible.'), number: text(raw.number) };
	const raised = { hresult: count(raw.hresult, SERVER_UNAVAILABLE), message: text(raw.message, 'The RPC server is unavailable.') };
	switch (kind) {
		case 'exception':
		case 'exception-after':
			return { ...base, kind, ...raised };
		case 'refuse':
		case 'warn':
			return { ...base, kind, ...said };
		case 'slow':
			return { ...base, kind, delayMs: count(raw.delayMs, 100) };
		case 'hang':
		case 'hang-after':
		case 'session-lost':
		case 'killed':
		case 'killed-after':
			return { ...base, kind };
		default:
			throw new TypeError(`unknown fault kind ${JSON.stringify(raw.kind)}`);
	}
};

/** Faults armed from outside: POST /__sim/faults { kind, match, skip?, times?, hresult?, message?, text?, number?, delayMs? }. */
export class Faults {
	private faults: Fault[] = [];

	arm(raw: Readonly<Record<string, unknown>>): { armed: Fault } {
		const fault = parse(raw, this.faults.length + 1);
		this.faults.push(fault);
		return { armed: fault };
	}

	disarm(): { disarmed: number } {
		const disarmed = this.faults.length;
		this.faults = [];
		return { disarmed };
	}

	list(): readonly Fault[] {
		return this.faults;
	}

	/** The first armed fault that matches and is due. */
	match(line: string): Fault | undefined {
		for (const fault of this.faults) {
			if (fault.times === 0 || !new RegExp(fault.match).test(line)) continue;
			if (fault.skip > 0) {
				fault.skip -= 1;
				continue;
			}
			if (fault.times > 0) fault.times -= 1;
			return fault;
		}
		return undefined;
	}
}

/** What goes wrong in Sage, ready for POST /__sim/faults; a `match` may be put over that which is here. */
export const FAULTS = {
	/** The entry is stored, the answer is lost. */
	answerLost: { name: 'answer-lost', kind: 'hang-after', match: 'GL_TransactionJournal_bus\\.nWrite' },
	/** The entry is stored, then the COM server dies. */
	diedAfterStore: { name: 'died-after-store', kind: 'exception-after', match: 'GL_TransactionJournal_bus\\.nWrite' },
	/** A dialogue opens before anything is stored. */
	dialogue: { name: 'dialogue', kind: 'hang', match: 'GL_TransactionJournal_bus\\.nWrite' },
	serverGone: { name: 'server-gone', kind: 'exception' },
	sessionLost: { name: 'session-lost', kind: 'session-lost' },
	warning: { name: 'warning', kind: 'warn', match: 'GL_TransactionJournal_bus\\.nWrite', text: 'The posting date is not within the current period.' },
	slow: { name: 'slow', kind: 'slow', delayMs: 200 },
} as const;
