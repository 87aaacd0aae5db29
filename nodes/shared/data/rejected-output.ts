import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { COMMA_QUOTED, csvBytes } from '../../../src/core/csv';
import { writeCsv } from './binary-file';
import { Coverages } from '../../../src/sync';
import { COVERS, ORIGIN, originJson, REJECTED, type Origin } from './origin';

/** One row that did not get through: what it was, why, and which ERP record it came from. */
export interface Rejection {
	readonly stage: 'mapping' | 'import' | 'write' | 'posting';
	readonly reasons: readonly string[];
	/** The row by column name, as far as there was one. */
	readonly row: IDataObject;
	readonly origin: Origin | undefined;
	/** The ERP record itself, where it could be found again. */
	readonly record?: IDataObject;
	/** More about it: line, task, import, `W` for loaded with a warning. */
	readonly facts: IDataObject;
	/** Whether it counts as not loaded; a warning is shown and does not count. */
	readonly counts: boolean;
	readonly item: number;
}

const asItem = ({ stage, reasons, row, origin, record, facts, counts, item }: Rejection): INodeExecutionData => ({
	json: { [REJECTED]: counts ? 1 : 0, stage, reasons: [...reasons], ...(Object.keys(row).length > 0 ? { row } : {}), ...facts, ...(record ? { record } : {}), ...(origin ? { [ORIGIN]: originJson(origin) } : {}) },
	pairedItem: { item },
});

const HEADER = ['stage', 'reasons', 'source_key', 'source_stamp', 'batch', 'row', 'record', 'facts'];

const asRow = ({ stage, reasons, row, origin, record, facts }: Rejection): string[] => [
	stage, reasons.join('; '), origin?.key ?? '', origin?.stamp ?? '', origin?.batch ?? '', JSON.stringify(row), record ? JSON.stringify(record) : '', JSON.stringify(facts),
];

const PAGE = 5_000;

const pagesOf = async function* (rejections: readonly Rejection[]): AsyncGenerator<string[][]> {
	for (let at = 0; at < rejections.length; at += PAGE) yield rejections.slice(at, at + PAGE).map(asRow);
};

/** Which records those are: a load counts them as accounted for. Not those that an import rejected, see `rejectedCoverage`. */
const coversOf = (rejections: readonly Rejection[]): IDataObject[] => {
	const covers = new Coverages();
	for (const { origin, counts, stage } of rejections) if (counts && stage !== 'import' && origin?.batch) for (const key of origin.keys) covers.of(origin.batch).add(key);
	return covers.list().map((coverage) => ({ ...coverage }));
};

/**
 * Rejected rows as items; from `limit` on as one item with a CSV file, because a hundred thousand items would make the
 * execution too large to look at. No row is left out either way.
 */
export const rejectedItems = async (context: Pick<IExecuteFunctions, 'helpers'>, rejections: readonly Rejection[], limit: number): Promise<INodeExecutionData[]> => {
	if (rejections.length <= limit) return rejections.map(asItem);
	const binary = await writeCsv(context, csvBytes(pagesOf(rejections), HEADER, COMMA_QUOTED), 'rejected.csv');
	const reasons = new Map<string, number>();
	for (const { reasons: own } of rejections) for (const reason of own) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
	const most = [...reasons].sort((a, b) => b[1] - a[1]).slice(0, 20);
	return [{
		json: { [REJECTED]: rejections.filter(({ counts }) => counts).length, [COVERS]: coversOf(rejections), rows: rejections.length, mostFrequentReasons: most.map(([reason, count]) => ({ reason, count })) },
		binary: { data: binary },
		pairedItem: rejections[0] ? { item: rejections[0].item } : undefined,
	}];
};
