import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Instant, RecordMark } from '../../src/contracts';
import { COMMA_QUOTED, csvBytes, type CsvDialect } from '../../src/core/csv';
import { fanOut } from '../../src/core/streams/fan-out';
import type { MappedPage, MappedRow, MappingRun } from '../../src/mapping';
import { LINEAGE_COLUMNS, lineageRow, joinKeys } from '../../src/sync';
import { writeCsv } from '../shared/data/binary-file';
import { ORIGIN } from '../shared/data/origin';
import type { Rejection } from '../shared/data/rejected-output';
import type { MappingInput } from './mapping-input';

export interface Mapped {
	readonly items: INodeExecutionData[];
	readonly rejections: readonly Rejection[];
}

const rejectionsOf = (input: MappingInput, page: MappedPage): Rejection[] =>
	page.rejected.map(({ record, reasons }) => ({
		stage: 'mapping', reasons, row: {}, record: { ...record.fields }, origin: input.originOf(record), facts: {}, counts: true, item: input.itemOf(record),
	}));

const latest = (sources: readonly RecordMark[]): Instant => sources.reduce((found, { stamp }) => (stamp !== null && stamp > found ? stamp : found), '');

const itemOf = (columns: readonly string[], input: MappingInput, { row, sources }: MappedRow): INodeExecutionData => {
	const origins = sources.map((source) => input.originOf(source)).filter((origin) => origin !== undefined);
	const origin = origins[0] && { ...origins[0], key: origins.length > 1 ? joinKeys(origins.map(({ key }) => key)) : origins[0].key, stamp: latest(sources) };
	return {
		json: { ...Object.fromEntries(columns.map((column, at) => [column, row[at] ?? ''])), ...(origin ? { [ORIGIN]: origin as unknown as IDataObject } : {}) },
		pairedItem: sources.map((source) => ({ item: input.itemOf(source) })),
	};
};

export const mappedItems = async (run: MappingRun, columns: readonly string[], input: MappingInput): Promise<Mapped> => {
	const items: INodeExecutionData[] = [];
	const rejections: Rejection[] = [];
	for await (const page of run.pages) {
		for (const row of page.rows) items.push(itemOf(columns, input, row));
		rejections.push(...rejectionsOf(input, page));
	}
	return { items, rejections };
};

const DATA = 0;
const LINEAGE = 1;

export interface MappedFileOptions {
	readonly columns: readonly string[];
	readonly dialect: CsvDialect;
	readonly property: string;
	readonly lineageProperty: string;
	readonly fileName: string;
	readonly itemIndex: number;
}

/**
 * The mapped rows as a file, exactly as Anaplan will get it, and beside it a side file that says for every line which
 * record it came from. Both are written at the same time from one reading, so memory holds a few pages and no more.
 */
export const mappedFile = async (context: Pick<IExecuteFunctions, 'helpers'>, run: MappingRun, input: MappingInput, options: MappedFileOptions): Promise<Mapped> => {
	const rejections: Rejection[] = [];
	const rows = async function* (pages: AsyncIterable<MappedPage>): AsyncGenerator<ReadonlyArray<readonly string[]>> {
		for await (const page of pages) yield page.rows.map(({ row }) => row);
	};
	const lineage = async function* (pages: AsyncIterable<MappedPage>): AsyncGenerator<string[][]> {
		let index = 0;
		for await (const page of pages) yield page.rows.map(({ sources }) => lineageRow(index++, sources, input.batch));
	};
	const [data, side] = await fanOut({
		capacity: 4,
		produce: async (write) => {
			for await (const page of run.pages) {
				rejections.push(...rejectionsOf(input, page));
				await write(DATA, page);
				await write(LINEAGE, page);
			}
		},
		readers: [
			(pages: AsyncIterable<MappedPage>) => writeCsv(context, csvBytes(rows(pages), options.columns, options.dialect), options.fileName),
			(pages: AsyncIterable<MappedPage>) => writeCsv(context, csvBytes(lineage(pages), LINEAGE_COLUMNS, COMMA_QUOTED), `lineage_${options.fileName}`),
		],
	});
	const { mapped } = run.counts();
	if (mapped === 0 || !data || !side) return { items: [], rejections };
	return {
		items: [{
			json: { rows: mapped, stream: input.stream, batchId: input.batch, columns: [...options.columns] },
			binary: { [options.property]: data, [options.lineageProperty]: side },
			pairedItem: { item: options.itemIndex },
		}],
		rejections,
	};
};
