import type { BranchFigures, RejectedRow } from './moved';
import type { PostedFigures } from './posted';

/** What a run, or all runs of a flow, did. What does not apply is zero. */
export interface Counts {
	/** Records read out of the ERP, or rows out of the Anaplan model. */
	readonly read: number;
	/** Rows sent to Anaplan, or lines sent to the ERP. */
	readonly sent: number;
	/** Rows that Anaplan counts as new, or journals that came into being. */
	readonly created: number;
	readonly updated: number;
	/** Rows that Anaplan counts as ignored, or journals that were there already. */
	readonly ignored: number;
	readonly rejected: number;
}

/** What a step reports; goes into the JSON report as it is. */
export interface StepFigures {
	readonly executionId?: string;
	readonly counts?: Counts;
	readonly branches?: readonly BranchFigures[];
	readonly postings?: readonly PostedFigures[];
	readonly rejectedRows?: readonly RejectedRow[];
	/** Records compared, by what they are. */
	readonly checked?: Readonly<Record<string, number>>;
	/** Journals in the ERP's books, by what they are; absent where a flow posts none. */
	readonly posted?: Readonly<Record<string, number>>;
	readonly differences?: readonly string[];
	/** Why the step did not end as it should; absent when it did. */
	readonly unexpected?: string;
}

export interface Step {
	readonly name: string;
	/** What happens and why one would want to see it. */
	readonly tells: string;
	run(): Promise<StepFigures>;
}

const NOTHING: Counts = { read: 0, sent: 0, created: 0, updated: 0, ignored: 0, rejected: 0 };

export const sumOf = (all: readonly Counts[]): Counts => all.reduce((sum, one) => ({
	read: sum.read + one.read, sent: sum.sent + one.sent, created: sum.created + one.created, updated: sum.updated + one.updated, ignored: sum.ignored + one.ignored,
	rejected: sum.rejected + one.rejected,
}), NOTHING);
