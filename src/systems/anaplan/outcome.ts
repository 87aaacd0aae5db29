import { kindOfCode, type CodeKind } from './result-codes';
import { NO_COUNTS, addCounts, countsOf, type Counts } from './row-counts';
import type { ResultDetail, TaskReport, TaskResult } from './task-report';
import type { TaskKind } from './tasks';

export type OutcomeStatus = 'success' | 'warning' | 'failed';

export interface OutcomeMessage {
	readonly code: string;
	readonly kind: CodeKind;
	/** Anaplan's own words. */
	readonly text: string;
	readonly occurrences: number;
	/** What the message is about, as Anaplan lists it; empty for counters. */
	readonly culprits: readonly string[];
}

export interface StepOutcome {
	readonly objectId: string;
	readonly objectName: string;
	readonly status: OutcomeStatus;
	readonly counts: Counts;
	/** False where Anaplan counted nothing (exports, deletions): zeros then mean "not told". */
	readonly counted: boolean;
	readonly messages: readonly OutcomeMessage[];
	readonly dumpAvailable: boolean;
	/** Of a step of a process, where Anaplan told; empty otherwise. */
	readonly startTime: string;
	readonly duration: string;
}

export interface Outcome {
	readonly status: OutcomeStatus;
	readonly counts: Counts;
	readonly counted: boolean;
	/** One for an import, export or other action; one per action of a process, in the order in which they ran. */
	readonly steps: readonly StepOutcome[];
	/** What concerns the task as a whole, each a sentence. */
	readonly messages: readonly string[];
}

const RANK: Readonly<Record<OutcomeStatus, number>> = { success: 0, warning: 1, failed: 2 };

/** The worst of several; `success` of none. */
export const worst = (statuses: readonly OutcomeStatus[]): OutcomeStatus =>
	statuses.reduce<OutcomeStatus>((worse, status) => (RANK[status] > RANK[worse] ? status : worse), 'success');

const message = (detail: ResultDetail): OutcomeMessage => ({
	code: detail.code, kind: kindOfCode(detail.code), text: detail.text, occurrences: detail.occurrences,
	culprits: countsOf(detail) === undefined ? detail.values : [],
});

/** Every sign that Anaplan gives for "not everything went as it should", short of failure. */
const hasComplaint = (counts: Counts, messages: readonly OutcomeMessage[], result: TaskResult): boolean =>
	counts.failed > 0 || counts.ignored > 0 || counts.warned > 0 || result.failureDumpAvailable ||
	messages.some(({ kind, code }) => kind === 'row' || kind === 'unknown' || code.endsWith('WithFailures'));

const judgeStep = (result: TaskResult): StepOutcome => {
	const messages = result.details.map(message);
	const counted = result.details.map(countsOf).filter((counts): counts is Counts => counts !== undefined);
	const counts = counted.reduce(addCounts, NO_COUNTS);
	const failed = !result.successful || messages.some(({ kind }) => kind === 'failed');
	return {
		objectId: result.objectId,
		objectName: result.objectName || result.details.map(({ pairs }) => pairs.hierarchyName ?? '').find((name) => name !== '') || '',
		status: failed ? 'failed' : hasComplaint(counts, messages, result) ? 'warning' : 'success',
		counts,
		counted: counted.length > 0,
		messages,
		dumpAvailable: result.failureDumpAvailable,
		startTime: result.startTime,
		duration: result.duration,
	};
};

/** A process may hold processes: what counts are the actions that ran, in order. */
const leavesOf = (result: TaskResult): readonly TaskResult[] =>
	result.nestedResults.length === 0 ? [result] : result.nestedResults.flatMap(leavesOf);

const failure = (said: string): Outcome => ({ status: 'failed', counts: NO_COUNTS, counted: false, steps: [], messages: [said] });

const judgeProcess = (result: TaskResult): Outcome => {
	const steps = leavesOf(result).map(judgeStep);
	const own = result.details.map(message);
	const inside = worst([...steps.map(({ status }) => status), ...(own.some(({ kind }) => kind === 'failed') ? ['failed' as const] : [])]);
	const vague = !result.successful && inside !== 'failed';
	const tacit = vague && result.details.length === 0 && !result.failureDumpAvailable && !steps.some(({ dumpAvailable }) => dumpAvailable);
	const messages = own.map(({ code, text }) => text || code);
	return {
		status: vague ? (tacit ? 'warning' : 'failed') : worst([inside, ...(own.some(({ kind }) => kind !== 'done') ? ['warning' as const] : [])]),
		counts: steps.map(({ counts }) => counts).reduce(addCounts, NO_COUNTS),
		counted: steps.some(({ counted }) => counted),
		steps,
		messages: [
			...messages,
			...(tacit ? ['Anaplan calls the process unsuccessful although each of its actions was successful: completed with warnings, usually ignored rows.'] : []),
			...(vague && !tacit ? ['Anaplan calls the process unsuccessful; see its messages and failure dumps.'] : []),
			...(inside === 'failed' ? ['What ran before the failed action stays applied.'] : []),
		],
	};
};

/**
 * Judges a task. COMPLETE alone says nothing.
 *
 * **A success is claimed only when nothing speaks against it.** It takes the state COMPLETE and a result that is
 * `successful`, for each nested result as well, and none of: a failing code, a row code, an unknown code, a counter of
 * failed, ignored or warned rows above zero, a failure dump. Each of these alone lowers the verdict, because none of
 * them can be relied on to come with the others (reference anaplan 8: `successful: true` with rejected rows; a dump
 * flag with 13 of 13 rows good).
 *
 * **A failure is** a result that is not successful, a failing code, a cancellation, or a task without a result. One
 * exception: a *process* that is called unsuccessful although each nested result is successful, without details and
 * without any dump, ended "completed with warnings" in the user interface, and is a warning here.
 *
 * Pure: it asks nothing and changes nothing.
 */
export const judgeTask = (task: TaskReport, kind?: TaskKind): Outcome => {
	if (task.state === 'CANCELLED') {
		const by = task.cancelledBy ? ` by ${task.cancelledBy}` : '';
		// A process is not atomic, and what a cancellation takes back of it is not documented (reference anaplan 8).
		return failure(kind === 'processes' ? `The task was cancelled${by}.` : `The task was cancelled${by} and rolled back.`);
	}
	if (task.state !== 'COMPLETE') return failure(`The task has not ended: ${task.state || 'state not told'}.`);
	if (!task.result) return failure('The task ended without a result, so nobody can say what was loaded.');
	if (task.result.nestedResults.length > 0) return judgeProcess(task.result);
	const step = judgeStep(task.result);
	return { status: step.status, counts: step.counts, counted: step.counted, steps: [step], messages: [] };
};
