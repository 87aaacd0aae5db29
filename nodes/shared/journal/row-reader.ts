import { journalRow, type JournalRow, type UnreadPart } from '../../../src/sync/journal';
import { joinKeys } from '../../../src/sync/lineage';
import { cellText } from '../data/cell-text';
import type { RowSettings } from './journal-settings';

type Cell = { readonly text: string } | { readonly reason: string };

/**
 * Money, codes and ids are text. A number of JSON is taken as its shortest text where its digits are beyond doubt; what else is no text is
 * a reason, because guessing at it would post another amount, or to another account, than the one that was approved.
 */
const cellOf = (value: unknown): Cell => {
	if (value === null) return { reason: 'null is neither a value nor said to be none; send an empty text' };
	if (typeof value === 'boolean') return { reason: `${String(value)} is a truth value and no text` };
	const text = cellText(value);
	if (text === undefined) return { reason: typeof value === 'number' ? `the number ${String(value)} cannot be written exactly; send it as text` : 'the value is neither text nor number' };
	return text.includes('\0') ? { reason: 'the value holds a NUL character' } : { text };
};

/** What a column stands for; a column may stand for several. */
type Part = { readonly column: string } & ({ readonly of: 'key' | 'account' | 'amount' | 'description' } | { readonly of: 'field'; readonly field: string });

const partsOf = ({ columns: { account, amount, description, fields }, keyColumns }: RowSettings): Part[] => [
	{ of: 'account', column: account },
	...('signed' in amount ? [amount.signed] : [amount.debit, amount.credit]).map((column): Part => ({ of: 'amount', column })),
	...(description === undefined ? [] : [{ of: 'description', column: description } as const]),
	...Object.entries(fields).map(([field, column]): Part => ({ of: 'field', field, column })),
	...keyColumns.map((column): Part => ({ of: 'key', column })),
];

/** Turns rows into journal rows, by the columns of the panel. Every row gives one: what cannot be read is told in it. */
export class RowReader {
	/** How many rows held a number of JSON, by column. */
	readonly numbers = new Map<string, number>();
	private readonly parts: readonly Part[];
	private readonly columns: readonly string[];

	constructor(private readonly settings: RowSettings) {
		this.parts = partsOf(settings);
		this.columns = [...new Set(this.parts.map(({ column }) => column))];
	}

	/** Columns that no row has. The description may be missing: a column that is misspelt would leave out more than words. */
	missing(header: Iterable<string>): string[] {
		const known = new Set(header);
		const needed = this.parts.filter(({ of }) => of !== 'description').map(({ column }) => column);
		return [...new Set(needed)].filter((column) => !known.has(column));
	}

	isRead(column: string): boolean {
		return this.columns.includes(column);
	}

	/** @param valueOf what the row holds in a column; undefined where it has none, which is empty */
	read(valueOf: (column: string) => unknown): JournalRow {
		const values: Record<string, string> = {};
		const reasons = new Map<string, string>();
		for (const column of this.columns) {
			const value = valueOf(column);
			const cell = cellOf(value);
			if ('reason' in cell) reasons.set(column, cell.reason);
			else values[column] = cell.text;
			if (typeof value === 'number') this.numbers.set(column, (this.numbers.get(column) ?? 0) + 1);
		}
		const { columns, constants } = this.settings;
		const row = journalRow(values, this.keyOf(values), columns);
		return {
			...row, fields: { ...row.fields, ...constants },
			...(reasons.size === 0 ? {} : { unread: this.unread(reasons) }),
		};
	}

	private keyOf(values: Readonly<Record<string, string>>): string {
		const keys = this.settings.keyColumns.map((column) => (values[column] ?? '').trim());
		// One column is the key as it stands: what a mapping has joined before is not told in another spelling.
		if (keys.length === 1) return keys[0] ?? '';
		return keys.some((key) => key !== '') ? joinKeys(keys) : '';
	}

	private unread(reasons: ReadonlyMap<string, string>): UnreadPart[] {
		return this.parts.flatMap(({ column, ...part }): UnreadPart[] => {
			const reason = reasons.get(column);
			return reason === undefined ? [] : [{ ...part, reason: `${column}: ${reason}` }];
		});
	}
}
