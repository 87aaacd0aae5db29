import type { Company } from '../data/company';
import { printed } from '../data/amount';
import type { Column, Schema } from '../data/schema';
import { keyOf, startsWith, type Row, type Table } from '../data/table';
import type { Expression, Names } from '../expressions/expression';
import { ComFault, HRESULT, type Arguments } from './calls';
import { resultSets } from './result-sets';
import { ServerObject, type Method } from './server-object';
import type { Session } from './session';

/** Reading, which `_bus`, `_svc` and lines share (reference sage-100 3). */
export abstract class RecordObject extends ServerObject {
	row: Row | undefined;
	private eof = false;
	private bof = false;
	private browse = '';
	protected readonly keyValues = new Map<string, string>();
	private readonly generation: number;
	protected readonly company: Company;

	constructor(id: number, className: string, readonly session: Session, readonly schema: Schema) {
		super(id, className);
		this.generation = session.generation;
		// Without one it can only be a system file, which every company sees alike.
		this.company = session.company ?? session.world.companies[0]!;
	}

	/** Rows that it sees. */
	abstract source(): Table;
	/** Beginning of their keys; empty for all. */
	abstract within(): string;
	/** What is looked at: the row being edited, or that which was read. */
	abstract present(): Row | undefined;

	protected readonly reading: Readonly<Record<string, Method>> = {
		nFind: (args) => this.find(args),
		nMoveFirst: () => this.moveFirst(),
		nMoveNext: () => this.moveFromHere(1),
		nMovePrevious: () => this.moveFromHere(-1),
		nMoveLast: () => this.move(this.source().from(`${this.within()}${this.browse}\uffff`) - 1, -1),
		nSetBrowseFilter: (args) => {
			this.browse = args.text(0);
			return 1;
		},
		nSetKeyValue: (args) => this.setKeyValue(args.text(0), args.text(1)),
		nGetValue: (args) => this.getValue(args),
		sGetValue: (args) => {
			const column = this.columnOf(args.text(0));
			return column === undefined ? '' : this.shown(this.present(), column);
		},
		nGetRecord: (args) => this.getRecord(args),
		nGetOrigRecord: (args) => this.getRecord(args),
		nGetOrigRecord$: () => this.recordText(this.row),
		sGetDataSources: () => this.list([this.schema.name]),
		sGetColumns: (args) => (this.isSource(args.text(0)) ? this.list(this.schema.columns.map(suffixed)) : ''),
		sGetKeyColumns: () => this.list(this.schema.key.map(suffixed)),
		nGetRecordCount: (args) => (this.isSource(args.text(0)) ? [...this.source().under(this.within())].length : 0),
		nGetResultSets: (args) => resultSets(this, args),
		nClear: () => {
			this.keyValues.clear();
			this.row = undefined;
			return 1;
		},
		DropObject: () => {
			this.drop();
			return 1;
		},
	};

	override companyCode(): string {
		return this.company.code;
	}

	override unusable(): string | undefined {
		const own = super.unusable() ?? this.session.unusable();
		if (own !== undefined || this.generation === this.session.generation) return own;
		const text = 'The object belongs to another company of the session.';
		if (this.session.world.switches.values.staleObjects === 'exception') throw new ComFault(HRESULT.disconnected, text);
		return text;
	}

	override property(name: string): ReturnType<ServerObject['property']> {
		const known: Readonly<Record<string, number>> = { neof: Number(this.eof), nbof: Number(this.bof) };
		return known[name.toLowerCase()] ?? super.property(name);
	}

	/** The process is gone; locks may stay. */
	abandon(): void {
		this.drop();
	}

	/** The column of a name with the right suffix; the reason is on the object otherwise. */
	columnOf(name: string): Column | undefined {
		const text = name.endsWith('$');
		const column = this.schema.column(text ? name.slice(0, -1) : name);
		if (column !== undefined && (column.kind === 'number') !== text) return column;
		this.refuse(column === undefined ? `${name} is not a column of ${this.schema.name}.` : `Error #26: Variable type invalid: ${name}`, column ? '26' : '');
		return undefined;
	}

	/** As people of this interface see it: no blanks at the end, dates that are not set as the edition has them. */
	shown(row: Row | undefined, column: Column): string {
		const text = row?.at(column.at) ?? '';
		if (column.kind === 'number') return this.number(printed(text || '0'));
		return text.trimEnd() || (column.kind === 'date' ? this.session.world.switches.values.blankDate : '');
	}

