import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Instant, RecordMark } from '../../src/contracts';
import { COMMA_QUOTED, csvBytes, type CsvDialect } from '../../src/core/csv';
import { fanOut } from '../../src/core/streams/fan-out';
import type { MappedPage, MappedRow, MappingRun } from '../../src/mapping';
import { Coverages, joinKeys, LINEAGE_COLUMNS, lineageRow } from '../../src/sync';
import { writeCsv } from '../shared/data/binary-file';
import { COVERS, ORIGIN, originJson, type Origin } from '../shared/data/origin';
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

const originsOf = (input: MappingInput, sources: readonly RecordMark[]): Origin[] =>
	sources.map((source) => input.originOf(source)).filter((origin) => origin !== undefined);

/** One origin for a row: of several records the keys of all, and the latest stamp. */
const combined = (origins: readonly Origin[], sources: readonly RecordMark[]): Origin | undefined => {
	const [first] = origins;
	if (!first || origins.length === 1) return first;
	const keys = origins.flatMap((origin) => origin.keys);
	const records = origins.flatMap(({ record }) => record ?? []);
	return { ...first, key: joinKeys(keys), keys, stamp: latest(sources), ...(records.length > 0 ? { record: { records } } : {}) };
};

const sourceJson = (origin: Origin): IDataObject => ({ ...originJson(origin), ...(origin.record ? { record: origin.record } : {}) });

const itemOf = (columns: readonly string[], input: MappingInput, { row, sources }: MappedRow): INodeExecutionData => {
	const origin = combined(originsOf(input, sources), sources);
	return {
		json: { ...Object.fromEntries(columns.map((column, at) => [column, row[at] ?? ''])), ...(origin ? { [ORIGIN]: sourceJson(origin) } : {}) },
		pairedItem: sources.map((source) => ({ item: input.itemOf(source) })),
	};
};

const add = (covers: Coverages, origins: readonly Origin[]): void => {
	for (const { batch, keys } of origins) if (batch) for (const key of keys) covers.of(batch).add(key);
};

/** Records that stand behind no row: replaced by a later one of the same key. The load has them all the same. */
const mergedAway = (input: MappingInput, seen: Coverages): IDataObject[] =>
	new Coverages().plus(input.covers).minus(seen.list()).list().map((coverage) => ({ ...coverage }));

export const mappedItems = async (run: MappingRun, columns: readonly string[], input: MappingInput): Promise<Mapped> => {
	const items: INodeExecutionData[] = [];
	const rejections: Rejection[] = [];
	const seen = new Coverages();
	for await (const page of run.pages) {
		for (const row of page.rows) {
			items.push(itemOf(columns, input, row));
			add(seen, originsOf(input, row.sources));
		}
		const rejected = rejectionsOf(input, page);
		add(seen, rejected.flatMap(({ origin }) => (origin ? [origin] : [])));
		rejections.push(...rejected);
	}
	const away = run.counts().merged > 0 ? mergedAway(input, seen) : [];
	if (items[0] && away.length > 0) items[0] = { ...items[0], json: { ...items[0].json, [COVERS]: away } };
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
	const rejected = new Coverages();
	const rows = async function* (pages: AsyncIterable<MappedPage>): AsyncGenerator<ReadonlyArray<readonly string[]>> {
		for await (const page of pages) yield page.rows.map(({ row }) => row);
	};
	const lineage = async function* (pages: AsyncIterable<MappedPage>): AsyncGenerator<string[][]> {
		let index = 0;
		for await (const page of pages) {
			yield page.rows.map(({ sources }) => {
				const origins = originsOf(input, sources);
				const marks = origins.length > 0 ? origins.map(({ key, stamp }) => ({ key, stamp: stamp || null })) : sources;
				return lineageRow(index++, marks, origins[0]?.batch ?? '', origins[0]?.stream ?? '');
			});
		}
	};
	const [data, side] = await fanOut({
		capacity: 4,
		produce: async (write) => {
			for await (const page of run.pages) {
				const refused = rejectionsOf(input, page);
				add(rejected, refused.flatMap(({ origin }) => (origin ? [origin] : [])));
				rejections.push(...refused);
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
			json: { rows: mapped, columns: [...options.columns], [COVERS]: mergedAway(input, rejected) },
			binary: { [options.property]: data, [options.lineageProperty]: side },
			pairedItem: { item: options.itemIndex },
		}],
		rejections,
	};
};
