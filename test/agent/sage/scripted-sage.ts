/** Scripted objects in the manner of the reference, as small as the tests need them. */
import type { ComFactory, ComObject } from '../../../agent/src/sage/com/factory';
import { expression, type Cell } from './providex';

export interface ScriptedTable {
	readonly columns: readonly string[];
	readonly key: readonly string[];
	rows: Array<Record<string, Cell>>;
	/** Class of the lines behind oLines. */
	readonly lines?: string;
}

interface Holder {
	value: unknown;
}

/** Instead of the real return code; an Error is thrown as COM would. `undefined` leaves the call as it is. */
export type Fault = (call: string, count: number) => number | Error | undefined;

const SEP = '\u0160';

export class ScriptedSage {
	readonly calls: string[] = [];
	readonly tables: Record<string, ScriptedTable> = {};
	readonly tasks = new Set(['GL_Account_ui', 'AP_Vendor_ui', 'PO_PurchaseOrder_ui', 'GL_TransactionJournal_ui']);
	readonly companies = new Set(['ABC']);
	password = 'secret';
	unified = false;
	separator = SEP;
	/** Rows of a table beyond this length of text are cut off. */
	longestSet = Infinity;
	bounds: 'respected' | 'ignored' | 'nothing' = 'respected';
	fault: Fault = () => undefined;
	error = '';
	nextEntry = 1;
	nextBatch = 1;
	locks = new Set<string>();
	private readonly counts = new Map<string, number>();

	readonly factory: ComFactory = {
		create: (progId) => {
			this.note(`create ${progId}`);
			return this.script();
		},
		byRef: (initial) => {
			const holder: Holder = { value: initial };
			return { argument: holder, read: () => holder.value };
		},
	};

	note(call: string): void {
		this.calls.push(call);
	}

	private coded(name: string, method: string, values: readonly unknown[], work: () => number): number {
		const call = `${name}.${method}`;
		this.note(`${call}(${values.map((value) => (typeof value === 'object' ? '&' : String(value))).join(', ')})`);
		const count = (this.counts.get(call) ?? 0) + 1;
		this.counts.set(call, count);
		const wrong = this.fault(call, count);
		if (wrong instanceof Error) throw wrong;
		if (wrong === 0) return 0;
		const code = work();
		return wrong ?? code;
	}

	methods(name: string, table: Readonly<Record<string, (...values: never[]) => number>>): Record<string, (...values: unknown[]) => number> {
		return Object.fromEntries(Object.entries(table).map(([method, work]) => [
			method, (...values: unknown[]) => this.coded(name, method, values, () => work(...values as never[])),
		]));
	}

	refuse(text: string): number {
		this.error = text;
		return 0;
	}

	/** Every object has a last error of its own class; one text is enough here. */
	withError(object: Record<string, unknown>): ComObject {
		Object.defineProperty(object, 'sLastErrorMsg', { get: () => this.error, enumerable: true });
		Object.defineProperty(object, 'sLastErrorNum', { get: () => (this.error === '' ? '' : '88'), enumerable: true });
		return object;
	}

	private script(): ComObject {
		const session = this.session();
		return this.withError({
			...this.methods('Script', { Init: () => 1, DropObject: () => 1 }),
			NewObject: (name: string): ComObject | number => {
				this.note(`NewObject ${name}`);
				const wrong = this.fault(`NewObject.${name}`, 1);
				if (wrong instanceof Error) throw wrong;
				if (name === 'SY_Session') return session;
				if (wrong === 0) return this.refuse(this.error || `${name} cannot be created`);
				if (this.tables[name] === undefined) return this.refuse(`${name} cannot be created`);
				return this.object(name);
			},
		});
	}

	private session(): ComObject {
		return this.withError(this.methods('Session', {
			nLogon: () => (this.unified ? 1 : this.refuse('no unified logon')),
			nSetUser: (_user: string, password: string) => (password === this.password ? 1 : this.refuse('The password is not valid.')),
			nSetCompany: (code: string) => (this.companies.has(code) ? 1 : this.refuse(`${code} is not in the list`)),
			nSetDate: () => 1,
			nSetModule: () => 1,
			nLookupTask: (task: string) => (this.tasks.has(task) ? 7 : 0),
			nSetProgram: () => 1,
			nCleanup: () => 1,
			DropObject: () => 1,
		}));
	}

	private object(name: string): ComObject {
		return this.withError(objectOf(this, name));
	}

	tableOf(name: string): ScriptedTable {
		const table = this.tables[name];
		if (table === undefined) throw new Error(`no table ${name}`);
		return table;
	}
}

const blankOf = ({ columns }: ScriptedTable): Record<string, Cell> =>
	Object.fromEntries(columns.map((column) => column.replace(/\(\d+\)$/, '')).map((column) => [column, column.endsWith('$') ? '' : 0]));

const stamped = (table: ScriptedTable, row: Record<string, Cell>): Record<string, Cell> => ({
	...blankOf(table), ...row, DateCreated$: '20250402', TimeCreated$: '10.25', DateUpdated$: '20250402', TimeUpdated$: '10.25',
});

