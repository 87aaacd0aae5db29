import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { Coverages, parseCoverages, type Coverage } from '../../../src/sync';
import { batchOf, COVERS, originOf, rejectedCountOf } from './origin';

/** Keys of the batch's records that stand behind one item. */
const keysOf = (json: IDataObject): { batch: string; keys: readonly string[] } | undefined => {
	const origin = originOf(json);
	return origin && origin.batch !== '' ? { batch: origin.batch, keys: origin.keys } : undefined;
};

/** Distinct records: the same one twice (a branch merged with itself) is still one. */
const distinct = (items: readonly INodeExecutionData[], covers: Coverages): void => {
	const seen = new Map<string, Set<string>>();
	for (const { json } of items) {
		const found = keysOf(json);
		if (!found) continue;
		const known = seen.get(found.batch) ?? new Set<string>();
		seen.set(found.batch, known);
		for (const key of found.keys) {
			if (known.has(key)) continue;
			known.add(key);
			covers.of(found.batch).add(key);
		}
	}
};

/**
 * The records that stand behind items: by the origin of each row, by what a mapping or an upload says of a file or of
 * rows that it merged away, and by the announcement of a file that comes straight from a reading node.
 */
export const coverageOf = (items: readonly INodeExecutionData[]): Coverage[] => {
	const covers = new Coverages();
	distinct(items, covers);
	for (const { json, binary } of items) {
		const told = parseCoverages(json[COVERS]);
		covers.plus(told);
		const announced = binary && told.length === 0 && !originOf(json) ? batchOf({ json }) : undefined;
		if (announced) covers.of(announced.batch.id).plus({ records: announced.batch.count, sum: announced.batch.sum });
	}
	return covers.list();
};

/**
 * The same for a Rejected output: warnings are shown there too, and do not count as rejected. Rows that an import rejected
 * are not counted: what it had read stands as a whole behind the item that it puts out, rejected rows included.
 */
export const rejectedCoverage = (items: readonly INodeExecutionData[]): Coverage[] =>
	coverageOf(items.filter((item) => rejectedCountOf(item) > 0 && item.json.stage !== 'import'));
