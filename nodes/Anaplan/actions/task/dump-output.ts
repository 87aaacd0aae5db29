import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { COMMA_QUOTED, csvBytes } from '../../../../src/core/csv';
import type { DumpRow, FailureDump } from '../../../../src/systems/anaplan';
import { writeCsv } from '../../../shared/data/binary-file';

const loadedOf = ({ status }: DumpRow): string => (status === 'W' ? 'with a warning' : 'no');

/** One item per row of the dump; `own` says of which import it is. */
export const dumpItems = async ({ rows }: FailureDump, own: IDataObject): Promise<INodeExecutionData[]> => {
	const items: INodeExecutionData[] = [];
	for await (const row of rows) items.push({ json: { loaded: loadedOf(row), line: row.line, reasons: [...row.errors], row: { ...row.columns }, ...own } });
	return items;
};

const PAGE = 5_000;
const OWN_COLUMNS = ['loaded', 'line', 'reasons'];

/** Columns of the row beside our own three; a column of the same name keeps its place behind them. */
const cellsOf = (row: DumpRow, columns: readonly string[]): string[] =>
	[loadedOf(row), row.line === null ? '' : String(row.line), row.errors.join('; '), ...columns.map((column) => row.columns[column] ?? '')];

/** One item with a CSV file, streamed: memory stays flat however many rows were rejected. `undefined` when there is no row. */
export const dumpFile = async (context: IExecuteFunctions, { rows }: FailureDump, fileName: string, property: string, own: IDataObject): Promise<INodeExecutionData | undefined> => {
	const reader = rows[Symbol.asyncIterator]();
	const first = await reader.next();
	if (first.done) return undefined;
	const columns = Object.keys(first.value.columns);
	let count = 0;
	const pages = async function* (): AsyncGenerator<string[][]> {
		let page: string[][] = [];
		for (let next: IteratorResult<DumpRow> = first; !next.done; next = await reader.next()) {
			page.push(cellsOf(next.value, columns));
			count += 1;
			if (page.length < PAGE) continue;
			yield page;
			page = [];
		}
		yield page;
	};
	const binary = await writeCsv(context, csvBytes(pages(), [...OWN_COLUMNS, ...columns], COMMA_QUOTED), fileName);
	return { json: { ...own, rows: count, fileName }, binary: { [property]: binary } };
};
