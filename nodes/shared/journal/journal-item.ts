import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { JournalRules } from '../../../src/contracts';
import { add, formatDecimal, parseDecimal, type Decimal } from '../../../src/core/decimal';
import type { ReportedJournal } from '../../../src/sync/journal';
import type { RowSource } from './row-source';

const ZERO: Decimal = { units: 0n, places: 0 };

/** Rows of a journal, written or left out because they are zero, in the order of the input. */
export const rowsOf = ({ rowOfLine, omitted }: ReportedJournal): number[] =>
	[...new Set([...rowOfLine.filter((row) => row !== null), ...omitted.map(({ row }) => row)])].sort((a, b) => a - b);

/** Keys of rows: their own, or where they have none that of the record they came from. */
export type KeyOf = (row: number) => string;

/** Head fields of the target, empty ones included, and what else the journal is grouped by. */
const headOf = ({ fields }: JournalRules, { journal: { head } }: ReportedJournal): IDataObject =>
	({ ...Object.fromEntries(fields.filter(({ place }) => place === 'head').map(({ name }) => [name, ''])), ...head });

/** What is told of every journal, whatever became of it. */
export const journalFacts = (rules: JournalRules, reported: ReportedJournal, keyOf: KeyOf): IDataObject => {
	const { reference, part, lines } = reported.journal;
	const debits = lines.reduce((sum, { debit }) => add(sum, parseDecimal(debit) ?? ZERO), { units: 0n, places: rules.places });
	const facts = {
		reference, part, book: rules.book, lineCount: lines.length, debitTotal: formatDecimal(debits),
		rows: rowsOf(reported).map((row) => ({ row: row + 1, key: keyOf(row) })),
	};
	// A field that the user groups by may bear one of these names; these come first.
	return { ...headOf(rules, reported), ...facts };
};

const EVIDENCE_OF_NONE = { evidence: '', verified: false, release: 'not asked' };

/** What of a journal is as it should be: posted, to be posted, or nothing to post. */
export const journalJson = (rules: JournalRules, reported: ReportedJournal, keyOf: KeyOf): IDataObject => {
	const { outcome, remarks } = reported;
	const { reference, ...facts } = journalFacts(rules, reported, keyOf);
	if (outcome.kind !== 'posted') return { reference, number: '', status: '', outcome: outcome.kind, ...EVIDENCE_OF_NONE, warnings: [...remarks], link: '', ...facts };
	const { number, status, evidence, verified, release, link = '', warnings } = outcome;
	return { reference, number, status, outcome: outcome.kind, evidence, verified, release: release.kind, warnings: [...remarks, ...warnings], link, ...facts };
};

/** The input items behind a journal; of a file, the item that carries it. */
export const pairedItems = (source: RowSource, reported: ReportedJournal): INodeExecutionData['pairedItem'] =>
	[...new Set(rowsOf(reported).map((row) => source.itemOf(row)))].map((item) => ({ item }));
