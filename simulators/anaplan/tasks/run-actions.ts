import type { ActionDefinition, ExportDefinition, UserDefinition } from '../model/types';
import { found } from '../http/reply';
import type { ModelWorld } from '../world';
import { exportChunks } from '../views/export-text';
import type { Detail, Finished, StepResult, TaskControl } from './task';

const ended = (action: ActionDefinition, detail: Detail): StepResult =>
	({ successful: detail.type !== 'actionFailed', failureDumpAvailable: false, objectId: action.id, objectName: action.name, details: [detail] });

const NOTHING = (): void => undefined;

/** Deletes every item of a list and the cells that stand on them. */
const runDelete = (model: ModelWorld, action: ActionDefinition, listName: string, user: UserDefinition, control: TaskControl): Finished<StepResult> => {
	const list = found(model.state.list(listName));
	const deleted = list.size;
	const restoreList = list.clear();
	const restoreCells = model.state.dropOrphans();
	return {
		result: ended(action, { type: 'deleteFromSelectionSucceeded', occurrences: deleted, localMessageText: `Deleted ${deleted} items`, values: [] }),
		commit: () => {
			model.modifiedBy(user);
			model.world.context.history.effect('items-deleted', { task: control.taskId, action: action.id, list: list.id, items: deleted });
		},
		undo: () => {
			restoreList();
			restoreCells();
		},
	};
};

/** Copies every cell of one version over those of another. */
const runCopy = (
	model: ModelWorld, action: ActionDefinition, copy: NonNullable<ActionDefinition['copy']>, user: UserDefinition, control: TaskControl,
): Finished<StepResult> => {
	const module = found(model.state.module(copy.module));
	const axis = module.dimensions.findIndex((dimension) => dimension.kind === 'versions');
	const [from, to] = [model.state.versions.findByName(copy.from), model.state.versions.findByName(copy.to)];
	if (axis < 0 || from === undefined || to === undefined) {
		const result = ended(action, { type: 'actionFailed', occurrences: 1, localMessageText: 'Version not found', values: [] });
		return { result, commit: NOTHING, undo: NOTHING };
	}
	const undo = module.record();
	let cells = 0;
	for (const { coordinates, row } of [...module.rows()]) {
		if (coordinates[axis] !== from) continue;
		const target = coordinates.map((index, at) => (at === axis ? to : index));
		for (const item of module.lineItems) {
			if (item.definition.formula === undefined && module.set(target, item.column, module.at(row, item.column))) cells += 1;
		}
	}
	module.stopRecording();
	return {
		result: ended(action, { type: 'taskElementSucceeded', occurrences: 0, localMessageText: `${action.name} completed`, values: [] }),
		commit: () => {
			model.modifiedBy(user);
			model.world.context.history.effect('cells-copied', { task: control.taskId, action: action.id, module: module.definition.id, cells });
		},
		undo,
	};
};

/** A delete, a copy, or one of the kinds that change nothing a client can see (order and the like). */
export const runAction = (model: ModelWorld, action: ActionDefinition, user: UserDefinition, control: TaskControl): Finished<StepResult> => {
	if (action.list !== undefined) return runDelete(model, action, action.list, user, control);
	if (action.copy !== undefined) return runCopy(model, action, action.copy, user, control);
	return {
		result: ended(action, { type: 'taskElementSucceeded', occurrences: 0, localMessageText: `${action.name} completed`, values: [] }),
		commit: () => model.world.context.history.effect('action-run', { task: control.taskId, action: action.id, kind: action.actionType }),
		undo: NOTHING,
	};
};

/** Writes the export's file, whose id is the export's own, for this user only (reference anaplan 8.2). */
export const runExport = async (
	model: ModelWorld, definition: ExportDefinition, user: UserDefinition, control: TaskControl,
): Promise<Finished<StepResult>> => {
	const { exportBom, exportChunkBytes, exportDetails, zeroChunkReads } = model.world.switches.values;
	const { chunks, bytes, rows } = await exportChunks(model.state, definition, control, { chunkBytes: exportChunkBytes, bom: exportBom });
	const details: Detail[] = [{ type: 'exportSucceeded', occurrences: 0, localMessageText: `${definition.name} exported`, values: [] }];
	return {
		result: {
			successful: true, failureDumpAvailable: false, objectId: definition.id, objectName: definition.name, ...(exportDetails ? { details } : {}),
		},
		commit: () => {
			model.files.putOutput(user, found(model.files.byId(definition.id)), chunks, zeroChunkReads);
			model.world.context.history.effect('export-written', { task: control.taskId, file: definition.id, user: user.email, rows, bytes });
		},
		undo: NOTHING,
	};
};
