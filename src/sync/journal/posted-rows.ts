/**
 * Which rows has a reference been posted from?
 *
 * **A portion is not taken for another one.** The reference leaves the content out, and the mark leaves descriptions, keys and all
 * columns out that a ledger does not get. So when the rows of one posting come in portions, by a loop, by two connections or by two nodes
 * with one name, two portions may have equal journals, and the ledger alone would call the second one *found* although none of its rows
 * was posted. Therefore a process remembers, for each execution, from which rows a journal was posted, found, or perhaps stored. Other
 * rows of the same execution that come to the same reference end as *other rows*, before anything is asked or sent.
 *
 * **What repeats the same rows goes on as before.** n8n's own retry of a node has the rows it had, and their fingerprint is the same. Another
 * execution is not compared with an earlier one: the export of the next day may have other words in its columns.
 *
 * **Repeating does not whitewash.** Rows that were turned away would be *found* by a retry of the execution, alone as they are then. So
 * they are remembered too, and a retry that comes with exactly these is told the same, as long as something stands under the reference.
 *
 * **What it does not see**: another process, a restart, sub-workflows (each is an execution of its own), and portions that agree in all
 * their columns. Of unequal portions the first is posted, because nobody can know then that there will be a second.
 *
 * **Bounded.** Only the newest entries are kept, so that of executions that have ended nothing is left in the end.
 */
import type { FoundJournal } from '../../contracts';
import { Fingerprint } from '../../core/fingerprint';
import { ambiguous, numbersOf, type JournalOutcome } from './outcome';
import type { PlannedJournal } from './plan';
import { byText } from './reference';

const MOST_KEPT = 20_000;

/** One run of a node within an execution. */
export interface NodeRun {
	/** Names the execution; a dry run is compared with dry runs alone, and needs a name of its own. */
	readonly execution: string;
	/** Repeats an execution that has ended. */
	readonly isRetry: boolean;
	readonly system: string;
	/** See `JournalRules.book`. */
	readonly book: string;
	/** Over all columns of a row of the input. */
	readonly fingerprintOf: (row: number) => string;
}

/** What the engine asks during one run. */
export interface ExecutionRows {
	/** The outcome of a journal whose reference other rows have taken; undefined where nothing is known of such. */
	outcomeOf(one: PlannedJournal, found: readonly FoundJournal[]): JournalOutcome | undefined;
	/** One has ended like this. */
	note(one: PlannedJournal, outcome: JournalOutcome): void;
}

/** Something stands for these rows, or may, or would. */
const takes = (outcome: JournalOutcome): boolean =>
	outcome.kind === 'posted' || outcome.kind === 'planned' || (outcome.kind === 'ambiguous' && outcome.mayBeStoredByThisRun);

/** Of one process. */
export class PostedRows {
	/** Execution and journal → rows. */
	private readonly taken = new Map<string, string>();
	/** Journal and rows. */
	private readonly turnedAway = new Map<string, string>();

	constructor(private readonly mostKept = MOST_KEPT) {}

	get size(): number {
		return this.taken.size + this.turnedAway.size;
	}

	of({ execution, isRetry, system, book, fingerprintOf }: NodeRun): ExecutionRows {
		const rowsOf = (one: PlannedJournal): string => fingerprintOfRows(one, fingerprintOf);
		const here = ({ journal }: PlannedJournal): string => JSON.stringify([execution, book, journal.reference]);
		const anywhere = (one: PlannedJournal): string => JSON.stringify([book, one.journal.reference, rowsOf(one)]);
		return {
			outcomeOf: (one, found) => {
				const standing = found.filter(({ stage }) => stage !== 'withdrawn');
				const before = this.taken.get(here(one));
				const isOther = before === undefined ? isRetry && standing.length > 0 && this.turnedAway.has(anywhere(one)) : before !== rowsOf(one);
				return isOther ? ambiguous('other rows', { system, reference: one.journal.reference }, numbersOf(standing), false) : undefined;
			},
			note: (one, outcome) => {
				if (outcome.kind === 'ambiguous' && outcome.doubt === 'other rows') this.keep(this.turnedAway, anywhere(one), '');
				if (!takes(outcome)) return;
				this.keep(this.taken, here(one), rowsOf(one));
				this.turnedAway.delete(anywhere(one));
			},
		};
	}

	/** A map keeps the order of insertion: the first is the oldest. */
	private keep(map: Map<string, string>, name: string, value: string): void {
		map.delete(name);
		map.set(name, value);
		const [oldest] = map.keys();
		if (map.size > this.mostKept && oldest !== undefined) map.delete(oldest);
	}
}

/** In whatever order they came. */
function fingerprintOfRows({ rowOfLine, omitted }: PlannedJournal, fingerprintOf: (row: number) => string): string {
	const rows = [...rowOfLine.filter((row) => row !== null), ...omitted.map(({ row }) => row)];
	const fingerprint = new Fingerprint();
	fingerprint.addAll(rows.map(fingerprintOf).sort(byText).map((row) => [row]));
	return fingerprint.digest();
}
