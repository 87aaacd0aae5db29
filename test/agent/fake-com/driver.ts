import { startFakeSage, variant, type ComModule, type ComObject, type FakeSage, type ServerOptions } from '../../../agent/fake-com';

export type Rec = Record<string, string>;
export const HOME = 'C:\\Sage\\MAS90\\Home';
export const SEP = 'Š';

type Method = (...args: readonly unknown[]) => unknown;

/** A method by its name. */
export const call = (object: ComObject, name: string, ...args: readonly unknown[]): unknown => (object[name] as Method)(...args);
export const isObject = (value: unknown): value is ComObject => (typeof value === 'object' && value !== null) || typeof value === 'function';

const object = (value: unknown): ComObject => {
	if (!isObject(value)) throw new Error(`no object: ${String(value)}`);
	return value;
};

/** The pieces of a joined text: its last character separates. */
export const pieces = (set: unknown): string[] => {
	const text = String(set);
	return text === '' ? [] : text.slice(0, -1).split(text.slice(-1));
};

export interface SignIn {
	readonly user?: string;
	readonly password?: string;
	readonly company?: string;
	readonly date?: string;
}

/** Somebody who works through COM as all programs do (reference sage-100 2). */
export class Caller {
	readonly script: ComObject;
	readonly session: ComObject;

	constructor(readonly com: ComModule, { user = 'AGENT', password = 'Agent-Secret-1', company = 'ABC', date = '20260915' }: SignIn = {}) {
		this.script = com.createObject('ProvideX.Script');
		call(this.script, 'Init', HOME);
		this.session = object(call(this.script, 'NewObject', 'SY_Session'));
		const steps: readonly (readonly [string, ...unknown[]])[] = [['nSetUser', user, password], ['nSetCompany', company], ['nSetDate', 'G/L', date], ['nSetModule', 'G/L']];
		for (const [name, ...args] of steps) {
			if (call(this.session, name, ...args) !== 1) throw new Error(`${name}: ${String(this.session.sLastErrorMsg)}`);
		}
	}

	program(task: string): void {
		const id = call(this.session, 'nLookupTask', task);
		if (id === 0 || call(this.session, 'nSetProgram', id) !== 1) throw new Error(`${task}: ${String(this.session.sLastErrorMsg)}`);
	}

	open(className: string): ComObject {
		this.program(`${className.replace(/_[a-z]+$/, '')}_ui`);
		const made = call(this.script, 'NewObject', className, this.session);
		if (!isObject(made)) throw new Error(`${className}: ${String(this.session.sLastErrorMsg)}`);
		return made;
	}
}

export interface SetsOf {
	readonly column: string;
	readonly key: string;
	readonly filter?: string;
	readonly begin?: string;
	readonly end?: string;
}

/** Both sets as rows; an error is the text on the object. */
export const sets = (from: ComObject, { column, key, filter = '', begin = '', end = '' }: SetsOf): [string, string][] => {
	const [values, keys] = [variant(), variant()];
	if (call(from, 'nGetResultSets', column, key, values, keys, filter, begin, end) !== 1) throw new Error(String(from.sLastErrorMsg));
	const names = pieces(keys.value);
	return pieces(values.value).map((value, at) => [value, names[at] ?? '']);
};

export interface EntryLine {
	readonly account: string;
	readonly debit?: string;
	readonly credit?: string;
	readonly comment?: string;
}

/** The sequence of reference sage-100 9.2; each step must succeed. */
export class Entry {
	readonly bus: ComObject;
	number = '';

	constructor(readonly caller: Caller, private readonly source = 'GJ') {
		this.bus = caller.open('GL_TransactionJournal_bus');
	}

	must(of: ComObject, name: string, ...args: readonly unknown[]): number {
		const code = Number(call(of, name, ...args));
		if (code === 0) throw new Error(`${name}: ${String(of.sLastErrorMsg)}`);
		return code;
	}

	begin(comment: string, date?: string): this {
		const next = variant();
		this.must(this.bus, 'nGetNextEntryNo', next);
		this.number = String(next.value);
		this.must(this.bus, 'nSetKeyValue', 'SourceJournal$', this.source);
		this.must(this.bus, 'nSetKeyValue', 'EntryNo$', this.number);
		if (this.must(this.bus, 'nSetKey') !== 2) throw new Error('not new');
		if (date !== undefined) this.must(this.bus, 'nSetValue', 'PostingDate$', date);
		this.must(this.bus, 'nSetValue', 'JournalComment$', comment);
		return this;
	}

	line(accountKey: string, { debit, credit, comment = '' }: Omit<EntryLine, 'account'>): this {
		const lines = object(this.bus.oLines);
		this.must(lines, 'nAddLine');
		this.must(lines, 'nSetValue', 'AccountKey$', accountKey);
		if (debit !== undefined) this.must(lines, 'nSetValue', 'DebitAmount', debit);
		if (credit !== undefined) this.must(lines, 'nSetValue', 'CreditAmount', credit);
		this.must(lines, 'nSetValue', 'PostingComment$', comment);
		this.must(lines, 'nWrite');
		return this;
	}

	write(): number {
		return this.must(this.bus, 'nWrite');
	}

	drop(): void {
		call(this.bus, 'DropObject');
	}
}

/** The account key of a formatted account. */
export const keyOfAccount = (caller: Caller, account: string): string => {
	const [row] = sets(caller.open('GL_Account_svc'), { column: 'AccountKey$', key: 'AccountKey$', filter: `Account$="${account}"` });
	if (row === undefined) throw new Error(`no account ${account}`);
	return row[0];
};

export const start = (options: ServerOptions = {}): Promise<FakeSage> => startFakeSage(options);

/** 10.00 from department D10 of rent to the bank. */
export const enter = (caller: Caller, comment: string, { date = '20260915', amount = '10.00' } = {}): Entry => {
	const entry = new Entry(caller).begin(comment, date)
		.line(keyOfAccount(caller, '62000-D10'), { debit: amount, comment }).line(keyOfAccount(caller, '10100-000'), { credit: amount, comment });
	entry.write();
	return entry;
};

/** The end of a process reaches the server a moment later. */
export const until = async (holds: () => Promise<boolean>): Promise<void> => {
	for (let tries = 0; tries < 500; tries += 1) {
		if (await holds()) return;
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
	throw new Error('it did not come to that');
};
