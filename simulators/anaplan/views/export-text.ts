import type { ModelState } from '../engine/model-state';
import { csvLine } from '../engine/csv-text';
import { found } from '../http/reply';
import type { ExportDefinition } from '../model/types';
import type { TaskControl } from '../tasks/task';
import { gridLines, gridOf, pageChoice, viewOf } from './grid';
import { tabularHeader, tabularLines } from './tabular';

const LINES_PER_BREATH = 5000;

/** The text of an export's file and the number of its rows without the header. */
export const exportText = async (
	state: ModelState, definition: ExportDefinition, control: TaskControl,
): Promise<{ text: string; rows: number }> => {
	const view = found(viewOf(state, definition.view));
	const { exportType, separator = ',', delimiter = '"', labels = 'name', omitEmptyRows = true } = definition;
	const tabular = exportType === 'TABULAR_MULTI_COLUMN' || exportType === 'TABULAR_SINGLE_COLUMN';
	const format = { separator, delimiter };
	const lines = tabular
		? tabularLines(view.module, { type: exportType, labels, omitEmptyRows, format })
		: gridLines(view, gridOf(view, pageChoice(view, null)));
	const parts = tabular ? [csvLine(tabularHeader(view.module, exportType), format)] : [];
	let rows = 0;
	for (const line of lines) {
		parts.push(line);
		rows += 1;
		if (rows % LINES_PER_BREATH === 0) {
			await control.breathe();
			control.checkCancelled();
		}
	}
	return { text: parts.join(''), rows };
};
