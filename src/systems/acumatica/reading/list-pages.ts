import { FatalError } from '../../../core/errors';
import { isJsonObject, jsonList, jsonText, type JsonObject } from '../../../core/json';
import { NotListableError, UnknownFieldError } from '../answers/classify-answer';
import type { AcumaticaGateway } from '../gateway';
import { SYSTEM, type AcumaticaPlace } from '../identity';
import { factsOf } from '../entities/entity-table';
import type { EntityDescription } from '../entities/open-api';
import { ID, lackingFields, withoutLacking, type ReadingPlan } from '../entities/reading-plan';
import { detailRows } from '../values/detail-records';
import { fieldText, flattenRecord, type RecordFields } from '../values/unwrap';
import { filterText, type Filter } from '../wire/filter';
import { listRequest } from '../wire/requests';
import { anchoredPages, type ListedRow } from './anchored-pages';
import { leanPlan, readByAddress } from './one-by-one';

/** Records of the header alone are small; with their details one may be as large as a batch of a thousand lines. */
export const DEFAULT_PAGE_SIZE = 1_000;
export const DEFAULT_DETAIL_PAGE_SIZE = 200;

export const usualPageSize = ({ detail }: ReadingPlan): number => (detail === null ? DEFAULT_PAGE_SIZE : DEFAULT_DETAIL_PAGE_SIZE);

export interface ListParts {
	readonly place: AcumaticaPlace;
	readonly gateway: AcumaticaGateway;
	readonly describe: (entity: string) => Promise<EntityDescription>;
}

export interface ListRead {
	readonly plan: ReadingPlan;
	readonly filter?: Filter;
	/** Records of the list, headers of details, per request. */
	readonly pageSize?: number;
	readonly archived?: boolean;
	readonly readAhead?: boolean;
	/** Told when the site lacks fields of the plan, so that the next read need not find it out again. */
	readonly onNarrowed?: (plan: ReadingPlan) => void;
}

/** One record that stands for itself or for one row of its detail. */
export interface PlannedRecord {
	readonly key: string;
	/** The stamp's own text; '' where the plan has none. */
	readonly stamp: string;
	readonly fields: RecordFields;
}

/** Parts of a key joined so that no two keys become one: `GL/GL0001877/2`. */
export const joinKey = (parts: readonly string[]): string => parts.map((part) => part.replace(/[%/]/g, encodeURIComponent)).join('/');

const withoutKey = (entity: string, names: readonly string[]): FatalError => new FatalError({
	system: SYSTEM, operation: `read ${entity}`, said: `a record came without ${names.join(', ')}, which should make it unique`,
	remedy: 'Name other key fields for this entity.',
});

const keyOf = (fields: RecordFields, { keys, entity }: ReadingPlan): string => {
	const parts = keys.map((name) => fields[name] ?? '');
	if (parts.every((part) => part === '')) throw withoutKey(entity, keys);
	return joinKey(parts);
};

const picked = (columns: readonly string[], ...from: readonly RecordFields[]): RecordFields => {
	const all = Object.assign({}, ...from) as Record<string, string>;
	return Object.fromEntries(columns.map((name) => [name, all[name] ?? '']));
};

/**
 * One listed entity → its records. A field that the answer leaves out is empty, because versions differ (reference
 * acumatica 1.1).
 */
export const plannedRecords = (row: JsonObject, plan: ReadingPlan): readonly PlannedRecord[] => {
	const { columns, detail, detailKey, stampField } = plan;
	const header = flattenRecord(row);
	const key = keyOf(header, plan);
	const stamp = stampField === null ? '' : fieldText(row, stampField);
	if (detail === null) return [{ key, stamp, fields: picked(columns, header) }];
	return detailRows(row, detail).map((line) => {
		const name = line[`${detail}/${detailKey || 'rowNumber'}`] ?? '';
		if (name === '') throw withoutKey(plan.entity, [`${detail}/${detailKey}`]);
		return { key: `${key}/${joinKey([name])}`, stamp, fields: picked(columns, header, line) };
	});
};

/**
 * Fields of rows stand in columns only where these rows are the records; asked for with another detail, or with none,
 * they would all be empty and look like "nothing there".
 *
 * @throws FatalError that names the fields
 */
const checkDetails = (row: JsonObject | undefined, { columns, detail, entity }: ReadingPlan): void => {
	const lost = columns.filter((name) => {
		const [first = ''] = name.split('/');
		return row !== undefined && first !== name && first !== detail && Array.isArray(row[first]);
	});
	if (lost.length === 0) return;
	throw new FatalError({
		system: SYSTEM, operation: `read ${entity}`, said: `${lost.join(', ')} ${lost.length === 1 ? 'belongs' : 'belong'} to rows that are not read`,
		remedy: 'Choose the detail whose rows are the records, or leave these fields out. One detail can be read at a time.',
	});
};

