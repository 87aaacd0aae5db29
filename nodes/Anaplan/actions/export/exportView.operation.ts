import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { pick, requireTabular, withExportTable, type AnaplanClient, type ModelRef, type ShapedTable, type ViewReading } from '../../../../src/systems/anaplan';
import { executionClient } from '../../../shared/anaplan/connection';
import { modelLock } from '../../../shared/anaplan/model-lock';
import { pickedIn, targetOf } from '../../../shared/anaplan/target';
import { onView } from '../../../shared/anaplan/view-target';
import { counted, hint } from '../../../shared/context/execution-hints';
import { fileItem, fileNameOf, tableFile, tableItems } from '../../../shared/anaplan/file-output';
import type { Outputs } from '../../../shared/routing/operation';
import { waitingOf } from '../import/load-options';
import { formsOf, pageChoicesOf, readingOf, shapeOf } from './view-options';

export const scope = 'item';

/** How a table came about, for the item that carries the file and for the hint. */
interface Told {
	readonly name: string;
	readonly facts: IDataObject;
	readonly way: string;
}

const output = async (context: IExecuteFunctions, itemIndex: number, table: ShapedTable, { name, facts, way }: Told): Promise<INodeExecutionData[]> => {
	const none = (): INodeExecutionData[] => {
		hint(context, `${name}, ${way}: no row with a value. Filters of the view, selective access of this user, or the chosen page may leave nothing; the option "Rows Without Values" keeps blank rows.`, 'warning');
		return [];
	};
	if (context.getNodeParameter('output', itemIndex, 'items') !== 'file') {
		const items = await tableItems(table);
		if (items.length === 0) return none();
		hint(context, `${name}: ${counted(items.length, 'row')}, ${way}.`);
		return items;
	}
	const { fileName } = fileNameOf(`${name}.csv`);
	const written = await tableFile(context, table, fileName);
	if (!written) return none();
	hint(context, `${name}: ${counted(written.amount, 'row')}, ${way}, in ${fileName}.`);
	const json = { ...facts, rows: written.amount, columns: [...table.columns], fileName };
	return [fileItem(json, context.getNodeParameter('outputProperty', itemIndex, 'data') as string, written.binary)];
};

const WAYS = { direct: 'read directly', large: 'read as a large read' };

const byView = async (context: IExecuteFunctions, itemIndex: number, client: AnaplanClient, target: ModelRef, reading: ViewReading): Promise<INodeExecutionData[]> =>
	await onView(client, target, pickedIn(context, 'view', itemIndex), async (viewId) => {
		const { deadlineMs, intervalMs } = waitingOf(context, itemIndex);
		const request = {
			...target, viewId, reading, pages: pageChoicesOf(context, itemIndex), ...shapeOf(context, itemIndex), ...formsOf(context, itemIndex),
			deadlineMs, ...(intervalMs === undefined ? {} : { intervalMs }),
		};
		return await client.withViewTable(request, async (table) => {
			const { view: { id, name }, source, pages } = table;
			const way = WAYS[source] + (pages !== undefined && pages > 1 ? ` (${pages} pages)` : '');
			return await output(context, itemIndex, table, { name, way, facts: { view: { id, name }, readAs: source } });
		});
	});

const byAction = async (context: IExecuteFunctions, itemIndex: number, client: AnaplanClient, target: ModelRef): Promise<INodeExecutionData[]> => {
	const { id, name, exportType } = pick(await client.metadata.exports(target), pickedIn(context, 'export', itemIndex), 'export');
	requireTabular(name, exportType, await client.exportMetadata({ ...target, exportId: id }));
	const pages = pageChoicesOf(context, itemIndex);
	const request = { ...target, exportId: id, ...waitingOf(context, itemIndex), lock: modelLock(context, itemIndex) };
	return await client.runExport(request, async (file) =>
		await withExportTable(file, { name, exportType, pages, ...shapeOf(context, itemIndex) }, async (table) =>
			await output(context, itemIndex, table, { name, way: 'read by the export action', facts: { export: { id, name }, readAs: 'export', taskId: file.run.taskId } })));
};

/** The cells of a view as rows with named dimensions, in one shape whatever the way in which they are read. */
export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, itemIndex);
	const reading = readingOf(context, itemIndex);
	return [reading === 'action' ? await byAction(context, itemIndex, client, target) : await byView(context, itemIndex, client, target, reading)];
};
