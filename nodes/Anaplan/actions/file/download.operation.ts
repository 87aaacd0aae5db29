import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { columnNames, isTextExport, modelLockName, pick, wholeCsv, withFileRows, type AnaplanClient, type FileLayout, type ModelRef, type ServerFile } from '../../../../src/systems/anaplan';
import { executionClient } from '../../../shared/anaplan/connection';
import { modelLock } from '../../../shared/anaplan/model-lock';
import { pickedIn, targetOf } from '../../../shared/anaplan/target';
import { counted, hint } from '../../../shared/context/execution-hints';
import { parameterError } from '../../../shared/context/node-errors';
import { byteFile, fileItem, fileNameOf, tableItems } from '../../../shared/anaplan/file-output';
import type { Outputs } from '../../../shared/routing/operation';

export const scope = 'item';

interface Content {
	readonly layout: FileLayout;
	readonly format: string;
}

/** The output file of an export is in the list of files without saying how it is written; the export of the same id does (reference anaplan 6). */
const contentOf = async (client: AnaplanClient, target: ModelRef, file: ServerFile): Promise<Content> => {
	const defined = file.separator !== '' || file.delimiter !== '' || file.encoding !== '';
	const action = defined ? undefined : (await client.metadata.exports(target)).find(({ id }) => id === file.id);
	if (!action) return { layout: { ...file, delimiter: defined ? file.delimiter : '"' }, format: '' };
	const { encoding, separator, delimiter, format } = await client.exportMetadata({ ...target, exportId: action.id });
	return { layout: { encoding, separator, delimiter, headerRow: 1, firstDataRow: 2 }, format };
};

const none = (context: IExecuteFunctions, { name }: ServerFile): INodeExecutionData[] => {
	hint(context, `${name}: this user has no content in it. Content is private to the user who uploaded it or ran the export, and is dropped after 48 hours without use.`, 'warning');
	return [];
};

const asFile = async (context: IExecuteFunctions, file: ServerFile, { layout, format }: Content, bytes: AsyncIterable<Buffer>, property: string): Promise<INodeExecutionData[]> => {
	const isText = isTextExport({ format });
	const { fileName, mimeType } = fileNameOf(file.name, format || (/\.xlsx$/i.test(file.name) ? 'spreadsheetml' : 'text/csv'));
	const written = await byteFile(context, isText && mimeType.startsWith('text/') ? wholeCsv(bytes, layout) : bytes, fileName, mimeType);
	if (!written) return none(context, file);
	hint(context, `${file.name}: ${counted(written.amount, 'byte')}.`);
	return [fileItem({ file: { id: file.id, name: file.name }, fileName, bytes: written.amount }, property, written.binary)];
};

const asItems = async (context: IExecuteFunctions, file: ServerFile, { layout, format }: Content, bytes: AsyncIterable<Buffer>, itemIndex: number): Promise<INodeExecutionData[]> => {
	if (!isTextExport({ format }) || /\.(?:xlsx?|pdf)$/i.test(file.name)) {
		throw parameterError(context, `The file ${file.name} has no rows to read: it is no text`, 'Set Output to "CSV File", which hands over the file as it is.', itemIndex);
	}
	const items = await withFileRows(layout, bytes, async (header, rows) => {
		const widest = header ?? [];
		return await tableItems({ columns: columnNames(widest), rows });
	});
	if (items.length === 0) return none(context, file);
	hint(context, `${file.name}: ${counted(items.length, 'row')}.`);
	return items;
};

/** What lies in a file, as it is or row by row. The model is locked meanwhile, so that no run of this process overwrites it half way. */
export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, itemIndex);
	const file = pick(await client.metadata.files(target), pickedIn(context, 'file', itemIndex), 'file');
	const content = await contentOf(client, target, file);
	const toFile = context.getNodeParameter('output', itemIndex, 'items') === 'file';
	const property = context.getNodeParameter('outputProperty', itemIndex, 'data') as string;
	const items = await modelLock(context, itemIndex).hold(modelLockName(target), async () => {
		const bytes = client.downloadFile({ ...target, fileId: file.id, patient: false });
		return toFile ? await asFile(context, file, content, bytes, property) : await asItems(context, file, content, bytes, itemIndex);
	}, context.getExecutionCancelSignal());
	return [items];
};
