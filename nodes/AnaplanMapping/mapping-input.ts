import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { SourceRecord } from '../../src/contracts';
import { COMMA_QUOTED, csvRecords } from '../../src/core/csv';
import { joined, type OpenRecords } from '../../src/mapping';
import { readBinary } from '../shared/data/binary-file';
import type { Coverage } from '../../src/sync';
import { cellText } from '../shared/data/cell-text';
import { coverageOf } from '../shared/data/row-coverage';
import type { InputForm } from '../shared/data/input-form';
import { batchOf, fieldsOf, KEY_COLUMN, originOf, STAMP_COLUMN, type Origin } from '../shared/data/origin';
import { KEY_JOINT } from './mapping-parameters';

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

/**
 * How rows are named that were not read from an ERP and bring no name along. What they were stays with each, because
 * nobody could find it again: they belong to no batch.
 */
export interface RowNaming {
	readonly stream: string;
	/** Fields that together tell a row from all others; without any the place in the input does. */
	readonly keyFields: readonly string[];
	/** Told of a key that came before, as far as the fields of a file make it. */
	readonly onRepeated: (key: string) => void;
	/** Whether rows of a file are kept as well; they are many where a file goes out again. */
	readonly keepsRowsOfFiles: boolean;
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

const nameOf = (fields: Readonly<Record<string, string>>, { keyFields }: Pick<RowNaming, 'keyFields'>): string =>
	joined(KEY_JOINT, keyFields.map((field) => (Object.hasOwn(fields, field) ? (fields[field] ?? '') : '')));

/** A key, marked with the place of the row where there is none or where it came before. */
const unlike = (taken: Set<string>, own: string, place: string): string => {
	const key = own === '' || taken.has(own) ? `${own}${own ? ' ' : ''}(${place})` : own;
	taken.add(key);
	return key;
};

/** Keys as people know them; where an item has none, or one that came before, its place in the input. */
const keysOf = (items: readonly INodeExecutionData[], naming: RowNaming | undefined): { keys: string[]; repeated: string | undefined } => {
	const taken = new Set<string>();
	let repeated: string | undefined;
	const keys = items.map((item, index) => {
		const own = originOf(item.json)?.key;
		const made = own === undefined && naming ? nameOf(textFields(item), naming) : '';
		if (made !== '' && taken.has(made)) repeated ??= made;
		return unlike(taken, own ?? made, `item ${index + 1}`);
	});
	return { keys, repeated };
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

/** Where a row comes from that names nothing itself. */
const exported = ({ stream }: RowNaming, key: string, record: IDataObject | undefined): Origin => ({ stream, key, keys: [key], stamp: '', batch: '', ...(record ? { record } : {}) });

export const itemInput = (items: readonly INodeExecutionData[], naming?: RowNaming): MappingInput => {
	const { keys, repeated } = keysOf(items, naming);
	const places = new Map(keys.map((key, index) => [key, index]));
	const itemOf = ({ key }: Pick<SourceRecord, 'key'>): number => places.get(key) ?? 0;
	const origin = (record: Pick<SourceRecord, 'key'>): Origin | undefined => {
		const json = items[itemOf(record)]?.json ?? {};
		const own = originOf(json);
		if (!naming) return own;
		return own ? { record: fieldsOf(json), ...own } : exported(naming, record.key, fieldsOf(json));
	};
	return {
		open: async function* () {
			for (let at = 0; at < items.length; at += PAGE) {
				yield items.slice(at, at + PAGE).map((item, index) => ({ key: keys[at + index] ?? '', stamp: originOf(item.json)?.stamp || null, fields: textFields(item) }));
			}
		},
		originOf: origin,
		itemOf,
		covers: coverageOf(items),
		repeated: repeatedIn(items) ?? repeated,
		partial: partialStreams(items),
	};
};

/** A CSV file of records: from an ERP node with key and stamp columns, or anybody's, where the line stands for the key. */
export const fileInput = (context: Pick<IExecuteFunctions, 'helpers'>, { binary, itemIndex }: Extract<InputForm, { form: 'file' }>, item: INodeExecutionData, naming?: RowNaming): MappingInput => {
	const kept = new Map<string, Record<string, string>>();
	const batch = batchOf(item)?.batch;
	const stream = batch?.stream ?? String(item.json.stream ?? naming?.stream ?? '');
	const batchId = batch?.id ?? String(item.json.batchId ?? '');
	return {
		open: async function* () {
			let header: readonly string[] | undefined;
			let line = 1;
			const taken = new Set<string>();
			const keyOf = (fields: Record<string, string>): string => {
				const own = fields[KEY_COLUMN];
				if (own !== undefined || !naming || naming.keyFields.length === 0) return own ?? `line ${line - 1}`;
				const made = nameOf(fields, naming);
				if (made !== '' && taken.has(made)) naming.onRepeated(made);
				return unlike(taken, made, `line ${line - 1}`);
			};
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
					const key = keyOf(fields);
					if (naming?.keepsRowsOfFiles) kept.set(key, fields);
					records.push({ key, stamp: fields[STAMP_COLUMN] || null, fields });
				}
				if (records.length > 0) yield records;
			}
		},
		originOf: ({ key, stamp }) => {
			const record = kept.get(key);
			return { stream, key, keys: [key], stamp: stamp ?? '', batch: batchId, ...(record ? { record } : {}) };
		},
		itemOf: () => itemIndex,
		covers: coverageOf([item]),
		repeated: undefined,
		partial: partialStreams([item]),
	};
};
