import type { IBinaryData, IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { COMMA_QUOTED, csvBytes } from '../../../src/core/csv';
import { columnNames } from '../../../src/systems/anaplan';
import { byteFeed } from '../data/byte-feed';
import { peeked } from '../data/peeked';
import { writeCsv } from '../data/binary-file';

type Rows = ReadonlyArray<readonly string[]>;

/** A table of texts whose column names are all different. */
export interface TextTable {
	readonly columns: readonly string[];
	readonly rows: AsyncIterable<Rows>;
}

/** How much went through, known when it has. */
export interface Passed {
	amount: number;
}

const passing = async function* <T>(source: AsyncIterable<T>, size: (part: T) => number, passed: Passed): AsyncGenerator<T> {
	for await (const part of source) {
		passed.amount += size(part);
		yield part;
	}
};

/** A row can be wider than the header of its file: no value is left out, so what has no name gets one. */
const widened = (columns: readonly string[], width: number): readonly string[] =>
	width <= columns.length ? columns : columnNames([...columns, ...Array.from({ length: width - columns.length }, () => '')]);

/** One item per row, each value as text. */
export const tableItems = async ({ columns, rows }: TextTable): Promise<INodeExecutionData[]> => {
	const items: INodeExecutionData[] = [];
	let names = columns;
	for await (const batch of rows) {
		for (const row of batch) {
			names = widened(names, row.length);
			items.push({ json: Object.fromEntries(names.slice(0, Math.max(columns.length, row.length)).map((name, at) => [name, row[at] ?? ''])) });
		}
	}
	return items;
};

export interface WrittenFile {
	readonly binary: IBinaryData;
	/** Rows of a table, bytes of a file. */
	readonly amount: number;
}

/** A table as a CSV file, streamed; `undefined` when it has no row. */
export const tableFile = async (context: Pick<IExecuteFunctions, 'helpers'>, { columns, rows }: TextTable, fileName: string): Promise<WrittenFile | undefined> => {
	const some = await peeked(rows);
	if (!some) return undefined;
	const passed: Passed = { amount: 0 };
	const binary = await writeCsv(context, csvBytes(passing(some, ({ length }) => length, passed), columns, COMMA_QUOTED), fileName);
	return { binary, amount: passed.amount };
};

/** Bytes as they are, streamed; `undefined` when there is none. */
export const byteFile = async (context: Pick<IExecuteFunctions, 'helpers'>, bytes: AsyncIterable<Buffer>, fileName: string, mimeType: string): Promise<WrittenFile | undefined> => {
	const some = await peeked(bytes);
	if (!some) return undefined;
	const passed: Passed = { amount: 0 };
	const binary = await context.helpers.prepareBinaryData(byteFeed(passing(some, ({ length }) => length, passed)), fileName, mimeType);
	return { binary, amount: passed.amount };
};

export const fileItem = (json: IDataObject, property: string, binary: IBinaryData): INodeExecutionData => ({ json, binary: { [property]: binary } });

interface FileKind {
	readonly ending: string;
	readonly mimeType: string;
}

const CSV: FileKind = { ending: '.csv', mimeType: 'text/csv' };
/** Formats of exports (reference anaplan 7). */
const KINDS: ReadonlyArray<readonly [format: RegExp, kind: FileKind]> = [
	[/^text\/csv/i, CSV],
	[/^text\//i, { ending: '.txt', mimeType: 'text/plain' }],
	[/ms-excel/i, { ending: '.xls', mimeType: 'application/vnd.ms-excel' }],
	[/spreadsheetml/i, { ending: '.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }],
	[/pdf/i, { ending: '.pdf', mimeType: 'application/pdf' }],
];

/** A name that every file system takes, with the ending that fits the content, unless the name has an ending of its own. */
export const fileNameOf = (name: string, format = 'text/csv'): { readonly fileName: string; readonly mimeType: string } => {
	const { ending, mimeType } = KINDS.find(([pattern]) => pattern.test(format))?.[1] ?? { ending: '', mimeType: 'application/octet-stream' };
	const safe = [...name].map((letter) => (letter < ' ' || '\\/:*?"<>|'.includes(letter) ? '_' : letter)).join('').trim() || 'file';
	return { fileName: /\.[A-Za-z]{2,4}$/.test(safe) ? safe : safe + ending, mimeType };
};
