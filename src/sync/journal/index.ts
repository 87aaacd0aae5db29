export {
	journalRow,
	type JournalColumns,
	type JournalRow,
	type OffsetLine,
	type PostingWishes,
	type RejectedJournalRow,
	type TwoColumns,
	type UnreadPart,
} from './row';
export { planJournals, type JournalPlan, type PlannedJournal } from './plan';
export { postJournals, type PostingOptions, type PostingReport, type ReportedJournal } from './post-journals';
export type { PostingTools } from './post-journal';
export type { Intents } from './intents';
export { PostedRows } from './posted-rows';
export type { AmbiguousOutcome, Doubt, JournalOutcome, PostedOutcome, ReleaseOutcome } from './outcome';
