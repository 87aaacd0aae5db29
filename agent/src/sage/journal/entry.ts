import { amountText, cents } from '../amounts';
import type { EntryToCreate, Row } from '../port';

/** A line that passed the checks. */
export interface CheckedLine {
	readonly lineNo: number;
	readonly accountKey: string;
	readonly account: string;
	/** Two decimals. */
	readonly debit: string;
	readonly credit: string;
	/** As it goes to Sage, the key in front. */
	readonly comment: string;
}

export interface CheckedEntry {
	readonly entry: EntryToCreate;
	readonly comment: string;
	readonly lines: readonly CheckedLine[];
	readonly fiscalYear: string;
	readonly fiscalPeriod: string;
	readonly usesBatches: boolean;
}

/**
 * The natural key and a blank in front: Sage refuses no journal for being there already, so the key in its comments is how an entry is
 * found again, in the journal by the header's comment and in the ledger by the lines' (reference sage-100 9.4).
 */
export const withKey = (naturalKey: string, comment: string | undefined): string =>
	(comment === undefined || comment === '' ? naturalKey : `${naturalKey} ${comment}`);

export const totals = (lines: ReadonlyArray<{ debit: string; credit: string }>): { totalDebit: string; totalCredit: string } => ({
	totalDebit: amountText(lines.reduce((sum, { debit }) => sum + cents(debit), 0n)),
	totalCredit: amountText(lines.reduce((sum, { credit }) => sum + cents(credit), 0n)),
});

export const POSTING = {
	needed: {
		needed: true,
		how: 'An accountant prints the journal register in Sage 100 and runs its update; until then the entry is in no balance.',
	},
	done: { needed: false, how: 'The register was printed and updated; the entry is in the ledger.' },
	notStored: { needed: true, how: 'Nothing is stored yet. After it is entered, an accountant prints the journal register and runs its update.' },
} as const;

export const lineRows = (lines: readonly CheckedLine[]): Row[] => lines.map((line) => ({ ...line }));

/** The entry as checked, in the contract's shape. */
export const entryRow = ({ entry, comment, lines, fiscalYear, fiscalPeriod }: CheckedEntry, own: Row): Row => ({
	naturalKey: entry.naturalKey,
	sourceJournal: entry.sourceJournal,
	entryNo: null,
	batchNo: entry.batchNo ?? null,
	journalRegisterNo: null,
	postingDate: entry.postingDate,
	fiscalYear,
	fiscalPeriod,
	comment,
	...totals(lines),
	lines: lineRows(lines),
	warnings: [],
	stamp: null,
	...own,
});
