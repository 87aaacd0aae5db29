import type { IDataObject } from 'n8n-workflow';
import type { JournalRow } from '../../../src/sync/journal';
import type { Origin } from '../data/origin';

/** Rows of a posting, and the way back from each to where it came from. Rows are counted from 0. */
export interface RowSource {
	readonly rows: readonly JournalRow[];
	/** The input item of a row, for n8n's item linking. */
	itemOf(row: number): number;
	/** Where a row stands, as facts for people, beside its position in the run. */
	placeOf(row: number): IDataObject;
	/** Where rows came from; what is not known is left out. */
	originsOf(rows: ReadonlySet<number>): Promise<ReadonlyMap<number, Origin>>;
	/** Over all columns of a row and the key of the record it came from: alike in two rows that nothing tells apart. */
	fingerprintOf(row: number): string;
	/** Rows with all their columns, as they came in. */
	originalsOf(rows: ReadonlySet<number>): Promise<ReadonlyMap<number, IDataObject>>;
}

const shifted = async <T>(rows: ReadonlySet<number>, source: { readonly from: number; readonly count: number }, find: (own: ReadonlySet<number>) => Promise<ReadonlyMap<number, T>>): Promise<Array<[number, T]>> => {
	const own = new Set([...rows].map((row) => row - source.from).filter((row) => row >= 0 && row < source.count));
	return own.size === 0 ? [] : [...(await find(own))].map(([row, found]) => [row + source.from, found]);
};

/** Several files are one posting: their rows, one file after the other. */
export const joined = (sources: readonly RowSource[]): RowSource => {
	const [only] = sources;
	if (only && sources.length === 1) return only;
	let from = 0;
	const placed = sources.map((source) => {
		const place = { source, from, count: source.rows.length };
		from += source.rows.length;
		return place;
	});
	const gather = async <T>(rows: ReadonlySet<number>, find: (source: RowSource, own: ReadonlySet<number>) => Promise<ReadonlyMap<number, T>>): Promise<Map<number, T>> => {
		const found = new Map<number, T>();
		for (const place of placed) for (const [row, one] of await shifted(rows, place, (own) => find(place.source, own))) found.set(row, one);
		return found;
	};
	const at = <T>(row: number, take: (source: RowSource, own: number) => T, nothing: T): T => {
		const place = placed.find((one) => row >= one.from && row < one.from + one.count);
		return place ? take(place.source, row - place.from) : nothing;
	};
	return {
		rows: sources.flatMap(({ rows }) => rows),
		itemOf: (row) => at(row, (source, own) => source.itemOf(own), 0),
		placeOf: (row) => at(row, (source, own) => source.placeOf(own), {}),
		fingerprintOf: (row) => at(row, (source, own) => source.fingerprintOf(own), ''),
		originsOf: (rows) => gather(rows, (source, own) => source.originsOf(own)),
		originalsOf: (rows) => gather(rows, (source, own) => source.originalsOf(own)),
	};
};
