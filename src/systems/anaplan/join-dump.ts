import type { DumpRow } from './dump';

/** A dump row and the row that was sent. */
export interface LateMatch {
	readonly dump: DumpRow;
	/** Of the row that was sent; counted with the header as 1. */
	readonly recordNumber: number;
	readonly row: readonly string[];
}

interface Candidate {
	readonly recordNumber: number;
	readonly row: readonly string[];
}

type Agreement = 'contradicts' | 'silent' | 'agrees';

/**
 * Finds for each row of a failure dump the row that was sent, while the rows pass by once.
 *
 * **No dump row is lost.** Each is in exactly one of three places: returned by one `match`, returned by `late`, or
 * returned by `unmatched`. `match` takes a row out of `open` when it returns it; `late` and `unmatched` split what is
 * still open at the end.
 *
 * **No dump row is pinned on the wrong record.** The line in the dump counts lines of the file, and where values hold
 * line ends, a record begins on a physical line beyond its record number; which of the two Anaplan counts is not
 * documented. So the number only proposes, and the content decides. First the record number, then the physical line:
 * a proposal is taken when no value that the dump shows contradicts the row at that place; the dump's values come from
 * the file, so a wrong place would have to bear the same values in all of them, and then it reads the same to the
 * user. A dump row that shows no value at all agrees with anything, so it is only taken by number, and by the record
 * number alone where the two differ. Then **content**: the row whose values are those of the dump, nearest to its
 * line. That is known only when all rows have passed, since a later row may claim the dump row by number; therefore it
 * comes from `late`.
 */
export class DumpIndex {
	private readonly byLine = new Map<number, DumpRow[]>();
	private readonly byContent = new Map<string, DumpRow[]>();
	private readonly open = new Set<DumpRow>();
	private readonly candidates = new Map<DumpRow, Candidate>();
	/** Columns that dump and file share, with their positions in the file. */
	private readonly shared: readonly { readonly name: string; readonly at: number }[];

	/** @param header of the file that was sent */
	constructor(rows: Iterable<DumpRow>, header: readonly string[]) {
		const all = [...rows];
		const names = new Set(Object.keys(all[0]?.columns ?? {}));
		this.shared = header.map((name, at) => ({ name, at })).filter(({ name }) => names.has(name));
		for (const row of all) {
			this.open.add(row);
			if (row.line !== null) add(this.byLine, row.line, row);
			const key = this.keyOfDump(row);
			if (key !== undefined) add(this.byContent, key, row);
		}
	}

	/** Gathers a streamed dump. It must fit in memory: one entry per rejected row. */
	static async from(rows: AsyncIterable<DumpRow>, header: readonly string[]): Promise<DumpIndex> {
		const all: DumpRow[] = [];
		for await (const row of rows) all.push(row);
		return new DumpIndex(all, header);
	}

	/**
	 * The dump rows that belong to this row. To be called for every row, in the order sent.
	 * @param recordNumber position among the records, counted with the header as 1: the first data row is 2
	 * @param physicalLine line of the file on which the record begins; equals `recordNumber` where no value holds a line end
	 */
	match(recordNumber: number, physicalLine: number, row: readonly string[]): readonly DumpRow[] {
		if (this.open.size === 0) return [];
		const found = new Set<DumpRow>();
		for (const dump of this.openAt(recordNumber)) if (this.agreement(dump, row) !== 'contradicts') found.add(dump);
		if (physicalLine !== recordNumber) {
			for (const dump of this.openAt(physicalLine)) if (this.agreement(dump, row) === 'agrees') found.add(dump);
		}
		for (const dump of found) this.open.delete(dump);
		this.remember(recordNumber, row);
		return [...found];
	}

	/** Matches by content, for when all rows have passed. */
	late(): readonly LateMatch[] {
		return [...this.open].flatMap((dump) => {
			const candidate = this.candidates.get(dump);
			return candidate ? [{ dump, ...candidate }] : [];
		});
	}

	/** Dump rows that belong to no row that was sent, for when all rows have passed. To be reported, never dropped. */
	unmatched(): readonly DumpRow[] {
		return [...this.open].filter((dump) => !this.candidates.has(dump));
	}

	private *openAt(line: number): Generator<DumpRow> {
		for (const dump of this.byLine.get(line) ?? []) if (this.open.has(dump)) yield dump;
	}

	/** Spaces around a value may be trimmed by Anaplan. */
	private agreement(dump: DumpRow, row: readonly string[]): Agreement {
		let agreement: Agreement = 'silent';
		for (const { name, at } of this.shared) {
			const shown = (dump.columns[name] ?? '').trim();
			if (shown === '') continue;
			if (shown !== (row[at] ?? '').trim()) return 'contradicts';
			agreement = 'agrees';
		}
		return agreement;
	}

	/** Keeps for each open dump row of this content the nearest row: no more memory than the dump itself. */
	private remember(recordNumber: number, row: readonly string[]): void {
		if (this.shared.length === 0) return;
		const key = this.keyOfRow(row);
		const same = this.byContent.get(key);
		if (!same) return;
		const stillOpen = same.filter((dump) => this.open.has(dump));
		if (stillOpen.length < same.length) this.byContent.set(key, stillOpen);
		for (const dump of stillOpen) {
			const known = this.candidates.get(dump);
			const distance = (number: number): number => Math.abs(number - (dump.line ?? 0));
			if (!known || distance(recordNumber) < distance(known.recordNumber)) this.candidates.set(dump, { recordNumber, row });
		}
	}

	private keyOfRow(row: readonly string[]): string {
		return JSON.stringify(this.shared.map(({ at }) => (row[at] ?? '').trim()));
	}

	private keyOfDump(dump: DumpRow): string | undefined {
		const values = this.shared.map(({ name }) => (dump.columns[name] ?? '').trim());
		return values.every((value) => value === '') ? undefined : JSON.stringify(values);
	}
}

const add = <K>(map: Map<K, DumpRow[]>, key: K, row: DumpRow): void => {
	const rows = map.get(key);
	if (rows) rows.push(row);
	else map.set(key, [row]);
};
