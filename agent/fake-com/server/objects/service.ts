import { keyOf, type Row, type Table } from '../data/table';
import { RecordObject } from './records';
import type { Method } from './server-object';
import type { Outgoing } from './calls';

/** A whole table, read only: `…_svc` (reference sage-100 2). */
export class ServiceObject extends RecordObject {
	private lineReader: LineReader | undefined;

	protected readonly methods: Readonly<Record<string, Method>> = {
		...this.reading,
		nSetKey: () => this.refuse(`${this.className} is read only.`),
		nSetValue: () => this.refuse(`${this.className} is read only.`),
		nWrite: () => this.refuse(`${this.className} is read only.`),
		nDelete: () => this.refuse(`${this.className} is read only.`),
	};

	source(): Table {
		return this.company.table(this.schema.name);
	}

	within(): string {
		return '';
	}

	present(): Row | undefined {
		return this.row;
	}

	override property(name: string): Outgoing {
		if (name.toLowerCase() !== 'olines') return super.property(name);
		if (this.schema.lines === undefined) return undefined;
		this.lineReader ??= new LineReader(this);
		return this.lineReader;
	}
}

/** Lines of the record that is read. */
class LineReader extends RecordObject {
	constructor(private readonly header: ServiceObject) {
		const { session, schema } = header;
		super(session.world.id(), `${header.className}.oLines`, session, session.company!.table(schema.lines!).schema);
	}

	protected readonly methods: Readonly<Record<string, Method>> = this.reading;

	source(): Table {
		return this.company.table(this.schema.name);
	}

	within(): string {
		return linePrefix(this.header.present());
	}

	present(): Row | undefined {
		return this.row;
	}
}

/** The key of a header as lines have it in front; a key that no line has when nothing is read. */
export const linePrefix = (header: Row | undefined): string => {
	if (header === undefined) return '\uffff';
	const { schema } = header;
	return keyOf(schema, schema.key.map(({ at }) => header.at(at))).padEnd(schema.key.reduce((sum, { width }) => sum + width, 0));
};
