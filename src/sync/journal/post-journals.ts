/**
 * A whole run: plan, look, check, post one after the other, report.
 *
 * **An old execution that is run again posts nothing.** Its references and marks are functions of its rows (reference.ts), so the first
 * look shows what it has posted. What is found settled is neither checked nor sent: a period may well be closed by now.
 *
 * **No create before earlier runs have settled** (intents.ts). The announcement, and the wait if there is one, come once, before the
 * first create, and only if there is something to create. Every journal is looked for again after it, by `postJournal`.
 *
 * **Nothing is written before everything was checked.** All journals that nothing was found of are checked together, before the first
 * of them is created. Those with a problem are rejected whole; one that was found and has vanished meanwhile is not created. Of a
 * group that was divided no part is created beside one that is open (divided-groups.ts). What other rows of the same execution have
 * taken is neither (posted-rows.ts).
 *
 * **Every row is reported once.** The plan gives each row one journal or one rejection; a journal that the checks or the target refuse
 * turns into one rejection for each of its rows, and leaves the list of journals; any other stays in it with its outcome. What happens
 * to the run as a whole (stopped, no connection) is told in `stoppedBy`; the journals it did not get to are `unsent`.
 */
import type { FoundJournal, JournalProblem } from '../../contracts';
import { cancellationOf } from '../../core/cancellation';
import { FatalError, type IntegrationError } from '../../core/errors';
import { countingAmong, passedOverWords } from './deleted';
import { DividedGroups } from './divided-groups';
import { settleEarlierRuns } from './intents';
import { lookBeforeCreating } from './looking';
import type { JournalOutcome, JournalRefusal } from './outcome';
import { planJournals, type PlannedJournal } from './plan';
import { asIntegrationError, postJournal, type PostingTools } from './post-journal';
import { settledByFirstLook } from './posting-machine';
import type { Case } from './posting-steps';
import type { ExecutionRows } from './posted-rows';
import type { JournalRow, PostingWishes, RejectedJournalRow } from './row';

export interface PostingOptions {
	readonly release?: boolean;
	/** Plan, look and check; write nothing. */
	readonly dryRun?: boolean;
	/** Default true. Without it, a run right after one that died in the middle of a create may post that journal twice, intents or not. */
	readonly waitForEarlierRuns?: boolean;
	/** Called when a journal has its outcome, so that a caller can show progress. */
	readonly onOutcome?: (reported: ReportedJournal) => void;
}

export interface ReportedJournal extends PlannedJournal {
	/** Never `refused`: its rows are among the rejected ones. */
	readonly outcome: Exclude<JournalOutcome, { readonly kind: 'refused' }>;
	/** What the checks could not tell. */
	readonly remarks: readonly string[];
}

export interface PostingReport {
	readonly journals: readonly ReportedJournal[];
	readonly rejected: readonly RejectedJournalRow[];
	/** What ended the run before its last journal. */
	readonly stoppedBy: IntegrationError | undefined;
}

/**
 * Posts rows as journals, in the order of their groups. Everything that goes wrong after planning is in the report.
 *
 * @throws FatalError when the wishes do not fit the target (see `planJournals`), or release is asked of a target without it.
 */
export async function postJournals(
	rows: readonly JournalRow[],
	wishes: PostingWishes,
	tools: PostingTools,
	options: PostingOptions = {},
): Promise<PostingReport> {
	const { target } = tools;
	if (options.release === true && target.release === undefined) throw cannotRelease(target.rules.system);
	const plan = planJournals(rows, target.rules, wishes);
	const report = new Report(plan.planned, plan.rejected, options.onOutcome, tools.rows);
	try {
		await postPlanned(plan.planned, tools, { ...options, deletedAgain: wishes.deletedAgain }, report);
	} catch (error) {
		report.stop(asIntegrationError(error, target.rules.system, 'post the journals'));
	}
	return report.finish();
}

