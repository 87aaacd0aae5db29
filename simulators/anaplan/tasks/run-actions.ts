import type { ActionDefinition, ExportDefinition, UserDefinition } from '../model/types';
import { found } from '../http/reply';
import type { ModelWorld } from '../world';
import { exportText } from '../views/export-text';
import type { Finished, StepResult, TaskControl } from './task';

/** Deletes every item of a list and the cells that stand on them. */
export const runDelete = (model: ModelWorld, action: ActionDefinition, control: TaskControl): Finished<StepResult> => {
	const list = found(model.state.list(action.list));
	const deleted = list.size;
	const restoreList = list.clear();
	const restoreCells = model.state.dropOrphans();
	return {
		result: {
			successful: true, failureDumpAvailable: false, objectId: action.id, objectName: action.name,
			details: [{ type: 'deleteFromSelectionSucceeded', occurrences: deleted, localMessageText: `Deleted ${deleted} items`, values: [] }],
		},
		commit: () => model.world.context.history.effect('items-deleted', { task: control.taskId, action: action.id, list: list.id, items: deleted }),
		undo: () => {
			restoreList();
			restoreCells();
		},
	};
};

/** Writes the export's file, whose id is the export's own, for this user only (reference anaplan 8.2). */
export const runExport = async (
	model: ModelWorld, definition: ExportDefinition, user: UserDefinition, control: TaskControl,
): Promise<Finished<StepResult>> => {
	const { text, rows } = await exportText(model.state, definition, control);
	const encoding = definition.encoding === 'UTF-16LE' ? 'utf16le' : definition.encoding === 'ISO-8859-1' ? 'latin1' : 'utf8';
	return {
		result: {
			successful: true, failureDumpAvailable: false, objectId: definition.id, objectName: definition.name,
			details: [{ type: 'exportSucceeded', occurrences: 0, localMessageText: `${definition.name} exported`, values: [] }],
		},
		commit: () => {
			const content = Buffer.from(text, encoding);
			model.files.putOutput(user, found(model.files.byId(definition.id)), content, model.world.switches.values.zeroChunkReads);
			model.world.context.history.effect('export-written', {
				task: control.taskId, file: definition.id, user: user.email, rows, bytes: content.length,
			});
		},
		undo: () => undefined,
	};
};
