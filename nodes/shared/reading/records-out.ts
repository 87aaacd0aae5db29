import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { SourceRecord } from '../../../src/contracts';
import { asFile } from './record-output';

export interface RecordsOut {
	readonly pages: AsyncIterable<readonly SourceRecord[]>;
	readonly columns: () => Promise<readonly string[]>;
	/** Name of what was read, for the file. */
	readonly object: string;
}

/** Records without a cursor, as items or as a streamed file: whatever "Output" says. */
export const recordsOut = async (context: IExecuteFunctions, itemIndex: number, { pages, columns, object }: RecordsOut): Promise<INodeExecutionData[]> => {
	if (context.getNodeParameter('output', itemIndex, 'items') === 'file') {
		const property = context.getNodeParameter('outputProperty', itemIndex, 'data') as string;
		return await asFile(context, pages, { property, fileName: `${object}.csv`, columns, facts: () => ({ object }) }, () => ({ stream: object, batchId: '' }));
	}
	const all: INodeExecutionData[] = [];
	for await (const page of pages) for (const { fields } of page) all.push({ json: { ...fields } });
	return all;
};
