export { createAnaplanClient, type AnaplanClient } from './client';
export { DEFAULT_TIMEOUTS, type AnaplanSettings, type AnaplanTimeouts } from './wire';
export { anaplanJudgement } from './refusals';
export { judgeModel, type ModelCondition, type ModelJudgement } from './model-state';
export { basicLoginRequest, logoutRequest, readTokenAnswer, refreshRequest, type AnaplanToken } from './authentication';
export { TokenSession, withAnaplanToken, type TokenSessionSettings } from './token-session';
export {
	Metadata, type AnaplanUser, type ExportAction, type ImportAction, type ImportMetadata, type Model, type ModelRef, type ModelStatus,
	type Named, type OtherAction, type ServerFile, type View, type Workspace,
} from './metadata';
export type { ListItem, Lists } from './lists';
export { pick } from './pick';
export { compareHeader, type HeaderComparison } from './compare-header';
export type { FileRef } from './download';
export type { UploadFacts, UploadRequest } from './upload';
export type { ActionRef, ListedTask, MappingParameter, TaskKind, TaskRef } from './tasks';
export type { StartedTask } from './start-task';
export type { WaitOptions } from './wait-for-task';
export { readTask, type ResultDetail, type TaskReport, type TaskResult } from './task-report';
export { judgeTask, worst, type Outcome, type OutcomeMessage, type OutcomeStatus, type StepOutcome } from './outcome';
export { NO_COUNTS, addCounts, type Counts } from './row-counts';
export type { ActionRun, DumpReport, RunOptions } from './run-action';
export type { DumpRef, DumpRow, FailureDump } from './dump';
export { DumpIndex, type LateMatch } from './join-dump';
export type { LoadContent } from './load-content';
export { modelLockName, type LoadRequest, type LoadResult, type LoadStep } from './load';
