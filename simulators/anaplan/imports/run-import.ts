import type { ImportDefinition, ListImportDefinition, ModuleImportDefinition, UserDefinition } from '../model/types';
import type { Content } from '../files/private-file';
import { found } from '../http/reply';
import type { Detail, Finished, RowCounts, StepResult, TaskControl } from '../tasks/task';
import { exportChunks } from '../views/export-text';
import { viewOf } from '../views/grid';
import type { ModelWorld } from '../world';
import type { DumpWriter } from './dump-store';
import { ListImport } from './list-import';
import { ModuleImport } from './module-import';
import { wholeFailure } from './problems';
import { readRows, type ReadOptions, type RowTarget } from './row-reader';

const PIECE = 1_000_000;

/** What one kind of import has done to the model, and how to take it back. */
interface Applied {
	readonly failure: Detail | undefined;
	readonly details: Detail[];
	readonly rows: RowCounts;
	readonly dump: DumpWriter;
	readonly effect: { readonly what: string; readonly note: Record<string, unknown> };
}

interface Recording {
	undo(): void;
	stop(): void;
}

interface Runner {
	readonly target: RowTarget;
	readonly recording: Recording;
	finish(): Applied;
}

const listRunner = (model: ModelWorld, definition: ListImportDefinition): Runner => {
	const list = found(model.state.list(definition.list));
	const run = new ListImport(definition, list, model.world.switches.values);
	const undo = list.record();
	return {
		target: run, recording: { undo, stop: () => list.stopRecording() },
		finish: () => {
			if (run.failure === undefined) run.finish();
			const rows = run.counter.counts();
			return {
				failure: run.failure, details: run.details(), rows, dump: run.dump,
				effect: { what: 'items-applied', note: { list: list.id, name: list.name, created: rows.created, updated: rows.updated } },
			};
		},
	};
};

const moduleRunner = (
	model: ModelWorld, definition: ModuleImportDefinition, content: Content, prompts: ReadonlyMap<string, string>,
): Runner => {
	const module = found(model.state.module(definition.module));
	const run = new ModuleImport(definition, module, model.world.switches.values, prompts, content.format.decimalSeparator);
	const undo = module.record();
	return {
		target: run, recording: { undo, stop: () => module.stopRecording() },
		finish: () => ({
			failure: run.failure, details: run.details(), rows: run.counts(), dump: run.dump,
			effect: {
				what: 'cells-applied',
				note: { module: module.definition.id, name: module.definition.name, rows: run.counts().success, cellsChanged: run.cellsChanged },
			},
		}),
	};
};

const failed = (
	model: ModelWorld, definition: ImportDefinition, user: UserDefinition, control: TaskControl, detail: Detail,
): Finished<StepResult> => {
	const what = definition.importType === 'HIERARCHY_DATA'
		? { type: 'hierarchyImportFailed', text: `Import into list ${definition.list} failed`, values: ['hierarchyName', definition.list] }
		: { type: 'moduleImportFailed', text: `Import into module ${definition.module} failed`, values: ['moduleName', definition.module] };
	return {
		result: {
			successful: false, failureDumpAvailable: false, objectId: definition.id, objectName: definition.name,
			details: [detail, { type: what.type, occurrences: 1, localMessageText: what.text, values: what.values }],
		},
		// Whatever the run before left is overwritten by this one, which rejected no row.
		commit: () => model.dumps.put(user.email, definition.id, control.taskId, undefined),
		undo: () => undefined,
	};
};

const optionsOf = (model: ModelWorld, definition: ImportDefinition): ReadOptions => {
	const { stripBom, dumpLine } = model.world.switches.values;
	const file = model.definition.files.find((one) => one.id === definition.fileId);
	return { stripBom, lineCounts: dumpLine, headerNames: file?.headerNames ?? [] };
};

const PLAIN_CSV = { encoding: 'UTF-8', separator: ',', delimiter: '"', headerRow: 1, firstDataRow: 2, decimalSeparator: '.' } as const;

/** What an import from a view reads: the view as flat text, its empty rows left out. */
const viewSource = async (model: ModelWorld, view: string, control: TaskControl): Promise<{ content: Content | undefined; origin: string }> => {
	if (viewOf(model.state, view) === undefined) return { content: undefined, origin: 'none' };
	const definition = { id: view, name: view, exportType: 'TABULAR_MULTI_COLUMN', view } as const;
	const { chunks } = await exportChunks(model.state, definition, control, { chunkBytes: PIECE, bom: false });
	return { content: { chunks, format: PLAIN_CSV }, origin: 'view' };
};

/** Runs one import as its user: reads that user's bytes, applies them, and leaves the last word to commit or undo. */
export const runImport = async (
	model: ModelWorld, definition: ImportDefinition, user: UserDefinition, prompts: ReadonlyMap<string, string>, control: TaskControl,
): Promise<Finished<StepResult>> => {
	const forced = model.world.switches.values.failImports[definition.id];
	if (forced !== undefined) return failed(model, definition, user, control, wholeFailure(forced));
	const source = definition.sourceView === undefined
		? model.files.importSource(user, found(model.files.byId(definition.fileId))) : await viewSource(model, definition.sourceView, control);
	const { history } = model.world.context;
	history.effect('import-source', {
		task: control.taskId, import: definition.id, file: definition.sourceView ?? definition.fileId, user: user.email, origin: source.origin,
	});
	if (source.content === undefined) {
		const why = definition.sourceView === undefined ? 'uploadedFileNoLongerAvailable' : 'failedToLocateSavedView';
		return failed(model, definition, user, control, wholeFailure(why));
	}

	const runner = definition.importType === 'HIERARCHY_DATA'
		? listRunner(model, definition) : moduleRunner(model, definition, source.content, prompts);
	try {
		await readRows(source.content, optionsOf(model, definition), runner.target, control);
	} catch (error) {
		runner.recording.undo();
		throw error;
	}
	const applied = runner.finish();
	if (applied.failure !== undefined) {
		runner.recording.undo();
		return failed(model, definition, user, control, applied.failure);
	}
	runner.recording.stop();
	const { failed: rejected } = applied.rows;
	const dump = definition.importType === 'MODULE_DATA' && !model.world.switches.values.moduleDump ? undefined : applied.dump;
	return {
		rows: applied.rows,
		result: {
			successful: rejected === 0 || model.world.switches.values.rejectedRowsSuccessful,
			failureDumpAvailable: (dump?.rows ?? 0) > 0, objectId: definition.id, objectName: definition.name, details: applied.details,
		},
		commit: () => {
			model.dumps.put(user.email, definition.id, control.taskId, dump);
			model.modifiedBy(user);
			history.effect(applied.effect.what, { task: control.taskId, import: definition.id, ...applied.effect.note });
		},
		undo: runner.recording.undo,
	};
};
