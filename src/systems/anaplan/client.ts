import { cancelTask, type CancelOptions, type Cancellation } from './cancel-task';
import { downloadFile, type FileRef } from './download';
import { readDump, type DumpRef, type FailureDump } from './dump';
import { exportMetadata, runExport, type ExportedFile, type ExportMetadata, type ExportRef, type ExportRequest } from './exports';
import { loadFile, type LoadRequest, type LoadResult } from './load';
import { writeCells, type CellWrite, type CellWriteResult } from './cells';
import { listItems, listTable } from './list-table';
import { writeItems, type ListWrite, type ListWriteResult } from './list-writes';
import { Lists, type ListItemInFull, type ListMetadata } from './lists';
import { Metadata, type ModelRef } from './metadata';
import { Models } from './models';
import { Modules } from './modules';
import { openModel, type OpenOptions, type OpenedModel } from './open-model';
import { explainMissingTask, listTasksOfKnown } from './missing-task';
import { concludeTask, runAction, type ActionRun, type EndedTask, type RunOptions } from './run-action';
import { startTask, type StartedTask, type WhenStopped } from './start-task';
import type { TaskReport } from './task-report';
import { Tasks, type ActionRef, type ListedTask, type MappingParameter, type TaskRef } from './tasks';
import { uploadFile, type UploadFacts, type UploadRequest } from './upload';
import { waitForTask, type WaitOptions } from './wait-for-task';
import { withViewTable, type ViewTable, type ViewTableRequest } from './view-read';
import { Views } from './views';
import { AnaplanWire, type AnaplanSettings } from './wire';

export interface AnaplanClient {
	/** What there is: users/me, workspaces, models, files, imports, exports, actions, processes. */
	readonly metadata: Metadata;
	/** Lists and their items. */
	readonly lists: Lists;
	/** What modules are made of: line items, dimensions and their items. */
	readonly modules: Modules;
	/** A model as a whole: details, open and close, period, calendar, versions. */
	readonly models: Models;
	/** All items of a list with properties and subsets, however many there are. */
	listItems(ref: ModelRef, list: ListMetadata): AsyncIterable<readonly ListItemInFull[]>;
	/** The same as Anaplan's CSV; the first record is the header. */
	listTable(ref: ModelRef, list: ListMetadata): AsyncIterable<ReadonlyArray<readonly string[]>>;
	/** Adds, updates or deletes items. The caller holds the lock on the model. */
	writeItems(write: ListWrite): Promise<ListWriteResult>;
	/** The caller holds the lock on the model. */
	writeCells(write: CellWrite): Promise<CellWriteResult>;
	/** Wakes a model up and waits until it is open. */
	openModel(ref: ModelRef, options: OpenOptions): Promise<OpenedModel>;
	/** How views are built; their cells are read by `withViewTable`. */
	readonly views: Views;
	uploadFile(request: UploadRequest): Promise<UploadFacts>;
	/** Whether another run of this process has begun to fill the file since one of these contents (SHA-256) was uploaded. */
	isReplaced(ref: FileRef, contents: ReadonlySet<string>): boolean;
	/** Content of an uploaded file, or of an export after it ran: the ids are the same. */
	downloadFile(ref: FileRef): AsyncIterable<Buffer>;
	startTask(ref: ActionRef, parameters?: readonly MappingParameter[], whenStopped?: WhenStopped): Promise<StartedTask>;
	getTask(ref: TaskRef): Promise<TaskReport>;
	listTasks(ref: ActionRef): Promise<readonly ListedTask[]>;
	/** The same, and an empty list proves that the action exists: otherwise it throws and says which ones do. */
	listTasksOfKnown(ref: ActionRef): Promise<readonly ListedTask[]>;
	/** Why a task answers 404. */
	explainMissingTask(ref: TaskRef): Promise<Error>;
	cancelTask(ref: TaskRef, options?: CancelOptions): Promise<Cancellation>;
	waitForTask(ref: TaskRef, options: WaitOptions): Promise<TaskReport>;
	/** What a task that has ended amounts to, with its failure dumps. */
	concludeTask(ref: TaskRef, report: TaskReport): Promise<EndedTask>;
	/** Start, wait, judge, dumps. The caller holds the lock on the model. */
	runAction(ref: ActionRef, options: RunOptions): Promise<ActionRun>;
	readDump(ref: DumpRef): Promise<FailureDump>;
	loadFile(request: LoadRequest): Promise<LoadResult>;
	exportMetadata(ref: ExportRef): Promise<ExportMetadata>;
	/** Runs an export and hands its file to `use`, all of it under the lock on the model. */
	runExport<T>(request: ExportRequest, use: (file: ExportedFile) => Promise<T>): Promise<T>;
	/** Reads the cells of a view, directly or as a large read, and hands them to `use` as one table. */
	withViewTable<T>(request: ViewTableRequest, use: (table: ViewTable) => Promise<T>): Promise<T>;
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
	const lists = new Lists(wire);
	const models = new Models(wire);
	const views = new Views(wire);
	return {
		metadata,
		lists,
		modules: new Modules(wire),
		models,
		listItems: (ref, list) => listItems({ wire, lists }, ref, list),
		listTable: (ref, list) => listTable({ wire, lists }, ref, list),
		writeItems: (write) => writeItems(wire, lists, write),
		writeCells: (write) => writeCells(wire, write),
		openModel: (ref, options) => openModel({ open: (one) => models.open(one), status: (one) => metadata.modelStatus(one) }, wire, ref, options),
		views,
		uploadFile: (request) => uploadFile(wire, metadata, request),
		isReplaced: ({ modelId, fileId }, contents) => wire.contents.isReplaced(modelId, fileId, contents),
		downloadFile: (ref) => downloadFile(wire, ref),
		startTask: (ref, parameters = [], whenStopped) => startTask(tasks, wire, ref, parameters, whenStopped),
		getTask: (ref) => tasks.get(ref),
		listTasks: (ref) => tasks.list(ref),
		listTasksOfKnown: (ref) => listTasksOfKnown(tasks, metadata, ref),
		explainMissingTask: (ref) => explainMissingTask(tasks, metadata, ref),
		cancelTask: (ref, options) => cancelTask(tasks, wire, ref, options),
		waitForTask: (ref, options) => waitForTask(tasks, wire, ref, options),
		concludeTask: (ref, report) => concludeTask(wire, ref, report),
		runAction: (ref, options) => runAction(wire, tasks, ref, options),
		readDump: (ref) => readDump(wire, ref),
		loadFile: (request) => loadFile({ wire, metadata, tasks }, request),
		exportMetadata: (ref) => exportMetadata(wire, ref),
		runExport: (request, use) => runExport({ wire, tasks }, request, use),
		withViewTable: (request, use) => withViewTable({ wire, views }, request, use),
	};
};
