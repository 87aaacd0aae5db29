import { csvRecords, type CsvReading } from '../../core/csv';
import { FatalError } from '../../core/errors';
import { listOf, textsOf, type Json } from './json';
import type { Named } from './metadata';
import { SYSTEM } from './refusals';
import { isLineItems, LINE_ITEMS_ID, type ViewAxes } from './views';

/** One line: the names of the items that it stands for, and a text per column. */
export interface SheetLine {
	readonly names: readonly string[];
	readonly cells: readonly string[];
}

/**
 * Cells as a source gives them, whatever their layout: a grid with dimensions on rows and columns, or a flat table, which
 * is a grid whose columns are the line items.
 */
export interface Sheet {
	/** Dimensions whose items each line names, in the order of `SheetLine.names`. */
	readonly along: readonly Named[];
	/** Dimensions whose items each column names. */
	readonly across: readonly Named[];
	/** Per column the names of its items, in the order of `across`. A sheet without `across` has one column. */
	readonly columns: ReadonlyArray<readonly string[]>;
	readonly lines: AsyncIterable<readonly SheetLine[]>;
}

export const LINE_ITEMS: Named = { id: LINE_ITEMS_ID, name: 'Line items' };

const malformed = (operation: string, said: string): FatalError => new FatalError({
	system: SYSTEM, operation, said,
	remedy: 'The answer was cut short or the view was changed while it was read. Run again; if it stays so, choose another way of reading.',
});

/** Pieces of a size in which rows travel through the program. */
const BATCH = 1_000;

const batched = async function* (lines: Iterable<SheetLine>): AsyncGenerator<readonly SheetLine[]> {
	let batch: SheetLine[] = [];
	for (const line of lines) {
		batch.push(line);
		if (batch.length < BATCH) continue;
		yield batch;
		batch = [];
	}
	if (batch.length > 0) yield batch;
};

const requireWidth = (view: ViewAxes, line: SheetLine, names: number, cells: number, at: number): void => {
	if (line.names.length === names && line.cells.length === cells) return;
	throw malformed(`read view ${JSON.stringify(view.name)}`, `line ${at + 1} has ${line.names.length} names and ${line.cells.length} cells where ${names} and ${cells} were announced`);
};

function* checked(view: ViewAxes, lines: Iterable<SheetLine>, cells: number): Generator<SheetLine> {
	let at = 0;
	for (const line of lines) {
		requireWidth(view, line, view.rows.length, cells, at);
		yield line;
		at += 1;
	}
}

const textLists = (value: unknown): ReadonlyArray<readonly string[]> =>
	Array.isArray(value) ? value.map((entry: unknown) => textsOf({ entry }, 'entry')) : [];

/** The answer to `format=v1`: no envelope, an axis without dimensions is left out, cells are text (reference anaplan 11). */
export const sheetOfJson = (view: ViewAxes, answer: Json): Sheet => {
	const given = textLists(answer.columnCoordinates);
	const columns = view.columns.length === 0 ? [[]] : given;
	const lines = listOf(answer, 'rows').map((row): SheetLine => ({ names: textsOf(row, 'rowCoordinates'), cells: textsOf(row, 'cells') }));
	return { along: view.rows, across: view.columns, columns, lines: batched(checked(view, lines, columns.length)) };
};

const GRID: CsvReading = { separator: ',', delimiter: '"', ragged: 'keep' };

/**
 * A grid as CSV: a line with the page selections if the view has pages, a line per column dimension, then the rows
 * (reference anaplan 11).
 */
export const sheetOfGridCsv = async (view: ViewAxes, bytes: AsyncIterable<Buffer>): Promise<Sheet> => {
	const records: string[][] = [];
	for await (const batch of csvRecords(bytes, GRID)) records.push(...batch);
	const margin = view.rows.length;
	const heads = records.splice(0, view.columns.length + (view.pages.length > 0 ? 1 : 0)).slice(-view.columns.length || Infinity);
	const width = heads[0]?.length ?? margin + 1;
	const columns = view.columns.length === 0 ? [[]] : Array.from({ length: Math.max(0, width - margin) }, (_, at) => heads.map((head) => head[margin + at] ?? ''));
	const lines = records.map((record): SheetLine => ({ names: record.slice(0, margin), cells: record.slice(margin) }));
	return { along: view.rows, across: view.columns, columns, lines: batched(checked(view, lines, columns.length)) };
};

/** How the columns of a flat table are to be read. */
export interface FlatLayout {
	/** Per column the dimension that it names, or `undefined` for a line item. */
	readonly dimensions: ReadonlyArray<Named | undefined>;
	/** Names of the columns that are no dimension; `undefined` where the one value column is named by nothing. */
	readonly values: readonly string[];
}

/** A table whose value column is one and says nothing stands for cells; otherwise each value column is a line item. */
export const sheetOfFlat = ({ dimensions, values }: FlatLayout, records: AsyncIterable<ReadonlyArray<readonly string[]>>): Sheet => {
	const along = dimensions.flatMap((dimension) => dimension ?? []);
	const namesLineItems = along.some(isLineItems);
	const lines = async function* (): AsyncGenerator<readonly SheetLine[]> {
		for await (const batch of records) {
			yield batch.map((record) => ({
				names: record.filter((_value, at) => dimensions[at] !== undefined), cells: record.filter((_value, at) => dimensions[at] === undefined),
			}));
		}
	};
	return { along, across: namesLineItems ? [] : [LINE_ITEMS], columns: namesLineItems ? [[]] : values.map((name) => [name]), lines: lines() };
};