	number(text: string): string {
		return this.session.world.switches.values.leadingZero ? text : text.replace(/^(-?)0\./, '$1.');
	}

	names(): Names<Row> {
		return {
			printed: (value) => this.number(String(Math.round(value * 1e6) / 1e6)),
			column: (name): Expression<Row> | undefined => {
				const [, column = name] = /^\w+\.(\w+\$?)$/.exec(name) ?? [];
				const found = this.columnOf(column);
				if (found === undefined) return undefined;
				const text = (row: Row): string => this.shown(row, found);
				return found.kind === 'number' ? { kind: 'number', exact: text, of: (row) => Number(row.at(found.at)) } : { kind: 'text', of: text };
			},
		};
	}

	/** Joined, the separator behind the last one too. */
	list(texts: readonly string[]): string {
		const { separator } = this.session.world.switches.values;
		return texts.map((text) => text + separator).join('');
	}

	/** The key of a call: its argument, or the values that were set for the parts. */
	protected keyFrom(args: Arguments): string {
		if (args.count > 0 && args.text(0) !== '') return args.text(0).trimEnd();
		return keyOf(this.schema, this.schema.key.map(({ name }) => this.keyValues.get(name) ?? ''));
	}

	sees(key: string): boolean {
		return startsWith(key, this.within());
	}

	private setKeyValue(name: string, text: string): number {
		const column = this.columnOf(name);
		if (column === undefined) return 0;
		if (!this.schema.key.some((one) => one.name === column.name)) return this.refuse(`${name} is not part of the key.`);
		if (text.length > column.width) return this.refuse(`${name} has ${column.width} letters at most.`);
		this.keyValues.set(column.name, text);
		return 1;
	}

	private find(args: Arguments): number {
		const key = this.keyFrom(args);
		const row = this.sees(key) ? this.source().find(key) : undefined;
		if (row === undefined) return this.refuse(`${this.schema.name}: ${key} is not on file.`);
		this.row = row.copy();
		this.eof = false;
		return 1;
	}

	private moveFirst(): number {
		return this.move(this.source().from((this.within() + this.browse).trimEnd()), 1);
	}

	private moveFromHere(step: 1 | -1): number {
		const here = this.row?.key();
		if (here === undefined) return step === 1 ? this.moveFirst() : this.refuse('No record is read.');
		const at = this.source().from(here);
		// A record that somebody deleted meanwhile leaves its place to the next.
		return this.move(step === -1 ? at - 1 : at + Number(this.source().keys()[at] === here), step);
	}

	private move(start: number, step: 1 | -1): number {
		const keys = this.source().keys();
		const prefix = this.within() + this.browse;
		for (let at = start; at >= 0 && at < keys.length; at += step) {
			const key = keys[at]!;
			if (startsWith(key, prefix)) {
				this.row = this.source().find(key)!.copy();
				[this.eof, this.bof] = [false, false];
				return 1;
			}
			if (step === 1 ? key > prefix : key < prefix) break;
		}
		if (step === 1) this.eof = true;
		else this.bof = true;
		return this.refuse(step === 1 ? 'End of file.' : 'Beginning of file.', '2');
	}

	private getValue(args: Arguments): number {
		const column = this.columnOf(args.text(0));
		if (column === undefined) return 0;
		const text = this.shown(this.present(), column);
		// COM carries numbers as doubles, so sixteen digits are one too many.
		args.put(1, column.kind === 'number' ? Number(text) : text);
		return 1;
	}

	private recordText(row: Row | undefined): string {
		return row === undefined ? '' : this.list(this.schema.columns.map((column) => this.shown(row, column)));
	}

	private getRecord(args: Arguments): number {
		const row = this.present();
		if (row === undefined) return this.refuse('No record is read.');
		args.put(0, this.recordText(row));
		args.put(1, this.list(this.schema.columns.map(suffixed)));
		return 1;
	}

	private isSource(name: string): boolean {
		if (name === '' || ['main', this.schema.name.toLowerCase()].includes(name.toLowerCase())) return true;
		this.refuse(`${name} is not a data source of ${this.className}.`);
		return false;
	}
}

export const suffixed = ({ name, kind }: Column): string => (kind === 'number' ? name : `${name}$`);
