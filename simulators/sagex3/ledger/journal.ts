import { keyText, type Row, type Source } from '../data/row';
import type { Entry } from './entry';
import type { AnalyticalRow, LineRow } from './rows';

const source = (journal: Journal, all: () => Iterable<Row>, find: (key: readonly string[]) => Row | undefined): Source => ({
	all, find,
	get version(): number {
		return journal.version;
	},
});

/** All entries of a folder, and the tables that they are seen through. */
export class Journal {
	private readonly entries = new Map<string, Entry>();
	version = 0;

	get size(): number {
		return this.entries.size;
	}

	all(): Iterable<Entry> {
		return this.entries.values();
	}

	find(type: string, number: string): Entry | undefined {
		return this.entries.get(keyText([type, number]));
	}

	put(entry: Entry): void {
		this.entries.set(keyText(entry.key), entry);
		this.version += 1;
	}

	remove(type: string, number: string): boolean {
		const gone = this.entries.delete(keyText([type, number]));
		if (gone) this.version += 1;
		return gone;
	}

	/** Somebody changed an entry in place. */
	touched(): void {
		this.version += 1;
	}

	*lines(): Iterable<LineRow> {
		for (const entry of this.entries.values()) yield* entry.allLines();
	}

	private *parts(): Iterable<AnalyticalRow> {
		for (const line of this.lines()) yield* line.rows('GACCENTRYA') as readonly AnalyticalRow[];
	}

	private *slots(): Iterable<Row> {
		for (const part of this.parts()) yield* part.rows('SLOTS');
	}

	private part([type = '', number = '', ledger = '', line = '', at = '']: readonly string[]): Row | undefined {
		return this.find(type, number)?.line(line, ledger)?.rows('GACCENTRYA')[Number(at) - 1];
	}

	readonly sources: Readonly<Record<string, Source>> = {
		GACCENTRY: source(this, () => this.all(), ([type = '', number = '']) => this.find(type, number)),
		GACCENTRYD: source(this, () => this.lines(), ([type = '', number = '', line = '', ledger = '']) =>
			this.find(type, number)?.line(line, ledger)),
		GACCENTRYA: source(this, () => this.parts(), (key) => this.part(key)),
		SLOTS: source(this, () => this.slots(), (key) => this.part(key)?.rows('SLOTS')[Number(key[5]) - 1]),
	};
}