async function postPlanned(
	planned: readonly PlannedJournal[],
	tools: PostingTools,
	options: PostingOptions & Pick<PostingWishes, 'deletedAgain'>,
	report: Report,
): Promise<void> {
	const { target, clock, intents, rows, signal } = tools;
	const { deletedAgain } = options;
	const { rules } = target;
	const startedAtMs = clock.now();
	if (planned.length === 0) return;
	const release = options.release === true && options.dryRun !== true;
	const caseOf = ({ journal }: PlannedJournal, mayCreate: boolean): Case => ({
		journal, rules, release, canComplete: target.complete !== undefined, mayCreate, ...(deletedAgain && { deletedAgain }),
	});
	const deletions = { rules, ...(deletedAgain && { deletedAgain }) };
	const found = byReference(await lookBeforeCreating(planned.map(({ journal }) => journal), target, deletions, signal));
	const shownOf = ({ journal }: PlannedJournal): readonly FoundJournal[] => found.get(journal.reference) ?? [];
	const foundOf = (one: PlannedJournal): readonly FoundJournal[] => countingAmong(one.journal, shownOf(one), deletions);

	const left: PlannedJournal[] = [];
	for (const one of planned) {
		const settled = rows?.outcomeOf(one, foundOf(one)) ?? settledByFirstLook(caseOf(one, true), foundOf(one), options.dryRun !== true);
		if (settled === undefined) left.push(one);
		else report.end(one, settled);
	}
	const fresh = report.notHeldBack(left.filter((one) => foundOf(one).length === 0));
	const checked = fresh.length === 0 ? [] : await target.check(fresh.map(({ journal }) => journal), signal);
	const remarks = byReference(checked.filter(({ isRemark }) => isRemark === true));
	const problems = byReference(checked.filter(({ isRemark }) => isRemark !== true));
	for (const one of fresh) {
		report.remark(one, [...passedOverWords(one.journal, shownOf(one), deletions), ...remarks.get(one.journal.reference)?.map(({ reason }) => reason) ?? []]);
		const refusals = problems.get(one.journal.reference)?.map(({ line, reason }) => ({ line, reasons: [reason] }));
		if (refusals !== undefined) report.end(one, { kind: 'refused', said: 'refused by the checks', refusals });
	}
	const toCreate = new Set(report.notHeldBack(fresh.filter(({ journal }) => !problems.has(journal.reference))));
	const toPost = left.filter((one) => toCreate.has(one) || foundOf(one).length > 0);
	if (options.dryRun === true) return report.endAll(toPost, { kind: 'planned' });

	if (toCreate.size > 0) {
		const wait = options.waitForEarlierRuns !== false;
		await settleEarlierRuns([...toCreate].map(({ journal }) => journal.reference), { intents, clock, rules, startedAtMs, wait, signal });
	}
	for (const one of toPost) {
		if (signal?.aborted) throw cancellationOf(signal, rules.system, 'post the journals');
		if (toCreate.has(one) && report.notHeldBack([one]).length === 0) continue;
		const { outcome, stop } = await postJournal(caseOf(one, toCreate.has(one)), tools);
		report.end(one, outcome);
		if (stop !== undefined) return report.stop(stop);
	}
}

function byReference<T extends FoundJournal | JournalProblem>(all: readonly T[]): Map<string, T[]> {
	const found = new Map<string, T[]>();
	for (const one of all) found.set(one.reference, [...(found.get(one.reference) ?? []), one]);
	return found;
}

class Report {
	private readonly outcomes = new Map<PlannedJournal, JournalOutcome>();
	private readonly remarks = new Map<PlannedJournal, readonly string[]>();
	private readonly groups = new DividedGroups();
	private stopped: IntegrationError | undefined;

	constructor(
		private readonly planned: readonly PlannedJournal[],
		private readonly rejected: readonly RejectedJournalRow[],
		private readonly onOutcome: PostingOptions['onOutcome'],
		private readonly rows: ExecutionRows | undefined,
	) {}

