import { scaledText } from '../../harness/decimal';
import type { FolderDefinition, SeedLine } from '../model/types';
import { Entry, type EntryLines } from './entry';
import type { Journal } from './journal';

export interface Scale {
	/** Lines of one ledger type. */
	readonly lines: number;
	readonly linesPerEntry?: number;
	/** `2026`. */
	readonly year?: string;
	/** Local menu 2644; legal and analytical when absent. */
	readonly ledgers?: readonly string[];
}

export interface Scaled {
	readonly entries: number;
	/** Of each ledger type. */
	readonly lines: number;
	readonly firstEntry: string;
	readonly lastEntry: string;
	/** Exact sum of all debits of one ledger type, which is that of its credits. */
	readonly debit: string;
}

/** Cents; the same for the same place for ever. */
const centsAt = (entry: number, line: number): bigint => BigInt(((entry * 7919 + line * 104_729) % 9_999_901) + 100);

/** Lines of a generated entry: debits, and a credit at the end that balances them. */
class GeneratedLines implements EntryLines {
	private readonly total: bigint;
	/** The line that was asked for last: its columns are asked for one after the other. */
	private last: { readonly index: number; readonly line: SeedLine } | undefined;

	constructor(private readonly folder: FolderDefinition, private readonly number: number, readonly count: number) {
		let total = 0n;
		for (let line = 0; line < count - 1; line += 1) total += centsAt(number, line);
		this.total = total;
	}

	get debit(): bigint {
		return this.total;
	}

	at(index: number): SeedLine {
		if (this.last?.index !== index) this.last = { index, line: this.computed(index) };
		return this.last.line;
	}

	private computed(index: number): SeedLine {
		const { accounts, offset } = this.folder.generated;
		const description = `Line ${this.number + 1}/${index + 1}`;
		if (index === this.count - 1) return { account: offset, sign: -1, amount: scaledText(this.total, 2), description };
		const amount = scaledText(centsAt(this.number, index), 2);
		const account = accounts[(this.number * 31 + index * 7) % accounts.length] ?? offset;
		return { account, sign: 1, amount, description, splits: [{ amount, slots: this.slots(index) }] };
	}

	/** Types change their slots from line to line. */
	private slots(index: number): readonly (readonly [string, string])[] {
		const types = this.folder.generated.dimensionTypes;
		return types.map((_, slot) => {
			const [type, values] = types[(slot + index + this.number) % types.length] ?? ['', []];
			return [type, values[(this.number * 3 + index) % Math.max(1, values.length)] ?? ''] as const;
		});
	}
}

/** Entries whose lines take no memory: a hundred thousand lines cost what their headers cost. Every entry balances. */
export const generateLines = (
	journal: Journal, folder: FolderDefinition, { lines, linesPerEntry = 20, year = '2026', ledgers = ['1', '2'] }: Scale,
): Scaled => {
	const entries = Math.ceil(lines / linesPerEntry);
	let [debit, made, first, last] = [0n, 0, '', ''];
	for (let at = 0; at < entries; at += 1) {
		const count = Math.max(2, Math.min(linesPerEntry, lines - at * linesPerEntry));
		const month = String((at % 12) + 1).padStart(2, '0');
		const number = `GEN${year.slice(2)}${String(at + 1).padStart(7, '0')}`;
		const rows = new GeneratedLines(folder, at, count);
		journal.put(new Entry(folder, {
			type: 'GEN', number, site: folder.generated.site, date: `${year}-${month}-15`, journal: 'OD', status: 'final', ledgers,
			stamp: new Date(Date.UTC(Number(year), 0, 1) + Math.floor(at / 7) * 61_000).toISOString(), description: `Generated ${at + 1}`,
		}, rows));
		debit += rows.debit;
		made += count;
		if (first === '') first = number;
		last = number;
	}
	return { entries, lines: made, firstEntry: first, lastEntry: last, debit: scaledText(debit, 2) };
};
