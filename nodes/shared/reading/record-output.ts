import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { SourceRecord } from '../../../src/contracts';
import { COMMA_QUOTED, csvBytes } from '../../../src/core/csv';
import { writeCsv } from '../data/binary-file';
import { BATCH, KEY_COLUMN, ORIGIN, STAMP_COLUMN } from '../data/origin';
import { peeked } from '../data/peeked';

type Pages = AsyncIterable<readonly SourceRecord[]>;

/** What stands beside the records: the batch as its own member, the stream and the batch id in every record. */
export interface Announcement {
	readonly stream: string;
	readonly batchId: string;
	/** Left out for reads that no load may confirm. */
	readonly batch?: IDataObject;
}

const originOf = (record: SourceRecord, { stream, batchId }: Announcement): IDataObject => ({ stream, key: record.key, stamp: record.stamp ?? '', batch: batchId });

/** One item per record; the first one announces the batch. `announce` is asked after the last page. */
export const asItems = async (pages: Pages, announce: () => Announcement): Promise<INodeExecutionData[]> => {
	const records: SourceRecord[] = [];
	for await (const page of pages) for (const record of page) records.push(record);
	const announcement = announce();
	return records.map((record, index) => ({
		json: {
			...record.fields,
			[ORIGIN]: originOf(record, announcement),
			...(index === 0 && announcement.batch ? { [BATCH]: announcement.batch } : {}),
		},
	}));
};

const rowsOf = async function* (pages: Pages, columns: readonly string[]): AsyncGenerator<string[][]> {
	for await (const page of pages) yield page.map(({ key, stamp, fields }) => [key, stamp ?? '', ...columns.map((column) => fields[column] ?? '')]);
};

export interface FileOutput {
	readonly property: string;
	readonly fileName: string;
	readonly columns: () => Promise<readonly string[]>;
	/** Facts for the item that carries the file. */
	readonly facts: () => IDataObject;
}

/** One item with a CSV file of all records, streamed page by page; no item when there are none. */
export const asFile = async (context: Pick<IExecuteFunctions, 'helpers'>, pages: Pages, output: FileOutput, announce: () => Announcement): Promise<INodeExecutionData[]> => {
	const some = await peeked(pages, ({ length }) => length === 0);
	if (!some) return [];
	const columns = await output.columns();
	const bytes = csvBytes(rowsOf(some, columns), [KEY_COLUMN, STAMP_COLUMN, ...columns], COMMA_QUOTED);
	const binary = await writeCsv(context, bytes, output.fileName);
	const { stream, batchId, batch } = announce();
	return [{ json: { ...output.facts(), stream, batchId, ...(batch ? { [BATCH]: batch } : {}) }, binary: { [output.property]: binary } }];
};
