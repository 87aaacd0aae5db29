import type { Column } from '../data/schema';
import { Row, type Table } from '../data/table';
import { scaled } from '../data/amount';
import { ComFault, HRESULT, type Arguments, type Outgoing } from './calls';
import { LinesObject } from './lines';
import { RecordObject } from './records';
import { exclusiveText } from './session';
import type { Method } from './server-object';

export interface Editing {
	readonly key: string;
	readonly row: Row;
	readonly isNew: boolean;
}

/** Validated reading and writing of one table: `…_bus` (reference sage-100 2, 3, 10). */
export class BusinessObject extends RecordObject {
	editing: Editing | undefined;
	private linesObject: LinesObject | undefined;

	protected readonly writing: Readonly<Record<string, Method>> = {
		...this.reading,
		nSetKey: (args) => this.setKey(args),
		nSetValue: (args) => this.setValue(args),
		nWrite: () => this.write(),
		nDelete: () => this.delete(),
		nClear: () => {
			this.letGo();
			this.row = undefined;
			this.keyValues.clear();
			return 1;
		},
		DropObject: () => {
			this.letGo();
			this.drop();
			return 1;
		},
	};

	protected readonly methods: Readonly<Record<string, Method>> = this.writing;

	get lines(): LinesObject | undefined {
		if (this.schema.lines !== undefined) this.linesObject ??= new LinesObject(this, this.company.table(this.schema.lines).schema);
		return this.linesObject;
	}

	override property(name: string): Outgoing {
		return name.toLowerCase() === 'olines' ? this.lines : super.property(name);
	}

	override abandon(): void {
		if (this.session.world.switches.values.locksOfDeadProcess === 'kept') this.company.locks.orphan(this.id);
		else this.letGo();
		this.editing = undefined;
		this.drop();
	}

	source(): Table {
		return this.company.table(this.schema.name);
	}

	within(): string {
		return '';
	}

	present(): Row | undefined {
		return this.editing?.row ?? this.row;
	}

	/** Refusals of a company that somebody has for himself. */
	protected exclusive(): string | undefined {
		const task = this.session.world.exclusiveTask(this.company.code);
		return task === undefined ? undefined : exclusiveText(this.company.code, task);
	}

	refuseLock(): 0 {
		const { lockText, lockNumber } = this.session.world.switches.values;
		return this.refuse(lockText, lockNumber);
	}

	/** Why no record can be edited now. */
	protected beforeKey(): string | undefined {
		return this.schema.readOnly ? `${this.schema.name} is written by updates only.` : this.exclusive();
	}

	/** What a new record begins with. */
	protected defaults(row: Row): void {
		row.set('Status', 'A');
	}

	/** 1 existing, 2 new, 0 refused (reference sage-100 2). Takes the lock. */
	private setKey(args: Arguments): number {
		const why = this.beforeKey();
		if (why !== undefined) return this.refuse(why);
		const key = this.keyFrom(args);
		if (key === '') return this.refuse('The key is blank.');
		this.letGo();
		if (!this.company.locks.take(this.schema.name, key, this.id)) return this.refuseLock();
		const found = this.source().find(key);
		const row = found?.copy() ?? this.fresh(key);
		this.editing = { key, row, isNew: found === undefined };
		this.row = row;
		this.lines?.begin(found !== undefined);
		return found === undefined ? 2 : 1;
	}

	protected fresh(key: string): Row {
		const row = new Row(this.schema);
		let at = 0;
		for (const { name, width, at: place } of this.schema.key) {
			const own = this.schema.key.at(-1)?.at === place ? key.slice(at) : key.slice(at, at + width);
			row.setAt(place, this.keyValues.get(name) ?? own.trimEnd());
			at += width;
		}
		if (this.schema.owns('Status')) this.defaults(row);
		return row;
	}

	protected setValue(args: Arguments): number {
		if (this.editing === undefined) return this.refuse('No record is being edited. Use SetKey.');
		return setColumn(this, this.editing.row, args, (column, text) => this.accepts(column, text));
	}

	/** Undefined accepts; a warning is a text behind `warning:`. */
	protected accepts(_column: Column, _text: string): string | undefined {
		return undefined;
	}

	protected stampRow(row: Row, isNew: boolean): void {
		if (!this.schema.owns('UserUpdatedKey')) return;
		const { world, user } = this.session;
		const { date, time } = world.stamp();
		for (const word of isNew ? ['Created', 'Updated'] : ['Updated']) {
			row.set(`Date${word}`, date);
			row.set(`Time${word}`, time);
			row.set(`User${word}Key`, user?.key ?? '');
		}
	}

	protected write(): number {
		const { editing } = this;
		if (editing === undefined) return this.refuse('No record is being edited. Use SetKey.');
		const why = this.exclusive();
		if (why !== undefined) return this.refuse(why);
		this.stampRow(editing.row, editing.isNew);
		this.row = this.source().put(editing.row.copy());
		this.session.world.history.effect('record-written', { company: this.company.code, table: this.schema.name, key: editing.key, isNew: editing.isNew });
		this.letGo();
		return 1;
	}

	protected delete(): number {
		const { editing } = this;
		if (editing === undefined || editing.isNew) return this.refuse('No record is being edited. Use SetKey.');
		for (const line of [...this.linesOf(editing.row)]) this.company.table(this.schema.lines!).delete(line.key());
		this.source().delete(editing.key);
		this.session.world.history.effect('record-deleted', { company: this.company.code, table: this.schema.name, key: editing.key });
		this.letGo();
		this.row = undefined;
		return 1;
	}

	protected linesOf(header: Row): Iterable<Row> {
		return this.schema.lines === undefined ? [] : this.company.table(this.schema.lines).under(this.lines!.prefixOf(header));
	}

	/** Ends editing; what is not written is lost. */
	protected letGo(): void {
		if (this.editing !== undefined) this.company.locks.release(({ holder }) => holder === this.id);
		this.editing = undefined;
		this.linesObject?.forget();
	}
}

/** `nSetValue` of a record or a line: 1, 0, or -1 with a warning. */
export const setColumn = (
	object: RecordObject, row: Row, args: Arguments, accepts: (column: Column, text: string) => string | undefined,
): number => {
	const column = object.columnOf(args.text(0));
	if (column === undefined) return 0;
	const raw = args.raw(1);
	if (column.kind !== 'number' && typeof raw === 'number') throw new ComFault(HRESULT.typeMismatch, 'Type mismatch.');
	// A double may be written with an exponent.
	let text = typeof raw === 'number' && /e/i.test(String(raw)) ? raw.toFixed(column.decimals) : args.text(1);
	if (column.kind === 'number' && scaled(text, column.decimals) === undefined) return object.refuse(`${args.text(0)}: ${text} is no number.`);
	if (column.kind === 'date' && !/^(\d{8})?$/.test(text)) return object.refuse(`${args.text(0)}: ${text} is no date.`);
	if (column.kind === 'text' && text.length > column.width) {
		if (object.session.world.switches.values.longText === 'refuse') return object.refuse(`${args.text(0)} has ${column.width} letters at most.`);
		text = text.slice(0, column.width);
	}
	if (object.schema.key.some(({ at }) => at === column.at)) return object.refuse(`${args.text(0)} is part of the key.`);
	const said = accepts(column, text);
	if (said !== undefined && !said.startsWith(WARNING)) return object.refuse(said);
	row.setAt(column.at, text);
	return said === undefined ? 1 : object.warn(said.slice(WARNING.length));
};

export const WARNING = 'warning:';
