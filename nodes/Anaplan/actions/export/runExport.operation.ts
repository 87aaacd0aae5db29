import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { columnNames, isTextExport, pick, withExportRows, type ExportAction, type ExportedFile } from '../../../../src/systems/anaplan';
import { executionClient } from '../../../shared/anaplan/connection';
import { modelLock } from '../../../shared/anaplan/model-lock';
import { startAnswerJson } from '../../../shared/anaplan/started-task';
import { pickedIn, targetOf } from '../../../shared/anaplan/target';
import { counted, hint } from '../../../shared/context/execution-hints';
import { parameterError } from '../../../shared/context/node-errors';
import { byteFile, fileItem, fileNameOf, tableItems } from '../../../shared/anaplan/file-output';
import type { Outputs } from '../../../shared/routing/operation';
import { waitingOf } from '../import/load-options';
import { tellEmpty } from './empty-export';

export const scope = 'item';

const factsOf = ({ id, name }: ExportAction, { run, metadata }: ExportedFile): IDataObject => ({
	export: { id, name }, taskId: run.taskId, status: run.outcome.status, format: metadata.format, encoding: metadata.encoding, columns: [...metadata.headerNames],
	said: run.outcome.steps.flatMap(({ messages }) => messages.map(({ text, code }) => text || code)),
	...startAnswerJson(run.adopted),
});

const asFile = async (context: IExecuteFunctions, action: ExportAction, file: ExportedFile, property: string): Promise<INodeExecutionData[]> => {
	const { fileName, mimeType } = fileNameOf(action.name, file.metadata.format || 'text/csv');
	const written = await byteFile(context, file.bytes, fileName, mimeType);
	if (!written) {
		tellEmpty(context, action.name);
		return [];
	}
	hint(context, `${action.name}: ${counted(written.amount, 'byte')}${fileName === action.name ? '' : ` in ${fileName}`}.`);
	return [fileItem({ ...factsOf(action, file), fileName, bytes: written.amount }, property, written.binary)];
};

const asItems = async (context: IExecuteFunctions, action: ExportAction, file: ExportedFile): Promise<INodeExecutionData[]> => {
	const items = await withExportRows(file, action.exportType, async (header, rows) => await tableItems({ columns: columnNames(header), rows }));
	if (items.length === 0) tellEmpty(context, action.name);
	else hint(context, `${action.name}: ${counted(items.length, 'row')}.`);
	return items;
};

/** Runs an export and returns its file, as it is or row by row. The model is locked until the last byte has been read. */
export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, itemIndex);
	const action = pick(await client.metadata.exports(target), pickedIn(context, 'export', itemIndex), 'export');
	const toFile = context.getNodeParameter('output', itemIndex, 'items') === 'file';
	const property = context.getNodeParameter('outputProperty', itemIndex, 'data') as string;
	if (!toFile && !isTextExport({ format: action.exportFormat })) {
		throw parameterError(context, `The export ${action.name} writes ${action.exportFormat}, which has no rows to read`,
			'Set Output to "CSV File", which hands over the file as it is, or have a model builder set the export to CSV.', itemIndex);
	}
	const request = { ...target, exportId: action.id, ...waitingOf(context, itemIndex), lock: modelLock(context, itemIndex) };
	return [await client.runExport(request, async (file) => (toFile ? await asFile(context, action, file, property) : await asItems(context, action, file)))];
};
