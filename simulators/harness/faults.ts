import type { SimRequest } from './server';

/** How one armed fault spoils the requests it matches. */
export type Fault = {
	readonly name: string;
	/** Regular expression over "METHOD path?query". */
	readonly match: string;
	/** Regular expression over the request body, for systems with a single address. */
	readonly bodyMatch?: string;
	/** Let this many matching requests through first. */
	skip: number;
	/** Then spoil this many; -1 for all. */
	times: number;
	readonly delayMs?: number;
} & (
	| { readonly kind: 'delay' }
	/** Answer instead of the system: status, headers, body. The system never sees the request. */
	| { readonly kind: 'answer'; readonly status: number; readonly headers: Record<string, string>; readonly body: string }
	/** Let the system do its work, then answer something else. */
	| { readonly kind: 'answer-after'; readonly status: number; readonly headers: Record<string, string>; readonly body: string }
	/** Close the connection before the system sees the request. */
	| { readonly kind: 'reset-before' }
	/** Let the system do its work, then close the connection without an answer. */
	| { readonly kind: 'reset-after' }
	/** Promise the whole body, send a part of it, close. */
	| { readonly kind: 'truncate'; readonly keep: number }
	/** Send a complete answer whose body is cut short. */
	| { readonly kind: 'cut-body'; readonly keep: number }
	/** Send the whole answer, its body drop by drop over this time. */
	| { readonly kind: 'slow-body'; readonly overMs: number }
);

const text = (value: unknown, fallback = ''): string => (typeof value === 'string' ? value : fallback);
const count = (value: unknown, fallback: number): number => (typeof value === 'number' ? value : fallback);

const parse = (raw: Record<string, unknown>, index: number): Fault => {
	const base = {
		name: text(raw.name, `fault-${index}`), match: text(raw.match, '.*'),
		...(typeof raw.bodyMatch === 'string' ? { bodyMatch: raw.bodyMatch } : {}),
		skip: count(raw.skip, 0), times: count(raw.times, 1),
		...(typeof raw.delayMs === 'number' ? { delayMs: raw.delayMs } : {}),
	};
	const kind = text(raw.kind, 'delay');
	switch (kind) {
		case 'answer':
		case 'answer-after':
			return { ...base, kind, status: count(raw.status, 503), headers: (raw.headers as Record<string, string> | undefined) ?? {}, body: text(raw.body) };
		case 'truncate':
		case 'cut-body':
			return { ...base, kind, keep: count(raw.keep, 0.5) };
		case 'slow-body':
			return { ...base, kind, overMs: count(raw.overMs, 1000) };
		case 'delay':
		case 'reset-before':
		case 'reset-after':
			return { ...base, kind };
		default:
			throw new Error(`unknown fault kind ${kind}`);
	}
};

/** Faults armed from outside: POST /__sim/faults { kind, match, bodyMatch?, skip?, times?, delayMs?, status?, headers?, body?, keep?, overMs? }. */
export class FaultTable {
	private faults: Fault[] = [];

	arm(raw: Record<string, unknown>): { armed: Fault } {
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
	match(request: SimRequest): Fault | undefined {
		const query = request.query.toString();
		const line = `${request.method} ${request.path}${query ? `?${query}` : ''}`;
		for (const fault of this.faults) {
			if (fault.times === 0 || !new RegExp(fault.match).test(line)) continue;
			if (fault.bodyMatch !== undefined && !new RegExp(fault.bodyMatch).test(request.body.toString('utf8'))) continue;
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
