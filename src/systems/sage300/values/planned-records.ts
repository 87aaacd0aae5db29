import { FatalError } from '../../../core/errors';
import { SYSTEM } from '../identity';
import type { JsonObject } from '../../../core/json';
import { POSITION, type ReadingPlan } from '../resources/reading-plan';
import { flatValues, rowsOf, type RecordFields } from './flat-record';

/** One record that stands for itself or for one row of its detail. */
export interface PlannedRecord {
	readonly key: string;
	readonly fields: RecordFields;
}

/** Parts of a key joined so that no two keys become one: `V1040/INV-1`. */
export const joinKey = (parts: readonly string[]): string => parts.map((part) => part.replace(/[%/]/g, encodeURIComponent)).join('/');

const withoutKey = ({ description, keys }: ReadingPlan): FatalError => new FatalError({
	system: SYSTEM, operation: `read ${description.resource}`, said: `a record came without ${keys.map(({ name }) => name).join(', ')}, which should make it unique`,
	remedy: 'Name other key fields for this resource.',
});

/** What tells this record from all others. @throws FatalError for one without any key value */
export const keyOf = (values: ReadonlyMap<string, string>, plan: ReadingPlan): string => {
	const parts = plan.keys.map(({ name }) => values.get(name.toLowerCase()) ?? '');
	if (parts.every((part) => part === '')) throw withoutKey(plan);
	return joinKey(parts);
};

interface Row {
	readonly values: ReadonlyMap<string, string>;
	/** What tells it from the other rows of its record. */
	readonly rowKey: readonly string[];
}

/** Every row at the end of the path, with the values of all levels above it. */
const rowsAt = (record: JsonObject, { detail, detailKey, kindOf }: ReadingPlan): readonly Row[] => {
	let level: ReadonlyArray<{ readonly row: JsonObject; readonly found: Row }> = [{ row: record, found: { values: new Map(), rowKey: [] } }];
	for (const [depth, name] of detail.entries()) {
		const path = detail.slice(0, depth + 1).join('/').toLowerCase();
		const key = depth === detail.length - 1 ? detailKey.toLowerCase() : '';
		level = level.flatMap(({ row, found }) => rowsOf(row, name).map((below, index) => {
			const own = flatValues(below, (at) => kindOf(at), `${path}/`);
			const position = String(index + 1);
			own.set(`${path}/${POSITION.toLowerCase()}`, position);
			const told = key === '' ? position : own.get(`${path}/${key}`) || position;
			return { row: below, found: { values: new Map([...found.values, ...own]), rowKey: [...found.rowKey, told] } };
		}));
	}
	return level.map(({ found }) => found);
};

/** One record of the list → the records that it stands for: itself, or one for each row of its detail. */
export const plannedRecords = (record: JsonObject, plan: ReadingPlan): PlannedRecord[] => {
	const own = flatValues(record, plan.kindOf);
	const key = keyOf(own, plan);
	return rowsAt(record, plan).map(({ values, rowKey }) => ({
		key: rowKey.length === 0 ? key : `${key}/${joinKey(rowKey)}`,
		fields: Object.fromEntries(plan.take.map(({ column, path }) => [column, (path === '' ? undefined : values.get(path) ?? own.get(path)) ?? ''])),
	}));
};
