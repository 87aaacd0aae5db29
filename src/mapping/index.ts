export type * from './spec';
export { parseMappingSpec } from './parse-spec';
export { transformRecord, type Transformed } from './transform';
export {
	mapRecords,
	type MappedPage,
	type MappedRow,
	type MappingCounts,
	type MappingOptions,
	type MappingRun,
	type OpenRecords,
	type RejectedRow,
} from './map-records';
export { memberCheck, missingReason, MissingTally, type MemberLists, type MissingMember, type MissingSummary } from './members';
export { compareColumns, type ColumnComparison, type UnknownColumn } from './columns';
export { preview, type Preview, type PreviewOptions, type PreviewRow } from './preview';
export { bindLists, listNeeds, type ListNeed, type MemberBooks } from './list-needs';
export { MemberBook, type FoundMember, type Member } from './member-book';
export { joined } from './joint';
export { tableFor, tablesOf, type ChosenTables, type ChosenWorkspace, type WorkspaceTable } from './workspace-tables';
