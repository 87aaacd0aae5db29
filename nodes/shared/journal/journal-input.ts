import type { IBinaryData, IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { COMMA_QUOTED, numberedRecords, type NumberedRecord } from '../../../src/core/csv';
import type { JournalRow } from '../../../src/sync/journal';
import { parameterError } from '../context/node-errors';
import { optionalBinary, readBinary } from '../data/binary-file';
import { inputForms } from '../data/input-form';
import { LINEAGE_FIELD, sentFile } from '../data/loaded-rows';
import { batchOf, fieldsOf, KEY_COLUMN, originOf, STAMP_COLUMN, type Origin } from '../data/origin';
import type { RowSettings } from './journal-settings';
import { fileRowFingerprint, itemFingerprint } from './row-fingerprint';
import { RowReader } from './row-reader';
import { joined, type RowSource } from './row-source';

export interface JournalInput extends RowSource {
	/** How many rows held a number of JSON, by column. */
	readonly numbers: ReadonlyMap<string, number>;
}

const requireColumns = (context: IExecuteFunctions, reader: RowReader, header: readonly string[], item: number): void => {
	const twice = header.filter((column, at) => reader.isRead(column) && header.indexOf(column) !== at);
	if (twice.length > 0) {
		throw parameterError(context, `The file has two columns ${twice.map((column) => JSON.stringify(column)).join(', ')}`, 'Nobody can tell which one is meant. Give each column a name of its own. Nothing was sent.', item);
	}
	const missing = reader.missing(header);
	if (missing.length === 0) return;
	throw parameterError(context, `The rows have no column ${missing.map((column) => JSON.stringify(column)).join(', ')}`,
		`They have ${header.map((column) => JSON.stringify(column)).join(', ') || 'none'}. Correct the name, or remove the entry from "Fields" if there is no such column. Nothing was sent.`, item);
};

const picked = <T>(rows: ReadonlySet<number>, one: (row: number) => T | undefined): Map<number, T> => {
	const found = new Map<number, T>();
	for (const row of rows) {
		const value = one(row);
		if (value !== undefined) found.set(row, value);
	}
	return found;
};

const fromItems = (context: IExecuteFunctions, reader: RowReader): RowSource => {
	const items = context.getInputData();
	const fields = items.map(({ json }) => fieldsOf(json));
	const prints = new Map<number, string>();
	const header = new Set<string>();
	for (const one of fields) for (const name of Object.keys(one)) header.add(name);
	if (items.length > 0) requireColumns(context, reader, [...header], 0);
	return {
		rows: fields.map((one) => reader.read((column) => (Object.hasOwn(one, column) ? one[column] : undefined))),
		itemOf: (row) => row,
		placeOf: () => ({}),
		fingerprintOf: (row) => {
			const known = prints.get(row) ?? itemFingerprint(items[row]?.json ?? {});
			prints.set(row, known);
			return known;
		},
		originsOf: async (rows) => picked(rows, (row) => originOf(items[row]?.json ?? {})),
		originalsOf: async (rows) => picked(rows, (row) => fields[row]),
	};
};

/** The header is the first record, so row 0 is record 2. */
const FIRST_ROW = 2;

interface JournalFile {
	readonly binary: IBinaryData;
	readonly item: INodeExecutionData;
	readonly itemIndex: number;
}

const records = async function* (context: IExecuteFunctions, binary: IBinaryData): AsyncGenerator<NumberedRecord> {
	for await (const batch of numberedRecords(readBinary(context, binary), COMMA_QUOTED)) yield* batch;
};

/** Rows of a file as they stand in it, and their origin where the file itself says it. */
const inFile = async <T>(context: IExecuteFunctions, { binary }: JournalFile, rows: ReadonlySet<number>, take: (header: readonly string[], values: readonly string[]) => T | undefined): Promise<Map<number, T>> => {
	const found = new Map<number, T>();
	let header: readonly string[] | undefined;
	for await (const { record, values } of records(context, binary)) {
		header ??= values;
		const row = record - FIRST_ROW;
		const taken = rows.has(row) ? take(header, values) : undefined;
		if (taken !== undefined) found.set(row, taken);
	}
	return found;
};

const recordOf = (header: readonly string[], values: readonly string[]): IDataObject =>
	Object.fromEntries(header.map((column, at) => [column, values[at] ?? '']).filter(([column]) => column !== KEY_COLUMN && column !== STAMP_COLUMN));

/** By the side file of a mapping, or by the leading columns that a reading node writes. */
const originsIn = async (context: IExecuteFunctions, file: JournalFile, rows: ReadonlySet<number>): Promise<ReadonlyMap<number, Origin>> => {
	const { binary: data, item, itemIndex } = file;
	const lineage = optionalBinary(context, itemIndex, LINEAGE_FIELD);
	if (lineage) {
		const sent = sentFile(context, { data, lineage, itemIndex, reading: COMMA_QUOTED, headerRow: 1, firstDataRow: FIRST_ROW });
		const origins = await sent.origins(new Set([...rows].map((row) => row + FIRST_ROW)));
		return new Map([...origins].map(([record, origin]) => [record - FIRST_ROW, origin]));
	}
	const batch = batchOf(item)?.batch;
	const of = { stream: batch?.stream ?? String(item.json.stream ?? ''), batch: batch?.id ?? String(item.json.batchId ?? '') };
	return await inFile(context, file, rows, (header, values) => {
		const key = header[0] === KEY_COLUMN ? (values[0] ?? '') : '';
		return key === '' ? undefined : { ...of, key, keys: [key], stamp: header[1] === STAMP_COLUMN ? (values[1] ?? '') : '' };
	});
};

const fromFile = async (context: IExecuteFunctions, reader: RowReader, file: JournalFile): Promise<RowSource> => {
	const rows: JournalRow[] = [];
	const lines: number[] = [];
	const prints: string[] = [];
	let header: readonly string[] | undefined;
	let places = new Map<string, number>();
	for await (const { line, values } of records(context, file.binary)) {
		if (!header) {
			header = values;
			places = new Map(values.map((column, at) => [column, at]));
			requireColumns(context, reader, header, file.itemIndex);
			continue;
		}
		rows.push(reader.read((column) => values[places.get(column) ?? -1]));
		lines.push(line);
		prints.push(fileRowFingerprint(header, values));
	}
	return {
		rows,
		itemOf: () => file.itemIndex,
		placeOf: (row) => ({ file: file.itemIndex + 1, line: lines[row] ?? 0 }),
		fingerprintOf: (row) => prints[row] ?? '',
		originsOf: async (wanted) => await originsIn(context, file, wanted),
		originalsOf: async (wanted) => await inFile(context, file, wanted, recordOf),
	};
};

/** The rows of all items, or of the files of all items, as the rows of one posting. */
export const journalInput = async (context: IExecuteFunctions, settings: RowSettings): Promise<JournalInput> => {
	const reader = new RowReader(settings);
	const sources: RowSource[] = [];
	for (const form of inputForms(context)) {
		if (form.form === 'items') sources.push(fromItems(context, reader));
		else sources.push(await fromFile(context, reader, { ...form, item: context.getInputData()[form.itemIndex] ?? { json: {} } }));
	}
	return { ...joined(sources), numbers: reader.numbers };
};