	remark(one: PlannedJournal, remarks: readonly string[]): void {
		this.remarks.set(one, remarks);
	}

	end(one: PlannedJournal, outcome: JournalOutcome): void {
		this.outcomes.set(one, outcome);
		this.groups.note(one, outcome);
		this.rows?.note(one, outcome);
		if (outcome.kind !== 'refused') this.onOutcome?.(this.reported(one, outcome));
	}

	endAll(all: readonly PlannedJournal[], outcome: JournalOutcome): void {
		for (const one of all) this.end(one, outcome);
	}

	/** Those that another part of their group does not hold back; the others have their outcome. */
	notHeldBack(toCreate: readonly PlannedJournal[]): PlannedJournal[] {
		return toCreate.filter((one) => {
			const outcome = this.groups.outcomeOf(one);
			if (outcome !== undefined) this.end(one, outcome);
			return outcome === undefined;
		});
	}

	stop(error: IntegrationError): void {
		this.stopped ??= error;
	}

	finish(): PostingReport {
		const journals: ReportedJournal[] = [];
		const rejected = [...this.rejected];
		for (const one of this.planned) {
			const outcome = this.outcomes.get(one) ?? notTried(this.stopped);
			if (outcome.kind === 'refused') rejected.push(...rejectionsOf(one, outcome.said, outcome.refusals, this.groups.standingBeside(one)));
			else journals.push(this.reported(one, outcome));
		}
		return { journals, rejected: rejected.sort((a, b) => a.row - b.row), stoppedBy: this.stopped };
	}

	private reported(one: PlannedJournal, outcome: ReportedJournal['outcome']): ReportedJournal {
		return { ...one, outcome, remarks: this.remarks.get(one) ?? [] };
	}
}

function notTried(stopped: IntegrationError | undefined): ReportedJournal['outcome'] {
	return { kind: 'unsent', because: `not tried: ${stopped?.facts.said ?? 'the run ended before'}`, error: stopped };
}

/** Each row once: with its own reasons where it has some, else with those of the journal; then what stands of its group. */
function rejectionsOf(one: PlannedJournal, said: string, refusals: readonly JournalRefusal[], standing: readonly string[]): RejectedJournalRow[] {
	const { journal, rowOfLine, omitted } = one;
	const own = new Map<number, string[]>();
	const ofAll: string[] = [];
	for (const { line, reasons } of refusals) {
		const row = line === undefined ? undefined : rowOfLine[line];
		if (row === undefined || row === null) ofAll.push(...reasons);
		else own.set(row, [...(own.get(row) ?? []), ...reasons]);
	}
	const heldBack = [...ofAll, ...(own.size === 0 ? [] : [heldBackBy([...own.keys()])])];
	const written = rowOfLine.flatMap((row, index) => (row === null ? [] : [{ row, key: journal.lines[index]?.key ?? '' }]));
	return [...written, ...omitted].map(({ row, key }) => ({
		row,
		key,
		reasons: [...(own.get(row) ?? (heldBack.length === 0 ? [said] : heldBack)), ...standing],
		reference: journal.reference,
	}));
}

const MOST_NAMED = 5;

function heldBackBy(rows: readonly number[]): string {
	const named = [...rows].sort((a, b) => a - b).slice(0, MOST_NAMED).map((row) => row + 1).join(', ');
	const more = rows.length > MOST_NAMED ? ` and ${rows.length - MOST_NAMED} more` : '';
	return `held back: of the same journal, row ${named}${more} was refused, and a journal is posted whole or not at all`;
}

function cannotRelease(system: string): FatalError {
	return new FatalError({
		system,
		operation: 'post the journals',
		said: `${system} journals cannot be released from here`,
		remedy: 'Switch the release off; it is done by a person in the system itself.',
	});
}
