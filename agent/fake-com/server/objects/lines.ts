import type { Column, Schema } from '../data/schema';
import { Row, Table } from '../data/table';
import type { Arguments } from './calls';
import { setColumn, type BusinessObject } from './business';
import { RecordObject } from './records';
import { linePrefix } from './service';
import type { Method } from './server-object';

/** Decides about the lines of one kind of document. */
export interface LineRules {
	/** Undefined accepts a value of a line. */
	value(column: Column, text: string): string | undefined;
	/** Undefined accepts a line as a whole. */
	line(row: Row): string | undefined;
}

/** `bus.oLines`: detail rows of the document that is read or edited (reference sage-100 9.2). */
export class LinesObject extends RecordObject {
	rules: LineRules | undefined;
	private drafts: Table | undefined;
	private adding: Row | undefined;
	private next = 1;

	constructor(private readonly header: BusinessObject, schema: Schema) {
		super(header.session.world.id(), `${header.className}.oLines`, header.session, schema);
	}

	protected readonly methods: Readonly<Record<string, Method>> = {
		...this.reading,
		nAddLine: () => this.addLine(),
		nEditLine: (args) => this.editLine(args),
		nSetValue: (args) => this.setValue(args),
		nWrite: () => this.writeLine(),
		nDelete: () => this.deleteLine(),
	};

	override unusable(): string | undefined {
		return this.header.unusable();
	}

	source(): Table {
		return this.drafts ?? this.company.table(this.schema.name);
	}

	within(): string {
		return this.drafts === undefined ? linePrefix(this.header.present()) : '';
	}

	prefixOf(header: Row): string {
		return linePrefix(header);
	}

	present(): Row | undefined {
		return this.adding ?? this.row;
	}

	/** The header is being edited from here on. */
	begin(existing: boolean): void {
		this.forget();
		const stored = existing ? [...this.company.table(this.schema.name).under(linePrefix(this.header.present()))] : [];
		this.drafts = new Table(this.schema);
		for (const row of stored) this.drafts.put(row.copy());
		this.next = 1 + stored.reduce((most, row) => Math.max(most, Number(row.get('LineKey'))), 0);
	}

	forget(): void {
		[this.drafts, this.adding, this.row] = [undefined, undefined, undefined];
	}

	/** What the header's nWrite stores. */
	written(): readonly Row[] {
		this.settle();
		return [...(this.drafts?.all() ?? [])];
	}

	private addLine(): number {
		if (this.rules === undefined || this.drafts === undefined) return this.refuse('The document is not being edited. Use SetKey.');
		this.settle();
		this.adding = new Row(this.schema);
		for (const [place, { at }] of this.header.schema.key.entries()) this.adding.setAt(this.schema.key[place]!.at, this.header.present()!.at(at));
		this.adding.set('LineKey', String(this.next).padStart(6, '0'));
		if (this.schema.owns('LineSeqNo')) this.adding.set('LineSeqNo', String(this.next).padStart(14, '0'));
		this.next += 1;
		return this.header.session.world.switches.values.addLineReturns;
	}

	private editLine(args: Arguments): number {
		const found = this.drafts?.find(linePrefix(this.header.present()) + args.text(0)) ?? this.drafts?.find(args.text(0));
		if (found === undefined) return this.refuse(`The line ${args.text(0)} is not on file.`);
		this.settle();
		this.adding = found.copy();
		return 1;
	}

	private setValue(args: Arguments): number {
		if (this.adding === undefined) return this.refuse('No line is being edited. Use AddLine.');
		return setColumn(this, this.adding, args, (column, text) => this.rules?.value(column, text));
	}

	private writeLine(): number {
		if (this.adding === undefined || this.drafts === undefined) return this.refuse('No line is being edited. Use AddLine.');
		const why = this.rules?.line(this.adding);
		if (why !== undefined) return this.refuse(why);
		this.row = this.drafts.put(this.adding);
		if (this.session.world.switches.values.orphanLines) this.company.table(this.schema.name).put(this.adding.copy());
		this.adding = undefined;
		return 1;
	}

	private deleteLine(): number {
		const row = this.adding ?? this.row;
		this.adding = undefined;
		return row !== undefined && this.drafts?.delete(row.key()) === true ? 1 : this.refuse('No line is read.');
	}

	/** A line that was not written before the next begins. */
	private settle(): void {
		if (this.adding !== undefined && this.session.world.switches.values.unwrittenLine === 'kept') this.drafts?.put(this.adding);
		this.adding = undefined;
	}
}
