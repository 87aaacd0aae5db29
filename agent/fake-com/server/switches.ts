interface SwitchEntry<T> {
	readonly value: T;
	readonly meaning: string;
	readonly allowed?: readonly T[];
}

const entry = <T extends string | number | boolean>(value: T, meaning: string): SwitchEntry<T> => ({ value, meaning });
const flag = (value: boolean, meaning: string): SwitchEntry<boolean> => ({ value, meaning });
const choice = <T extends string>(allowed: readonly [T, ...T[]], meaning: string): SwitchEntry<T> => ({ value: allowed[0], allowed, meaning });

/** Take effect at the start and at a reset, because they decide what is stored. */
const SITE = {
	renamed: entry('', 'comma list of Table.Column=Name: other names of columns; names that the reference marks UNCONFIRMED differ by site'),
	leftOut: entry('', 'comma list of Table.Column that this release does not have, such as AP_OpenInvoice.DateUpdated'),
	mainInAccountSegment: flag(true, 'GL_AccountSegment has rows of segment 01 too; not confirmed'),
	headerCommentReachesLedger: flag(false, 'a line without a comment gets the header\'s comment in the ledger; not confirmed'),
} as const;

const INTERFACE = {
	aliases: entry('', 'comma list of Class=Class: the first is another name of the second, which then is unknown; so for tasks'),
	absent: entry('', 'comma list of classes and tasks that are not known'),
	home: entry('C:\\Sage\\MAS90\\Home', 'the path that Init needs; objects of another path cannot be made'),
	newObjectFails: choice(['null', 'exception'], 'NewObject that fails: nothing comes, or a COM exception; the session has the text either way'),
	propertyAccess: choice(['value', 'object'],
		'obj.nEOF is the value, or an object that turns into it and can be called; winax without type information does the latter'),
	securityContext: choice(['any', 'own'], 'some task must be set by nSetProgram, or the task of the class itself'),
	systemFiles: choice(['free', 'company'],
		'SY_ classes, whose file is that of all companies (reference sage-100 8), need neither company nor task, or need both as others do; not confirmed'),
	staleObjects: choice(['refuse', 'exception'], 'objects made before the company changed: return 0, or raise; inferred'),
	separator: entry('Š', 'byte 138 in the code page of the PC'),
	blankDate: choice(['', '17530101'], 'what a date that is not set looks like; 17530101 is Premium read as it is stored'),
	leadingZero: flag(true, 'numbers below one are printed with a zero in front'),
	longestSet: entry(0, 'letters that fit into a result set; 0 is no limit; not confirmed'),
	longestExpression: entry(0, 'letters that fit into an expression; 0 is no limit; not confirmed'),
	addLineReturns: entry(1, 'what nAddLine gives; one program expects 2'),
} as const;

const SIGN_IN = {
	unifiedLogon: flag(false, 'nLogon signs in by itself'),
	wrongPasswordsLock: entry(3, 'wrong passwords that lock a user; 0 never locks; the number is not confirmed'),
	seats: entry(0, 'sessions that the licence allows; 0 is no limit'),
	licenceRefusal: choice(['exception', 'refuse'], 'no seat is free: nSetUser raises, or returns 0'),
	seatOfDeadProcess: choice(['released', 'kept'], 'the seat of a process that was killed; kept until a control call'),
	locksOfDeadProcess: choice(['released', 'kept'], 'its locks; kept until the master console clears them'),
} as const;

const WRITING = {
	orphanLines: flag(false, 'lines are stored by their own nWrite, and stay when the header is not written; not confirmed'),
	unwrittenLine: choice(['lost', 'kept'], 'a line without nWrite when the next one or the header is written; not confirmed'),
	longText: choice(['refuse', 'cut'], 'text longer than its column in nSetValue; not confirmed'),
	outOfBalance: choice(['refuse', 'accept'], 'an entry that does not balance'),
	closedPeriod: choice(['refuse', 'accept'], 'an entry in a closed period'),
	warnOutsidePeriod: flag(false, 'a posting date outside the current period gives -1'),
	lockText: entry('The record is in use by another user.', 'sLastErrorMsg of a lock; the real text is not known'),
	lockNumber: entry('', 'sLastErrorNum of a lock; not known'),
	lineLimit: entry(0, 'lines of one entry; 0 is no limit; not confirmed'),
} as const;

const TABLE = { ...SITE, ...INTERFACE, ...SIGN_IN, ...WRITING } as const;

export type SwitchName = keyof typeof TABLE;
type Held<T> = T extends SwitchEntry<infer V> ? V : never;
export type SwitchValues = { -readonly [K in SwitchName]: Held<(typeof TABLE)[K]> };

const isName = (name: string): name is SwitchName => Object.hasOwn(TABLE, name);

/** The switches and their values. A wrong name or value is an error: a test that sets nothing proves nothing. */
export class Switches {
	private readonly initial: SwitchValues;
	values: SwitchValues;

	constructor(changes: Readonly<Record<string, unknown>> = {}) {
		this.values = Object.fromEntries(Object.entries(TABLE).map(([name, { value }]) => [name, value])) as SwitchValues;
		this.change(changes);
		this.initial = { ...this.values };
	}

	/** Changes all or nothing. */
	change(changes: Readonly<Record<string, unknown>>): SwitchValues {
		for (const [name, value] of Object.entries(changes)) {
			if (!isName(name)) throw new TypeError(`unknown switch ${name}; known: ${Object.keys(TABLE).join(', ')}`);
			const { value: standard, allowed }: SwitchEntry<unknown> = TABLE[name];
			if (allowed ? allowed.includes(value) : typeof value === typeof standard) continue;
			throw new TypeError(`switch ${name} does not take ${JSON.stringify(value)}; ${TABLE[name].meaning}`);
		}
		Object.assign(this.values, changes);
		return this.values;
	}

	reset(): void {
		this.values = { ...this.initial };
	}

	list(): { name: string; value: unknown; default: unknown; allowed?: readonly unknown[]; meaning: string }[] {
		return Object.entries<SwitchEntry<unknown>>(TABLE).map(([name, { value, allowed, meaning }]) =>
			({ name, value: this.values[name as SwitchName], default: value, ...(allowed ? { allowed } : {}), meaning }));
	}
}

/** `a=b, c=d` as pairs. */
export const pairsOf = (text: string): Map<string, string> => new Map(text.split(',').map((pair) => pair.trim()).filter((pair) => pair !== '')
	.map((pair) => {
		const [left = '', right = ''] = pair.split('=').map((word) => word.trim());
		return [left, right] as const;
	}));

export const wordsOf = (text: string): Set<string> => new Set(text.split(',').map((word) => word.trim()).filter((word) => word !== ''));
