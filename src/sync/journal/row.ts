/** What goes into a posting: rows as a mapping delivers them, and what the user wants done with them. */

/** Two columns instead of a sign; either may be empty. A negative debit is a credit. */
export interface TwoColumns {
	readonly debit: string;
	readonly credit: string;
}

/** A part of a row that its reader could not take as text: an object, `null`, a number without exact digits. */
export type UnreadPart = { readonly reason: string } & (
	| { readonly of: 'key' | 'account' | 'amount' | 'description' }
	| { readonly of: 'field'; readonly field: string }
);

export interface JournalRow {
	/** Key of the exported row; empty where it has none. */
	readonly key: string;
	readonly account: string;
	/** Plain decimal text, a debit is positive; or two columns. */
	readonly amount: string | TwoColumns;
	readonly description: string;
	/** By the target's names, see `JournalRules.fields`. */
	readonly fields: Readonly<Record<string, string>>;
	/** The row is rejected for these, and its journal held back as for any other reason. What stands in such a part is not judged. */
	readonly unread?: readonly UnreadPart[];
}

/** Which column of a mapped row holds what. */
export interface JournalColumns {
	readonly account: string;
	readonly amount:
		| { readonly signed: string; readonly positive: 'debit' | 'credit' }
		| { readonly debit: string; readonly credit: string };
	readonly description?: string;
	/** Field of the target → column. */
	readonly fields: Readonly<Record<string, string>>;
}

export interface OffsetLine {
	readonly account: string;
	readonly description: string;
	/** Line fields of the added line; those the sums are kept apart by are filled in. */
	readonly fields: Readonly<Record<string, string>>;
}

export interface PostingWishes {
	/** The user's name for this posting: "Budget 2026 v3". Another name is another posting. */
	readonly name: string;
	/** Beside the target's head fields, by which lines are grouped always. */
	readonly groupBy: readonly string[];
	/** Words for people in the journal's description. */
	readonly title?: string;
	/** Lines that agree in these fields stay in one part where a group has to be split. */
	readonly keepTogether?: readonly string[];
	/** `omit` (default): belong to their journal, but are not written. */
	readonly zeroLines?: 'omit' | 'write' | 'reject';
	/** Rows with one key: `reject` (default), because the input may hold an export twice; or `keep`. */
	readonly repeatedKeys?: 'reject' | 'keep';
	/** What a journal does whose sum is not zero: `reject` (default), `allow` (statistical ledgers), or get an added line. */
	readonly imbalance?: 'reject' | 'allow' | OffsetLine;
	/** Numbers of journals that a person has deleted and that are wanted again (deleted.ts). */
	readonly deletedAgain?: readonly string[];
}

export interface RejectedJournalRow {
	/** Position in the input, from 0. */
	readonly row: number;
	readonly key: string;
	readonly reasons: readonly string[];
	/** The journal it would have been in, where that is known. */
	readonly reference?: string;
}

/** One value of a record that somebody else made: `constructor` is no column. */
export function valueOf(fields: Readonly<Record<string, string>>, name: string): string {
	return Object.hasOwn(fields, name) ? (fields[name] ?? '').trim() : '';
}

/** A mapped row, by column names, as a journal row. Nothing is judged here. */
export function journalRow(values: Readonly<Record<string, string>>, key: string, columns: JournalColumns): JournalRow {
	const { amount } = columns;
	return {
		key,
		account: valueOf(values, columns.account),
		amount: 'signed' in amount ? signed(valueOf(values, amount.signed), amount.positive) : {
			debit: valueOf(values, amount.debit),
			credit: valueOf(values, amount.credit),
		},
		description: columns.description === undefined ? '' : valueOf(values, columns.description),
		fields: Object.fromEntries(Object.entries(columns.fields).map(([field, column]) => [field, valueOf(values, column)])),
	};
}

function signed(text: string, positive: 'debit' | 'credit'): JournalRow['amount'] {
	return positive === 'debit' ? text : { debit: '', credit: text };
}