/** A field was refused that nobody had named: the site's version lacks it. What somebody named is named in the error. */
const narrowed = async (error: unknown, { plan }: ListRead, parts: ListParts): Promise<ReadingPlan> => {
	if (!(error instanceof UnknownFieldError) || plan.select === undefined) throw error;
	const description = await parts.describe(plan.entity);
	const lacking = lackingFields(plan, description);
	if (lacking.length === 0) throw error;
	if (plan.mayLack) return withoutLacking(plan, description);
	throw new FatalError({
		...error.facts, said: `${error.facts.said} This endpoint version of ${plan.entity} has no ${lacking.join(', ')}.`,
		remedy: 'Take these fields out, or choose an endpoint version that has them.', cause: error,
	});
};

/** @throws FatalError when the list is empty because something that it needs was not named */
const checkEmptiness = ({ plan: { entity }, filter }: ListRead): void => {
	const needed = factsOf(entity)?.emptyWithout;
	if (needed === undefined || (filter && new RegExp(`\\b${needed}\\b`).test(filterText(filter)))) return;
	throw new FatalError({
		system: SYSTEM, operation: `read ${entity}`, said: `the list is empty, as it is when no ${needed} is named and there are several`,
		remedy: `Add a condition on ${needed}.`,
	});
};

/**
 * Pages of records by a plan, each record that stays unchanged exactly once (see anchored-pages). A page may hold more
 * records than its size where rows of details are records, and is never empty. Where a list of them is refused because
 * something of it is computed, keys are listed and each record is read by its address; that is slow, and nothing is left out.
 */
export async function* listPages(parts: ListParts, read: ListRead): AsyncGenerator<readonly PlannedRecord[]> {
	const { place, gateway } = parts;
	let { plan } = read;
	const isOwnChoice = plan.keys.join() !== ID && plan.keys.join() !== factsOf(plan.entity)?.keys.join();
	/** Differs from the plan where the records have to be read one by one. */
	let listed = plan;
	const list = async (skip: number, top: number): Promise<readonly JsonObject[]> => {
		const { entity, select, expand, custom } = listed;
		const { json } = await gateway.call(listRequest(place, {
			entity, select, expand, custom, skip, top,
			...(read.filter && { filter: filterText(read.filter) }), ...(read.archived && { archived: true }),
		}));
		if (!Array.isArray(json)) {
			throw new FatalError({
				system: SYSTEM, operation: `read ${entity}`, said: 'the answer is no list',
				remedy: 'This entity cannot be listed. Inquiries are asked with their parameters.',
			});
		}
		return jsonList(json).filter(isJsonObject);
	};
	/** Asks for less after a refusal, or throws it. */
	const adapt = async (error: unknown): Promise<void> => {
		const lean = leanPlan(plan);
		if (error instanceof NotListableError && listed === plan && lean) {
			listed = lean;
			return;
		}
		const isWhole = listed === plan;
		plan = await narrowed(error, { ...read, plan }, parts);
		listed = isWhole ? plan : leanPlan(plan) ?? plan;
		read.onNarrowed?.(plan);
	};
	const ask = async (skip: number, top: number): Promise<ReadonlyArray<ListedRow<JsonObject>>> => {
		let rows: readonly JsonObject[] | undefined;
		for (let refused = 0; rows === undefined; refused += 1) {
			try {
				rows = await list(skip, top);
			} catch (error) {
				if (skip > 0 || refused === 2) throw error;
				await adapt(error);
			}
		}
		checkDetails(rows[0], plan);
		return rows.map((row) => ({
			identity: keyOf(flattenRecord(row), plan), stamp: plan.stampField === null ? '' : fieldText(row, plan.stampField), row,
			...(isOwnChoice && { id: jsonText(row[ID]) }),
		}));
	};
	const wholeRow = async (row: JsonObject): Promise<readonly JsonObject[]> => {
		const record = await readByAddress({ place, gateway, plan, archived: read.archived === true }, row);
		checkDetails(record, plan);
		return record ? [record] : [];
	};
	const pageSize = read.pageSize ?? usualPageSize(plan);
	let isEmpty = true;
	for await (const rows of anchoredPages({ what: plan.entity, ask, pageSize, readAhead: read.readAhead === true })) {
		isEmpty = false;
		const whole: JsonObject[] = [];
		for (const row of rows) whole.push(...(listed === plan ? [row] : await wholeRow(row)));
		const records = whole.flatMap((row) => plannedRecords(row, plan));
		if (records.length > 0) yield records;
	}
	if (isEmpty) checkEmptiness(read);
}
