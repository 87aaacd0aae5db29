import { FatalError } from '../../../core/errors';
import { isJsonObject, jsonList, type JsonObject } from '../../../core/json';
import type { AcumaticaGateway } from '../gateway';
import { SYSTEM, type AcumaticaPlace } from '../identity';
import type { EntityDescription } from '../entities/open-api';
import { lackingFields, withoutLacking, type ReadingPlan } from '../entities/reading-plan';
import { detailRows } from '../values/detail-records';
import { fieldText, flattenRecord, type RecordFields } from '../values/unwrap';
import { filterText, type Filter } from '../wire/filter';
import { listRequest } from '../wire/requests';
import { anchoredPages, type ListedRow } from './anchored-pages';

/** Records of the header alone are small; with their details one may be as large as a batch of a thousand lines. */
export const DEFAULT_PAGE_SIZE = 1_000;
export const DEFAULT_DETAIL_PAGE_SIZE = 200;

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

/** A field was refused that nobody had named: the site's version lacks it. What somebody named is named in the error. */
const narrowed = async (error: unknown, { plan }: ListRead, parts: ListParts): Promise<ReadingPlan> => {
	if (!(error instanceof FatalError) || plan.select === undefined || error.facts.code !== 'KeyNotFoundException') throw error;
	const description = await parts.describe(plan.entity);
	const lacking = lackingFields(plan, description);
	if (lacking.length === 0) throw error;
	if (plan.mayLack) return withoutLacking(plan, description);
	throw new FatalError({
		...error.facts, said: `${error.facts.said} This endpoint version of ${plan.entity} has no ${lacking.join(', ')}.`,
		remedy: 'Take these fields out, or choose an endpoint version that has them.', cause: error,
	});
};

/**
 * Pages of records by a plan, each record that stays unchanged exactly once (see anchored-pages). A page may hold more
 * records than its size where rows of details are records, and is never empty.
 */
export async function* listPages(parts: ListParts, read: ListRead): AsyncGenerator<readonly PlannedRecord[]> {
	const { place, gateway } = parts;
	let { plan } = read;
	const list = async (skip: number, top: number): Promise<readonly JsonObject[]> => {
		const { entity, select, expand, custom } = plan;
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
	const ask = async (skip: number, top: number): Promise<ReadonlyArray<ListedRow<JsonObject>>> => {
		let rows: readonly JsonObject[];
		try {
			rows = await list(skip, top);
		} catch (error) {
			if (skip > 0) throw error;
			plan = await narrowed(error, { ...read, plan }, parts);
			read.onNarrowed?.(plan);
			rows = await list(skip, top);
		}
		return rows.map((row) => ({ identity: keyOf(flattenRecord(row), plan), stamp: plan.stampField === null ? '' : fieldText(row, plan.stampField), row }));
	};
	const pageSize = read.pageSize ?? (plan.detail === null ? DEFAULT_PAGE_SIZE : DEFAULT_DETAIL_PAGE_SIZE);
	for await (const rows of anchoredPages({ what: plan.entity, ask, pageSize, readAhead: read.readAhead === true })) {
		const records = rows.flatMap((row) => plannedRecords(row, plan));
		if (records.length > 0) yield records;
	}
}
