import { FatalError } from '../../../core/errors';
import { isJsonObject, jsonList, jsonText, type ExactJson, type JsonObject } from '../../../core/json';
import { SYSTEM } from '../identity';
import { hasSegments } from './list-table';
import { OTHER_SEGMENTS, type ReadingPlan } from './reading-plan';

export type RecordFields = Readonly<Record<string, string>>;

/** One record that stands for a row of the list or for one of its lines. */
export interface PlannedRecord {
	readonly key: string;
	readonly fields: RecordFields;
}

/** Parts of a key joined so that no two keys become one: `00/ACME01/INV-1`. */
export const joinKey = (parts: readonly string[]): string => parts.map((part) => part.replace(/[%/]/g, encodeURIComponent)).join('/');

/** `amounts/taxable`, `addressLines/0` → its text; '' for what is absent or null. */
export const textAt = (row: JsonObject, path: string): string => {
	let value: ExactJson | undefined = row;
	for (const part of path.split('/')) {
		if (isJsonObject(value)) value = Object.hasOwn(value, part) ? value[part] : undefined;
		else value = /^\d+$/.test(part) ? jsonList(value)[Number(part)] : undefined;
	}
	return jsonText(value);
};

/** What tells this row from all others of the list. @throws FatalError for one without any */
export const keyOf = (row: JsonObject, { facts: { keys, label } }: Pick<ReadingPlan, 'facts'>): string => {
	const parts = keys.map((name) => textAt(row, name));
	if (parts.some((part) => part !== '')) return joinKey(parts);
	throw new FatalError({
		system: SYSTEM, operation: `read ${label}`, said: `a row came without ${keys.join(', ')}, which should make it unique`, remedy: 'Update the agent.',
	});
};

/**
 * A column for each segment of the company's own format, looked up by its number. An account that has fewer leaves the others empty; what one
 * has beyond the format is told in a column of its own and not lost.
 */
const segmentFields = (row: JsonObject, { segments, facts }: ReadingPlan): RecordFields => {
	if (!hasSegments(facts)) return {};
	const found = new Map(jsonList(row.segments).filter(isJsonObject).map((one) => [`segment${jsonText(one.segmentNo)}`, jsonText(one.value)]));
	const others = [...found].filter(([column]) => !segments.includes(column)).map(([column, value]) => `${column.replace('segment', '')}=${value}`);
	return { ...Object.fromEntries(segments.map((column) => [column, found.get(column) ?? ''])), [OTHER_SEGMENTS]: others.sort().join('; ') };
};

/** One row of the list → the records that it stands for: itself, or one for each of its lines. A document without lines has none. */
export const plannedRecords = (row: JsonObject, plan: ReadingPlan): PlannedRecord[] => {
	const key = keyOf(row, plan);
	const own = { ...Object.fromEntries(plan.take.map(([column, path]) => [column, textAt(row, path)])), ...segmentFields(row, plan) };
	const { lines } = plan;
	if (!lines) return [{ key, fields: own }];
	return jsonList(row[lines.member]).filter(isJsonObject).map((line, index) => ({
		key: `${key}/${joinKey([textAt(line, lines.key) || String(index + 1)])}`,
		fields: { ...own, ...Object.fromEntries(lines.columns.map(([column, path]) => [`${lines.member}/${column}`, textAt(line, path)])) },
	}));
};