const objectOf = (sage: ScriptedSage, name: string): Record<string, unknown> => {
	const refuse = (text: string): number => sage.refuse(text);
	const table = sage.tableOf(name);
	const asked: Record<string, Cell> = {};
	let rows = [...table.rows];
	let place = 0;
	let draft: Record<string, Cell> | undefined;
	let drafted: Array<Record<string, Cell>> = [];
	const keyOf = (row: Readonly<Record<string, Cell>>): string => table.key.map((column) => String(row[column] ?? '')).join('');
	const matches = (row: Record<string, Cell>): boolean => table.key.every((column) => row[column] === asked[column]);
	const value = (column: string): Cell => (draft ?? rows[place])?.[column] ?? '';
	const object: Record<string, unknown> = {
		...sage.methods(name, {
			nGetResultSets(columns: string, keys: string, first: Holder, second: Holder, filter: string, begin: string, end: string) {
				const [values, key, passes] = [expression(columns), expression(keys), filter === '' ? () => true : expression(filter)];
				const bounded = (row: Record<string, Cell>): boolean => sage.bounds === 'ignored' || (sage.bounds === 'nothing' && begin + end === '') || (sage.bounds === 'respected' && (begin === '' || keyOf(row) >= begin) && (end === '' || keyOf(row) <= end));
				const found = table.rows.filter((row) => bounded(row) && passes(row) === true);
				const set = (part: (row: Record<string, Cell>) => unknown): string => found.map((row) => `${String(part(row))}${sage.separator}`).join('').slice(0, sage.longestSet);
				first.value = set(values);
				second.value = set(key);
				return 1;
			},
			nSetKeyValue(column: string, part: Cell) {
				asked[column] = part;
				return 1;
			},
			nFind() {
				rows = [...table.rows];
				place = rows.findIndex(matches);
				return place >= 0 ? 1 : refuse('');
			},
			nSetKey() {
				if (sage.locks.has(name)) return refuse('The record is in use by another user.');
				if (table.rows.some(matches)) return 1;
				draft = { ...asked };
				drafted = [];
				return 2;
			},
			nSetValue(column: string, part: Cell) {
				if (draft === undefined || !table.columns.includes(column)) return refuse(`invalid column ${column}`);
				draft[column] = part;
				return 1;
			},
			nWrite() {
				if (draft === undefined) return refuse('nothing to write');
				const { rows: entered } = table;
				entered.push(stamped(table, draft));
				if (table.lines !== undefined) {
					const lines = sage.tableOf(table.lines);
					lines.rows.push(...drafted.map((line, index) => ({ ...blankOf(lines), SourceJournal$: draft?.['SourceJournal$'] ?? '', EntryNo$: draft?.['EntryNo$'] ?? '', ...line, LineKey$: String(index + 1).padStart(6, '0') })));
				}
				draft = undefined;
				return 1;
			},
			nGetNextEntryNo(holder: Holder) {
				holder.value = String(sage.nextEntry++).padStart(6, '0');
				return 1;
			},
			nSelectNewBatch(holder: Holder) {
				holder.value = String(sage.nextBatch++).padStart(5, '0');
				if (draft === undefined) asked['BatchNo$'] = String(holder.value);
				return 1;
			},
			nSelectBatch(batch: string) {
				asked['BatchNo$'] = batch;
				return batch === '00009' ? 1 : refuse('unknown batch');
			},
			nGetValue(column: string, holder: Holder) {
				holder.value = value(column);
				return 1;
			},
			nMoveFirst() {
				rows = [...table.rows];
				place = 0;
				return rows.length > 0 ? 1 : 0;
			},
			nMoveNext() {
				place += 1;
				return place < rows.length ? 1 : 0;
			},
			DropObject: () => 1,
		}),
		sGetDataSources: () => `MAIN${sage.separator}OTHER${sage.separator}`,
		sGetColumns: () => table.columns.map((column) => `${column}${sage.separator}`).join(''),
		sGetValue: (column: string) => `${value(column)}  `,
	};
	Object.defineProperty(object, 'nEOF', { get: () => (place >= rows.length ? 1 : 0), enumerable: true });
	if (table.lines !== undefined) object['oLines'] = linesOf(sage, name, table.lines, () => drafted, () => rows[place] ?? {});
	return object;
};

const linesOf = (
	sage: ScriptedSage, header: string, lines: string, drafted: () => Array<Record<string, Cell>>, standsOn: () => Readonly<Record<string, Cell>>,
): ComObject => {
	let line: Record<string, Cell> = {};
	let place = 0;
	const { columns } = sage.tableOf(lines);
	const { key } = sage.tableOf(header);
	const stored = (): Array<Record<string, Cell>> => sage.tableOf(lines).rows.filter((row) => key.every((column) => row[column] === standsOn()[column]));
	const value = (column: string): Cell => stored()[place]?.[column] ?? '';
	const moved = (): number => (place < stored().length ? 1 : 0);
	const object = {
		...sage.methods(`${header}.oLines`, {
			nAddLine() {
				line = {};
				return 2;
			},
			nSetValue(column: string, part: Cell) {
				if (!columns.includes(column)) return sage.refuse(`invalid column ${column}`);
				line[column] = part;
				return 1;
			},
			nWrite() {
				drafted().push(line);
				return 1;
			},
			nMoveFirst() {
				place = 0;
				return moved();
			},
			nMoveNext() {
				place += 1;
				return moved();
			},
			nGetValue(column: string, holder: Holder) {
				holder.value = value(column);
				return 1;
			},
		}),
		sGetDataSources: () => 'MAIN',
		sGetColumns: () => columns.join(','),
		sGetValue: (column: string) => value(column),
	};
	Object.defineProperty(object, 'nEOF', { get: () => (place >= stored().length ? 1 : 0), enumerable: true });
	return sage.withError(object);
};
