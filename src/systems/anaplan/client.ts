import { downloadFile, type FileRef } from './download';
import { readDump, type DumpRef, type FailureDump } from './dump';
import { loadFile, type LoadRequest, type LoadResult } from './load';
import { Lists } from './lists';
import { Metadata } from './metadata';
import { runAction, type ActionRun, type RunOptions } from './run-action';
import { startTask, type StartedTask } from './start-task';
import type { TaskReport } from './task-report';
import { Tasks, type ActionRef, type ListedTask, type MappingParameter, type TaskRef } from './tasks';
import { uploadFile, type UploadFacts, type UploadRequest } from './upload';
import { waitForTask, type WaitOptions } from './wait-for-task';
import { AnaplanWire, type AnaplanSettings } from './wire';

export interface AnaplanClient {
	/** What there is: users/me, workspaces, models, files, imports, exports, actions, processes. */
	readonly metadata: Metadata;
	/** Lists and their items. */
	readonly lists: Lists;
	uploadFile(request: UploadRequest): Promise<UploadFacts>;
	/** Content of an uploaded file, or of an export after it ran: the ids are the same. */
	downloadFile(ref: FileRef): AsyncIterable<Buffer>;
	startTask(ref: ActionRef, parameters?: readonly MappingParameter[]): Promise<StartedTask>;
	getTask(ref: TaskRef): Promise<TaskReport>;
	listTasks(ref: ActionRef): Promise<readonly ListedTask[]>;
	cancelTask(ref: TaskRef): Promise<TaskReport>;
	waitForTask(ref: TaskRef, options: WaitOptions): Promise<TaskReport>;
	/** Start, wait, judge, dumps. The caller holds the lock on the model. */
	runAction(ref: ActionRef, options: RunOptions): Promise<ActionRun>;
	readDump(ref: DumpRef): Promise<FailureDump>;
	loadFile(request: LoadRequest): Promise<LoadResult>;
}

/**
 * Anaplan's Integration API 2.0.
 * @param settings `http` adds the authorization itself, for instance
 *   `withRetry(withAnaplanToken(withBudget(fetchHttp(), budget, tenant), session), { clock, isTransient: anaplanJudgement })`
 */
export const createAnaplanClient = (settings: AnaplanSettings): AnaplanClient => {
	const wire = new AnaplanWire(settings);
	const metadata = new Metadata(wire);
	const tasks = new Tasks(wire);
	return {
		metadata,
		lists: new Lists(wire),
		uploadFile: (request) => uploadFile(wire, metadata, request),
		downloadFile: (ref) => downloadFile(wire, ref),
		startTask: (ref, parameters = []) => startTask(tasks, wire, ref, parameters),
		getTask: (ref) => tasks.get(ref),
		listTasks: (ref) => tasks.list(ref),
		cancelTask: (ref) => tasks.cancel(ref),
		waitForTask: (ref, options) => waitForTask(tasks, wire, ref, options),
		runAction: (ref, options) => runAction(wire, tasks, ref, options),
		readDump: (ref) => readDump(wire, ref),
		loadFile: (request) => loadFile({ wire, metadata, tasks }, request),
	};
};
