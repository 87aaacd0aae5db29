/**
 * May the cursor move after a load? "Confirmed" means that every row of the batch is in the target, or that somebody has
 * taken over the rows that are not.
 *
 * - A *failed* load confirms nothing, whatever the policy: it is not known which rows got in.
 * - *Rejected* rows, by the mapping before the load or by the target during it, are records the target does not have.
 *   Policy `hold` (default) keeps the cursor, so that they are read again until they get in. Policy `move` says that
 *   the rejected rows are handled from their own output, where each of them has left with its reason.
 * - *Unlisted* rejected rows have left by no output, because the failure dump was gone or broken. Nobody can have taken
 *   them over, so no policy covers them.
 * - *Ignored* rows are different: the target skipped them, does not list them, and no output carries them. So nobody
 *   can have taken them over, and `move` does not cover them. They hold the cursor unless the user says that an ignored
 *   row counts as done (`ignored: 'confirm'`), because he knows why the target ignores them.
 * - A *warning* that no count explains may hide ignored rows, and is treated like them. Rows loaded with a
 *   warning are loaded.
 * - Counts the target did not tell are unknown, not zero: with status `success` that is no reason to hold (the status was
 *   judged from everything there was), with `warning` it is an unexplained warning.
 *
 * Holding costs re-reads of the same window, which grow until somebody looks; it never costs a record.
 */

export type LoadStatus = 'success' | 'warning' | 'failed';

/** Rows, over all nested steps; undefined where the target did not tell. */
export interface LoadCounts {
	readonly sent?: number | undefined;
	readonly created?: number | undefined;
	readonly updated?: number | undefined;
	/** Loaded, with a remark. */
	readonly warned?: number | undefined;
	readonly ignored?: number | undefined;
	readonly rejected?: number | undefined;
}

export interface LoadOutcome {
	readonly status: LoadStatus;
	readonly counts: LoadCounts;
	/** Rows that the mapping refused, so that they were never sent. */
	readonly rejectedBeforeLoad: number;
	/** The target counts rejected rows of which none, or not all, could be listed: nobody can have taken them over. */
	readonly unlistedRejections: boolean;
}

export interface OutcomePolicy {
	readonly rejected: 'hold' | 'move';
	readonly ignored: 'hold' | 'confirm';
}

export const SAFE_POLICY: OutcomePolicy = { rejected: 'hold', ignored: 'hold' };

export interface MoveDecision {
	readonly move: boolean;
	/** A sentence for the execution log; names the setting that would decide otherwise. */
	readonly because: string;
}

interface Rule {
	readonly holds: (outcome: LoadOutcome, policy: OutcomePolicy) => boolean;
	readonly because: (outcome: LoadOutcome) => string;
}

const RULES: readonly Rule[] = [
	{
		holds: ({ status }) => status === 'failed',
		because: () => 'the load failed, so it is not known which rows got in; the batch will be read again',
	},
	{
		holds: ({ rejectedBeforeLoad }, { rejected }) => rejected === 'hold' && rejectedBeforeLoad > 0,
		because: ({ rejectedBeforeLoad }) =>
			`${rejectedBeforeLoad} row(s) were rejected by the mapping; they are read again until they pass ` +
			'(set "When Rows Are Rejected" to "Move the Cursor" if you handle them from their output)',
	},
	{
		holds: ({ counts }, { rejected }) => rejected === 'hold' && some(counts.rejected),
		because: ({ counts }) =>
			`${counts.rejected} row(s) were rejected by the target; they are read again until they pass ` +
			'(set "When Rows Are Rejected" to "Move the Cursor" if you handle them from their output)',
	},
	{
		holds: ({ unlistedRejections }) => unlistedRejections,
		because: () => 'the target rejected rows, but its list of them could not be read, so no output carries them; they are read again',
	},
	{
		holds: ({ counts }, { ignored }) => ignored === 'hold' && some(counts.ignored),
		because: ({ counts }) =>
			`${counts.ignored} row(s) were ignored by the target, which does not say which; they are not confirmed ` +
			'(set "When Rows Are Ignored" to "Move the Cursor" if that is as you want it)',
	},
	{
		holds: ({ status, counts }, { ignored }) => status === 'warning' && ignored === 'hold' && !explained(counts),
		because: () =>
			'the load ended with a warning that no count explains, so rows may have been ignored ' +
			'(set "When Rows Are Ignored" to "Move the Cursor" if that is as you want it)',
	},
];

/** Decides whether the cursor may move. Pure; the first rule that holds gives the reason. */
export function mayMove(outcome: LoadOutcome, policy: OutcomePolicy = SAFE_POLICY): MoveDecision {
	const rule = RULES.find(({ holds }) => holds(outcome, policy));
	if (rule !== undefined) return { move: false, because: rule.because(outcome) };
	return { move: true, because: leftOut(outcome) };
}

function leftOut({ counts, rejectedBeforeLoad }: LoadOutcome): string {
	const parts = [
		some(rejectedBeforeLoad) ? `${rejectedBeforeLoad} rejected by the mapping` : '',
		some(counts.rejected) ? `${counts.rejected} rejected by the target` : '',
		some(counts.ignored) ? `${counts.ignored} ignored` : '',
	].filter((part) => part !== '');
	return parts.length === 0 ? 'every row is in the target' : `the settings say that these rows count as handled: ${parts.join(', ')}`;
}

function explained(counts: LoadCounts): boolean {
	return some(counts.warned) || some(counts.rejected) || some(counts.ignored);
}

function some(count: number | undefined): boolean {
	return count !== undefined && count > 0;
}
