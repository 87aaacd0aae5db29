import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { COMMA_QUOTED, csvRecords, numberedRecords, type CsvReading } from '../../../src/core/csv';
import { joinKeys, parseLineageRow } from '../../../src/sync';
import { readBinary } from './binary-file';
import { originOf, type Origin } from './origin';

/** Binary field in which the mapping keeps where each line came from. */
export const LINEAGE_FIELD = 'lineage';

/** A row as it was sent, with its place in the file: the header is record 1 and line 1. */
export interface SentRow {
	readonly record: number;
	readonly line: number;
	readonly values: readonly string[];
}

/** Rows once sent, to be walked through again when a failure dump has to be joined to them. */
export interface SentRows {
	header(): Promise<readonly string[]>;
	rows(): AsyncIterable<readonly SentRow[]>;
	/** Where the rows at these records came from; what is not known is left out. */
	origins(records: ReadonlySet<number>): Promise<ReadonlyMap<number, Origin>>;
	/** The input item of a row, for n8n's item linking. */
	itemOf(record: number): number;
}

const lineEnds = (values: readonly string[]): number => values.reduce((sum, value) => sum + (value.match(/\r\n|\r|\n/g)?.length ?? 0), 0);

/** Rows made from items, in their order. */
export const sentItems = (items: readonly INodeExecutionData[], header: readonly string[], values: ReadonlyArray<readonly string[]>, itemIndexes: readonly number[]): SentRows => ({
	header: async () => header,
	async *rows() {
		let line = 2;
		yield values.map((row, index) => {
			const sent = { record: index + 2, line, values: row };
			line += 1 + lineEnds(row);
			return sent;
		});
	},
	async origins(records) {
		const found = new Map<number, Origin>();
		for (const record of records) {
			const origin = originOf(items[itemIndexes[record - 2] ?? -1]?.json ?? {});
			if (origin) found.set(record, origin);
		}
		return found;
	},
	itemOf: (record) => itemIndexes[record - 2] ?? 0,
});

type Holding = Pick<IExecuteFunctions, 'helpers'>;

export interface SentFile {
	readonly data: IBinaryData;
	/** Side file of the mapping, where there is one. */
	readonly lineage: IBinaryData | undefined;
	readonly itemIndex: number;
	readonly reading: CsvReading;
	/** Lines counted from 1, as the import defines them; no header when 0. */
	readonly headerRow: number;
	readonly firstDataRow: number;
}

/** A single key as the ERP node told it, which people copy; several are joined so that they can be told apart. */
const nameOf = (keys: readonly string[]): string => (keys.length === 1 ? (keys[0] ?? '') : joinKeys(keys));

/** Rows of a file, read again from n8n's store; the side file of the mapping says where each came from. */
export const sentFile = (context: Holding, { data, lineage, itemIndex, reading, headerRow, firstDataRow }: SentFile): SentRows => ({
	async header() {
		if (headerRow === 0) return [];
		for await (const batch of numberedRecords(readBinary(context, data), reading)) {
			const header = batch.find(({ line }) => line >= headerRow);
			if (header) return header.values;
		}
		return [];
	},
	async *rows() {
		for await (const batch of numberedRecords(readBinary(context, data), reading)) yield batch.filter(({ line }) => line >= firstDataRow);
	},
	async origins(records) {
		const found = new Map<number, Origin>();
		if (!lineage || records.size === 0) return found;
		for await (const batch of csvRecords(readBinary(context, lineage), COMMA_QUOTED)) {
			for (const row of batch) {
				const entry = parseLineageRow(row);
				if (entry && records.has(entry.line)) {
					found.set(entry.line, { stream: entry.stream, key: nameOf(entry.keys), keys: entry.keys, stamp: entry.stamp ?? '', batch: entry.batch });
				}
			}
		}
		return found;
	},
	itemOf: () => itemIndex,
});
