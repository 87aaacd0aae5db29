export { parseInstant, secondsBefore } from './instant';
export {
	batchId,
	cursorId,
	confirm,
	mergeConfirmations,
	parseBatch,
	parseCursor,
	UNKNOWN_FINGERPRINT,
	type Batch,
	type Confirmation,
	type Cursor,
	type LoadMode,
} from './cursor';
export { parseStartOver, type StartOver } from './start-over';
export { readChanges, type ChangeRead, type ReadOptions, type Reread } from './changes';
export {
	confirmationKey,
	describe,
	entriesToBringBack,
	keptEntries,
	readCursor,
	writeConfirmation,
	type ConfirmationLine,
	type ConfirmationPlace,
	type CursorQuestion,
	type KeptEntries,
} from './confirmations';
export { mayWrite, type WritePermission, type WriteSituation } from './write-permission';
export { guardAgainstStale, latestEnd, type GuardVerdict, type IsNewHighest } from './stale-guard';
export {
	mayMove,
	SAFE_POLICY,
	type LoadCounts,
	type LoadOutcome,
	type LoadStatus,
	type MoveDecision,
	type OutcomePolicy,
} from './outcome-policy';
export { joinKeys, LINEAGE_COLUMNS, lineageRow, parseLineageRow, splitKeys, type LineageEntry } from './lineage';
export { Coverages, CoverageTally, parseCoverages, type Coverage } from './coverage';
export * from './journal';
