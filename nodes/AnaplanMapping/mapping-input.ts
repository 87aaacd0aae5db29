import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { SourceRecord } from '../../src/contracts';
import { COMMA_QUOTED, csvRecords } from '../../src/core/csv';
import type { OpenRecords } from '../../src/mapping';
import { readBinary } from '../shared/data/binary-file';
import type { Coverage } from '../../src/sync';
import { cellText } from '../shared/data/cell-text';
import { coverageOf } from '../shared/data/row-coverage';
import type { InputForm } from '../shared/data/input-form';
import { batchOf, fieldsOf, KEY_COLUMN, originOf, STAMP_COLUMN, type Origin } from '../shared/data/origin';

/** Records to map, and the way back from a record to where it came from. */
export interface MappingInput {
	readonly open: OpenRecords;
	readonly originOf: (record: Pick<SourceRecord, 'key' | 'stamp'>) => Origin | undefined;
	readonly itemOf: (record: Pick<SourceRecord, 'key'>) => number;
	/** Records of which batches came in. */
	readonly covers: readonly Coverage[];
	/** A record that is there more than once: adding rows up would count it twice. */
	readonly repeated: string | undefined;
	/** Streams of which only the changes came in: sums over them would be partial. */
	readonly partial: readonly string[];
}

const PAGE = 5_000;

const textFields = (item: INodeExecutionData): Record<string, string> => {
	const fields: Record<string, string> = {};
	for (const [name, value] of Object.entries(fieldsOf(item.json))) {
		const text = cellText(value);
		// A value without a text of its own stays absent, which rejects the row if a column needs it.
		if (text !== undefined) fields[name] = text;
	}
	return fields;
};

/** Keys as people know them; where an item has none, or one that came before, its place in the input. */
const keysOf = (items: readonly INodeExecutionData[]): string[] => {
	const taken = new Set<string>();
	return items.map((item, index) => {
		const own = originOf(item.json)?.key ?? '';
		const key = own === '' || taken.has(own) ? `${own}${own ? ' ' : ''}(item ${index + 1})` : own;
		taken.add(key);
		return key;
	});
};

const partialStreams = (items: readonly INodeExecutionData[]): string[] =>
	items.flatMap((item) => {
		const batch = batchOf(item)?.batch;
		return batch && batch.from !== null ? [batch.stream] : [];
	});

const repeatedIn = (items: readonly INodeExecutionData[]): string | undefined => {
	const seen = new Set<string>();
	for (const { json } of items) {
		const origin = originOf(json);
		if (!origin) continue;
		const name = JSON.stringify([origin.stream, origin.key]);
		if (seen.has(name)) return `${origin.key} of ${origin.stream}`;
		seen.add(name);
	}
	return undefined;
};

export const itemInput = (items: readonly INodeExecutionData[]): MappingInput => {
	const keys = keysOf(items);
	const places = new Map(keys.map((key, index) => [key, index]));
	const itemOf = ({ key }: Pick<SourceRecord, 'key'>): number => places.get(key) ?? 0;
	const origin = (record: Pick<SourceRecord, 'key'>): Origin | undefined => originOf(items[itemOf(record)]?.json ?? {});
	return {
		open: async function* () {
			for (let at = 0; at < items.length; at += PAGE) {
				yield items.slice(at, at + PAGE).map((item, index) => ({ key: keys[at + index] ?? '', stamp: originOf(item.json)?.stamp || null, fields: textFields(item) }));
			}
		},
		originOf: origin,
		itemOf,
		covers: coverageOf(items),
		repeated: repeatedIn(items),
		partial: partialStreams(items),
	};
};

/** A CSV file of records: from an ERP node with key and stamp columns, or anybody's, where the line stands for the key. */
export const fileInput = (context: Pick<IExecuteFunctions, 'helpers'>, { binary, itemIndex }: Extract<InputForm, { form: 'file' }>, item: INodeExecutionData): MappingInput => {
	const batch = batchOf(item)?.batch;
	const stream = batch?.stream ?? String(item.json.stream ?? '');
	const batchId = batch?.id ?? String(item.json.batchId ?? '');
	return {
		open: async function* () {
			let header: readonly string[] | undefined;
			let line = 1;
			for await (const rows of csvRecords(readBinary(context, binary), COMMA_QUOTED)) {
				const records: SourceRecord[] = [];
				for (const row of rows) {
					line += 1;
					if (!header) {
						header = row;
						continue;
					}
					const fields: Record<string, string> = {};
					for (let at = 0; at < header.length; at += 1) fields[header[at] ?? ''] = row[at] ?? '';
					records.push({ key: fields[KEY_COLUMN] ?? `line ${line - 1}`, stamp: fields[STAMP_COLUMN] || null, fields });
				}
				if (records.length > 0) yield records;
			}
		},
		originOf: ({ key, stamp }) => ({ stream, key, keys: [key], stamp: stamp ?? '', batch: batchId }),
		itemOf: () => itemIndex,
		covers: coverageOf([item]),
		repeated: undefined,
		partial: partialStreams([item]),
	};
};
